//! What a person does: edits, leaving a question, a row, a page; submitting.

use banshi_contract::FieldError;
use serde_json::{Map, Value};

use super::{Changes, Edit, State, mark::Work, validate};
use crate::{RowId, definition::Target, is_warning, pointer};

impl State {
    /// Applies an edit and re-evaluates what depends on it.
    pub fn apply(&mut self, edit: Edit) -> Changes {
        let done = match edit {
            Edit::Set { at, value } => self.set(&at, false, |_| value),
            Edit::Type { at, text } => self.set(&at, true, |leaf| validate::typed(leaf, &text)),
            Edit::Clear { at } => self.set(&at, false, |_| Value::Null),
            Edit::AddRow { at } => self.add_row(&at),
            Edit::RemoveRow { at, row } => self.remove_row(&at, row),
            Edit::MoveRow { at, row, to } => self.move_row(&at, row, to),
        };
        done.unwrap_or_default()
    }

    fn set(
        &mut self,
        at: &str,
        typing: bool,
        value: impl FnOnce(&crate::definition::Leaf) -> Value,
    ) -> Option<Changes> {
        let definition = self.definition.clone();
        let (leaf, row) = self.locate_leaf(at)?;
        let value = value(definition.leaves.get(leaf)?);
        if !super::check::is_bounded(&value) {
            return None;
        }
        let (before, changes) = self.write(at, leaf, row, value)?;
        self.history
            .answered(at, before, self.answers.pointer(at), typing);
        Some(changes)
    }

    /// Puts an answer in its place; with it comes what was there before.
    pub(super) fn write(
        &mut self,
        at: &str,
        leaf: usize,
        row: usize,
        value: Value,
    ) -> Option<(Value, Changes)> {
        let computed = self.definition.leaves.get(leaf)?.computed;
        self.cell(leaf, row)?;
        if computed || self.is_locked(leaf) {
            return None;
        }
        let empty = value.is_null()
            || value.as_str().is_some_and(str::is_empty)
            || value.as_array().is_some_and(Vec::is_empty);
        let before = pointer::clear(&mut self.answers, at).unwrap_or_default();
        if !empty {
            pointer::set(&mut self.answers, at, value);
        }
        self.foreign.retain(|error| error.pointer != at);
        let mut work = Work::default();
        self.renew(leaf, row, &mut work);
        Some((before, self.settle(work)))
    }

    /// Fills in what the account knows: locked answers always, others only where there
    /// is none yet.
    pub fn prefill(&mut self, known: &Map<String, Value>) -> Changes {
        self.context.known.clone_from(known);
        let mut work = Work::default();
        self.put_known(true, &mut work);
        self.settle(work)
    }

    /// The person left a question (blur): tidies the answer (spaces, full-width digits,
    /// lower-case x) and shows what is wrong with it, except that it is missing.
    pub fn touch(&mut self, at: &str) -> Changes {
        let Some((leaf, row)) = self.locate_leaf(at) else {
            return Changes::default();
        };
        let Some(cell) = self.cell_mut(leaf, row) else {
            return Changes::default();
        };
        cell.touched = true;
        self.history.pause();
        self.tidy(leaf, row);
        let mut work = Work::default();
        self.renew(leaf, row, &mut work);
        self.settle(work)
    }

    fn tidy(&mut self, leaf: usize, row: usize) {
        let definition = self.definition.clone();
        let Some(def) = definition.leaves.get(leaf) else {
            return;
        };
        let at = self.pointer(leaf, row);
        if let Some(value) = self.answers.pointer_mut(&at) {
            *value = validate::tidy(def, value, self.today);
            if value.is_null() {
                pointer::clear(&mut self.answers, &at);
            }
        }
    }

    /// The person wants to go on: shows all errors of the page and returns them, fields
    /// in order. Empty: they may.
    pub fn leave_page(&mut self, id: &str) -> Vec<FieldError> {
        let definition = self.definition.clone();
        let Some(page) = definition.pages.iter().position(|page| page.id == id) else {
            return Vec::new();
        };
        if !self.left_pages.contains(&page) {
            self.left_pages.push(page);
        }
        self.history.pause();
        let def = definition.pages.get(page);
        for leaf in def.map_or(&[] as &[usize], |page| &page.leaves) {
            for row in 0..self.cells_of(*leaf).len() {
                self.tidy(*leaf, row);
            }
        }
        if let Some(group) = def.and_then(|page| page.group) {
            for group in self.nest(group) {
                for id in self.rows.get(group).into_iter().flat_map(|rows| &rows.ids) {
                    self.fresh_rows.remove(id);
                }
            }
        }
        self.page_errors(page)
    }

    /// The person left one row of a loop: shows all errors of that row and of those in it
    /// and returns them.
    pub fn leave_row(&mut self, group: &str, row: RowId) -> Vec<FieldError> {
        let Some((group, parent)) = self.locate_group(group) else {
            return Vec::new();
        };
        let rows = self.rows_in(group, parent).zip(self.ids_in(group, parent));
        let Some(index) = rows.filter(|(_, id)| **id == row).map(|(at, _)| at).next() else {
            return Vec::new();
        };
        self.left_rows.insert(row);
        self.history.pause();
        for inner in self.nest(group) {
            for at in self.kin(group, index, inner) {
                if let Some(id) = self.rows.get(inner).and_then(|rows| rows.ids.get(at)) {
                    self.fresh_rows.remove(id);
                }
                let definition = self.definition.clone();
                let leaves = definition.groups.get(inner).map(|group| &group.leaves);
                for leaf in leaves.into_iter().flatten() {
                    self.tidy(*leaf, at);
                }
            }
        }
        let mut out = self.row_troubles(group, index);
        out.retain(|error| !is_warning(error));
        out
    }

    /// The person wants to submit: tidies everything, shows all errors and returns them,
    /// pages in order. What the gateway said last time is forgotten: it is asked again.
    pub fn submit(&mut self) -> Vec<FieldError> {
        self.submitted = true;
        self.foreign.clear();
        self.fresh_rows.clear();
        for leaf in 0..self.definition.leaves.len() {
            for row in 0..self.cells_of(leaf).len() {
                self.tidy(leaf, row);
            }
        }
        let errors = self.errors();
        if !errors.is_empty() {
            return errors;
        }
        self.foreign = self.whole();
        self.foreign.clone()
    }

    /// Shows errors that came from elsewhere (the gateway's check) until their field is
    /// edited. Those that this form would find itself are left out.
    pub fn show(&mut self, errors: Vec<FieldError>) {
        self.submitted = true;
        self.fresh_rows.clear();
        self.foreign.clear();
        let own = self.errors();
        let known = |error: &FieldError| {
            own.iter()
                .any(|o| o.pointer == error.pointer && o.keyword == error.keyword)
        };
        self.foreign = errors.into_iter().filter(|error| !known(error)).collect();
    }

    /// The page a question is asked on, to link an error to it.
    #[must_use]
    pub fn page_of(&self, pointer: &str) -> Option<String> {
        let definition = &self.definition;
        let mut at = pointer;
        // Inside a file, a list or an object, too.
        let page = loop {
            match definition.find(at) {
                Some(Target::Leaf(leaf)) => break definition.leaves.get(leaf)?.page,
                Some(Target::Group(group)) => break definition.groups.get(group)?.page,
                None => at = at.rsplit_once('/')?.0,
            }
        };
        definition.pages.get(page?).map(|page| page.id.clone())
    }
}
