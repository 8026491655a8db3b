//! Evaluation: everything once at the start, then only what depends on an edit.

use serde_json::Value;

use super::{Changes, State, mark::Work, validate};
use crate::{
    RowId,
    definition::{ChoiceDef, Leaf, Node, Parent, Target},
    logic::{Expr, Scope, evaluate, is_truthy},
    pointer,
};

/// Most rows of a group, whatever its definition says.
pub(super) const MAX_ROWS: usize = 1_000;

impl State {
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
            pointer::clear_out(&mut self.effective, &at);
        }
    }

    /// Makes the rows of a group in one row of the group around it count, or takes them
    /// out, with all that is in them.
    pub(super) fn sync_group(&mut self, group: usize, parent: usize) {
        let rows = self.rows_in(group, parent);
        let at = self.group_pointer(group, parent);
        if !self.group_shown(group) || rows.is_empty() {
            pointer::clear_out(&mut self.effective, &at);
            return;
        }
        let empty = vec![self.definition.empty_row(group); rows.len()];
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
        while let Some((at, row)) = work.rules.pop_first() {
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
        while let Some((at, row)) = work.crosses.pop_first() {
            self.settle_cross(at, row, &mut work);
        }
        let mut fields = Vec::new();
        while let Some((at, row)) = work.leaves.pop_first() {
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
        let wanted = def.visible_if.as_ref();
        let shown = wanted.is_none_or(|expr| is_truthy(&self.run(expr, None, 0)))
            && self.any_holds(&def.guards, None, 0);
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
                .map_or(&[] as &[Parent], |g| &g.optional_parents);
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
        let wanted = def.visible_if.as_ref();
        let asked = wanted.is_none_or(|expr| is_truthy(&self.run(expr, def.group, row)))
            && self.any_holds(&def.guards, def.group, row);
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
            pointer::clear(&mut self.answers, &pointer);
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
        let definition = &self.definition;
        let errors = || {
            let mut errors = Vec::new();
            for (node, guard) in &leaf.nodes {
                if self.holds(*guard, leaf.group, row) {
                    let patterns = definition.patterns.0;
                    errors.append(&mut definition.schema.judge(*node, value, patterns));
                }
            }
            errors
        };
        let mut troubles = validate::judge(leaf, value, required, self.today, open, errors);
        troubles.extend(self.twin_trouble(leaf, at, row));
        troubles.extend(self.region_trouble(leaf, value));
        troubles
    }

    pub(super) fn is_open(&self, leaf: &Leaf, choice: &ChoiceDef, row: usize) -> bool {
        let only_if = choice.only_if.as_ref();
        only_if.is_none_or(|expr| is_truthy(&self.run(expr, leaf.group, row)))
            && self.any_holds(&choice.guards, leaf.group, row)
    }

    /// Whether it must be answered now: an object that may be left out asks for nothing
    /// as long as nothing in it is answered.
    pub(super) fn is_required(&self, leaf: &Leaf, row: usize) -> bool {
        let holds = |guard: &u32| self.holds(*guard, leaf.group, row);
        if leaf.computed || leaf.nullable || !leaf.required && !leaf.required_if.iter().any(holds) {
            return false;
        }
        let begun = self.begun(leaf.group, row, &leaf.optional_parents);
        let mut parents = leaf.optional_parents.iter().zip(begun);
        parents.all(|(parent, begun)| begun || parent.required_if.iter().any(holds))
    }
}
