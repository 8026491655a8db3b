//! What a person does: edits, leaving a question, a row, a page; submitting.

use banshi_contract::FieldError;
use serde_json::{Map, Value};

use super::{
    Cell, Changes, Edit, State,
    settle::{MAX_ROWS, Work},
    validate,
};
use crate::{RowId, definition::Shape, is_warning, pointer};

impl State {
    /// Applies an edit and re-evaluates what depends on it.
    pub fn apply(&mut self, edit: Edit) -> Changes {
        let done = match edit {
            Edit::Set { at, value } => self.set(&at, |_| value),
            Edit::Type { at, text } => self.set(&at, |leaf| validate::typed(leaf, &text)),
            Edit::Clear { at } => self.set(&at, |_| Value::Null),
            Edit::AddRow { at } => self.add_row(&at),
            Edit::RemoveRow { at, row } => self.remove_row(&at, row),
        };
        done.unwrap_or_default()
    }

    fn set(
        &mut self,
        at: &str,
        value: impl FnOnce(&crate::definition::Leaf) -> Value,
    ) -> Option<Changes> {
        let definition = self.definition.clone();
        let (leaf, row) = definition.locate(at)?;
        let def = definition.leaves.get(leaf)?;
        self.cell(leaf, row)?;
        if def.computed || self.is_locked(leaf) {
            return None;
        }
        let value = value(def);
        if !super::check::is_bounded(&value) {
            return None;
        }
        let empty = value.is_null()
            || value.as_str().is_some_and(str::is_empty)
            || value.as_array().is_some_and(Vec::is_empty);
        if empty {
            pointer::remove(&mut self.answers, at);
        } else {
            pointer::set(&mut self.answers, at, value);
        }
        self.foreign.retain(|error| error.pointer != at);
        let mut work = Work::default();
        self.sync(leaf, row);
        self.mark(leaf, row, &mut work);
        Some(self.settle(work))
    }

    fn add_row(&mut self, at: &str) -> Option<Changes> {
        let definition = self.definition.clone();
        let group = definition.group_at(at)?;
        let def = definition.groups.get(group)?;
        let count = self.rows_of(group).len();
        if count >= def.max.unwrap_or(MAX_ROWS).min(MAX_ROWS) {
            return None;
        }
        let row = Value::Object(Map::new());
        match self.answers.pointer_mut(at) {
            Some(Value::Array(rows)) => rows.push(row),
            _ => {
                pointer::set(&mut self.answers, at, Value::Array(vec![row]));
            }
        }
        let id = self.new_row_id();
        self.rows.get_mut(group)?.push(id);
        self.fresh_rows.insert(id);
        for leaf in &def.leaves {
            self.cells.get_mut(*leaf)?.push(Cell::default());
        }
        for (rule, failed) in definition.rules.iter().zip(&mut self.failed) {
            if rule.group == Some(group) {
                failed.push(false);
            }
        }
        self.foreign.retain(|error| error.pointer != at);
        self.sync_group(group);
        let mut work = Work {
            pages: true,
            ..Work::default()
        };
        self.mark_group(group, &mut work);
        self.mark_row_nodes(group, count, &mut work);
        Some(Changes {
            row: Some(id),
            ..self.settle(work)
        })
    }

    fn remove_row(&mut self, at: &str, row: RowId) -> Option<Changes> {
        let definition = self.definition.clone();
        let group = definition.group_at(at)?;
        let def = definition.groups.get(group)?;
        let index = self.rows_of(group).iter().position(|id| *id == row)?;
        if let Some(Value::Array(rows)) = self.answers.pointer_mut(at)
            && index < rows.len()
        {
            rows.remove(index);
        }
        self.rows.get_mut(group)?.remove(index);
        for leaf in &def.leaves {
            let cells = self.cells.get_mut(*leaf)?;
            if index < cells.len() {
                cells.remove(index);
            }
        }
        for (rule, failed) in definition.rules.iter().zip(&mut self.failed) {
            if rule.group == Some(group) && index < failed.len() {
                failed.remove(index);
            }
        }
        // Pointers of the rows behind it have shifted: the gateway has to say it again.
        let inside = format!("{at}/");
        self.foreign
            .retain(|error| error.pointer != at && !error.pointer.starts_with(&inside));
        self.sync_group(group);
        let mut work = Work {
            pages: true,
            ..Work::default()
        };
        self.mark_group(group, &mut work);
        Some(self.settle(work))
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
        let Some((leaf, row)) = self.definition.locate(at) else {
            return Changes::default();
        };
        let Some(cell) = self.cell_mut(leaf, row) else {
            return Changes::default();
        };
        cell.touched = true;
        self.tidy(leaf, row);
        let mut work = Work::default();
        self.mark(leaf, row, &mut work);
        self.settle(work)
    }

    fn tidy(&mut self, leaf: usize, row: usize) {
        let definition = self.definition.clone();
        let Some(def) = definition.leaves.get(leaf) else {
            return;
        };
        let at = definition.pointer(def, row);
        if let Some(value) = self.answers.pointer_mut(&at) {
            *value = validate::tidy(def, value, self.today);
            if value.is_null() {
                pointer::remove(&mut self.answers, &at);
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
        self.left_pages.insert(page);
        let def = definition.pages.get(page);
        for leaf in def.map_or(&[] as &[usize], |page| &page.leaves) {
            for row in 0..self.cells_of(*leaf).len() {
                self.tidy(*leaf, row);
            }
        }
        if let Some(group) = def.and_then(|page| page.group) {
            for id in self.rows_of(group).to_vec() {
                self.fresh_rows.remove(&id);
            }
        }
        self.page_errors(page)
    }

    /// The person left one row of a loop: shows all errors of that row and returns them.
    pub fn leave_row(&mut self, group: &str, row: RowId) -> Vec<FieldError> {
        let definition = self.definition.clone();
        let Some(at) = definition.group_at(group) else {
            return Vec::new();
        };
        let Some(index) = self.rows_of(at).iter().position(|id| *id == row) else {
            return Vec::new();
        };
        self.left_rows.insert(row);
        self.fresh_rows.remove(&row);
        let mut out = Vec::new();
        for leaf in definition
            .groups
            .get(at)
            .map_or(&[] as &[usize], |g| &g.leaves)
        {
            self.tidy(*leaf, index);
            out.extend(self.leaf_troubles(*leaf, index, false));
        }
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
        self.errors()
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
        let tokens = pointer::tokens(pointer)?;
        let mut shape = &definition.shape;
        let mut page = None;
        for token in tokens {
            shape = match shape {
                Shape::Object(members) => members.get(&token)?,
                Shape::Group(group) => {
                    let group = definition.groups.get(*group)?;
                    page = page.or(group.page);
                    &group.row
                }
                // Inside a file or a list.
                Shape::Leaf(_) => break,
            };
        }
        let page = match shape {
            Shape::Leaf(leaf) => definition.leaves.get(*leaf)?.page,
            Shape::Group(group) => definition.groups.get(*group)?.page,
            Shape::Object(_) => page,
        };
        definition.pages.get(page?).map(|page| page.id.clone())
    }
}
