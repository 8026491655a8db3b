//! Where the schemas of a document ended up.

use serde_json::Value;

use super::{
    index::{Index, Place, identity},
    node::{FALSE, TRUE},
};
use crate::pointer::join;

/// Where the schemas of a document ended up.
pub(crate) struct Places<'a> {
    pub(super) index: Index<'a>,
    /// Ascending.
    pub(super) nodes: Vec<((usize, u32), u32)>,
    pub(super) root: Place<'a>,
}

impl<'a> Places<'a> {
    pub(crate) fn root(&self) -> Place<'a> {
        self.root.clone()
    }

    /// The schema inside the one at `place`, behind these tokens.
    pub(crate) fn child(&self, place: &Place<'a>, tokens: &[&str], value: &'a Value) -> Place<'a> {
        let pointer = |at: String, token: &&str| join(&at, token);
        Place {
            value,
            resource: self.index.resource_of(value, place.resource),
            pointer: tokens.iter().fold(place.pointer.clone(), pointer),
        }
    }

    /// The schema that a reference means.
    pub(crate) fn target(&self, place: &Place<'a>, reference: &str) -> Option<Place<'a>> {
        Some(self.index.find(place.resource, reference)?.0)
    }

    /// The number of the schema at a place.
    pub(crate) fn node(&self, place: &Place<'a>) -> u32 {
        let key = (identity(place.value), place.resource);
        let found = self.nodes.binary_search_by_key(&key, |(key, _)| *key);
        let node = found.ok().and_then(|at| self.nodes.get(at));
        match (node, place.value) {
            (Some((_, node)), _) => *node,
            (None, Value::Bool(false)) => FALSE,
            (None, _) => TRUE,
        }
    }
}
