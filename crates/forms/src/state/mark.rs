//! What an edit leads to: who reads what changed is to be evaluated, and nothing else.

use serde_json::Value;

use super::State;
use crate::definition::{Node, Parent, Reader, What};

/// What is still to be evaluated, by number and row. Nodes come out in the order in
/// which each is later than those it depends on.
#[derive(Default)]
pub(super) struct Work {
    pub nodes: Queue,
    pub rules: Queue,
    pub crosses: Queue,
    pub leaves: Queue,
    /// Groups, and the row around them, whose rows are to be compared.
    pub unique: Queue,
    pub pages: bool,
}

/// Numbers and rows, each once. The last comes first, so that the first is taken out
/// without moving the others.
#[derive(Default)]
pub(super) struct Queue(Vec<(usize, usize)>);

impl Queue {
    pub fn insert(&mut self, one: (usize, usize)) {
        // What is noted one after the other most often goes to an end.
        if self.0.last().is_none_or(|last| *last > one) {
            self.0.push(one);
        } else if let Err(at) = self.0.binary_search_by(|known| one.cmp(known)) {
            self.0.insert(at, one);
        }
    }

    pub fn extend(&mut self, many: impl DoubleEndedIterator<Item = (usize, usize)>) {
        many.rev().for_each(|one| self.insert(one));
    }

    pub fn pop_first(&mut self) -> Option<(usize, usize)> {
        self.0.pop()
    }
}

impl State {
    pub(super) fn node_group(&self, at: usize) -> Option<usize> {
        let leaf = match self.definition.nodes.get(at)? {
            Node::Page(_) => return None,
            Node::Leaf(leaf) => *leaf,
            Node::Compute(at) => self.definition.computes.get(*at)?.leaf,
        };
        self.definition.leaves.get(leaf)?.group
    }

    /// An answer changed, or whether it counts: it and who reads it are to be evaluated.
    pub(super) fn renew(&mut self, leaf: usize, row: usize, work: &mut Work) {
        let definition = self.definition.clone();
        let Some(def) = definition.leaves.get(leaf) else {
            return;
        };
        let begun = self.begun(def.group, row, &def.optional_parents);
        self.sync(leaf, row);
        self.mark(leaf, row, work);
        self.mark_begun(def.group, row, &def.optional_parents, &begun, work);
    }

    fn mark(&self, leaf: usize, row: usize, work: &mut Work) {
        work.leaves.insert((leaf, row));
        let readers = self.definition.leaf_readers.get(leaf);
        let group = self.definition.leaves.get(leaf).and_then(|l| l.group);
        for reader in readers.into_iter().flatten() {
            self.enqueue(*reader, group, row, work);
        }
        if let Some(group) = group
            && let Some(def) = self.definition.groups.get(group)
            && def.unique.contains(&leaf)
        {
            work.unique.insert((group, self.parent_of(group, row)));
        }
    }

    /// Which of the objects that may be left out have something in them.
    pub(super) fn begun(&self, group: Option<usize>, row: usize, parents: &[Parent]) -> Vec<bool> {
        if parents.is_empty() {
            return Vec::new();
        }
        let root = group.map_or_else(String::new, |group| self.row_pointer(group, row));
        let begun = |parent: &Parent| {
            let at = [root.as_str(), &parent.pointer].concat();
            let object = self.effective.pointer(&at);
            object.is_some_and(|object| !is_blank(object))
        };
        parents.iter().map(begun).collect()
    }

    /// Where one of them was begun or emptied, what it asks for is to be judged.
    pub(super) fn mark_begun(
        &self,
        group: Option<usize>,
        row: usize,
        parents: &[Parent],
        before: &[bool],
        work: &mut Work,
    ) {
        let now = self.begun(group, row, parents);
        for (parent, _) in parents
            .iter()
            .zip(before.iter().zip(now))
            .filter(|(_, (b, n))| *b != n)
        {
            let mut optionals = self.definition.optionals.iter();
            let inside = optionals.find(|(of, at, _)| *of == group && *at == parent.pointer);
            if let Some((_, _, leaves)) = inside {
                work.leaves.extend(leaves.iter().map(|leaf| (*leaf, row)));
            }
        }
    }

    /// Notes that there are other rows in a group, or in another order, in one row of the
    /// group around it.
    pub(super) fn mark_rows(&self, group: usize, parent: usize, work: &mut Work) {
        let readers = self.definition.group_readers.get(group);
        let around = self.definition.groups.get(group).and_then(|g| g.parent);
        for reader in readers.into_iter().flatten() {
            self.enqueue(*reader, around, parent, work);
        }
        work.unique.insert((group, parent));
    }

    /// Notes all there is to evaluate in a row, and in the rows in it.
    pub(super) fn mark_row(&self, group: usize, row: usize, work: &mut Work) {
        for at in 0..self.definition.nodes.len() {
            if self.node_group(at) == Some(group) {
                work.nodes.insert((at, row));
            }
        }
        for (at, rule) in self.definition.rules.iter().enumerate() {
            if rule.group == Some(group) {
                work.rules.insert((at, row));
            }
        }
        for (at, cross) in self.definition.crosses.iter().enumerate() {
            if cross.group == Some(group) {
                work.crosses.insert((at, row));
            }
        }
        let Some(def) = self.definition.groups.get(group) else {
            return;
        };
        work.leaves
            .extend(def.leaves.iter().map(|leaf| (*leaf, row)));
        for child in &def.children {
            work.unique.insert((*child, row));
            for inner in self.rows_in(*child, row) {
                self.mark_row(*child, inner, work);
            }
        }
    }

    /// Notes a reader of what belongs to a row of a group, or to none.
    fn enqueue(&self, reader: Reader, from: Option<usize>, row: usize, work: &mut Work) {
        let (queue, at, group) = match reader.what {
            What::Node(at) => (&mut work.nodes, at, self.node_group(at)),
            What::Rule(at) => {
                let group = self.definition.rules.get(at).and_then(|r| r.group);
                (&mut work.rules, at, group)
            }
            What::Cross(at) => {
                let group = self.definition.crosses.get(at).and_then(|c| c.group);
                (&mut work.crosses, at, group)
            }
            What::Leaf(at) => {
                let group = self.definition.leaves.get(at).and_then(|l| l.group);
                (&mut work.leaves, at, group)
            }
        };
        let rows = match (from, group) {
            (Some(from), Some(group)) if reader.same_row => self.kin(from, row, group),
            _ => 0..self.instances(group),
        };
        queue.extend(rows.map(|row| (at, row)));
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(map) => map.values().all(is_blank),
        _ => false,
    }
}
