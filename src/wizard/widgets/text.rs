//! One line of text.

use banshi_forms::Format;
use banshi_identifiers::Identifier;
use leptos::prelude::*;

use super::line::{Line, line};
use crate::dom::View;
use crate::wizard::frame::Ask;

const POSTCODE_DIGITS: usize = 6;

/// A line of text, as long as what is asked for.
pub(super) fn view(ask: Ask) -> View {
    let look = match ask.field.with_untracked(|field| field.format) {
        Some(Format::Identifier(Identifier::Postcode)) => Line {
            class: "control control-short",
            spelling: false,
            complete: Some(POSTCODE_DIGITS),
            ..Line::default()
        },
        Some(Format::Identifier(Identifier::PersonName)) => Line {
            spelling: false,
            ..Line::default()
        },
        _ => Line::default(),
    };
    line(ask, &look, View::default())
}
