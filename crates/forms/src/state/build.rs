//! A state from answers: everything is evaluated once.

use std::sync::Arc;

use banshi_identifiers::CalendarDate;
use serde_json::{Map, Value};

use super::{
    Cell, Context, State,
    history::History,
    mark::Work,
    rows::{Ids, Rows},
    settle::MAX_ROWS,
};
use crate::{Definition, RowId, definition::Shape, pointer};

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
            left_pages: Vec::new(),
            left_rows: Ids::default(),
            fresh_rows: Ids::default(),
            submitted: false,
            foreign: Vec::new(),
            history: History::default(),
            regions: None,
            context,
            definition,
        };
        if new {
            state.put_defaults();
        }
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
        if definition.selects {
            state.choose_branches();
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
        for at in (0..definition.nodes.len()).rev() {
            let rows = state.instances(state.node_group(at));
            work.nodes.extend((0..rows).map(|row| (at, row)));
        }
        for (at, rule) in definition.rules.iter().enumerate().rev() {
            work.rules
                .extend((0..state.instances(rule.group)).map(|row| (at, row)));
        }
        for (at, cross) in definition.crosses.iter().enumerate().rev() {
            work.crosses
                .extend((0..state.instances(cross.group)).map(|row| (at, row)));
        }
        for at in (0..definition.leaves.len()).rev() {
            for row in (0..state.cells_of(at).len()).rev() {
                state.sync(at, row);
                work.leaves.insert((at, row));
            }
        }
        state.settle(work);
        state
    }

    /// Answers that the form begins with.
    fn put_defaults(&mut self) {
        let definition = self.definition.clone();
        for leaf in &definition.leaves {
            let Some(default) = leaf.default.as_ref().filter(|value| !value.is_null()) else {
                continue;
            };
            if leaf.group.is_none()
                && leaf.optional_parents.is_empty()
                && self.answers.pointer(&leaf.template).is_none()
            {
                pointer::set(&mut self.answers, &leaf.template, default.clone());
            }
        }
    }
}

/// The part of the answers that the form has a place for.
fn fit(definition: &Definition, shape: &Shape, value: &Value) -> Option<Value> {
    match shape {
        Shape::Leaf(_) => Some(value.clone()).filter(|v| !v.is_null()),
        Shape::Object(members) => {
            let map = value.as_object()?;
            let mut fitted = Map::new();
            for (name, shape) in members.iter() {
                if let Some(value) = map.get(name).and_then(|v| fit(definition, shape, v)) {
                    fitted.insert(name.clone(), value);
                }
            }
            Some(Value::Object(fitted))
        }
        Shape::Group(group) => {
            let row = &definition.groups.get(*group)?.row;
            let rows = value.as_array()?.iter().take(MAX_ROWS);
            let empty = || definition.empty_row(*group);
            let rows = rows.map(|v| fit(definition, row, v).unwrap_or_else(empty));
            Some(Value::Array(rows.collect()))
        }
    }
}
