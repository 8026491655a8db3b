//! When the instance is lost: a panic poisons it, so the page is told by an event
//! that `boot.js` answers with a calm screen and a way back.

use web_sys::CustomEvent;

/// The event `boot.js` listens for on the window.
pub const LOST_EVENT: &str = "banshi:lost";

/// Reports every panic to the console and calls the calm screen.
pub fn set_hook() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        report_lost();
    }));
}

/// Calls the calm screen: there is nothing to go on with.
pub fn report_lost() {
    if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new(LOST_EVENT)) {
        let _ = window.dispatch_event(&event);
    }
}
