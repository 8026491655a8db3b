//! What goes on between a control of text and its answer, for one line and for many.
//! While an input method composes, nothing is taken over, checked or sent.

use banshi_forms::Edit;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, InputEvent};

use crate::dom::{El, effect};
use crate::wizard::frame::Ask;
use crate::wizard::reading::raw;

/// A control of text in use.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    ask: Ask,
    /// The control. A `textarea` is read as an `input` is.
    control: StoredValue<HtmlInputElement, LocalStorage>,
    typing: StoredValue<bool>,
    complete: Option<usize>,
    shown: fn(&str) -> String,
}

/// Ties a control to the answer: `complete` is how many characters make it complete, so
/// that it is checked at once; `shown` how it reads while nobody types.
pub(super) fn tie(ask: Ask, control: El, complete: Option<usize>, shown: fn(&str) -> String) -> El {
    let typing = Typing {
        ask,
        control: StoredValue::new_local(control.cast()),
        typing: StoredValue::new(false),
        complete,
        shown,
    };
    effect(move || {
        let text = ask.field.with(|field| raw(&field.value));
        if !typing.typing.get_value() {
            typing.show(&text);
        }
    });
    control
        .on("input", move |event: Event| typing.input(&event))
        .on("compositionstart", move |_: Event| typing.compose())
        .on("compositionend", move |_: Event| typing.composed())
        .on("blur", move |_: Event| typing.leave())
}

impl Typing {
    fn show(self, text: &str) {
        if let Some(control) = self.control.try_get_value() {
            let words = (self.shown)(text);
            // Writing the same words again would move the caret.
            if control.value() != words {
                control.set_value(&words);
            }
        }
    }

    fn take(self) {
        let Some(control) = self.control.try_get_value() else {
            return;
        };
        self.typing.set_value(true);
        let (at, text) = (self.ask.pointer(), control.value());
        let counts = |c: &char| !c.is_whitespace() && *c != '-';
        let is_complete = self
            .complete
            .is_some_and(|length| text.chars().filter(counts).count() >= length);
        self.ask.wizard.apply(Edit::Type {
            at: at.clone(),
            text,
        });
        if is_complete {
            self.ask.wizard.touch(&at);
        }
    }

    fn input(self, event: &Event) {
        let composing = event
            .dyn_ref::<InputEvent>()
            .is_some_and(InputEvent::is_composing);
        if !composing && !self.ask.wizard.is_composing() {
            self.take();
        }
    }

    fn compose(self) {
        self.ask.wizard.set_composing(true);
    }

    fn composed(self) {
        self.ask.wizard.set_composing(false);
        self.take();
    }

    fn leave(self) {
        // Taken down with the focus in it, a control is left too.
        if self.typing.try_set_value(false).is_some() {
            return;
        }
        self.ask.wizard.set_composing(false);
        self.ask.wizard.touch(&self.ask.pointer());
        let text = self.ask.field.try_with_untracked(|field| raw(&field.value));
        self.show(&text.unwrap_or_default());
    }
}
