//! Rows of repeating groups. The rows of a group in a group lie in one flat list, those
//! of the first outer row first: a question and a row are two numbers, however deep it
//! lies.

use std::ops::Range;

use serde_json::Value;

use super::{Cell, State};
use crate::{
    RowId,
    definition::{Group, Shape, Target},
    pointer,
};

/// The rows of one group, in the order of the answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub ids: Vec<RowId>,
    /// For each the row of the group around it, ascending; 0 at the top.
    pub parents: Vec<usize>,
}

impl Rows {
    /// Those that lie in these rows of the group around it.
    fn within(&self, parents: &Range<usize>) -> Range<usize> {
        let below = |limit: usize| self.parents.partition_point(|parent| *parent < limit);
        below(parents.start)..below(parents.end)
    }
}

/// A set of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids(Vec<RowId>);

impl Ids {
    pub fn insert(&mut self, id: RowId) {
        if let Err(at) = self.0.binary_search(&id) {
            self.0.insert(at, id);
        }
    }

    pub fn remove(&mut self, id: &RowId) {
        if let Ok(at) = self.0.binary_search(id) {
            self.0.remove(at);
        }
    }

    pub fn contains(&self, id: &RowId) -> bool {
        self.0.binary_search(id).is_ok()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// A row that was taken out, with all that is known about it.
#[derive(Clone, Debug, Default)]
pub(super) struct SavedRow {
    pub id: RowId,
    pub answers: Value,
    /// By question of the group.
    pub cells: Vec<Cell>,
    /// By group in it.
    pub groups: Vec<Vec<SavedRow>>,
}

impl State {
    /// The rows of a group in one row of the group around it.
    pub(super) fn rows_in(&self, group: usize, parent: usize) -> Range<usize> {
        let rows = self.rows.get(group);
        rows.map_or(0..0, |rows| rows.within(&(parent..parent + 1)))
    }

    pub(super) fn ids_in(&self, group: usize, parent: usize) -> &[RowId] {
        let ids = self.rows.get(group).map_or(&[] as &[RowId], |r| &r.ids);
        ids.get(self.rows_in(group, parent)).unwrap_or(&[])
    }

    /// The row of the group around it that a row lies in.
    pub(super) fn parent_of(&self, group: usize, row: usize) -> usize {
        let rows = self.rows.get(group);
        rows.and_then(|r| r.parents.get(row).copied()).unwrap_or(0)
    }

    /// Its place among the rows it stands with.
    pub(super) fn index_of(&self, group: usize, row: usize) -> usize {
        let parent = self.parent_of(group, row);
        row.saturating_sub(self.rows_in(group, parent).start)
    }

    pub(super) fn group_pointer(&self, group: usize, parent: usize) -> String {
        match self.definition.groups.get(group) {
            Some(Group {
                parent: Some(outer),
                relative,
                ..
            }) => self.row_pointer(*outer, parent) + relative,
            Some(def) => def.template.clone(),
            None => String::new(),
        }
    }

    pub(super) fn row_pointer(&self, group: usize, row: usize) -> String {
        let at = self.group_pointer(group, self.parent_of(group, row));
        format!("{at}/{}", self.index_of(group, row))
    }

    /// The concrete pointer of a question.
    pub(super) fn pointer(&self, leaf: usize, row: usize) -> String {
        let Some(def) = self.definition.leaves.get(leaf) else {
            return String::new();
        };
        match def.group {
            Some(group) => self.row_pointer(group, row) + &def.relative,
            None => def.template.clone(),
        }
    }

    /// The question at a concrete pointer and its row, or the group and the row around it.
    pub(super) fn locate(&self, at: &str) -> Option<(Target, usize)> {
        let tokens = pointer::tokens(at)?;
        let mut tokens = tokens.iter();
        let (mut shape, mut row) = (&self.definition.shape, 0);
        loop {
            match shape {
                Shape::Leaf(leaf) => {
                    return tokens
                        .next()
                        .is_none()
                        .then_some((Target::Leaf(*leaf), row));
                }
                Shape::Object(members) => shape = members.get(tokens.next()?)?,
                Shape::Group(group) => {
                    let Some(token) = tokens.next() else {
                        return Some((Target::Group(*group), row));
                    };
                    let index: usize = token.parse().ok()?;
                    row = self.rows_in(*group, row).nth(index)?;
                    shape = &self.definition.groups.get(*group)?.row;
                }
            }
        }
    }

    pub(super) fn locate_leaf(&self, at: &str) -> Option<(usize, usize)> {
        match self.locate(at)? {
            (Target::Leaf(leaf), row) => Some((leaf, row)),
            (Target::Group(_), _) => None,
        }
    }

    /// A group and the row around it.
    pub(super) fn locate_group(&self, at: &str) -> Option<(usize, usize)> {
        match self.locate(at)? {
            (Target::Group(group), parent) => Some((group, parent)),
            (Target::Leaf(_), _) => None,
        }
    }

    /// The rows of one group that share rows with a row of another: itself, the row
    /// around it, the rows in it, those beside it.
    pub(super) fn kin(&self, from: usize, row: usize, to: usize) -> Range<usize> {
        let (mut at, mut above) = (from, row);
        loop {
            if at == to {
                return above..above + 1;
            }
            match self.definition.groups.get(at).and_then(|g| g.parent) {
                Some(outer) => (above, at) = (self.parent_of(at, above), outer),
                None => break,
            }
        }
        let Some(rows) = self.rows.get(to) else {
            return 0..0;
        };
        match self.definition.groups.get(to).and_then(|g| g.parent) {
            Some(outer) => rows.within(&self.kin(from, row, outer)),
            None => 0..rows.ids.len(),
        }
    }

    /// A group and those in it.
    pub(super) fn nest(&self, group: usize) -> Vec<usize> {
        let mut nest = vec![group];
        let mut at = 0;
        while let Some(def) = nest.get(at).and_then(|g| self.definition.groups.get(*g)) {
            nest.extend(&def.children);
            at += 1;
        }
        nest
    }

    /// What a new row begins with.
    fn default_row(&self, group: usize) -> Value {
        let mut row = self.definition.empty_row(group);
        let def = self.definition.groups.get(group);
        for leaf in def.into_iter().flat_map(|def| &def.leaves) {
            if let Some(leaf) = self.definition.leaves.get(*leaf)
                && leaf.optional_parents.is_empty()
                && let Some(default) = &leaf.default
            {
                pointer::set(&mut row, &leaf.relative, default.clone());
            }
        }
        row
    }

    /// An empty row of a group, ready to be put in.
    pub(super) fn empty_row(&mut self, group: usize) -> SavedRow {
        let definition = self.definition.clone();
        let def = definition.groups.get(group);
        SavedRow {
            id: self.new_row_id(),
            answers: self.default_row(group),
            cells: vec![Cell::default(); def.map_or(0, |def| def.leaves.len())],
            groups: vec![Vec::new(); def.map_or(0, |def| def.children.len())],
        }
    }

    /// Puts a row in, at a place among those in a row of the group around it. What is in
    /// force still lacks it.
    pub(super) fn put_row(&mut self, group: usize, parent: usize, index: usize, row: SavedRow) {
        let at = self.group_pointer(group, parent);
        let answers = row.answers.clone();
        match self.answers.pointer_mut(&at) {
            Some(Value::Array(rows)) if index <= rows.len() => rows.insert(index, answers),
            Some(Value::Array(rows)) => rows.push(answers),
            _ => {
                pointer::set(&mut self.answers, &at, Value::Array(vec![answers]));
            }
        }
        self.insert(group, parent, index, row);
    }

    fn insert(&mut self, group: usize, parent: usize, index: usize, row: SavedRow) {
        let definition = self.definition.clone();
        let Some(def) = definition.groups.get(group) else {
            return;
        };
        let range = self.rows_in(group, parent);
        let at = (range.start + index).min(range.end);
        let Some(rows) = self.rows.get_mut(group) else {
            return;
        };
        rows.ids.insert(at, row.id);
        rows.parents.insert(at, parent);
        for (leaf, cell) in def.leaves.iter().zip(row.cells) {
            if let Some(cells) = self.cells.get_mut(*leaf).filter(|c| at <= c.len()) {
                cells.insert(at, cell);
            }
        }
        for (rule, failed) in definition.rules.iter().zip(&mut self.failed) {
            if rule.group == Some(group) && at <= failed.len() {
                failed.insert(at, false);
            }
        }
        if let Some(twins) = self.twins.get_mut(group).filter(|t| at <= t.len()) {
            twins.insert(at, None);
        }
        for child in &def.children {
            for parent in self.parents_from(*child, at) {
                *parent += 1;
            }
        }
        for (child, inner) in def.children.iter().zip(row.groups) {
            for (index, row) in inner.into_iter().enumerate() {
                self.insert(*child, at, index, row);
            }
        }
    }

    /// Takes a row out. It is still in what is in force.
    pub(super) fn take_row(&mut self, group: usize, row: usize) -> SavedRow {
        let at = self.group_pointer(group, self.parent_of(group, row));
        let index = self.index_of(group, row);
        let answers = match self.answers.pointer_mut(&at) {
            Some(Value::Array(rows)) if index < rows.len() => rows.remove(index),
            _ => self.definition.empty_row(group),
        };
        // Without its last row a group is as unanswered as before its first.
        if self.answers.pointer(&at) == Some(&Value::Array(Vec::new())) {
            pointer::remove(&mut self.answers, &at);
        }
        SavedRow {
            answers,
            ..self.extract(group, row)
        }
    }

    fn extract(&mut self, group: usize, row: usize) -> SavedRow {
        let definition = self.definition.clone();
        let mut saved = SavedRow::default();
        let Some(def) = definition.groups.get(group) else {
            return saved;
        };
        for child in &def.children {
            let inner = self.rows_in(*child, row);
            // From the last to the first: what is before stays where it is.
            let mut rows: Vec<SavedRow> = inner.rev().map(|r| self.extract(*child, r)).collect();
            rows.reverse();
            saved.groups.push(rows);
            for parent in self.parents_from(*child, row) {
                *parent -= 1;
            }
        }
        if let Some(rows) = self.rows.get_mut(group).filter(|r| row < r.ids.len()) {
            saved.id = rows.ids.remove(row);
            rows.parents.remove(row);
        }
        for leaf in &def.leaves {
            if let Some(cells) = self.cells.get_mut(*leaf).filter(|c| row < c.len()) {
                saved.cells.push(cells.remove(row));
            }
        }
        for (rule, failed) in definition.rules.iter().zip(&mut self.failed) {
            if rule.group == Some(group) && row < failed.len() {
                failed.remove(row);
            }
        }
        if let Some(twins) = self.twins.get_mut(group).filter(|t| row < t.len()) {
            twins.remove(row);
        }
        saved
    }

    /// The notes of rows that lie in this row of the group around or a later one.
    fn parents_from(&mut self, group: usize, row: usize) -> impl Iterator<Item = &mut usize> {
        let rows = self.rows.get_mut(group).into_iter();
        rows.flat_map(|rows| &mut rows.parents)
            .filter(move |parent| **parent >= row)
    }
}
