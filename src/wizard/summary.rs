//! The list of what is wrong, above a page that could not be left. It takes the focus;
//! each entry brings its question's label into view and focuses the control.

use leptos::prelude::*;
use web_sys::{HtmlElement, MouseEvent};

use super::state::Wizard;
use crate::browser::focus;
use crate::components::unique_id;
use crate::dom::{View, el, live};
use crate::i18n::{K, tn};

/// The summary, while there is one.
pub fn summary(wizard: Wizard) -> View {
    live(move || {
        let errors = wizard.summary.get();
        if errors.is_empty() {
            return View::default();
        }
        let heading = unique_id("errors");
        let count = i64::try_from(errors.len()).unwrap_or(i64::MAX);
        let entries = errors.into_iter().map(|error| {
            let pointer = error.pointer.clone();
            let href = ["#", &wizard.id(&pointer)].concat();
            let open = move |event: MouseEvent| {
                event.prevent_default();
                wizard.open_at(&pointer, Vec::new());
            };
            let link = el("a")
                .attr("href", &href)
                .on("click", open)
                .say(move || wizard.words(&error));
            el("li").kid(link).into()
        });
        let summary = el("div")
            .class("error-summary")
            .attr("tabindex", "-1")
            .attr("role", "group")
            .attr("aria-labelledby", &heading)
            .kid(
                el("h2")
                    .attr("id", &heading)
                    .say(move || tn(K::PageErrorSummary, count, &[])),
            )
            .kid(el("ul").kid(View::of(entries)));
        // After the heading of a page that was opened for it.
        let node = summary.cast::<HtmlElement>();
        request_animation_frame(move || {
            if node.is_connected() {
                focus::focus_showing(&node, &node);
            }
        });
        summary.into()
    })
}
