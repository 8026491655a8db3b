//! Evaluation: everything once at the start, then only what depends on an edit.

use std::collections::BTreeSet;
use std::sync::Arc;

use banshi_identifiers::CalendarDate;
use serde_json::{Map, Value};

use super::{Cell, Changes, Context, State, history::History, mark::Work, rows::Rows, validate};
use crate::{
    Definition, RowId,
    definition::{ChoiceDef, Leaf, Node, Shape, Target},
    logic::{Expr, Scope, evaluate, is_truthy},
    pointer,
};

/// Most rows of a group, whatever its definition says.
pub(super) const MAX_ROWS: usize = 1_000;

impl State {
    pub(super) fn build(
        definition: Arc<Definition>,
        context: Context,
        answers: &Value,
        new: bool,
    ) -> Self {
        let empty = Value::Object(Map::new());
        let answers = if super::check::is_bounded(answers) {
            answers
        } else {
            &empty
        };
        let mut state = Self {
            today: CalendarDate::parse(&context.today),
            answers: fit(&definition, &definition.shape, answers).unwrap_or(empty),
            effective: Value::Object(Map::new()),
            rows: Vec::new(),
            twins: Vec::new(),
            next_row: 0,
            pages_shown: vec![true; definition.pages.len()],
            cells: Vec::new(),
            failed: Vec::new(),
            left_pages: BTreeSet::new(),
            left_rows: BTreeSet::new(),
            fresh_rows: BTreeSet::new(),
            submitted: false,
            foreign: Vec::new(),
            history: History::default(),
            context,
            definition,
        };
        let definition = state.definition.clone();
        // A group comes after the one around it.
        for (at, group) in definition.groups.iter().enumerate() {
            state.rows.push(Rows::default());
            for parent in 0..state.instances(group.parent) {
                let rows = state.answers.pointer(&state.group_pointer(at, parent));
                let count = rows.and_then(Value::as_array).map_or(0, Vec::len);
                let ids: Vec<RowId> = (0..count).map(|_| state.new_row_id()).collect();
                if let Some(rows) = state.rows.get_mut(at) {
                    rows.ids.extend(ids);
                    rows.parents.extend(std::iter::repeat_n(parent, count));
                }
            }
            state.twins.push(vec![None; state.instances(Some(at))]);
        }
        for leaf in &definition.leaves {
            state
                .cells
                .push(vec![Cell::default(); state.instances(leaf.group)]);
        }
        for rule in &definition.rules {
            state.failed.push(vec![false; state.instances(rule.group)]);
        }
        state.put_known(new, &mut Work::default());
        let mut work = Work::default();
        for (at, group) in definition.groups.iter().enumerate() {
            if group.parent.is_none() {
                state.sync_group(at, 0);
            }
            work.unique
                .extend((0..state.instances(group.parent)).map(|parent| (at, parent)));
        }
        for at in 0..definition.nodes.len() {
            let rows = state.instances(state.node_group(at));
            work.nodes.extend((0..rows).map(|row| (at, row)));
        }
        for (at, rule) in definition.rules.iter().enumerate() {
            work.rules
                .extend((0..state.instances(rule.group)).map(|row| (at, row)));
        }
        for at in 0..definition.leaves.len() {
            for row in 0..state.cells_of(at).len() {
                state.sync(at, row);
                work.leaves.insert((at, row));
            }
        }
        state.settle(work);
        state
    }

    pub(super) fn new_row_id(&mut self) -> RowId {
        self.next_row += 1;
        RowId(self.next_row)
    }

    /// Writes what the account knows; locked answers always, others where there is none
    /// (`soft`).
    pub(super) fn put_known(&mut self, soft: bool, work: &mut Work) {
        let definition = self.definition.clone();
        for (at, prefill) in definition.prefills.iter().enumerate() {
            let Some(value) = self.known(at).cloned() else {
                continue;
            };
            let Some(leaf) = definition.leaves.get(prefill.leaf) else {
                continue;
            };
            let current = self.answers.pointer(&leaf.template);
            if current != Some(&value) && (prefill.locked || soft && current.is_none()) {
                pointer::set(&mut self.answers, &leaf.template, value);
                self.renew(prefill.leaf, 0, work);
            }
        }
    }

    /// Copies an answer to where it counts, or takes it out of there.
    pub(super) fn sync(&mut self, leaf: usize, row: usize) {
        let definition = self.definition.clone();
        let Some(def) = definition.leaves.get(leaf) else {
            return;
        };
        let at = self.pointer(leaf, row);
        let value = self
            .answers
            .pointer(&at)
            .map_or(Value::Null, |v| validate::tidy(def, v, self.today));
        if self.is_shown(leaf, row) && !value.is_null() {
            pointer::set(&mut self.effective, &at, value);
        } else {
            pointer::remove(&mut self.effective, &at);
        }
    }

    /// Makes the rows of a group in one row of the group around it count, or takes them
    /// out, with all that is in them.
    pub(super) fn sync_group(&mut self, group: usize, parent: usize) {
        let rows = self.rows_in(group, parent);
        let at = self.group_pointer(group, parent);
        if !self.group_shown(group) || rows.is_empty() {
            pointer::remove(&mut self.effective, &at);
            return;
        }
        let empty = vec![Value::Object(Map::new()); rows.len()];
        pointer::set(&mut self.effective, &at, Value::Array(empty));
        for row in rows {
            self.sync_row(group, row);
        }
    }

    /// Makes the answers of a row count that is there, but empty yet.
    pub(super) fn sync_row(&mut self, group: usize, row: usize) {
        let definition = self.definition.clone();
        let Some(def) = definition.groups.get(group) else {
            return;
        };
        for leaf in &def.leaves {
            self.sync(*leaf, row);
        }
        for child in &def.children {
            self.sync_group(*child, row);
        }
    }

    pub(super) fn run(&self, expr: &Expr, group: Option<usize>, row: usize) -> Value {
        #[cfg(test)]
        super::COUNTS.with(|counts| counts.0.set(counts.0.get() + 1));
        let mut rows = Vec::new();
        let mut at = group.map(|group| (group, row));
        while let Some((group, row)) = at {
            let found = self.effective.pointer(&self.row_pointer(group, row));
            rows.push(found.unwrap_or(&Value::Null));
            let outer = self.definition.groups.get(group).and_then(|g| g.parent);
            at = outer.map(|outer| (outer, self.parent_of(group, row)));
        }
        evaluate(
            expr,
            &Scope {
                data: &self.effective,
                rows: &rows,
                today: self.today,
            },
        )
    }

    /// Evaluates all that is noted and says which questions may look different now.
    pub(super) fn settle(&mut self, mut work: Work) -> Changes {
        let definition = self.definition.clone();
        while let Some((at, row)) = work.nodes.pop_first() {
            match definition.nodes.get(at) {
                Some(Node::Page(page)) => self.settle_page(*page, &mut work),
                Some(Node::Leaf(leaf)) => self.settle_leaf(*leaf, row, &mut work),
                Some(Node::Compute(at)) => self.settle_compute(*at, row, &mut work),
                None => {}
            }
        }
        for (at, row) in std::mem::take(&mut work.rules) {
            let Some(rule) = definition.rules.get(at) else {
                continue;
            };
            let failed = !is_truthy(&self.run(&rule.assert, rule.group, row));
            if let Some(cell) = self.failed.get_mut(at).and_then(|rows| rows.get_mut(row)) {
                *cell = failed;
            }
            if let Some(Target::Leaf(leaf)) = rule.at.first() {
                work.leaves.insert((*leaf, row));
            }
        }
        self.settle_unique(&mut work);
        let mut fields = Vec::with_capacity(work.leaves.len());
        for (at, row) in work.leaves {
            let Some(leaf) = definition.leaves.get(at) else {
                continue;
            };
            let troubles = self.judge(leaf, at, row);
            if let Some(cell) = self.cell_mut(at, row) {
                cell.troubles = troubles;
                fields.push(self.pointer(at, row));
            }
        }
        Changes {
            fields,
            pages: work.pages,
            accepted: true,
            ..Changes::default()
        }
    }

    fn settle_page(&mut self, page: usize, work: &mut Work) {
        let definition = self.definition.clone();
        let Some(def) = definition.pages.get(page) else {
            return;
        };
        let Some(expr) = &def.visible_if else { return };
        let shown = is_truthy(&self.run(expr, None, 0));
        let Some(flag) = self.pages_shown.get_mut(page) else {
            return;
        };
        if std::mem::replace(flag, shown) == shown {
            return;
        }
        work.pages = true;
        if let Some(group) = def.group {
            let parents = definition
                .groups
                .get(group)
                .map_or(&[] as &[String], |g| &g.optional_parents);
            let begun = self.begun(None, 0, parents);
            self.sync_group(group, 0);
            self.mark_begun(None, 0, parents, &begun, work);
            for inner in self.nest(group) {
                let around = definition.groups.get(inner).and_then(|g| g.parent);
                for parent in 0..self.instances(around) {
                    self.mark_rows(inner, parent, work);
                }
            }
        }
        for leaf in &def.leaves {
            for row in 0..self.cells_of(*leaf).len() {
                self.renew(*leaf, row, work);
            }
        }
    }

    fn settle_leaf(&mut self, leaf: usize, row: usize, work: &mut Work) {
        let definition = self.definition.clone();
        let Some(def) = definition.leaves.get(leaf) else {
            return;
        };
        let Some(expr) = &def.visible_if else { return };
        let asked = is_truthy(&self.run(expr, def.group, row));
        let Some(cell) = self.cell_mut(leaf, row) else {
            return;
        };
        if std::mem::replace(&mut cell.asked, asked) != asked {
            self.renew(leaf, row, work);
        }
    }

    fn settle_compute(&mut self, at: usize, row: usize, work: &mut Work) {
        let definition = self.definition.clone();
        let Some(compute) = definition.computes.get(at) else {
            return;
        };
        let Some(leaf) = definition.leaves.get(compute.leaf) else {
            return;
        };
        let value = self.run(&compute.value, leaf.group, row);
        let pointer = self.pointer(compute.leaf, row);
        if self.answers.pointer(&pointer).unwrap_or(&Value::Null) == &value {
            return;
        }
        if value.is_null() {
            pointer::remove(&mut self.answers, &pointer);
        } else {
            pointer::set(&mut self.answers, &pointer, value);
        }
        self.renew(compute.leaf, row, work);
    }

    fn judge(&self, leaf: &Leaf, at: usize, row: usize) -> Vec<super::Trouble> {
        #[cfg(test)]
        super::COUNTS.with(|counts| counts.1.set(counts.1.get() + 1));
        if !self.is_shown(at, row) {
            return Vec::new();
        }
        let value = self
            .effective
            .pointer(&self.pointer(at, row))
            .unwrap_or(&Value::Null);
        let open = |choice: &ChoiceDef| self.is_open(leaf, choice, row);
        let required = self.is_required(leaf, row);
        let mut troubles = validate::judge(leaf, value, required, self.today, open);
        troubles.extend(self.twin_trouble(leaf, at, row));
        troubles
    }

    pub(super) fn is_open(&self, leaf: &Leaf, choice: &ChoiceDef, row: usize) -> bool {
        let only_if = choice.only_if.as_ref();
        only_if.is_none_or(|expr| is_truthy(&self.run(expr, leaf.group, row)))
    }

    /// Whether it must be answered now: an object that may be left out asks for nothing
    /// as long as nothing in it is answered.
    pub(super) fn is_required(&self, leaf: &Leaf, row: usize) -> bool {
        leaf.required
            && !leaf.computed
            && self
                .begun(leaf.group, row, &leaf.optional_parents)
                .iter()
                .all(|begun| *begun)
    }
}

/// The part of the answers that the form has a place for.
fn fit(definition: &Definition, shape: &Shape, value: &Value) -> Option<Value> {
    match shape {
        Shape::Leaf(_) => Some(value.clone()).filter(|v| !v.is_null()),
        Shape::Object(members) => {
            let map = value.as_object()?;
            let mut fitted = Map::new();
            for (name, shape) in members {
                if let Some(value) = map.get(name).and_then(|v| fit(definition, shape, v)) {
                    fitted.insert(name.clone(), value);
                }
            }
            Some(Value::Object(fitted))
        }
        Shape::Group(group) => {
            let row = &definition.groups.get(*group)?.row;
            let rows = value.as_array()?.iter().take(MAX_ROWS);
            let empty = || Value::Object(Map::new());
            let rows = rows.map(|v| fit(definition, row, v).unwrap_or_else(empty));
            Some(Value::Array(rows.collect()))
        }
    }
}
