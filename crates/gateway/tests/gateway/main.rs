//! The gateway over real HTTP on a real SQLite file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod cases;
mod catalogue;
mod command;
mod content;
mod drafts;
mod forms;
mod live;
mod openapi;
mod page;
mod receipt;
mod regions;
mod samples;
mod seed;
mod session;
mod store;
mod submit;
mod support;
mod uploads;
