//! One line to type in, as all widgets of text use it. While an input method composes,
//! nothing is taken over, checked or sent.

use banshi_forms::{Edit, FieldView};
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{InputEvent, KeyboardEvent};

use crate::wizard::frame::Ask;
use crate::wizard::reading::raw;

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
    let wizard = ask.wizard;
    let node = NodeRef::<Input>::new();
    let typing = StoredValue::new(false);
    let first = ask.field.get_untracked();
    let text = Memo::new(move |_| ask.field.with(|field| raw(&field.value)));

    let show = move || {
        if let (Some(Some(input)), Some(text)) = (node.try_get(), text.try_get()) {
            let words = shown(&text);
            // Writing the same words again would move the caret.
            if input.value() != words {
                input.set_value(&words);
            }
        }
    };
    Effect::new(move |_| {
        text.track();
        if !typing.get_value() {
            show();
        }
    });
    let take = move || {
        let Some(input) = node.get_untracked() else {
            return;
        };
        typing.set_value(true);
        let (at, text) = (ask.pointer(), input.value());
        let is_complete = complete.is_some_and(|length| {
            text.chars()
                .filter(|c| !c.is_whitespace() && *c != '-')
                .count()
                >= length
        });
        wizard.apply(Edit::Type {
            at: at.clone(),
            text,
        });
        if is_complete {
            wizard.touch(&at);
        }
    };
    let input = move |event: web_sys::Event| {
        let composing = event
            .dyn_ref::<InputEvent>()
            .is_some_and(InputEvent::is_composing);
        if !composing && !wizard.is_composing() {
            take();
        }
    };
    let composed = move |_| {
        wizard.set_composing(false);
        take();
    };
    let left = move |_| {
        // Taken down with the focus in it, a control is left too.
        if typing.try_set_value(false).is_some() {
            return;
        }
        wizard.set_composing(false);
        wizard.touch(&ask.pointer());
        untrack(show);
    };
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
            on:input=input
            on:compositionstart=move |_| wizard.set_composing(true)
            on:compositionend=composed
            on:blur=left
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
    field.autocomplete.clone()
}
