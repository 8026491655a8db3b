//! An e-mail address.

use super::line::{Line, line};
use crate::dom::View;
use crate::wizard::frame::Ask;

/// A line with the keyboard for addresses; what is an address is the engine's to say.
pub(super) fn view(ask: Ask) -> View {
    line(
        ask,
        &Line {
            kind: "email",
            spelling: false,
            ..Line::default()
        },
        View::default(),
    )
}
