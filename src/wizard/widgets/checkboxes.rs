//! Any of a few.

use banshi_forms::Edit;
use leptos::prelude::*;
use serde_json::Value;

use super::choice::{Choosing, choices};
use crate::dom::View;
use crate::wizard::frame::Ask;

/// One below the other.
pub(super) fn view(ask: Ask) -> View {
    choices(
        ask,
        Choosing {
            kind: "checkbox",
            is_in,
            choose,
        },
    )
}

fn is_in(answer: &Value, choice: &Value) -> bool {
    answer.as_array().is_some_and(|all| all.contains(choice))
}

/// In the order of the choices, whatever the order of the clicks.
fn choose(ask: Ask, one: &Value) {
    let chosen = ask.field.with_untracked(|field| {
        let all = field.options.iter().map(|choice| &choice.value);
        let kept = all.filter(|other| is_in(&field.value, other) != (*other == one));
        kept.cloned().collect()
    });
    ask.wizard.apply(Edit::Set {
        at: ask.pointer(),
        value: Value::Array(chosen),
    });
}
