//! A number, or an amount of money. A line of text and not `type="number"`, which
//! changes by the wheel, hides what it can't read, and has no comma.

use super::line::{Line, line};
use crate::dom::View;
use crate::wizard::frame::Ask;

/// A short line with the keypad for digits.
pub(super) fn view(ask: Ask) -> View {
    let class = "control control-short control-number";
    line(
        ask,
        &Line {
            class,
            spelling: false,
            ..Line::default()
        },
        View::default(),
    )
}
