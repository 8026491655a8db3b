//! The other tabs of this page: a channel to all of them, and a lock that one holds.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs. Dropping it closes it.
pub struct Channel {
    channel: BroadcastChannel,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Opens the channel; none where the browser has no such thing.
    pub fn open(name: &str, mut received: impl FnMut(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                received(text);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _on_message: on_message,
        })
    }

    /// Tells the other tabs.
    pub fn send(&self, text: &str) {
        let _ = self.channel.post_message(&JsValue::from_str(text));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// A lock that one of the tabs holds. Dropping it hands it to the next tab; one that is
/// dropped while still waiting never gets it.
#[derive(Default)]
pub struct Lock(Rc<RefCell<Holding>>);

#[derive(Default)]
struct Holding {
    dropped: bool,
    release: Option<Function>,
}

impl Lock {
    /// Waits until this tab holds the lock `name`. Ends at once where the browser has no
    /// locks: each tab is then its own leader.
    pub async fn acquire(&self, name: &str) {
        let Some((locks, request)) = locks() else {
            return;
        };
        let name = JsValue::from_str(name);
        let holding = Rc::clone(&self.0);
        let granted = Promise::new(&mut |resolve, _| {
            let (holding, granted) = (Rc::clone(&holding), resolve.clone());
            let hold = Closure::once_into_js(move |_lock: JsValue| {
                let _ = granted.call0(&JsValue::UNDEFINED);
                // The lock is held until this promise settles.
                Promise::new(&mut |release, _| {
                    let mut holding = holding.borrow_mut();
                    if holding.dropped {
                        let _ = release.call0(&JsValue::UNDEFINED);
                    } else {
                        holding.release = Some(release);
                    }
                })
            });
            if request.call2(&locks, &name, &hold).is_err() {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
        let _ = JsFuture::from(granted).await;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let mut holding = self.0.borrow_mut();
        holding.dropped = true;
        if let Some(release) = holding.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

fn locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    Some((locks, request))
}
