//! The embedded back end: invented people to sign in as, example cases, and a hand
//! that moves cases on by themselves, on a clock that can be set while it runs. It
//! can't be on together with a connected back end.

pub mod mover;
pub mod people;
pub mod seed;

/// What a sandbox ticket begins with.
pub const TICKET: &str = "sandbox:";
