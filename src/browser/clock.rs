//! Time: now, and waiting.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use js_sys::{Date, Function, Promise, Reflect};
use leptos::leptos_dom::helpers::set_timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[must_use]
pub fn now_ms() -> f64 {
    Date::now()
}

/// The service's time zone: Asia/Shanghai, UTC+8 all year.
const SHANGHAI_OFFSET_MS: f64 = 8.0 * 3_600_000.0;
const DAY_MS: f64 = 24.0 * 3_600_000.0;

/// Until a moment after the service's next midnight.
#[must_use]
pub fn until_midnight_ms() -> u32 {
    const A_MOMENT_MS: f64 = 2_000.0;
    let left = DAY_MS - (now_ms() + SHANGHAI_OFFSET_MS) % DAY_MS + A_MOMENT_MS;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most a day"
    )]
    let left = left as u32;
    left
}

/// Today in the service's time zone, `YYYY-MM-DD`.
#[must_use]
pub fn today() -> String {
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
                let _ = resolve.call0(&JsValue::UNDEFINED);
            },
            Duration::from_millis(u64::from(milliseconds)),
        );
    });
    let _ = JsFuture::from(promise).await;
}

/// Ends when the browser has nothing better to do; at once where it does not tell (Safari).
pub async fn idle() {
    let promise = Promise::new(&mut |resolve, _| {
        let ask = web_sys::window()
            .and_then(|window| Reflect::get(&window, &"requestIdleCallback".into()).ok())
            .and_then(|ask| ask.dyn_into::<Function>().ok());
        let asked = ask.and_then(|ask| ask.call1(&JsValue::UNDEFINED, &resolve).ok());
        if asked.is_none() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// What `task` comes to, unless it takes longer.
pub async fn within<T>(milliseconds: u32, task: impl Future<Output = T>) -> Option<T> {
    let (mut task, mut late) = (pin!(task), pin!(sleep(milliseconds)));
    poll_fn(|context| {
        if let Poll::Ready(done) = task.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        late.as_mut().poll(context).map(|()| None)
    })
    .await
}
