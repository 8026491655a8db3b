//! The list of what is wrong, above a page that could not be left. It takes the focus;
//! each entry brings its question's label into view and focuses the control.

use leptos::html::Div;
use leptos::prelude::*;

use super::state::Wizard;
use crate::browser::focus;
use crate::components::unique_id;
use crate::i18n::{K, tn};

/// The summary, while there is one.
pub fn summary(wizard: Wizard) -> AnyView {
    let node = NodeRef::<Div>::new();
    let heading = unique_id("errors");
    Effect::new(move |_| {
        if !wizard.summary.with(Vec::is_empty) {
            // After the heading of a page that was opened for it.
            request_animation_frame(move || {
                if let Some(summary) = node.try_get_untracked().flatten() {
                    focus::focus_showing(&summary, &summary);
                }
            });
        }
    });
    let list = move || {
        let errors = wizard.summary.get();
        if errors.is_empty() {
            return ().into_any();
        }
        let count = i64::try_from(errors.len()).unwrap_or(i64::MAX);
        let entries = errors
            .into_iter()
            .map(|error| {
                let pointer = error.pointer.clone();
                let href = format!("#{}", wizard.id(&pointer));
                let open = move |event: web_sys::MouseEvent| {
                    event.prevent_default();
                    wizard.open_at(&pointer, Vec::new());
                };
                view! {
                    <li>
                        <a href=href on:click=open>
                            {move || wizard.words(&error)}
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <div
                class="error-summary"
                node_ref=node
                tabindex="-1"
                role="group"
                aria-labelledby=heading.clone()
            >
                <h2 id=heading.clone()>{move || tn(K::PageErrorSummary, count, &[])}</h2>
                <ul>{entries}</ul>
            </div>
        }
        .into_any()
    };
    list.into_any()
}
