//! More, for who wants it.

use leptos::{prelude::*, text_prop::TextProp};

/// A native `<details>`: it works without us, and is printed open where the browser can.
#[component]
pub fn Disclosure(
    /// What is inside.
    #[prop(into)]
    summary: TextProp,
    /// Whether it is open at first.
    #[prop(optional)]
    open: bool,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=open>
            <summary>{move || summary.get()}</summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
}
