//! Several lines of text, with a count of what is left.

use banshi_forms::Edit;
use leptos::html::Textarea;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

use crate::i18n::{K, tn};
use crate::wizard::frame::Ask;
use crate::wizard::reading::raw;

/// A box of text.
pub(super) fn view(ask: Ask) -> AnyView {
    let wizard = ask.wizard;
    let node = NodeRef::<Textarea>::new();
    let typing = StoredValue::new(false);
    let first = ask.field.get_untracked();
    let text = Memo::new(move |_| ask.field.with(|field| raw(&field.value)));
    let show = move || {
        if let (Some(Some(area)), Some(text)) = (node.try_get(), text.try_get())
            && area.value() != text
        {
            area.set_value(&text);
        }
    };
    Effect::new(move |_| {
        text.track();
        if !typing.get_value() {
            show();
        }
    });
    let take = move || {
        let Some(area) = node.get_untracked() else {
            return;
        };
        typing.set_value(true);
        wizard.apply(Edit::Type {
            at: ask.pointer(),
            text: area.value(),
        });
    };
    let input = move |event: web_sys::Event| {
        let composing = event
            .dyn_ref::<InputEvent>()
            .is_some_and(InputEvent::is_composing);
        if !composing && !wizard.is_composing() {
            take();
        }
    };
    let composed = move |_| {
        wizard.set_composing(false);
        take();
    };
    let left = move |_| {
        // Taken down with the focus in it, a control is left too.
        if typing.try_set_value(false).is_some() {
            return;
        }
        wizard.set_composing(false);
        wizard.touch(&ask.pointer());
        untrack(show);
    };
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
            on:input=input
            on:compositionstart=move |_| wizard.set_composing(true)
            on:compositionend=composed
            on:blur=left
        ></textarea>
        {counter}
    };
    ask.one(control.into_any())
}
