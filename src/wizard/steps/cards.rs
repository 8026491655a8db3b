//! The page of a loop: a card for each row, with what to change or remove, and a button
//! to add one more. A row itself is filled in on a page of its own.

use banshi_contract::Text;
use banshi_forms::{Edit, FieldView, GroupView, RowView, Widget};
use leptos::prelude::*;

use super::{actions, before, continue_button, form, head};
use crate::components::{Icon, IconName};
use crate::i18n::{K, pick, t, tf};
use crate::navigate::is_plain;
use crate::wizard::place::Place;
use crate::wizard::reading::{of_field, within_sentence};
use crate::wizard::state::Wizard;

/// The page of a loop.
pub(super) fn view(wizard: Wizard, id: String) -> AnyView {
    let page = wizard.page(id.clone());
    let title = Signal::derive(move || {
        page.with(|page| {
            page.as_ref()
                .map(|page| pick(&page.summary.title))
                .unwrap_or_default()
        })
    });
    let intro = Signal::derive(move || page.with(|page| page.as_ref()?.intro.as_ref().map(pick)));
    let group = Memo::new(move |_| page.with(|page| page.as_ref()?.group.clone()));
    let content = view! {
        {rows(wizard, Place::Page(id.clone()), group)}
        {actions(wizard, continue_button(wizard), before(wizard, Some(&id)))}
    };
    view! {
        {head(wizard, title, intro)}
        {form(content.into_any(), move || wizard.leave_page(&id))}
    }
    .into_any()
}

/// The cards of a group that is shown at `here`, and what adds one more.
pub(super) fn rows(wizard: Wizard, here: Place, group: Memo<Option<GroupView>>) -> AnyView {
    let here = StoredValue::new(here);
    let cards = move || {
        let Some(group) = group.get() else {
            return ().into_any();
        };
        if group.rows.is_empty() {
            let item = group.item_label;
            let words = move || {
                tf(
                    K::WizardRowNone,
                    &[("item", &within_sentence(&pick(&item)))],
                )
            };
            return view! { <p class="hint">{words}</p> }.into_any();
        }
        let place = |row: &RowView| here.with_value(|here| here.row(&group, row.index));
        let cards = group
            .rows
            .iter()
            .map(|row| card(wizard, place(row), &group, row.clone()))
            .collect_view();
        view! { <ul class="rows">{cards}</ul> }.into_any()
    };
    view! {
        {cards}
        {removed(wizard, group)}
        {add(wizard, here, group)}
    }
    .into_any()
}

/// That a row was removed, and how to bring it back.
fn removed(wizard: Wizard, group: Memo<Option<GroupView>>) -> AnyView {
    let restore = move |_| {
        wizard.restore_row();
        // The button that had the focus is gone.
        let at = group.with_untracked(|group| group.as_ref().map(|group| group.pointer.clone()));
        if let Some(at) = at {
            request_animation_frame(move || wizard.focus(&at));
        }
    };
    let is_here = move |at: &String| {
        group.with(|group| group.as_ref().is_some_and(|group| group.pointer == *at))
    };
    (move || {
        let (at, name) = wizard.removed.get()?;
        is_here(&at).then(|| {
            view! {
                <p class="row-removed no-print">
                    {move || tf(K::WizardRowRemoved, &[("name", &name)])}
                    <button type="button" class="btn btn-link" id=wizard.id(&undo_of(&at)) on:click=restore>
                        {move || t(K::WizardRowRestore)}
                    </button>
                </p>
            }
        })
    })
    .into_any()
}

/// What stands for the button that brings back a row of a group.
fn undo_of(group: &str) -> String {
    format!("{group}/undo")
}

/// What a row is called: by its own heading, else by its number. Tracked.
pub(super) fn row_name(item: &Text, row: &RowView) -> String {
    if row.title.is_empty() {
        let number = (row.index + 1).to_string();
        tf(K::WizardRowNumber, &[("item", &pick(item)), ("n", &number)])
    } else {
        row.title.clone()
    }
}

fn card(wizard: Wizard, place: Place, group: &GroupView, row: RowView) -> AnyView {
    let href = wizard.href(&place);
    // In a row of another group the card stands below that group's own heading.
    let is_inner = matches!(&place, Place::Row { row, .. } if !row.inside.is_empty());
    let open = move |event: web_sys::MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            wizard.go(&place);
        }
    };
    let at = group.pointer.clone();
    let (id, done, pointer) = (row.id, row.done, row.pointer.clone());
    let anchor = wizard.id(&pointer);
    let item = group.item_label.clone();
    let row = StoredValue::new(row);
    let name = move || row.with_value(|row| row_name(&item, row));
    let name = Memo::new(move |_| name());
    let title = if is_inner {
        view! { <h3 class="row-name">{move || name.get()}</h3> }.into_any()
    } else {
        view! { <h2 class="row-name">{move || name.get()}</h2> }.into_any()
    };
    let about = move || row.with_value(|row| about(&row.fields));
    let named = move |action: K| {
        tf(
            K::WizardRowNamed,
            &[("action", &t(action)), ("name", &name.get())],
        )
    };
    let remove = move |_| {
        wizard.remove_row(&at, id, name.get_untracked());
        // The button that had the focus is gone with its card.
        let undo = undo_of(&at);
        request_animation_frame(move || wizard.focus(&undo));
    };
    let state = (!done).then(|| {
        view! {
            <span class="chip chip-act">
                <Icon name=IconName::AlertCircle/>
                {move || t(K::WizardRowOpen)}
            </span>
        }
    });
    view! {
        <li class="row-card" id=anchor tabindex="-1">
            <div>
                {title}
                <p class="hint">{about}</p>
                {state}
            </div>
            <div class="actions">
                <a
                    class="btn btn-link"
                    href=href
                    aria-label=move || named(K::WizardRowEdit)
                    on:click=open
                >
                    {move || t(K::WizardRowEdit)}
                </a>
                <button
                    type="button"
                    class="btn btn-link btn-danger"
                    aria-label=move || named(K::WizardRowRemove)
                    on:click=remove
                >
                    {move || t(K::WizardRowRemove)}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// A row in a few words: what was chosen and computed, no numbers of persons.
fn about(fields: &[FieldView]) -> String {
    let telling = |field: &&FieldView| {
        !field.options.is_empty() || matches!(field.widget, Widget::Money | Widget::YesNo)
    };
    let words: Vec<String> = fields
        .iter()
        .filter(telling)
        .map(of_field)
        .filter(|words| !words.is_empty())
        .collect();
    words.join(&t(K::WizardParts))
}

fn add(wizard: Wizard, here: StoredValue<Place>, group: Memo<Option<GroupView>>) -> AnyView {
    let first = group.get_untracked();
    let Some(first) = first else {
        return ().into_any();
    };
    let anchor = wizard.id(&first.pointer);
    let (pointer, item, most) = (first.pointer, first.item_label, first.max);
    let is_full = move || group.with(|group| group.as_ref().is_none_or(|group| !group.can_add));
    let full = move || {
        let most = most.filter(|_| is_full())?;
        let words = move || tf(K::WizardRowFull, &[("n", &most.to_string())]);
        Some(view! { <p class="hint">{words}</p> })
    };
    let add = move |_| {
        if untrack(is_full) {
            return;
        }
        let changes = wizard.apply(Edit::AddRow {
            at: pointer.clone(),
        });
        if changes.row.is_some() {
            let added = group.with_untracked(|group| {
                let group = group.as_ref()?;
                let last = group.rows.len().checked_sub(1)?;
                here.try_with_value(|here| here.row(group, last))
            });
            if let Some(place) = added {
                wizard.go(&place);
            }
        }
    };
    let words = move || tf(K::WizardRowAdd, &[("item", &within_sentence(&pick(&item)))]);
    view! {
        <div class="actions">
            <button
                type="button"
                class="btn btn-quiet"
                id=anchor
                aria-disabled=move || is_full().then_some("true")
                on:click=add
            >
                <Icon name=IconName::Plus/>
                {words}
            </button>
            {full}
        </div>
    }
    .into_any()
}
