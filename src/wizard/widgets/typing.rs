//! What goes on between a control of text and its answer, for one line and for many.
//! While an input method composes, nothing is taken over, checked or sent.

use banshi_forms::Edit;
use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent};

use crate::wizard::frame::Ask;
use crate::wizard::reading::raw;

/// A control of text in use.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    ask: Ask,
    /// The control when it stands, tracked. A `textarea` is read as an `input` is.
    control: StoredValue<Box<dyn Fn() -> Option<HtmlInputElement>>, LocalStorage>,
    typing: StoredValue<bool>,
    /// The answer as text.
    pub text: Memo<String>,
    complete: Option<usize>,
    shown: fn(&str) -> String,
}

impl Typing {
    /// Ties the control to the answer: `complete` is how many characters make it
    /// complete, so that it is checked at once; `shown` how it reads while nobody types.
    pub(super) fn new<E>(
        ask: Ask,
        node: NodeRef<E>,
        complete: Option<usize>,
        shown: fn(&str) -> String,
    ) -> Self
    where
        E: ElementType + 'static,
        E::Output: JsCast + Clone + 'static,
    {
        let control = move || node.try_get().flatten().map(JsCast::unchecked_into);
        let typing = Self {
            ask,
            control: StoredValue::new_local(Box::new(control)),
            typing: StoredValue::new(false),
            text: Memo::new(move |_| ask.field.with(|field| raw(&field.value))),
            complete,
            shown,
        };
        Effect::new(move |_| {
            typing.text.track();
            if !typing.typing.get_value() {
                typing.show();
            }
        });
        typing
    }

    fn show(self) {
        let control = self.control.try_with_value(|control| control()).flatten();
        if let (Some(control), Some(text)) = (control, self.text.try_get()) {
            let words = (self.shown)(&text);
            // Writing the same words again would move the caret.
            if control.value() != words {
                control.set_value(&words);
            }
        }
    }

    fn take(self) {
        let control = untrack(|| self.control.try_with_value(|control| control()).flatten());
        let Some(control) = control else { return };
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

    /// `input`.
    pub(super) fn input(self, event: &web_sys::Event) {
        let composing = event
            .dyn_ref::<InputEvent>()
            .is_some_and(InputEvent::is_composing);
        if !composing && !self.ask.wizard.is_composing() {
            self.take();
        }
    }

    /// `compositionstart`.
    pub(super) fn compose(self) {
        self.ask.wizard.set_composing(true);
    }

    /// `compositionend`.
    pub(super) fn composed(self) {
        self.ask.wizard.set_composing(false);
        self.take();
    }

    /// `blur`.
    pub(super) fn leave(self) {
        // Taken down with the focus in it, a control is left too.
        if self.typing.try_set_value(false).is_some() {
            return;
        }
        self.ask.wizard.set_composing(false);
        self.ask.wizard.touch(&self.ask.pointer());
        untrack(|| self.show());
    }
}
