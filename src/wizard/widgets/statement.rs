//! A statement of truth to tick.

use banshi_forms::Edit;
use leptos::prelude::*;
use serde_json::Value;
use web_sys::Event;

use crate::dom::{View, el};
use crate::wizard::frame::Ask;

/// The statement beside its box; it is its own question.
pub(super) fn view(ask: Ask) -> View {
    let wizard = ask.wizard;
    let is_ticked = move || ask.field.with(|field| field.value == Value::Bool(true));
    let change = move |_: Event| {
        let at = ask.pointer();
        wizard.apply(if untrack(is_ticked) {
            Edit::Clear { at }
        } else {
            Edit::Set {
                at,
                value: Value::Bool(true),
            }
        });
        wizard.touch(&ask.pointer());
    };
    let input = el("input")
        .attr("type", "checkbox")
        .attr("id", &ask.id(""))
        .attr("aria-labelledby", &ask.id("label"))
        .live_checked(is_ticked)
        .on("change", change);
    let label = el("span").attr("id", &ask.id("label"));
    let whole = el("label")
        .class("choice")
        .kid(input.clone())
        .kid(label.clone());
    ask.bare(&input, label, whole)
}
