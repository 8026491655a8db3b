//! The page of a loop: a card for each row, with what to change or remove, and a button
//! to add one more. A row itself is filled in on a page of its own.

use banshi_contract::Text;
use banshi_forms::{Edit, FieldView, GroupView, RowId, RowView, Widget};
use leptos::prelude::*;

use super::{actions, before, continue_button, form, head};
use crate::components::{Dialog, Icon, IconName};
use crate::i18n::{K, pick, t, tf};
use crate::navigate::is_plain;
use crate::wizard::place::Place;
use crate::wizard::reading::{of_field, within_sentence};
use crate::wizard::state::Wizard;

/// The row that a person wants to remove, and what it is called.
type Removing = RwSignal<Option<(RowId, String)>>;

/// The cards of a loop.
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
    let removing: Removing = RwSignal::new(None);
    let asking = RwSignal::new(false);
    let page_id = StoredValue::new(id.clone());
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
        let item = group.item_label.clone();
        let rows = group
            .rows
            .into_iter()
            .map(|row| card(wizard, page_id, &item, row, removing, asking))
            .collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let content = view! {
        {cards}
        {add(wizard, page_id, group)}
        {actions(wizard, continue_button(wizard), before(wizard, Some(&id)))}
    };
    view! {
        {head(wizard, title, intro)}
        {form(content.into_any(), move || wizard.leave_page(&id))}
        {question(wizard, group, removing, asking)}
    }
    .into_any()
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

fn card(
    wizard: Wizard,
    page: StoredValue<String>,
    item: &Text,
    row: RowView,
    removing: Removing,
    asking: RwSignal<bool>,
) -> AnyView {
    let place = Place::Row {
        page: page.get_value(),
        index: row.index,
    };
    let href = wizard.href(&place);
    let open = move |event: web_sys::MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            wizard.go(&place);
        }
    };
    let (id, done, pointer) = (row.id, row.done, row.pointer.clone());
    let anchor = wizard.id(&pointer);
    let item = item.clone();
    let row = StoredValue::new(row);
    let name = move || row.with_value(|row| row_name(&item, row));
    let name = Memo::new(move |_| name());
    let about = move || row.with_value(|row| about(&row.fields));
    let named = move |action: K| {
        tf(
            K::WizardRowNamed,
            &[("action", &t(action)), ("name", &name.get())],
        )
    };
    let remove = move |_| {
        removing.set(Some((id, name.get_untracked())));
        asking.set(true);
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
                <h2 class="row-name">{move || name.get()}</h2>
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

fn add(wizard: Wizard, page: StoredValue<String>, group: Memo<Option<GroupView>>) -> AnyView {
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
            let count = group.with_untracked(|group| group.as_ref().map_or(0, |g| g.rows.len()));
            let index = count.saturating_sub(1);
            wizard.go(&Place::Row {
                page: page.get_value(),
                index,
            });
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

/// Asks before a row is removed.
fn question(
    wizard: Wizard,
    group: Memo<Option<GroupView>>,
    removing: Removing,
    asking: RwSignal<bool>,
) -> AnyView {
    let title = move || {
        let name = removing.get().map(|(_, name)| name).unwrap_or_default();
        tf(K::WizardRowRemoveTitle, &[("name", &name)])
    };
    let remove = move |_| {
        asking.set(false);
        let Some((row, name)) = removing.get_untracked() else {
            return;
        };
        let Some(at) = group.with_untracked(|group| group.as_ref().map(|g| g.pointer.clone()))
        else {
            return;
        };
        wizard.summary.set(Vec::new());
        wizard.apply(Edit::RemoveRow {
            at: at.clone(),
            row,
        });
        wizard
            .announcer
            .say(untrack(|| tf(K::WizardRowRemoved, &[("name", &name)])));
        // The button that had the focus is gone with its card.
        request_animation_frame(move || wizard.focus(&at));
    };
    view! {
        <Dialog open=asking title=title>
            <p>{move || t(K::WizardRowRemoveText)}</p>
            <div class="actions">
                <button type="button" class="btn btn-danger" on:click=remove>
                    {move || t(K::WizardRowRemove)}
                </button>
                <button type="button" class="btn btn-quiet" on:click=move |_| asking.set(false)>
                    {move || t(K::WizardCancel)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
