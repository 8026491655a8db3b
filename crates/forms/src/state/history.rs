//! Undo and redo. A step holds what has to be put back; turned back, it holds what it
//! replaced, so that the same step leads forth again.

use serde_json::Value;

use super::{Changes, State, rows::SavedRow};

/// Most steps that can be undone.
const MAX_STEPS: usize = 100;

/// An edit, as it is undone.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Puts back an answer; `Null` for none.
    Answer { at: String, value: Value },
    /// Puts back a row, or takes out the one there.
    Row {
        at: String,
        index: usize,
        row: Option<Box<SavedRow>>,
    },
    /// Moves a row.
    Move { at: String, from: usize, to: usize },
}

/// What was done and what was undone, the latest last.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Whether more typing in the same question belongs to the last step.
    typing: bool,
}

impl History {
    pub fn add(&mut self, step: Step) {
        self.undone.clear();
        self.typing = false;
        self.done.push(step);
        if self.done.len() > MAX_STEPS {
            self.done.remove(0);
        }
    }

    /// An answer was set. What is typed in one go in one question is one step.
    pub fn answered(&mut self, at: &str, before: Value, now: Option<&Value>, typing: bool) {
        let now = now.unwrap_or(&Value::Null);
        if before == *now {
            return;
        }
        if let Some(Step::Answer { at: last, value }) = self.done.last()
            && typing
            && self.typing
            && last == at
        {
            self.undone.clear();
            // Typed back to where it was: nothing is left to undo.
            if value == now {
                self.done.pop();
                self.typing = false;
            }
            return;
        }
        self.add(Step::Answer {
            at: at.to_owned(),
            value: before,
        });
        self.typing = typing;
    }

    /// The person turned to something else.
    pub fn pause(&mut self) {
        self.typing = false;
    }
}

impl State {
    /// Whether there is an edit to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.history.done.is_empty()
    }

    /// Whether there is an undone edit to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.history.undone.is_empty()
    }

    /// Undoes the last edit; what was typed in one go in one question is one edit, and
    /// the last hundred are kept. `Changes.focus` says where that was;
    /// [`State::page_of`] finds its page. Prefilled answers are no edits, and a question
    /// that was locked since is passed over.
    pub fn undo(&mut self) -> Changes {
        while let Some(step) = self.history.done.pop() {
            if let Some((step, changes)) = self.turn(step) {
                self.history.undone.push(step);
                return changes;
            }
        }
        Changes::default()
    }

    /// Does again what was undone last, as long as nothing else was edited since.
    pub fn redo(&mut self) -> Changes {
        while let Some(step) = self.history.undone.pop() {
            if let Some((step, changes)) = self.turn(step) {
                self.history.done.push(step);
                return changes;
            }
        }
        Changes::default()
    }

    fn turn(&mut self, step: Step) -> Option<(Step, Changes)> {
        self.history.typing = false;
        let (step, changes, focus) = match step {
            Step::Answer { at, value } => {
                let (leaf, row) = self.locate_leaf(&at)?;
                let (value, changes) = self.write(&at, leaf, row, value)?;
                let focus = at.clone();
                (Step::Answer { at, value }, changes, focus)
            }
            Step::Row { at, index, row } => {
                let (group, parent) = self.locate_group(&at)?;
                let (row, changes, focus) = match row {
                    Some(row) => {
                        let changes = self.put_in(group, parent, index, *row);
                        (None, changes, format!("{at}/{index}"))
                    }
                    None => {
                        let (row, changes) = self.take_out(group, parent, index);
                        (Some(Box::new(row)), changes, at.clone())
                    }
                };
                (Step::Row { at, index, row }, changes, focus)
            }
            Step::Move { at, from, to } => {
                let (group, parent) = self.locate_group(&at)?;
                let changes = self.shift(group, parent, from, to);
                let focus = format!("{at}/{to}");
                let (from, to) = (to, from);
                (Step::Move { at, from, to }, changes, focus)
            }
        };
        let focus = Some(focus);
        Some((step, Changes { focus, ..changes }))
    }
}
