//! What tests of the page need: mounting and unmounting it, a clock that stands still
//! until told, a gateway that answers what it is told, and a transcript of what was
//! announced. Each test file has `mod support;`. JUnit output: `cargo xtask test`
//! writes `target/report/junit-wasm.xml` from what the runner prints.

#![allow(dead_code, unused_imports, reason = "each test file uses its part")]

mod clock;
mod dom;
mod transcript;
mod transport;

pub use clock::FakeClock;
pub use dom::{Mounted, mount, mount_in, settle};
pub use transcript::Transcript;
pub use transport::{FakeTransport, StreamHandle};
