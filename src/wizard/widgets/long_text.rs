//! Several lines of text, with a count of what is left.

use leptos::html::Textarea;
use leptos::prelude::*;

use super::typing::Typing;
use crate::i18n::{K, tn};
use crate::wizard::frame::Ask;

/// A box of text.
pub(super) fn view(ask: Ask) -> AnyView {
    let node = NodeRef::<Textarea>::new();
    let typing = Typing::new(ask, node, None, str::to_owned);
    let text = typing.text;
    let first = ask.field.get_untracked();
    let counter = first.max_length.map(|most| {
        let words = move || {
            let used = text.with(|text| text.chars().count());
            let count = i64::try_from(most.abs_diff(used)).unwrap_or(i64::MAX);
            let key = if used > most {
                K::WizardCharactersOver
            } else {
                K::WizardCharactersLeft
            };
            tn(key, count, &[])
        };
        view! { <p class="counter">{words}</p> }
    });
    let control = view! {
        <textarea
            node_ref=node
            class="control"
            id=ask.id("")
            rows="3"
            name=first.autocomplete.clone()
            autocomplete=first.autocomplete.clone()
            readonly=first.locked
            aria-required=move || ask.required()
            aria-invalid=move || ask.invalid()
            aria-describedby=move || ask.described()
            on:input=move |event| typing.input(&event)
            on:compositionstart=move |_| typing.compose()
            on:compositionend=move |_| typing.composed()
            on:blur=move |_| typing.leave()
        ></textarea>
        {counter}
    };
    ask.one(control.into_any())
}
