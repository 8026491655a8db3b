//! Time: now, and waiting.

use std::time::Duration;

use js_sys::{Date, Promise};
use leptos::leptos_dom::helpers::set_timeout;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[must_use]
pub fn now_ms() -> f64 {
    Date::now()
}

/// Today in the service's time zone (Asia/Shanghai, UTC+8 all year), `YYYY-MM-DD`.
#[must_use]
pub fn today() -> String {
    const SHANGHAI_OFFSET_MS: f64 = 8.0 * 3_600_000.0;
    let shifted = Date::new(&(now_ms() + SHANGHAI_OFFSET_MS).into());
    String::from(shifted.to_iso_string())
        .chars()
        .take(10)
        .collect()
}

/// Ends after so many milliseconds.
pub async fn sleep(milliseconds: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
            },
            Duration::from_millis(u64::from(milliseconds)),
        );
    });
    let _ = JsFuture::from(promise).await;
}
