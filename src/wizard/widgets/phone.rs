//! A telephone number.

use banshi_forms::Format;
use leptos::prelude::*;

use super::line::{Line, line};
use crate::wizard::frame::Ask;

const MOBILE_DIGITS: usize = 11;

/// A line with the keypad of a telephone.
pub(super) fn view(ask: Ask) -> AnyView {
    let mobile = ask
        .field
        .with_untracked(|field| field.format == Some(Format::Mobile));
    line(
        ask,
        Line {
            kind: "tel",
            class: "control control-medium",
            spelling: false,
            complete: mobile.then_some(MOBILE_DIGITS),
            ..Line::default()
        },
        None,
    )
}
