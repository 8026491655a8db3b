//! The only rooms that touch the browser's own interfaces. They store, send, focus
//! and tell the time; they decide nothing.

pub mod clock;
pub mod document;
pub mod fetch;
pub mod focus;
pub mod intl;
pub mod leaving;
pub mod panic;
pub mod pointer;
pub mod print;
pub mod random;
pub mod regexp;
pub mod storage;
pub mod tabs;
