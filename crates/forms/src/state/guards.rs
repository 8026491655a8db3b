//! Parts of the schema that apply under a condition: whether they do now, and what the
//! keywords find that look at several answers.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::{Map, Value};

use super::{State, Trouble, mark::Work};
use crate::{
    definition::{Cross, SELECTORS, Target, Test},
    schema::SchemaError,
};

impl State {
    /// Whether a guard holds for what lies in a row of a group, or in none.
    pub(super) fn holds(&self, guard: u32, group: Option<usize>, row: usize) -> bool {
        let mut guard = guard;
        while guard != 0 {
            let Some(def) = self.definition.guards.get(guard as usize) else {
                return false;
            };
            #[cfg(test)]
            super::COUNTS.with(|counts| counts.0.set(counts.0.get() + 1));
            let root = def.group.map_or_else(String::new, |wanted| {
                self.row_pointer(wanted, self.row_around(group, row, wanted))
            });
            if !self.test(&def.test, root) {
                return false;
            }
            guard = def.outer;
        }
        true
    }

    /// Whether one of them holds, or there is none.
    pub(super) fn any_holds(&self, guards: &[u32], group: Option<usize>, row: usize) -> bool {
        guards.is_empty() || guards.iter().any(|guard| self.holds(*guard, group, row))
    }

    /// The row of an outer group that a row lies in.
    fn row_around(&self, group: Option<usize>, row: usize, wanted: usize) -> usize {
        let (mut group, mut row) = (group, row);
        while let Some(at) = group.filter(|at| *at != wanted) {
            row = self.parent_of(at, row);
            group = self.definition.groups.get(at).and_then(|def| def.parent);
        }
        row
    }

    fn test(&self, test: &Test, mut root: String) -> bool {
        let mut at = |relative: &str| {
            root.push_str(relative);
            self.effective.pointer(&root)
        };
        let definition = &self.definition;
        let fits = |node: u32, value: &Value| {
            let value = self.bare(value);
            definition.schema.fits(node, &value, definition.patterns.0)
        };
        match test {
            Test::Always => true,
            Test::Given(relative) => at(relative).is_some(),
            Test::Chosen {
                at: pointer,
                number,
            } => at(pointer).and_then(Value::as_u64) == Some(*number as u64),
            Test::Value { at: pointer, node } => at(pointer).is_some_and(|v| fits(*node, v)),
            Test::Fits {
                at: pointer,
                node,
                wanted,
            } => match at(pointer) {
                Some(value) => fits(*node, value) == *wanted,
                None => fits(*node, &Value::Object(Map::new())) == *wanted,
            },
        }
    }

    /// A value without the answers which branch was chosen: no part of the data.
    pub(super) fn bare<'v>(&self, value: &'v Value) -> Cow<'v, Value> {
        if !self.definition.selects {
            return Cow::Borrowed(value);
        }
        let mut value = value.clone();
        strip(&mut value);
        Cow::Owned(value)
    }

    /// Judges by a keyword that looks at several answers, and notes at which questions
    /// something is said of it now.
    pub(super) fn settle_cross(&mut self, at: usize, row: usize, work: &mut Work) {
        #[cfg(test)]
        super::COUNTS.with(|counts| counts.0.set(counts.0.get() + 1));
        let definition = self.definition.clone();
        let Some(cross) = definition.crosses.get(at) else {
            return;
        };
        let mut said: Vec<(usize, usize, Trouble)> = Vec::new();
        for error in self.cross_errors(cross, row) {
            if let Some((leaf, row)) = self.shown_at(cross, row, &error)
                && !said.iter().any(|(l, r, _)| (*l, *r) == (leaf, row))
            {
                said.push((leaf, row, Trouble::whole(error)));
            }
        }
        for leaf in &cross.reads {
            for row in self.rows_read(cross, row, *leaf) {
                let now = said.iter().find(|(l, r, _)| (l, *r) == (leaf, row));
                let Some(cell) = self.cells.get_mut(*leaf).and_then(|rows| rows.get_mut(row))
                else {
                    continue;
                };
                let before = cell.crossed.iter().position(|(of, _)| *of == at);
                let changed = match (before, now) {
                    (None, None) => false,
                    (Some(before), None) => {
                        cell.crossed.remove(before);
                        true
                    }
                    (before, Some((_, _, trouble))) => {
                        if let Some(before) = before {
                            cell.crossed.remove(before);
                        }
                        cell.crossed.push((at, trouble.clone()));
                        true
                    }
                };
                if changed {
                    work.leaves.insert((*leaf, row));
                }
            }
        }
    }

    fn cross_errors(&self, cross: &Cross, row: usize) -> Vec<SchemaError> {
        if !self.holds(cross.guard, cross.group, row) {
            return Vec::new();
        }
        let mut at = cross
            .group
            .map_or_else(String::new, |group| self.row_pointer(group, row));
        at.push_str(&cross.at);
        let empty = Value::Object(Map::new());
        let value = match self.effective.pointer(&at) {
            Some(value) => self.bare(value),
            None if cross.optional => return Vec::new(),
            None => Cow::Owned(empty),
        };
        let definition = &self.definition;
        let patterns = definition.patterns.0;
        let errors = definition
            .schema
            .judge_by(cross.node, cross.check, &value, patterns);
        let mut errors: Vec<_> = errors.into_iter().collect();
        for error in &mut errors {
            error.pointer.insert_str(0, &at);
            error
                .nearest
                .iter_mut()
                .for_each(|e| e.pointer.insert_str(0, &at));
        }
        errors
    }

    /// The question at which an error is shown: the one that chooses, else the first that
    /// would have to change, else the first that is looked at.
    fn shown_at(&self, cross: &Cross, row: usize, error: &SchemaError) -> Option<(usize, usize)> {
        let shown = |(leaf, row): &(usize, usize)| self.is_shown(*leaf, *row);
        let first = |leaf: usize| {
            let rows = self.rows_read(cross, row, leaf);
            rows.map(move |row| (leaf, row)).find(&shown)
        };
        let fields = error.nearest.iter().chain(std::iter::once(error));
        let named = || {
            fields
                .clone()
                .find_map(|error| match self.locate(&error.field())? {
                    (Target::Leaf(leaf), row) => {
                        Some((leaf, row)).filter(|at| cross.reads.contains(&leaf) && shown(at))
                    }
                    _ => None,
                })
        };
        cross
            .lead
            .and_then(first)
            .or_else(named)
            .or_else(|| cross.reads.iter().find_map(|leaf| first(*leaf)))
    }

    /// The rows of a question that such a keyword looks at.
    fn rows_read(&self, cross: &Cross, row: usize, leaf: usize) -> Range<usize> {
        let group = self.definition.leaves.get(leaf).and_then(|leaf| leaf.group);
        match (cross.group, group) {
            (Some(from), Some(group)) => self.kin(from, row, group),
            (_, group) => 0..self.instances(group),
        }
    }

    /// Whether it may be held against anyone: not while something it looks at is wrong by
    /// itself.
    pub(super) fn cross_speaks(&self, at: usize, leaf: usize, row: usize) -> bool {
        let Some(cross) = self.definition.crosses.get(at) else {
            return false;
        };
        let group = self.definition.leaves.get(leaf).and_then(|leaf| leaf.group);
        let row = cross
            .group
            .map_or(0, |wanted| self.row_around(group, row, wanted));
        cross.reads.iter().all(|leaf| {
            self.rows_read(cross, row, *leaf).all(|row| {
                let cell = self.cell(*leaf, row);
                cell.is_none_or(|cell| cell.troubles.iter().all(Trouble::is_warning))
            })
        })
    }

    /// For answers from elsewhere: which branches they are of.
    pub(super) fn choose_branches(&mut self) {
        let definition = self.definition.clone();
        for (at, leaf) in definition.leaves.iter().enumerate() {
            if leaf.branches.is_empty() {
                continue;
            }
            for row in 0..self.instances(leaf.group) {
                let pointer = self.pointer(at, row);
                let around = pointer.rsplit_once('/').map_or("", |(around, _)| around);
                let object = self.answers.pointer(around);
                let Some(Value::Object(map)) =
                    object.filter(|_| self.answers.pointer(&pointer).is_none())
                else {
                    continue;
                };
                if map.is_empty() {
                    continue;
                }
                let object = self.bare(object.unwrap_or(&Value::Null)).into_owned();
                let far = |node: &u32| {
                    let errors = definition
                        .schema
                        .judge(*node, &object, definition.patterns.0);
                    errors.iter().map(SchemaError::distance).sum::<usize>()
                };
                let nearest = leaf.branches.iter().map(far).zip(1_usize..).min();
                if let Some((_, number)) = nearest {
                    crate::pointer::set(&mut self.answers, &pointer, Value::from(number));
                }
            }
        }
    }
}

/// Takes out the answers which branch was chosen.
pub(super) fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            SELECTORS.iter().for_each(|name| {
                map.remove(*name);
            });
            map.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
