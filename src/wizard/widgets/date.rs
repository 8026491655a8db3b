//! A date, with the browser's own field for it, which also takes typed digits.

use banshi_forms::Edit;
use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use crate::dom::{View, effect, el};
use crate::i18n::{K, t};
use crate::wizard::frame::Ask;
use crate::wizard::reading::raw;

/// Keeps the year at four digits.
const LAST_DAY: &str = "9999-12-31";

/// A field for a date.
pub(super) fn view(ask: Ask) -> View {
    let wizard = ask.wizard;
    let focused = StoredValue::new(false);
    let token = ask.field.with_untracked(|field| field.autocomplete.clone());
    let control = el("input")
        .class("control control-medium")
        .attr("type", "date")
        .attr("id", &ask.id(""))
        .attr("max", LAST_DAY)
        .maybe("autocomplete", token.as_deref());
    let input: HtmlInputElement = control.cast();
    let (shown, typed) = (input.clone(), input.clone());
    effect(move || {
        let text = ask.field.with(|field| raw(&field.value));
        // Written from outside while someone types, it would lose the half-typed date.
        if !focused.get_value() && shown.value() != text {
            shown.set_value(&text);
        }
    });
    let changed = move |_: Event| {
        ask.local.set(None);
        wizard.apply(Edit::Type {
            at: ask.pointer(),
            text: typed.value(),
        });
    };
    let left = move |_: Event| {
        if focused.try_set_value(false).is_some() {
            return;
        }
        // A date without its year, or the 31st of February, is empty for the browser.
        let half = input.validity().bad_input();
        ask.local
            .set(half.then(|| untrack(|| t(K::WizardDateIncomplete))));
        wizard.touch(&ask.pointer());
    };
    let control = control
        .on("input", changed)
        .on("focus", move |_: Event| {
            focused.try_set_value(true);
        })
        .on("blur", left);
    ask.one(&control, control.clone())
}
