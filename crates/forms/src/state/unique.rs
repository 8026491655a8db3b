//! Rows that say the same: the questions a group names (`x-unique`) have not all the same
//! answers in two of its rows. Rows in which one of them is unanswered are not compared.

use serde_json::Value;

use super::{State, Trouble, mark::Work};
use crate::definition::Leaf;

impl State {
    /// Compares the rows noted; the first question of each row that became or ceased to
    /// be the twin of an earlier one is to be judged.
    pub(super) fn settle_unique(&mut self, work: &mut Work) {
        let definition = self.definition.clone();
        while let Some((at, parent)) = work.unique.pop_first() {
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
            let mut keys: Vec<(String, usize)> = Vec::with_capacity(rows.len());
            for (index, row) in rows.iter().enumerate() {
                keys.extend(key(row, &relative).map(|key| (key, index)));
            }
            let mut order: Vec<usize> = (0..keys.len()).collect();
            let key = |at: usize| keys.get(at);
            crate::order::arrange(&mut order, &|a, b| key(a) < key(b));
            let mut twins = vec![None; rows.len()];
            let mut leader: Option<&(String, usize)> = None;
            for one in order.iter().filter_map(|at| keys.get(*at)) {
                match leader {
                    Some((key, earlier)) if *key == one.0 => {
                        if let Some(twin) = twins.get_mut(one.1) {
                            *twin = Some(*earlier);
                        }
                    }
                    _ => leader = Some(one),
                }
            }
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
        let written = value.to_string();
        // 1 and 1.0 are the same number.
        let same = written.strip_suffix(".0").filter(|_| value.is_number());
        key.push_str(same.unwrap_or(&written));
        key.push('\n');
        Some(key)
    })
}
