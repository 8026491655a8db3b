//! One line to type in, as all widgets of text use it.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::typing::tie;
use crate::dom::{View, el};
use crate::wizard::frame::Ask;

/// What `keyCode` a key has while an input method works on it (UI Events §6.3.1.2),
/// where `isComposing` is already over: Safari sends Enter after the composition.
const KEY_CODE_COMPOSING: u32 = 229;

/// How a line looks and behaves.
pub(super) struct Line {
    /// `type`.
    pub kind: &'static str,
    /// Classes.
    pub class: &'static str,
    /// Whether the browser may check the spelling.
    pub spelling: bool,
    /// How many characters make it complete, so that it is checked at once.
    pub complete: Option<usize>,
    /// How the answer is shown while nobody types.
    pub shown: fn(&str) -> String,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            kind: "text",
            class: "control",
            spelling: true,
            complete: None,
            shown: str::to_owned,
        }
    }
}

/// The question with a line to answer in, and what stands right below it.
pub(super) fn line(ask: Ask, look: &Line, below: impl Into<View>) -> View {
    let control = ask.field.with_untracked(|first| {
        // Browsers fill in and remember by name only what has an `autocomplete` token.
        let token = first.autocomplete.as_deref();
        el("input")
            .class(look.class)
            .attr("type", look.kind)
            .attr("id", &ask.id(""))
            .maybe("name", token.filter(|token| *token != "off"))
            .maybe("autocomplete", token)
            .maybe("inputmode", first.input_mode)
            .maybe("spellcheck", (!look.spelling).then_some("false"))
            .flag("readonly", first.locked)
            .on("keydown", keep_enter_for_input_method)
    });
    let control = tie(ask, control, look.complete, look.shown);
    ask.one(&control, View::from(control.clone()).and(below))
}

/// Enter that picks a candidate does not send the form.
fn keep_enter_for_input_method(event: KeyboardEvent) {
    if event.key() == "Enter" && (event.is_composing() || event.key_code() == KEY_CODE_COMPOSING) {
        event.prevent_default();
    }
}
