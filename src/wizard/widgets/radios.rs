//! One of a few; also 是 and 否.

use banshi_forms::Edit;
use serde_json::Value;

use super::choice::{Choosing, Words, choices, one};
use crate::dom::{View, el};
use crate::i18n::K;
use crate::wizard::frame::Ask;

const RADIO: Choosing = Choosing {
    kind: "radio",
    is_in: |answer, choice| answer == choice,
    choose: |ask, choice| {
        ask.wizard.apply(Edit::Set {
            at: ask.pointer(),
            value: choice.clone(),
        });
    },
};

/// 是 / 否, side by side.
pub(super) fn yes_no(ask: Ask) -> View {
    let choice = |at, yes, key| one(ask, at, RADIO, Value::Bool(yes), Words::Key(key), None);
    ask.group(
        el("div")
            .class("choices")
            .kid(choice(0, true, K::WizardYes))
            .kid(choice(1, false, K::WizardNo)),
    )
}

/// One below the other.
pub(super) fn view(ask: Ask) -> View {
    choices(ask, RADIO)
}
