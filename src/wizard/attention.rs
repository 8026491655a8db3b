//! Where the person's attention goes: to the summary of errors, to the question that an
//! error or the review speaks of.

use banshi_contract::FieldError;
use leptos::prelude::*;

use super::place::Place;
use super::state::Wizard;
use crate::browser::focus;

impl Wizard {
    /// Lists errors in the summary, which takes the focus.
    pub fn show_errors(self, errors: Vec<FieldError>) {
        self.summary.set(errors);
    }

    /// Opens the place of a question and focuses it; `errors` are listed there.
    pub fn open_at(self, pointer: &str, errors: Vec<FieldError>) {
        let Some(place) = self
            .state
            .with_untracked(|state| Place::of_pointer(state, pointer))
        else {
            return;
        };
        if self.place.get_untracked() == place {
            self.focus(pointer);
            return;
        }
        if self.place.get_untracked() == Place::Review {
            self.returning.set(true);
        }
        if errors.is_empty() {
            self.next_focus.set_value(Some(pointer.to_owned()));
        }
        self.next_summary.set_value(errors);
        self.go(&place);
    }

    /// Focuses the question that the opened place was asked to focus, after the heading
    /// has had its turn.
    pub fn focus_next(self) {
        if let Some(pointer) = self.next_focus.try_update_value(Option::take).flatten() {
            request_animation_frame(move || self.focus(&pointer));
        }
    }

    /// Brings a question's label into view and focuses its control.
    pub fn focus(self, pointer: &str) {
        let Some(root) = self.root.try_get_value().flatten() else {
            return;
        };
        let id = self.id(pointer);
        // A group of rows has no control of its own: what adds a row stands for it.
        if let Some(control) = focus::find(&root, &id) {
            match focus::find(&root, &format!("{id}-label")) {
                Some(label) => focus::focus_showing(&control, &label),
                None => focus::focus_showing(&control, &control),
            }
        }
    }
}
