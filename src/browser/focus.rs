//! Moving the focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Focuses an element without the browser's own scroll, then brings `show` (its label,
/// say) into view above it.
pub fn focus_showing(element: &HtmlElement, show: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    options.set_behavior(ScrollBehavior::Auto);
    show.scroll_into_view_with_scroll_into_view_options(&options);
    let quiet = web_sys::FocusOptions::new();
    quiet.set_prevent_scroll(true);
    let _ = element.focus_with_options(&quiet);
}

/// Scrolls as far as it takes to see the whole of an element, clear of the tab bar.
pub fn reveal(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_behavior(ScrollBehavior::Auto);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Focuses an element.
pub fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// The element with this id in the same document or shadow root as `near`.
#[must_use]
pub fn find(near: &Element, id: &str) -> Option<HtmlElement> {
    let root = near.get_root_node();
    let found = match root.dyn_ref::<web_sys::ShadowRoot>() {
        Some(shadow) => shadow.get_element_by_id(id),
        None => root
            .dyn_ref::<web_sys::Document>()
            .and_then(|d| d.get_element_by_id(id)),
    };
    found.and_then(|element| element.dyn_into().ok())
}

/// Scrolls the window to its top.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
