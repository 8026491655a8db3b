//! A page's heading: its `h1`, which names the window and takes the focus when a
//! person came here from another page.

use leptos::html::H1;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::browser::{document, focus};
use crate::context::Portal;
use crate::dom::{View, el};
use crate::i18n::{K, tf};
use crate::navigate::Nav;

/// What is the heading once it stands, tracked.
type Standing = Box<dyn Fn() -> Option<HtmlElement>>;

/// The `h1` of a page, as a view made one by one. `title` is another name for the
/// window, where the heading alone does not say enough (an error in a form, say).
#[must_use]
pub fn heading(text: Signal<String>, title: Option<Signal<String>>) -> View {
    let heading = el("h1").attr("tabindex", "-1").say(move || text.get());
    let standing: HtmlElement = heading.cast();
    follow(text, title, Box::new(move || Some(standing.clone())));
    heading.into()
}

/// Names the window after the heading, and gives it the focus after a move.
fn follow(text: Signal<String>, title: Option<Signal<String>>, heading: Standing) {
    let nav = Nav::use_here();
    let portal = Portal::use_here();
    Effect::new(move |_| {
        let page = title.map_or_else(|| text.get(), |title| title.get());
        document::set_title(&tf(
            K::AppTitle,
            &[("page", &page), ("portal", &portal.name())],
        ));
    });
    Effect::new(move |_| {
        if let Some(heading) = heading()
            && nav.has_moved()
        {
            focus::focus_showing(&heading, &heading);
            focus::scroll_to_top();
        }
    });
}

/// The `h1` of a page.
#[component]
pub fn Heading(
    /// Its words.
    #[prop(into)]
    text: Signal<String>,
    /// Another name for the window, where the heading alone does not say enough (an
    /// error in a form, say).
    #[prop(optional, into)]
    title: Option<Signal<String>>,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    follow(text, title, Box::new(move || heading.get().map(Into::into)));
    view! {
        <h1 node_ref=heading tabindex="-1">
            {move || text.get()}
        </h1>
    }
}
