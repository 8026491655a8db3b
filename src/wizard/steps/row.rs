//! One row of a loop, on a page of its own.

use banshi_forms::{Edit, RowView};
use leptos::prelude::*;

use super::{actions, form, head};
use crate::i18n::{K, pick, t, tf};
use crate::wizard::place::{Place, first_faulty};
use crate::wizard::state::Wizard;
use crate::wizard::widgets::questions;

/// The questions of a row.
pub(super) fn view(wizard: Wizard, page_id: String, index: usize) -> AnyView {
    let page = wizard.page(page_id.clone());
    let group = Memo::new(move |_| page.with(|page| page.as_ref()?.group.clone()));
    let Some(first) = group.get_untracked() else {
        return ().into_any();
    };
    let Some(row) = first.rows.get(index).cloned() else {
        return ().into_any();
    };
    let (id, at, item) = (row.id, first.pointer, first.item_label);
    let is_new = wizard
        .state
        .with_untracked(|state| state.answer(&row.pointer).is_none_or(is_blank));
    let now = Memo::new(move |before: Option<&RowView>| {
        let found = group.with(|group| {
            group
                .as_ref()
                .and_then(|group| group.rows.iter().find(|one| one.id == id).cloned())
        });
        found.unwrap_or_else(|| before.unwrap_or(&row).clone())
    });
    let number = (index + 1).to_string();
    let title = Signal::derive(move || {
        tf(
            K::WizardRowNumber,
            &[("item", &pick(&item)), ("n", &number)],
        )
    });
    let fields = Memo::new(move |_| now.with(|row| row.fields.clone()));
    let list = Place::Page(page_id);
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
    let content = view! {
        {questions(wizard, fields)}
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
