//! Any of a few.

use banshi_forms::{Choice, Edit};
use leptos::prelude::*;
use serde_json::Value;

use crate::i18n::pick;
use crate::wizard::frame::Ask;

/// One below the other.
pub(super) fn view(ask: Ask) -> AnyView {
    let options = Memo::new(move |_| ask.field.with(|field| field.options.clone()));
    let choices = move || {
        options
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, choice)| one(ask, at, choice))
            .collect_view()
    };
    ask.group(view! { <div class="choices choices-stack">{choices}</div> }.into_any())
}

fn one(ask: Ask, at: usize, choice: Choice) -> AnyView {
    let wizard = ask.wizard;
    let id = if at == 0 {
        ask.id("")
    } else {
        ask.id(&at.to_string())
    };
    let hint_id = ask.id(&format!("hint-{at}"));
    let label_id = ask.id(&format!("words-{at}"));
    let Choice { value, label, hint } = choice;
    let described = hint.as_ref().map(|_| hint_id.clone());
    let mine = value.clone();
    let is_in = move || {
        ask.field.with(|field| {
            field
                .value
                .as_array()
                .is_some_and(|all| all.contains(&mine))
        })
    };
    let change = move |_| {
        // In the order of the choices, whatever the order of the clicks.
        let chosen: Vec<Value> = ask.field.with_untracked(|field| {
            let has = |one: &Value| field.value.as_array().is_some_and(|all| all.contains(one));
            let all = field.options.iter().map(|choice| &choice.value);
            all.filter(|one| has(one) != (**one == value))
                .cloned()
                .collect()
        });
        wizard.apply(Edit::Set {
            at: ask.pointer(),
            value: Value::Array(chosen),
        });
        wizard.touch(&ask.pointer());
    };
    let hint = hint.map(|hint| {
        view! { <span class="hint" id=hint_id>{move || pick(&hint)}</span> }
    });
    view! {
        <label class="choice">
            <input
                type="checkbox"
                id=id
                prop:checked=is_in
                aria-labelledby=label_id.clone()
                aria-describedby=described
                on:change=change
            />
            <span>
                <span id=label_id>{move || pick(&label)}</span>
                {hint}
            </span>
        </label>
    }
    .into_any()
}
