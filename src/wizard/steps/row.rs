//! One row of a loop, on a page of its own.

use banshi_forms::{Edit, State};
use leptos::prelude::*;

use super::cards::rows;
use super::{actions, form, head, plain_button};
use crate::dom::{View, el};
use crate::i18n::{K, pick, tf};
use crate::wizard::place::Place;
use crate::wizard::state::Wizard;
use crate::wizard::widgets::questions;

/// The questions of a row, and the groups in it.
pub(super) fn view(wizard: Wizard, place: Place) -> View {
    let Place::Row { page, row: at_row } = place.clone() else {
        return View::default();
    };
    let found = wizard
        .state
        .with_untracked(|state| at_row.find(state, &page));
    let Some(row) = found else {
        return View::default();
    };
    let (id, at, item) = (row.id, row.group, row.item_label);
    let is_new = row.is_blank;
    let number = (row.index + 1).to_string();
    let title = Signal::derive(move || {
        tf(
            K::WizardRowNumber,
            &[("item", &pick(&item)), ("n", &number)],
        )
    });
    let list = place.around();
    let (group_at, after) = (at.clone(), list.clone());
    let save = move || {
        if wizard.is_held() {
            return;
        }
        let errors = wizard
            .state
            .try_update(|state| state.leave_row(&group_at, id))
            .unwrap_or_default();
        if !errors.is_empty() {
            wizard.show_errors(errors);
            return;
        }
        wizard.edited();
        let done = wizard.returning.get_untracked()
            && wizard.state.with_untracked(State::first_faulty).is_none();
        wizard.go(if done { &Place::Review } else { &after });
    };
    let asked_at = at.clone();
    let asked = Memo::new(move |_| {
        wizard
            .state
            .with_lists(|state| state.asked_in(&asked_at, id))
    });
    let drop = move || {
        if is_new {
            wizard.apply(Edit::RemoveRow {
                at: at.clone(),
                row: id,
            });
        }
        wizard.go(&list);
    };
    let drop_words = if is_new {
        K::WizardRowDrop
    } else {
        K::WizardRowBack
    };
    let primary = View::from(
        el("button")
            .attr("type", "submit")
            .class("btn")
            .words(K::WizardRowSave),
    )
    .and(plain_button(drop_words, drop));
    let inner = row.groups.into_iter().map(|at| {
        let group = wizard.group_at(at);
        let title = move || {
            group.with(|group| {
                let group = group.as_ref();
                group.map_or_else(String::new, |group| pick(&group.label))
            })
        };
        el("section")
            .class("inner-rows")
            .kid(el("h2").say(title))
            .kid(rows(wizard, place.clone(), group))
            .into()
    });
    let content = questions(wizard, move || asked.get())
        .and(View::of(inner))
        .and(actions(wizard, primary, None));
    head(wizard, title, None).and(form(wizard, content, save))
}
