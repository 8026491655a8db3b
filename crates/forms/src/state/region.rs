//! The regions of identity numbers: doubted from when a table of them is there, which in
//! a browser comes late or never.

use std::sync::Arc;

use banshi_identifiers::{Identifier, Regions, ResidentId};
use serde_json::Value;

use super::{Changes, State, Trouble, mark::Work};
use crate::{
    Format,
    definition::{Kind, Leaf},
};

const RESIDENT_ID: Format = Format::Identifier(Identifier::ResidentId);

impl State {
    /// Warns from now on of resident identity numbers whose region code was in use at no
    /// time since the birth. Lists have gaps, so it holds nobody up.
    pub fn know_regions(&mut self, regions: Arc<Regions>) -> Changes {
        self.regions = Some(regions);
        let definition = self.definition.clone();
        let mut work = Work::default();
        for (at, leaf) in definition.leaves.iter().enumerate() {
            if is_resident_id(leaf) {
                for row in 0..self.cells_of(at).len() {
                    work.leaves.insert((at, row));
                }
            }
        }
        self.settle(work)
    }

    /// Whether it was told of any.
    #[must_use]
    pub fn knows_regions(&self) -> bool {
        self.regions.is_some()
    }

    pub(super) fn region_trouble(&self, leaf: &Leaf, value: &Value) -> Option<Trouble> {
        let regions = self.regions.as_ref().filter(|_| is_resident_id(leaf))?;
        let number = ResidentId::parse(value.as_str()?, self.today?).ok()?;
        let fault = number.region_warning(regions)?;
        Some(Trouble::format(RESIDENT_ID, fault))
    }
}

fn is_resident_id(leaf: &Leaf) -> bool {
    matches!(&leaf.kind, Kind::Text { format, .. } if *format == Some(RESIDENT_ID))
}
