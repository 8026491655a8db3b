//! A date, with the browser's own field for it, which also takes typed digits.

use banshi_forms::Edit;
use leptos::html::Input;
use leptos::prelude::*;

use crate::i18n::{K, t};
use crate::wizard::frame::Ask;
use crate::wizard::reading::raw;

/// Keeps the year at four digits.
const LAST_DAY: &str = "9999-12-31";

/// A field for a date.
pub(super) fn view(ask: Ask) -> AnyView {
    let wizard = ask.wizard;
    let node = NodeRef::<Input>::new();
    let focused = StoredValue::new(false);
    let first = ask.field.get_untracked();
    let text = Memo::new(move |_| ask.field.with(|field| raw(&field.value)));
    Effect::new(move |_| {
        let text = text.get();
        // Written from outside while someone types, it would lose the half-typed date.
        if let Some(input) = node.get()
            && !focused.get_value()
            && input.value() != text
        {
            input.set_value(&text);
        }
    });
    let changed = move |_| {
        let Some(input) = node.get_untracked() else {
            return;
        };
        ask.local.set(None);
        wizard.apply(Edit::Type {
            at: ask.pointer(),
            text: input.value(),
        });
    };
    let left = move |_| {
        if focused.try_set_value(false).is_some() {
            return;
        }
        // A date without its year, or the 31st of February, is empty for the browser.
        let half = node
            .get_untracked()
            .is_some_and(|input| input.validity().bad_input());
        ask.local
            .set(half.then(|| untrack(|| t(K::WizardDateIncomplete))));
        wizard.touch(&ask.pointer());
    };
    let control = view! {
        <input
            node_ref=node
            class="control control-medium"
            type="date"
            id=ask.id("")
            max=LAST_DAY
            autocomplete=first.autocomplete.clone()
            aria-required=move || ask.required()
            aria-invalid=move || ask.invalid()
            aria-describedby=move || ask.described()
            on:input=changed
            on:focus=move |_| focused.set_value(true)
            on:blur=left
        />
    };
    ask.one(control.into_any())
}
