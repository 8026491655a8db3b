//! Several lines of text, with a count of what is left.

use leptos::prelude::*;

use super::typing::tie;
use crate::dom::{View, el};
use crate::i18n::{K, tn};
use crate::wizard::frame::Ask;
use crate::wizard::reading::raw;

/// A box of text.
pub(super) fn view(ask: Ask) -> View {
    let most = ask.field.with_untracked(|field| field.max_length);
    let counter = most.map(|most| {
        el("p").class("counter").say(move || {
            let used = ask.field.with(|field| raw(&field.value).chars().count());
            let count = i64::try_from(most.abs_diff(used)).unwrap_or(i64::MAX);
            let key = if used > most {
                K::WizardCharactersOver
            } else {
                K::WizardCharactersLeft
            };
            tn(key, count, &[])
        })
    });
    let control = ask.field.with_untracked(|first| {
        let token = first.autocomplete.as_deref();
        el("textarea")
            .class("control")
            .attr("id", &ask.id(""))
            .attr("rows", "3")
            .maybe("name", token)
            .maybe("autocomplete", token)
            .flag("readonly", first.locked)
    });
    let control = tie(ask, control, None, str::to_owned);
    ask.one(&control, View::from(control.clone()).and(counter))
}
