//! A widget a file. Each asks one question, with the browser's own control.

mod checkboxes;
mod choice;
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

use banshi_forms::Widget;
use leptos::prelude::*;

use super::frame::Ask;
use super::state::Wizard;
use crate::dom::{View, list};

/// Questions one below the other. A question keeps its control (and what is being typed
/// in it) as long as it is asked, whatever comes and goes around it.
pub fn questions(wizard: Wizard, asked: impl Fn() -> Vec<String> + 'static) -> View {
    list(asked, move |at| question(wizard, at))
}

fn question(wizard: Wizard, at: &str) -> View {
    let Some(field) = wizard.state.watch(at) else {
        return View::default();
    };
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
