//! Evaluation: everything once at the start, then only what depends on an edit.

use std::collections::BTreeSet;
use std::sync::Arc;

use banshi_identifiers::CalendarDate;
use serde_json::{Map, Value};

use super::{Cell, Changes, Context, State, validate};
use crate::{
    Definition, RowId,
    definition::{ChoiceDef, Leaf, Node, Shape, Target, What},
    logic::{Expr, Scope, evaluate, is_truthy},
    pointer,
};

/// Most rows of a group, whatever its definition says.
pub(super) const MAX_ROWS: usize = 1_000;

/// What is still to be evaluated, by number and row. Nodes come out in the order in
/// which each is later than those it depends on.
#[derive(Default)]
pub(super) struct Work {
    pub nodes: BTreeSet<(usize, usize)>,
    pub rules: BTreeSet<(usize, usize)>,
    pub leaves: BTreeSet<(usize, usize)>,
    pub pages: bool,
}

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
            next_row: 0,
            pages_shown: vec![true; definition.pages.len()],
            cells: Vec::new(),
            failed: Vec::new(),
            left_pages: BTreeSet::new(),
            left_rows: BTreeSet::new(),
            fresh_rows: BTreeSet::new(),
            submitted: false,
            foreign: Vec::new(),
            context,
            definition,
        };
        let definition = state.definition.clone();
        for group in &definition.groups {
            let count = state
                .answers
                .pointer(&group.template)
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            let ids = (0..count).map(|_| state.new_row_id()).collect();
            state.rows.push(ids);
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
        for group in 0..definition.groups.len() {
            state.sync_group(group);
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
                self.sync(prefill.leaf, 0);
                self.mark(prefill.leaf, 0, work);
            }
        }
    }

    fn node_group(&self, at: usize) -> Option<usize> {
        let leaf = match self.definition.nodes.get(at)? {
            Node::Page(_) => return None,
            Node::Leaf(leaf) => *leaf,
            Node::Compute(at) => self.definition.computes.get(*at)?.leaf,
        };
        self.definition.leaves.get(leaf)?.group
    }

    /// Notes that an answer changed: it and who reads it are to be evaluated.
    pub(super) fn mark(&self, leaf: usize, row: usize, work: &mut Work) {
        work.leaves.insert((leaf, row));
        for reader in self.definition.leaf_readers.get(leaf).into_iter().flatten() {
            self.enqueue(reader.what, reader.same_row.then_some(row), work);
        }
    }

    /// Notes that the rows of a group changed.
    pub(super) fn mark_group(&self, group: usize, work: &mut Work) {
        for reader in self
            .definition
            .group_readers
            .get(group)
            .into_iter()
            .flatten()
        {
            self.enqueue(reader.what, None, work);
        }
        for leaf in self
            .definition
            .groups
            .get(group)
            .map_or(&[] as &[usize], |g| &g.leaves)
        {
            for row in 0..self.cells_of(*leaf).len() {
                self.mark(*leaf, row, work);
            }
        }
        for (at, rule) in self.definition.rules.iter().enumerate() {
            if rule.group == Some(group) || rule.at.contains(&Target::Group(group)) {
                self.enqueue(What::Rule(at), None, work);
            }
        }
    }

    /// Notes all conditions and computations of one row.
    pub(super) fn mark_row_nodes(&self, group: usize, row: usize, work: &mut Work) {
        for at in 0..self.definition.nodes.len() {
            if self.node_group(at) == Some(group) {
                work.nodes.insert((at, row));
            }
        }
    }

    fn enqueue(&self, what: What, row: Option<usize>, work: &mut Work) {
        let (queue, at, group) = match what {
            What::Node(at) => (&mut work.nodes, at, self.node_group(at)),
            What::Rule(at) => {
                let group = self.definition.rules.get(at).and_then(|r| r.group);
                (&mut work.rules, at, group)
            }
            What::Leaf(at) => {
                let group = self.definition.leaves.get(at).and_then(|l| l.group);
                (&mut work.leaves, at, group)
            }
        };
        match row {
            Some(row) if group.is_some() => {
                queue.insert((at, row));
            }
            _ => queue.extend((0..self.instances(group)).map(|row| (at, row))),
        }
    }

    /// Copies an answer to where it counts, or takes it out of there.
    pub(super) fn sync(&mut self, leaf: usize, row: usize) {
        let definition = self.definition.clone();
        let Some(def) = definition.leaves.get(leaf) else {
            return;
        };
        let at = definition.pointer(def, row);
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

    /// Makes the rows of a group count, or takes them out.
    pub(super) fn sync_group(&mut self, group: usize) {
        let definition = self.definition.clone();
        let Some(def) = definition.groups.get(group) else {
            return;
        };
        let count = self.rows_of(group).len();
        if self.group_shown(group) && count > 0 {
            let rows = vec![Value::Object(Map::new()); count];
            pointer::set(&mut self.effective, &def.template, Value::Array(rows));
        } else {
            pointer::remove(&mut self.effective, &def.template);
        }
        for leaf in &def.leaves {
            for row in 0..count {
                self.sync(*leaf, row);
            }
        }
    }

    pub(super) fn run(&self, expr: &Expr, group: Option<usize>, row: usize) -> Value {
        let row = group.and_then(|g| {
            let template = &self.definition.groups.get(g)?.template;
            self.effective.pointer(template)?.get(row)
        });
        evaluate(
            expr,
            &Scope {
                data: &self.effective,
                row,
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
        let mut fields = Vec::with_capacity(work.leaves.len());
        for (at, row) in work.leaves {
            let Some(leaf) = definition.leaves.get(at) else {
                continue;
            };
            let troubles = self.judge(leaf, at, row);
            if let Some(cell) = self.cell_mut(at, row) {
                cell.troubles = troubles;
                fields.push(definition.pointer(leaf, row));
            }
        }
        fields.sort_unstable();
        Changes {
            fields,
            pages: work.pages,
            row: None,
            accepted: true,
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
            self.sync_group(group);
            self.mark_group(group, work);
        }
        for leaf in &def.leaves {
            for row in 0..self.cells_of(*leaf).len() {
                self.sync(*leaf, row);
                self.mark(*leaf, row, work);
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
            self.sync(leaf, row);
            self.mark(leaf, row, work);
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
        let pointer = definition.pointer(leaf, row);
        if self.answers.pointer(&pointer).unwrap_or(&Value::Null) == &value {
            return;
        }
        if value.is_null() {
            pointer::remove(&mut self.answers, &pointer);
        } else {
            pointer::set(&mut self.answers, &pointer, value);
        }
        self.sync(compute.leaf, row);
        self.mark(compute.leaf, row, work);
    }

    fn judge(&self, leaf: &Leaf, at: usize, row: usize) -> Vec<super::Trouble> {
        if !self.is_shown(at, row) {
            return Vec::new();
        }
        let value = self
            .effective
            .pointer(&self.definition.pointer(leaf, row))
            .unwrap_or(&Value::Null);
        let open = |choice: &ChoiceDef| self.is_open(leaf, choice, row);
        validate::judge(leaf, value, self.is_required(leaf, row), self.today, open)
    }

    pub(super) fn is_open(&self, leaf: &Leaf, choice: &ChoiceDef, row: usize) -> bool {
        let only_if = choice.only_if.as_ref();
        only_if.is_none_or(|expr| is_truthy(&self.run(expr, leaf.group, row)))
    }

    /// Whether it must be answered now: an object that may be left out asks for nothing
    /// as long as nothing in it is answered.
    pub(super) fn is_required(&self, leaf: &Leaf, row: usize) -> bool {
        let root = match leaf.group.and_then(|g| self.definition.groups.get(g)) {
            Some(group) => format!("{}/{row}", group.template),
            None => String::new(),
        };
        leaf.required
            && !leaf.computed
            && leaf.optional_parents.iter().all(|parent| {
                self.effective
                    .pointer(&format!("{root}{parent}"))
                    .is_some_and(|v| !is_blank(v))
            })
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(map) => map.values().all(is_blank),
        _ => false,
    }
}

/// The part of the answers that the form has a place for.
fn fit(definition: &Definition, shape: &Shape, value: &Value) -> Option<Value> {
    match shape {
        Shape::Leaf(_) => Some(value.clone()).filter(|v| !v.is_null()),
        Shape::Object(members) => {
            let map = value.as_object()?;
            let fitted = members.iter().filter_map(|(name, shape)| {
                Some((name.clone(), fit(definition, shape, map.get(name)?)?))
            });
            Some(Value::Object(fitted.collect()))
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
