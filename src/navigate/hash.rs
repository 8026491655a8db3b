//! Addresses behind a hash, for hosts that serve one static file (mini programs,
//! provincial apps).

use std::rc::Rc;

use super::{Navigator, history::on_window};

/// The fragment of the window's address.
#[derive(Default)]
pub struct Hash;

impl Navigator for Hash {
    fn address(&self) -> String {
        let hash = web_sys::window().and_then(|window| window.location().hash().ok());
        match hash.unwrap_or_default().strip_prefix("#/") {
            Some(rest) => format!("/{rest}"),
            None => "/".into(),
        }
    }

    fn href(&self, address: &str) -> String {
        format!("#{address}")
    }

    fn push(&self, address: &str) {
        if let Some(window) = web_sys::window() {
            let _ = window.location().set_hash(address);
        }
    }

    fn replace(&self, address: &str) {
        if let Some(window) = web_sys::window() {
            let _ = window.location().replace(&format!("#{address}"));
        }
    }

    fn listen(&self, moved: Rc<dyn Fn()>) {
        on_window("hashchange", moved);
    }
}
