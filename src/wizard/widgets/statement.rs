//! A statement of truth to tick.

use banshi_forms::Edit;
use leptos::prelude::*;
use serde_json::Value;

use crate::wizard::frame::Ask;

/// The statement beside its box; it is its own question.
pub(super) fn view(ask: Ask) -> AnyView {
    let wizard = ask.wizard;
    let change = move |_| {
        let ticked = ask
            .field
            .with_untracked(|field| field.value == Value::Bool(true));
        let at = ask.pointer();
        wizard.apply(if ticked {
            Edit::Clear { at }
        } else {
            Edit::Set {
                at,
                value: Value::Bool(true),
            }
        });
        wizard.touch(&ask.pointer());
    };
    let control = view! {
        <label class="choice">
            <input
                type="checkbox"
                id=ask.id("")
                prop:checked=move || ask.field.with(|field| field.value == Value::Bool(true))
                aria-labelledby=ask.id("label")
                aria-required=move || ask.required()
                aria-invalid=move || ask.invalid()
                aria-describedby=move || ask.described()
                on:change=change
            />
            <span id=ask.id("label")>{move || ask.label()}</span>
        </label>
    };
    ask.bare(control.into_any())
}
