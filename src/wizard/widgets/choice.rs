//! A box or a button to tick, with its words and more about it; and a list of them.

use banshi_contract::Text;
use banshi_forms::Choice;
use leptos::prelude::*;
use serde_json::Value;
use web_sys::Event;

use crate::dom::{El, View, el, live};
use crate::i18n::{K, pick, t};
use crate::wizard::frame::Ask;

/// How one is chosen.
#[derive(Clone, Copy)]
pub(super) struct Choosing {
    /// `type` of the input.
    pub kind: &'static str,
    /// Whether a choice is part of an answer.
    pub is_in: fn(answer: &Value, choice: &Value) -> bool,
    /// What is done when it is ticked or unticked.
    pub choose: fn(Ask, &Value),
}

/// The words of a choice.
#[derive(Clone)]
pub(super) enum Words {
    /// Ours.
    Key(K),
    /// The form's.
    Text(Text),
}

/// The choices that are open now, one below the other.
pub(super) fn choices(ask: Ask, choosing: Choosing) -> View {
    let options = Memo::new(move |_| ask.field.with(|field| field.options.clone()));
    let all = live(move || {
        let all = options.get().into_iter().enumerate();
        View::of(all.map(|(at, Choice { value, label, hint })| {
            one(ask, at, choosing, value, Words::Text(label), hint).into()
        }))
    });
    ask.group(el("div").class("choices choices-stack").kid(all))
}

/// One choice.
pub(super) fn one(
    ask: Ask,
    at: usize,
    choosing: Choosing,
    value: Value,
    words: Words,
    hint: Option<Text>,
) -> El {
    let number = at.to_string();
    let part = |name: &str| ask.id(&[name, &number].concat());
    let (hint_id, words_id) = (part("hint-"), part("words-"));
    // The first has the question's own id: an error links to it.
    let id = if at == 0 { ask.id("") } else { ask.id(&number) };
    let mine = value.clone();
    let input = el("input")
        .attr("type", choosing.kind)
        .attr("id", &id)
        .maybe(
            "name",
            (choosing.kind == "radio").then(|| ask.id("")).as_deref(),
        )
        .attr("aria-labelledby", &words_id)
        .maybe("aria-describedby", hint.as_ref().map(|_| hint_id.as_str()))
        .live_checked(move || {
            ask.field
                .with(|field| (choosing.is_in)(&field.value, &mine))
        })
        .on("change", move |_: Event| {
            (choosing.choose)(ask, &value);
            ask.wizard.touch(&ask.pointer());
        });
    let said = el("span").attr("id", &words_id).say(move || match &words {
        Words::Key(key) => t(*key),
        Words::Text(text) => pick(text),
    });
    let hint = hint.map(|hint| {
        el("span")
            .class("hint")
            .attr("id", &hint_id)
            .say(move || pick(&hint))
    });
    el("label")
        .class("choice")
        .kid(input)
        .kid(el("span").kid(said).kid(hint))
}
