//! A real panic. It poisons the instance, so it has one of its own.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_panic_calls_the_calm_screen() {
    banshi::browser::panic::set_hook();
    let told = Rc::new(Cell::new(0));
    let listener = Closure::<dyn FnMut()>::new({
        let told = Rc::clone(&told);
        move || told.set(told.get() + 1)
    });
    let window = web_sys::window().unwrap();
    let listener = listener.into_js_value();
    window
        .add_event_listener_with_callback(
            banshi::browser::panic::LOST_EVENT,
            listener.unchecked_ref(),
        )
        .unwrap();
    // A real one, in a handler that the browser calls: it traps, and the browser catches it.
    let handler = Closure::<dyn FnMut()>::new(|| panic!("a fault in a handler")).into_js_value();
    let caught = handler
        .unchecked_ref::<js_sys::Function>()
        .call0(&wasm_bindgen::JsValue::NULL);
    assert!(caught.is_err());
    assert_eq!(told.get(), 1);
}
