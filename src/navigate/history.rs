//! Addresses in the path, kept by the browser's history.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::Navigator;

/// The history of the window.
#[derive(Default)]
pub struct History;

impl Navigator for History {
    fn address(&self) -> String {
        let Some(location) = web_sys::window().map(|window| window.location()) else {
            return "/".into();
        };
        location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
    }

    fn href(&self, address: &str) -> String {
        address.to_owned()
    }

    fn push(&self, address: &str) {
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
        }
    }

    fn replace(&self, address: &str) {
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
        }
    }

    fn listen(&self, moved: Rc<dyn Fn()>) {
        on_window("popstate", moved);
    }
}

/// Calls `moved` at an event of the window, as long as the page lives.
pub(super) fn on_window(event: &str, moved: Rc<dyn Fn()>) {
    if let Some(window) = web_sys::window() {
        let act = Closure::<dyn Fn()>::new(move || moved());
        let _ = window.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
        act.forget();
    }
}
