//! A telephone number.

use banshi_forms::Format;
use banshi_identifiers::Identifier;
use leptos::prelude::*;

use super::line::{Line, line};
use crate::dom::View;
use crate::wizard::frame::Ask;

const MOBILE_DIGITS: usize = 11;

/// A line with the keypad of a telephone. How many digits a landline has is known only
/// when it is left; digits stay as they are typed, to be taken along as they are.
pub(super) fn view(ask: Ask) -> View {
    let mobile = Some(Format::Identifier(Identifier::Mobile));
    let mobile = ask.field.with_untracked(|field| field.format == mobile);
    line(
        ask,
        &Line {
            kind: "tel",
            class: "control control-medium",
            spelling: false,
            complete: mobile.then_some(MOBILE_DIGITS),
            ..Line::default()
        },
        View::default(),
    )
}
