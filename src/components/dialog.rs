//! A question that must be answered before going on.

use leptos::{html, prelude::*, text_prop::TextProp};

use super::{Icon, IconName, unique_id};
use crate::i18n::{K, t};

/// A native modal `<dialog>`. The browser keeps the focus within it, closes it on
/// Escape and gives the focus back to what had it; the signal follows. A click beside it
/// does nothing: a slip of the hand must not throw away what was typed in it.
#[component]
pub fn Dialog(
    /// Whether it is open; set it to open and to close.
    open: RwSignal<bool>,
    /// Its heading and accessible name.
    #[prop(into)]
    title: TextProp,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = unique_id("dialog");
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if wanted && !dialog.open() {
            // Refused only where the dialog is not in the document; then it is not open.
            if dialog.show_modal().is_err() {
                open.set(false);
            }
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-labelledby=heading
            on:close=move |_| open.set(false)
        >
            <div class="dialog-head">
                <h2 id=heading.clone()>{move || title.get()}</h2>
                <button
                    type="button"
                    class="icon-btn"
                    aria-label=move || t(K::ComponentClose)
                    on:click=move |_| open.set(false)
                >
                    <Icon name=IconName::X />
                </button>
            </div>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
}
