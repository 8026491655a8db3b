//! Rows added, removed and moved.

use serde_json::Value;

use super::{Changes, State, history::Step, mark::Work, rows::SavedRow, settle::MAX_ROWS};
use crate::{RowId, pointer};

/// Most rows of a group in a group, whatever row they lie in.
const MAX_NESTED_ROWS: usize = 5_000;

impl State {
    /// Whether one more row may be added.
    pub(super) fn has_room(&self, group: usize, parent: usize) -> bool {
        let most = self.definition.groups.get(group).and_then(|g| g.max);
        self.rows_in(group, parent).len() < most.unwrap_or(MAX_ROWS).min(MAX_ROWS)
            && self.instances(Some(group)) < MAX_NESTED_ROWS
    }

    pub(super) fn add_row(&mut self, at: &str) -> Option<Changes> {
        let (group, parent) = self.locate_group(at)?;
        if !self.has_room(group, parent) {
            return None;
        }
        let row = self.empty_row(group);
        self.fresh_rows.insert(row.id);
        let index = self.rows_in(group, parent).len();
        let changes = self.put_in(group, parent, index, row);
        self.history.add(Step::Row {
            at: at.to_owned(),
            index,
            row: None,
        });
        Some(changes)
    }

    pub(super) fn remove_row(&mut self, at: &str, row: RowId) -> Option<Changes> {
        let (group, parent) = self.locate_group(at)?;
        let index = self
            .ids_in(group, parent)
            .iter()
            .position(|id| *id == row)?;
        let (row, changes) = self.take_out(group, parent, index);
        self.history.add(Step::Row {
            at: at.to_owned(),
            index,
            row: Some(Box::new(row)),
        });
        Some(changes)
    }

    pub(super) fn move_row(&mut self, at: &str, row: RowId, to: usize) -> Option<Changes> {
        let (group, parent) = self.locate_group(at)?;
        let ids = self.ids_in(group, parent);
        let from = ids.iter().position(|id| *id == row)?;
        if to >= ids.len() {
            return None;
        }
        let changes = self.shift(group, parent, from, to);
        if from != to {
            let at = at.to_owned();
            // To undo it, the other way round.
            let (from, to) = (to, from);
            self.history.add(Step::Move { at, from, to });
        }
        Some(changes)
    }

    /// Puts a row in and evaluates what that changes.
    pub(super) fn put_in(
        &mut self,
        group: usize,
        parent: usize,
        index: usize,
        row: SavedRow,
    ) -> Changes {
        let id = row.id;
        let begun = self.group_begun(group, parent);
        self.put_row(group, parent, index, row);
        let at = self.group_pointer(group, parent);
        let now = self.rows_in(group, parent).start + index;
        if self.group_shown(group) {
            let empty = self.definition.empty_row(group);
            match self.effective.pointer_mut(&at) {
                Some(Value::Array(rows)) if index <= rows.len() => rows.insert(index, empty),
                _ => {
                    pointer::set(&mut self.effective, &at, Value::Array(vec![empty]));
                }
            }
            self.sync_row(group, now);
        }
        let mut work = Work::default();
        self.mark_row(group, now, &mut work);
        let changes = self.rows_changed(group, parent, index, &begun, work);
        Changes {
            row: Some(id),
            ..changes
        }
    }

    /// Takes a row out and evaluates what that changes.
    pub(super) fn take_out(
        &mut self,
        group: usize,
        parent: usize,
        index: usize,
    ) -> (SavedRow, Changes) {
        let begun = self.group_begun(group, parent);
        let row = self.rows_in(group, parent).start + index;
        let saved = self.take_row(group, row);
        let at = self.group_pointer(group, parent);
        if let Some(Value::Array(rows)) = self.effective.pointer_mut(&at)
            && index < rows.len()
        {
            rows.remove(index);
        }
        if self.rows_in(group, parent).is_empty() {
            pointer::clear_out(&mut self.effective, &at);
        }
        let changes = self.rows_changed(group, parent, index, &begun, Work::default());
        (saved, changes)
    }

    /// Moves a row and evaluates what that changes.
    pub(super) fn shift(&mut self, group: usize, parent: usize, from: usize, to: usize) -> Changes {
        let begun = self.group_begun(group, parent);
        let first = self.rows_in(group, parent).start;
        let row = self.take_row(group, first + from);
        self.put_row(group, parent, to, row);
        let at = self.group_pointer(group, parent);
        if let Some(Value::Array(rows)) = self.effective.pointer_mut(&at)
            && from.max(to) < rows.len()
        {
            let row = rows.remove(from);
            rows.insert(to, row);
        }
        let mut work = Work::default();
        self.mark_row(group, first + to, &mut work);
        self.rows_changed(group, parent, from.min(to), &begun, work)
    }

    fn group_begun(&self, group: usize, parent: usize) -> Vec<bool> {
        let def = self.definition.groups.get(group);
        def.map(|def| self.begun(def.parent, parent, &def.optional_parents))
            .unwrap_or_default()
    }

    /// `index`: from there on, rows have other pointers than before.
    fn rows_changed(
        &mut self,
        group: usize,
        parent: usize,
        index: usize,
        begun: &[bool],
        mut work: Work,
    ) -> Changes {
        let definition = self.definition.clone();
        // The gateway has to say again what it said of them.
        let at = self.group_pointer(group, parent);
        let inside = format!("{at}/");
        self.foreign
            .retain(|error| error.pointer != at && !error.pointer.starts_with(&inside));
        work.pages = true;
        self.mark_rows(group, parent, &mut work);
        if let Some(def) = definition.groups.get(group) {
            self.mark_begun(def.parent, parent, &def.optional_parents, begun, &mut work);
        }
        for row in self.rows_in(group, parent).skip(index) {
            for inner in self.nest(group) {
                let leaves = definition.groups.get(inner).map(|group| &group.leaves);
                for leaf in leaves.into_iter().flatten() {
                    work.leaves
                        .extend(self.kin(group, row, inner).map(|row| (*leaf, row)));
                }
            }
        }
        self.settle(work)
    }
}
