//! When the person leaves: closing the tab, or putting it away.

use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::window_event_listener_untyped;
use wasm_bindgen::JsValue;

/// Listens for the tab being left. Dropping it stops listening.
pub struct Leaving(Vec<WindowListenerHandle>);

impl Leaving {
    /// Has the browser ask before the tab is closed while `unsaved` holds, and calls
    /// `hidden` when the tab is put away, which on phones is often the last thing heard.
    pub fn listen(unsaved: impl Fn() -> bool + 'static, hidden: impl Fn() + 'static) -> Self {
        let ask = window_event_listener_untyped("beforeunload", move |event| {
            if unsaved() {
                event.prevent_default();
                // Chromium before 119 asks only when this is set.
                let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &JsValue::TRUE);
            }
        });
        let away = window_event_listener_untyped("visibilitychange", move |_| hidden());
        Self(vec![ask, away])
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        for handle in self.0.drain(..) {
            handle.remove();
        }
    }
}
