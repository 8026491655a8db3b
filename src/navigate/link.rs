//! A link within the page.

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::Nav;
use crate::dom::{El, el};
use crate::routes::Route;

/// Whether a click on a link is the page's to follow; every other kind (in a new tab,
/// to a file) is the browser's.
#[must_use]
pub fn is_plain(event: &MouseEvent) -> bool {
    event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

/// A link within the page, as a view made one by one: `go` is what a plain click does.
#[must_use]
pub fn link(href: String, go: impl Fn() + 'static) -> El {
    el("a")
        .attr("href", &href)
        .on("click", move |event: MouseEvent| {
            if is_plain(&event) && !event.default_prevented() {
                event.prevent_default();
                go();
            }
        })
}

/// A link to a route. It is a real link: it may be opened in a new tab, copied, dragged.
#[component]
pub fn Link(
    /// Where to.
    to: Route,
    /// Classes.
    #[prop(optional, into)]
    class: &'static str,
    /// `aria-current`, e.g. `page`.
    #[prop(optional, into)]
    current: MaybeProp<String>,
    /// An accessible name, where the content is not enough.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let nav = Nav::use_here();
    let href = nav.href(&to);
    let go = move |event: MouseEvent| {
        if is_plain(&event) && !event.default_prevented() {
            event.prevent_default();
            nav.go(&to);
        }
    };
    view! {
        <a
            href=href
            class=class
            aria-current=move || current.get()
            aria-label=move || label.get()
            on:click=go
        >
            {children()}
        </a>
    }
}
