//! One of a few; also 是 and 否.

use banshi_contract::Text;
use banshi_forms::{Choice, Edit};
use leptos::prelude::*;
use serde_json::Value;

use crate::i18n::{K, pick, t};
use crate::wizard::frame::Ask;

/// Words of a choice.
#[derive(Clone, PartialEq)]
enum Words {
    Key(K),
    Text(Text),
}

/// 是 / 否, side by side.
pub(super) fn yes_no(ask: Ask) -> AnyView {
    let words = [(true, K::WizardYes), (false, K::WizardNo)];
    let choices = words
        .into_iter()
        .enumerate()
        .map(|(at, (yes, key))| radio(ask, at, Value::Bool(yes), Words::Key(key), None))
        .collect_view();
    ask.group(view! { <div class="choices">{choices}</div> }.into_any())
}

/// One below the other.
pub(super) fn view(ask: Ask) -> AnyView {
    let options = Memo::new(move |_| ask.field.with(|field| field.options.clone()));
    let choices = move || {
        options
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, Choice { value, label, hint })| {
                radio(ask, at, value, Words::Text(label), hint)
            })
            .collect_view()
    };
    ask.group(view! { <div class="choices choices-stack">{choices}</div> }.into_any())
}

fn radio(ask: Ask, at: usize, value: Value, words: Words, hint: Option<Text>) -> AnyView {
    let wizard = ask.wizard;
    // The first has the question's own id: an error links to it.
    let id = if at == 0 {
        ask.id("")
    } else {
        ask.id(&at.to_string())
    };
    let hint_id = ask.id(&format!("hint-{at}"));
    let described = hint.as_ref().map(|_| hint_id.clone());
    let (mine, set) = (value.clone(), value);
    let choose = move |_| {
        wizard.apply(Edit::Set {
            at: ask.pointer(),
            value: set.clone(),
        });
        wizard.touch(&ask.pointer());
    };
    let words = move || match &words {
        Words::Key(key) => t(*key),
        Words::Text(text) => pick(text),
    };
    let hint = hint.map(|hint| {
        view! { <span class="hint" id=hint_id>{move || pick(&hint)}</span> }
    });
    let label_id = ask.id(&format!("words-{at}"));
    view! {
        <label class="choice">
            <input
                type="radio"
                id=id
                name=ask.id("")
                prop:checked=move || ask.field.with(|field| field.value == mine)
                aria-labelledby=label_id.clone()
                aria-describedby=described
                on:change=choose
            />
            <span>
                <span id=label_id>{words}</span>
                {hint}
            </span>
        </label>
    }
    .into_any()
}
