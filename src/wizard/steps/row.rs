//! One row of a loop, on a page of its own.

use banshi_forms::{Edit, PageView, RowView};
use leptos::prelude::*;

use super::cards::rows;
use super::{actions, form, head};
use crate::i18n::{K, pick, t, tf};
use crate::wizard::place::{Place, first_faulty};
use crate::wizard::state::Wizard;
use crate::wizard::widgets::questions;

/// The questions of a row, and the groups in it.
pub(super) fn view(wizard: Wizard, place: Place) -> AnyView {
    let Place::Row { page, row: at_row } = place.clone() else {
        return ().into_any();
    };
    let page = wizard.page(page);
    let find = move |page: &Option<PageView>| {
        let (group, row) = at_row.find(page.as_ref()?.group.as_ref()?)?;
        Some((group.pointer.clone(), group.item_label.clone(), row.clone()))
    };
    let Some((at, item, row)) = page.with_untracked(&find) else {
        return ().into_any();
    };
    let id = row.id;
    let is_new = wizard
        .state
        .with_untracked(|state| state.answer(&row.pointer).is_none_or(is_blank));
    let number = (row.index + 1).to_string();
    let now = Memo::new(move |before: Option<&RowView>| {
        let found = page.with(&find).map(|(_, _, row)| row);
        found
            .filter(|row| row.id == id)
            .unwrap_or_else(|| before.unwrap_or(&row).clone())
    });
    let title = Signal::derive(move || {
        tf(
            K::WizardRowNumber,
            &[("item", &pick(&item)), ("n", &number)],
        )
    });
    let fields = Memo::new(move |_| now.with(|row| row.fields.clone()));
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
        let done =
            wizard.returning.get_untracked() && wizard.state.with_untracked(first_faulty).is_none();
        wizard.go(if done { &Place::Review } else { &after });
    };
    let drop = move |_| {
        if is_new {
            wizard.apply(Edit::RemoveRow {
                at: at.clone(),
                row: id,
            });
        }
        wizard.go(&list);
    };
    let primary = view! {
        <button type="submit" class="btn">
            {move || t(K::WizardRowSave)}
        </button>
        <button type="button" class="btn btn-link" on:click=drop>
            {move || t(if is_new { K::WizardRowDrop } else { K::WizardRowBack })}
        </button>
    };
    let count = now.with_untracked(|row| row.groups.len());
    let inner = (0..count)
        .map(|n| {
            let group = Memo::new(move |_| now.with(|row| row.groups.get(n).cloned()));
            let title = move || group.with(|group| group.as_ref().map(|group| pick(&group.label)));
            view! {
                <section class="inner-rows">
                    <h2>{title}</h2>
                    {rows(wizard, place.clone(), group)}
                </section>
            }
        })
        .collect_view();
    let content = view! {
        {questions(wizard, fields)}
        {inner}
        {actions(wizard, primary.into_any(), None)}
    };
    view! {
        {head(wizard, title, Signal::derive(|| None))}
        {form(content.into_any(), save)}
    }
    .into_any()
}

fn is_blank(answer: &serde_json::Value) -> bool {
    answer.as_object().is_none_or(serde_json::Map::is_empty)
}
