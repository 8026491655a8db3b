//! One line to type in, as all widgets of text use it.

use banshi_forms::FieldView;
use leptos::html::Input;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::typing::Typing;
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
pub(super) fn line(ask: Ask, look: Line, below: Option<AnyView>) -> AnyView {
    let Line {
        kind,
        class,
        spelling,
        complete,
        shown,
    } = look;
    let node = NodeRef::<Input>::new();
    let typing = Typing::new(ask, node, complete, shown);
    let first = ask.field.get_untracked();
    let control = view! {
        <input
            node_ref=node
            class=class
            type=kind
            id=ask.id("")
            name=autofill_name(&first)
            autocomplete=first.autocomplete.clone()
            inputmode=first.input_mode
            spellcheck=(!spelling).then_some("false")
            readonly=first.locked
            aria-required=move || ask.required()
            aria-invalid=move || ask.invalid()
            aria-describedby=move || ask.described()
            on:input=move |event| typing.input(&event)
            on:compositionstart=move |_| typing.compose()
            on:compositionend=move |_| typing.composed()
            on:blur=move |_| typing.leave()
            on:keydown=keep_enter_for_input_method
        />
        {below}
    };
    ask.one(control.into_any())
}

/// Enter that picks a candidate does not send the form.
fn keep_enter_for_input_method(event: KeyboardEvent) {
    if event.key() == "Enter" && (event.is_composing() || event.key_code() == KEY_CODE_COMPOSING) {
        event.prevent_default();
    }
}

/// Browsers fill in and remember by name only what has an `autocomplete` token.
fn autofill_name(field: &FieldView) -> Option<String> {
    let token = field.autocomplete.clone();
    token.filter(|token| token != "off")
}
