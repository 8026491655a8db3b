//! The form as the page holds it: the engine's state, and who is told of what changes.
//! An edit wakes the questions it changed and nothing else, however many there are.

use std::collections::HashMap;

use banshi_forms::{Changes, FieldView, State};
use leptos::prelude::*;

/// A form on the page. Copy: it goes into every handler.
#[derive(Clone, Copy)]
pub struct Held {
    state: StoredValue<State>,
    /// The questions that are painted now, by their pointers.
    watched: StoredValue<HashMap<String, RwSignal<FieldView>>>,
    anything: Trigger,
    lists: Trigger,
}

impl Held {
    /// Holds a state.
    #[must_use]
    pub fn new(state: State) -> Self {
        Self {
            state: StoredValue::new(state),
            watched: StoredValue::new(HashMap::new()),
            anything: Trigger::new(),
            lists: Trigger::new(),
        }
    }

    /// Reads it, and again after whatever change.
    pub fn with<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.anything.track();
        self.state.with_value(read)
    }

    /// Reads it, and again when a page, a row or a question comes or goes.
    pub fn with_lists<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.lists.track();
        self.state.with_value(read)
    }

    /// Reads it once.
    pub fn with_untracked<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.state.with_value(read)
    }

    /// Reads it once, if it is still there.
    pub fn try_with_untracked<T>(self, read: impl FnOnce(&State) -> T) -> Option<T> {
        self.state.try_with_value(read)
    }

    /// A question as it is now and will be; none if it is not asked. It ends with the
    /// owner it is asked for in.
    #[must_use]
    pub fn watch(self, at: &str) -> Option<RwSignal<FieldView>> {
        let field = RwSignal::new(self.state.with_value(|state| state.field(at))?);
        self.watched.update_value(|all| {
            all.insert(at.to_owned(), field);
        });
        let at = at.to_owned();
        on_cleanup(move || {
            self.watched.try_update_value(|all| {
                // The same question may be painted anew already.
                if all.get(&at).is_some_and(|other| *other == field) {
                    all.remove(&at);
                }
            });
        });
        Some(field)
    }

    /// Changes it by one edit, and tells those that it concerns.
    pub fn edit(self, edit: impl FnOnce(&mut State) -> Changes) -> Changes {
        let Some(changes) = self.state.try_update_value(edit) else {
            return Changes::default();
        };
        let mut lists = changes.pages;
        for at in &changes.fields {
            lists |= self.renew(at);
        }
        self.tell(lists);
        changes
    }

    /// Changes it in ways that may concern every question.
    pub fn try_update<T>(self, change: impl FnOnce(&mut State) -> T) -> Option<T> {
        let done = self.state.try_update_value(change)?;
        let all = self
            .watched
            .with_value(|all| all.keys().cloned().collect::<Vec<_>>());
        for at in all {
            self.renew(&at);
        }
        self.tell(true);
        Some(done)
    }

    /// Brings a question up to date; whether it came or went.
    fn renew(self, at: &str) -> bool {
        let now = self.state.with_value(|state| state.field(at));
        let field = self.watched.with_value(|all| all.get(at).copied());
        match (field, now) {
            (Some(field), Some(now)) => {
                if field.try_with_untracked(|before| *before != now) == Some(true) {
                    field.set(now);
                }
                false
            }
            (field, now) => field.is_some() || now.is_some(),
        }
    }

    fn tell(self, lists: bool) {
        if lists {
            self.lists.notify();
        }
        self.anything.notify();
    }
}
