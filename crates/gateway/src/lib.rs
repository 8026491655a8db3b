//! The gateway: the server beside the page. It speaks the contract over HTTP
//! ([`http`]), keeps sessions, drafts, cases, uploads and the log of changes behind
//! the [`store::Store`] trait (SQLite first), loads the catalogue and the forms from
//! files and takes them up again when they change ([`content`]), tells open pages
//! within a moment what changed ([`live`]), and serves the built page itself. The
//! embedded back end, with invented people and cases that move by themselves, is the
//! [`sandbox`]; what an officer does to a case is decided by pure functions in
//! [`cases`], whoever calls them. Times come from an injected [`clock`].

pub mod cases;
pub mod cli;
pub mod clock;
pub mod config;
pub mod content;
pub mod files;
pub mod ids;
pub mod limit;
pub mod live;
pub mod metrics;
pub mod officer;
pub mod openapi;
pub mod problem;
pub mod regions;
pub mod sandbox;
pub mod search;
pub mod server;
pub mod store;

pub mod http;
