//! A widget a file. Each asks one question, with the browser's own control.

mod checkboxes;
mod date;
mod email;
mod file;
mod identifier;
mod line;
mod long_text;
mod number;
mod phone;
mod radios;
mod select;
mod statement;
mod text;
mod typing;

use banshi_forms::{FieldView, Widget};
use leptos::prelude::*;

use super::frame::Ask;
use super::state::Wizard;

/// Questions one below the other. A question keeps its control (and what is being typed
/// in it) as long as it is asked, whatever comes and goes around it.
pub fn questions(wizard: Wizard, fields: Memo<Vec<FieldView>>) -> AnyView {
    let keys = Memo::new(move |_| fields.with(|all| all.iter().map(key).collect::<Vec<_>>()));
    view! {
        <For
            each=move || keys.get()
            key=|key| key.clone()
            children=move |wanted| question(wizard, fields, wanted)
        />
    }
    .into_any()
}

/// Whatever makes another control of the same question.
fn key(field: &FieldView) -> String {
    let told = u8::from(field.computed) * 2 + u8::from(field.locked);
    format!("{told}{}", field.pointer)
}

fn question(wizard: Wizard, fields: Memo<Vec<FieldView>>, wanted: String) -> AnyView {
    let find = move |all: &Vec<FieldView>| all.iter().find(|field| key(field) == wanted).cloned();
    let Some(first) = fields.with_untracked(&find) else {
        return ().into_any();
    };
    let field = Memo::new(move |before: Option<&FieldView>| {
        fields
            .with(&find)
            .unwrap_or_else(|| before.unwrap_or(&first).clone())
    });
    let ask = Ask::new(wizard, field);
    let (widget, computed, locked) =
        field.with_untracked(|field| (field.widget, field.computed, field.locked));
    if computed {
        return ask.told();
    }
    match widget {
        Widget::Text => text::view(ask),
        Widget::LongText => long_text::view(ask),
        Widget::Phone => phone::view(ask),
        Widget::Email => email::view(ask),
        Widget::Identifier => identifier::view(ask),
        _ if locked => ask.told(),
        Widget::Number | Widget::Money => number::view(ask),
        Widget::Date => date::view(ask),
        Widget::YesNo => radios::yes_no(ask),
        Widget::Radios => radios::view(ask),
        Widget::Select => select::view(ask),
        Widget::Checkboxes => checkboxes::view(ask),
        Widget::File => file::view(ask, false),
        Widget::Files => file::view(ask, true),
        Widget::Statement => statement::view(ask),
    }
}
