//! A clock that moves only when told: `Date.now` and `setTimeout` of the window.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(inline_js = r#"
let real = null;
let now = 0;
let next = 1;
let waiting = [];
export function install(start) {
  if (real) return;
  real = { now: Date.now, set: window.setTimeout, clear: window.clearTimeout };
  now = start; waiting = [];
  Date.now = () => now;
  window.setTimeout = (act, after = 0) => { const id = next++; waiting.push({ id, at: now + after, act }); return id; };
  window.clearTimeout = (id) => { waiting = waiting.filter((w) => w.id !== id); };
}
export async function advance(by) {
  const end = now + by;
  for (;;) {
    waiting.sort((a, b) => a.at - b.at || a.id - b.id);
    if (!waiting.length || waiting[0].at > end) break;
    const due = waiting.shift();
    now = Math.max(now, due.at);
    due.act();
    await new Promise((done) => real.set.call(window, done, 0));
  }
  now = end;
  await new Promise((done) => real.set.call(window, done, 0));
}
export function restore() {
  if (!real) return;
  Date.now = real.now; window.setTimeout = real.set; window.clearTimeout = real.clear;
  real = null;
}
"#)]
extern "C" {
    fn install(start: f64);
    async fn advance(by: f64);
    fn restore();
}

/// The clock; dropping it gives the real one back.
pub struct FakeClock;

impl FakeClock {
    /// Stops time at `start_ms` since 1970.
    pub fn at(start_ms: f64) -> Self {
        install(start_ms);
        Self
    }

    /// Lets so many milliseconds pass, with all that was waiting for them.
    pub async fn advance(&self, milliseconds: f64) {
        advance(milliseconds).await;
    }
}

impl Drop for FakeClock {
    fn drop(&mut self) {
        restore();
    }
}
