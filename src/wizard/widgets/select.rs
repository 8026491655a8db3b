//! One of many.

use banshi_forms::Edit;
use leptos::prelude::*;
use serde_json::Value;
use web_sys::{Event, HtmlSelectElement};

use crate::dom::{View, effect, el, live};
use crate::i18n::{K, pick};
use crate::wizard::frame::Ask;

/// A list that opens.
pub(super) fn view(ask: Ask) -> View {
    let wizard = ask.wizard;
    let token = ask.field.with_untracked(|field| field.autocomplete.clone());
    let options = Memo::new(move |_| ask.field.with(|field| field.options.clone()));
    let is_answer = move |value: &Value| ask.field.with_untracked(|field| field.value == *value);
    let choices = live(move || {
        let all = options.get().into_iter().enumerate();
        View::of(all.map(|(at, choice)| {
            // Whichever comes last, the list made anew or what is chosen, it shows.
            el("option")
                .attr("value", &at.to_string())
                .flag("selected", is_answer(&choice.value))
                .say(move || pick(&choice.label))
                .into()
        }))
    });
    let control = el("select")
        .class("control control-medium")
        .attr("id", &ask.id(""))
        .maybe("autocomplete", token.as_deref())
        .kid(el("option").attr("value", "").words(K::WizardChoose))
        .kid(choices);
    let select: HtmlSelectElement = control.cast();
    let shown = select.clone();
    effect(move || {
        let at = ask.field.with(|field| {
            let mut all = field.options.iter();
            all.position(|choice| choice.value == field.value)
        });
        shown.set_value(&at.map(|at| at.to_string()).unwrap_or_default());
    });
    let change = move |_: Event| {
        let chosen = select.value().parse::<usize>().ok();
        let value = chosen.and_then(|at| {
            options.with_untracked(|all| all.get(at).map(|choice| choice.value.clone()))
        });
        wizard.apply(Edit::Set {
            at: ask.pointer(),
            value: value.unwrap_or(Value::Null),
        });
        wizard.touch(&ask.pointer());
    };
    let left = move |_: Event| {
        // Taken down with the focus in it, a control is left too.
        if !ask.field.is_disposed() {
            wizard.touch(&ask.pointer());
        }
    };
    let control = control.on("change", change).on("blur", left);
    ask.one(&control, control.clone())
}
