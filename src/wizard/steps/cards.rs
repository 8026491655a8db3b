//! The page of a loop: a card for each row, with what to change or remove, and a button
//! to add one more. A row itself is filled in on a page of its own.

use banshi_contract::Text;
use banshi_forms::{Edit, FieldView, GroupView, RowView, Widget};
use leptos::prelude::*;

use super::{actions, before, continue_button, form, head, plain_button, told};
use crate::components::{IconName, icon};
use crate::dom::{View, el, live};
use crate::i18n::{K, pick, t, tf};
use crate::navigate::link;
use crate::wizard::place::Place;
use crate::wizard::reading::{of_field, within_sentence};
use crate::wizard::state::Wizard;

/// The page of a loop.
pub(super) fn view(wizard: Wizard, id: String) -> View {
    let Some(page) = wizard.head_of(&id) else {
        return View::default();
    };
    let title = page.title.clone();
    let title = Signal::derive(move || pick(&title));
    let group = wizard.group(id.clone());
    let content = rows(wizard, Place::Page(id.clone()), group).and(actions(
        wizard,
        continue_button(wizard),
        before(wizard, Some(&id)),
    ));
    head(wizard, title, told(page.intro)).and(form(wizard, content, move || wizard.leave_page(&id)))
}

/// The cards of a group that is shown at `here`, and what adds one more.
pub(super) fn rows(wizard: Wizard, here: Place, group: Memo<Option<GroupView>>) -> View {
    let here = StoredValue::new(here);
    let cards = live(move || {
        let Some(group) = group.get() else {
            return View::default();
        };
        if group.rows.is_empty() {
            let item = group.item_label;
            let words = move || {
                tf(
                    K::WizardRowNone,
                    &[("item", &within_sentence(&pick(&item)))],
                )
            };
            return el("p").class("hint").say(words).into();
        }
        let place = |row: &RowView| here.with_value(|here| here.row(&group.pointer, row.index));
        let cards = group
            .rows
            .iter()
            .map(|row| card(wizard, place(row), &group, row.clone()));
        el("ul").class("rows").kid(View::of(cards)).into()
    });
    cards
        .and(removed(wizard, group))
        .and(add(wizard, here, group))
}

/// That a row was removed, and how to bring it back.
fn removed(wizard: Wizard, group: Memo<Option<GroupView>>) -> View {
    let restore = move || {
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
    live(move || {
        let removed = wizard.removed.get().filter(|(at, _)| is_here(at));
        removed
            .map(|(at, name)| {
                let words = move || tf(K::WizardRowRemoved, &[("name", &name)]);
                let undo = plain_button(K::WizardRowRestore, restore)
                    .attr("id", &wizard.id(&undo_of(&at)));
                el("p")
                    .class("row-removed no-print")
                    .kid(el("span").say(words))
                    .kid(undo)
            })
            .into()
    })
}

/// What stands for the button that brings back a row of a group.
fn undo_of(group: &str) -> String {
    [group, "/undo"].concat()
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

fn card(wizard: Wizard, place: Place, group: &GroupView, row: RowView) -> View {
    let href = wizard.href(&place);
    // In a row of another group the card stands below that group's own heading.
    let is_inner = matches!(&place, Place::Row { row, .. } if !row.inside.is_empty());
    let at = group.pointer.clone();
    let (id, done) = (row.id, row.done);
    let anchor = wizard.id(&row.pointer);
    let item = group.item_label.clone();
    let row = StoredValue::new(row);
    let name = Memo::new(move |_| row.with_value(|row| row_name(&item, row)));
    let title = el(if is_inner { "h3" } else { "h2" })
        .class("row-name")
        .say(move || name.get());
    let named = move |action: K| {
        let action = t(action);
        let name = name.get();
        Some(tf(
            K::WizardRowNamed,
            &[("action", &action), ("name", &name)],
        ))
    };
    let remove = move || {
        wizard.remove_row(&at, id, name.get_untracked());
        // The button that had the focus is gone with its card.
        let undo = undo_of(&at);
        request_animation_frame(move || wizard.focus(&undo));
    };
    let open = (!done).then(|| {
        el("span")
            .class("chip chip-act")
            .kid(icon(IconName::AlertCircle))
            .kid(el("span").words(K::WizardRowOpen))
    });
    let about = el("div")
        .kid(title)
        .kid(
            el("p")
                .class("hint")
                .say(move || row.with_value(|row| about(&row.fields))),
        )
        .kid(open);
    let edit = link(href, move || wizard.go(&place))
        .class("btn btn-link")
        .live_attr("aria-label", move || named(K::WizardRowEdit))
        .words(K::WizardRowEdit);
    let remove = plain_button(K::WizardRowRemove, remove)
        .class("btn btn-link btn-danger")
        .live_attr("aria-label", move || named(K::WizardRowRemove));
    el("li")
        .class("row-card")
        .attr("id", &anchor)
        .attr("tabindex", "-1")
        .kid(about)
        .kid(el("div").class("actions").kid(edit).kid(remove))
        .into()
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

fn add(wizard: Wizard, here: StoredValue<Place>, group: Memo<Option<GroupView>>) -> View {
    let Some(first) = group.get_untracked() else {
        return View::default();
    };
    let anchor = wizard.id(&first.pointer);
    let (pointer, item, most) = (first.pointer, first.item_label, first.max);
    let is_full = move || group.with(|group| group.as_ref().is_none_or(|group| !group.can_add));
    let full = live(move || {
        let most = most.filter(|_| is_full());
        most.map(|most| {
            let words = move || tf(K::WizardRowFull, &[("n", &most.to_string())]);
            el("p").class("hint").say(words)
        })
        .into()
    });
    let add = move || {
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
                here.try_with_value(|here| here.row(&group.pointer, last))
            });
            if let Some(place) = added {
                wizard.go(&place);
            }
        }
    };
    let words = move || tf(K::WizardRowAdd, &[("item", &within_sentence(&pick(&item)))]);
    let button = el("button")
        .attr("type", "button")
        .class("btn btn-quiet")
        .attr("id", &anchor)
        .live_attr("aria-disabled", move || is_full().then(|| "true".into()))
        .click(add)
        .kid(icon(IconName::Plus))
        .kid(el("span").say(words));
    el("div").class("actions").kid(button).kid(full).into()
}
