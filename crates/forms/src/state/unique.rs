//! Rows that say the same: the questions a group names (`x-unique`) have not all the same
//! answers in two of its rows. Rows in which one of them is unanswered are not compared.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{State, Trouble, mark::Work};
use crate::definition::Leaf;

impl State {
    /// Compares the rows noted; the first question of each row that became or ceased to
    /// be the twin of an earlier one is to be judged.
    pub(super) fn settle_unique(&mut self, work: &mut Work) {
        let definition = self.definition.clone();
        for (at, parent) in std::mem::take(&mut work.unique) {
            let Some(group) = definition.groups.get(at) else {
                continue;
            };
            let Some(first) = group.unique.first() else {
                continue;
            };
            let relative: Vec<&str> = group
                .unique
                .iter()
                .filter_map(|leaf| Some(definition.leaves.get(*leaf)?.relative.as_str()))
                .collect();
            let rows = self.effective.pointer(&self.group_pointer(at, parent));
            let rows = rows
                .and_then(Value::as_array)
                .map_or(&[] as &[Value], Vec::as_slice);
            let mut seen = BTreeMap::new();
            let twins: Vec<Option<usize>> = rows
                .iter()
                .enumerate()
                .map(|(index, row)| match seen.entry(key(row, &relative)?) {
                    std::collections::btree_map::Entry::Occupied(before) => Some(*before.get()),
                    std::collections::btree_map::Entry::Vacant(place) => {
                        place.insert(index);
                        None
                    }
                })
                .collect();
            let range = self.rows_in(at, parent);
            for (index, row) in range.enumerate() {
                let now = twins.get(index).copied().flatten();
                let twin = self.twins.get_mut(at).and_then(|twins| twins.get_mut(row));
                if let Some(twin) = twin
                    && std::mem::replace(twin, now) != now
                {
                    work.leaves.insert((*first, row));
                }
            }
        }
    }

    /// What is wrong with the first of the questions in the later row of two.
    pub(super) fn twin_trouble(&self, leaf: &Leaf, at: usize, row: usize) -> Option<Trouble> {
        let group = leaf.group?;
        let first = self.definition.groups.get(group)?.unique.first()?;
        let twin = (*self.twins.get(group)?.get(row)?)?;
        (*first == at).then(|| Trouble::twin(twin + 1))
    }
}

/// What must differ, as one text; none while something of it is unanswered.
fn key(row: &Value, relative: &[&str]) -> Option<String> {
    relative.iter().try_fold(String::new(), |mut key, at| {
        let value = row.pointer(at)?;
        // 1 and 1.0 are the same number.
        match value.as_f64() {
            Some(number) => key.push_str(&number.to_string()),
            None => key.push_str(&value.to_string()),
        }
        key.push('\n');
        Some(key)
    })
}
