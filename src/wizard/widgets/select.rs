//! One of many.

use banshi_forms::Edit;
use leptos::html::Select;
use leptos::prelude::*;
use serde_json::Value;

use crate::i18n::{K, pick, t};
use crate::wizard::frame::Ask;

/// A list that opens.
pub(super) fn view(ask: Ask) -> AnyView {
    let wizard = ask.wizard;
    let node = NodeRef::<Select>::new();
    let first = ask.field.get_untracked();
    let options = Memo::new(move |_| ask.field.with(|field| field.options.clone()));
    let value = Memo::new(move |_| ask.field.with(|field| field.value.clone()));
    let choices = move || {
        options
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, choice)| {
                let mine = choice.value;
                view! {
                    <option value=at.to_string() prop:selected=move || value.with(|now| *now == mine)>
                        {move || pick(&choice.label)}
                    </option>
                }
            })
            .collect_view()
    };
    let change = move |_| {
        let chosen = node
            .get_untracked()
            .and_then(|select| select.value().parse::<usize>().ok());
        let value = chosen.and_then(|at| {
            options.with_untracked(|all| all.get(at).map(|choice| choice.value.clone()))
        });
        wizard.apply(Edit::Set {
            at: ask.pointer(),
            value: value.unwrap_or(Value::Null),
        });
        wizard.touch(&ask.pointer());
    };
    // Taken down with the focus in it, a control is left too.
    let left = move |_| {
        if !node.is_disposed() {
            wizard.touch(&ask.pointer());
        }
    };
    let control = view! {
        <select
            node_ref=node
            class="control control-medium"
            id=ask.id("")
            autocomplete=first.autocomplete.clone()
            aria-required=move || ask.required()
            aria-invalid=move || ask.invalid()
            aria-describedby=move || ask.described()
            on:change=change
            on:blur=left
        >
            <option value="" prop:selected=move || value.with(Value::is_null)>
                {move || t(K::WizardChoose)}
            </option>
            {choices}
        </select>
    };
    ask.one(control.into_any())
}
