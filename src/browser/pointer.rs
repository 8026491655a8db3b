//! Whether a pointer is pressed. What is painted between press and release moves the
//! target away under it, and the click is lost: such painting waits for the release.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use super::clock;

thread_local! {
    static IS_DOWN: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Begins to listen; once per page.
pub fn watch() {
    let Some(window) = web_sys::window() else {
        return;
    };
    let listen = |name: &str, act: Closure<dyn FnMut()>| {
        let target = act.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback_and_bool(name, target, true);
        act.forget();
    };
    listen("pointerdown", Closure::new(|| IS_DOWN.set(true)));
    for name in ["pointerup", "pointercancel"] {
        listen(name, Closure::new(release));
    }
}

fn release() {
    IS_DOWN.set(false);
    if WAITING.with_borrow(Vec::is_empty) {
        return;
    }
    // After the click that follows the release.
    wasm_bindgen_futures::spawn_local(async {
        clock::sleep(0).await;
        for act in WAITING.take() {
            act();
        }
    });
}

/// Does it now, or after the click when a pointer is pressed.
pub fn once_released(act: impl FnOnce() + 'static) {
    if IS_DOWN.get() {
        WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(act)));
    } else {
        act();
    }
}
