//! `oneOf` and `anyOf` between objects. Where a question in all the branches tells them
//! apart, its answer chooses; else, where the branches have questions of their own, the
//! form asks which one applies; else they are judged as a whole.

use serde_json::{Map, Value};

use super::{
    Test,
    gather::{Crossing, Members, View, named, names},
    load::Loader,
    schema::Spot,
};
use crate::{
    pointer::join,
    schema::{Check, Place},
};

/// The members of the answers that hold which branch was chosen: no part of what is
/// handed in.
pub(crate) const SELECTORS: [&str; 8] = ["?", "?2", "?3", "?4", "?5", "?6", "?7", "?8"];

/// A branch: its schema, its members, and those it requires.
struct Branch<'a> {
    place: Place<'a>,
    members: Vec<(&'a str, Place<'a>)>,
    required: Vec<&'a str>,
}

impl<'a> Loader<'a> {
    pub(super) fn branches(
        &mut self,
        keyword: &str,
        place: &Place<'a>,
        map: &'a Map<String, Value>,
        guard: u32,
        spot: &Spot,
        into: &mut Members<'a>,
    ) {
        let list = self.schemas(place, map, keyword);
        if let [single] = list.as_slice() {
            self.take(single, guard, None, spot, into);
            return;
        }
        let mut branches = Vec::with_capacity(list.len());
        for place in list {
            let mut branch = Branch {
                place: place.clone(),
                members: Vec::new(),
                required: Vec::new(),
            };
            self.flatten(&place, &mut branch, 0);
            branches.push(branch);
        }
        let lead = self.discriminator(&branches);
        let own = |branch: &Branch<'a>| branch.members.iter().any(|(name, _)| !into.has(name));
        let selector = if lead.is_none() && branches.iter().any(own) {
            SELECTORS.get(into.selectors).copied()
        } else {
            None
        };
        self.cross(keyword, place, guard, lead.or(selector), into);
        if let Some(lead) = lead {
            self.led(lead, branches, guard, spot, into);
        } else if let Some(name) = selector {
            into.selectors += 1;
            if let Some(member) = into.member(name) {
                member.required.push(guard);
                let places = branches.iter().map(|branch| branch.place.clone());
                member.branches = Some((places.collect(), guard));
            }
            for (number, branch) in branches.iter().enumerate() {
                let at = join(&spot.relative, name);
                let number = number + 1;
                let guard = self.guard(spot, guard, Test::Chosen { at, number });
                self.take(&branch.place, guard, None, spot, into);
            }
        }
    }

    /// The keyword as a whole.
    fn cross(
        &self,
        keyword: &str,
        place: &Place<'a>,
        guard: u32,
        lead: Option<&'a str>,
        into: &mut Members<'a>,
    ) {
        let node = self.places.node(place);
        let is_it = |check: &Check| match check {
            Check::One(_) => keyword == "oneOf",
            Check::Any(_) => keyword == "anyOf",
            _ => false,
        };
        if let Some(check) = self.schema.checks(node).iter().position(is_it) {
            into.crossings.push(Crossing {
                node,
                check,
                guard,
                lead,
            });
        }
    }

    /// Each branch applies while the answer to `lead` is one of its own.
    fn led(
        &mut self,
        lead: &'a str,
        branches: Vec<Branch<'a>>,
        guard: u32,
        spot: &Spot,
        into: &mut Members<'a>,
    ) {
        if branches
            .iter()
            .all(|branch| branch.required.contains(&lead))
        {
            into.require(lead, guard);
        }
        for branch in branches {
            let Some((_, place)) = branch.members.iter().find(|(name, _)| *name == lead) else {
                continue;
            };
            if let Some(member) = into.member(lead) {
                member.views.push(View {
                    place: place.clone(),
                    guard,
                    only: true,
                });
            }
            let at = join(&spot.relative, lead);
            let node = self.places.node(place);
            let guard = self.guard(spot, guard, Test::Value { at, node });
            self.take(&branch.place, guard, Some(lead), spot, into);
        }
    }

    /// The members of a schema and of those that apply wherever it does.
    fn flatten(&mut self, place: &Place<'a>, into: &mut Branch<'a>, depth: usize) {
        let Some(map) = place.value.as_object() else {
            return;
        };
        if depth > super::schema::MAX_DEPTH || !self.pay(1 + map.len(), &place.pointer) {
            return;
        }
        for (name, value) in named(map, "properties") {
            let place = self.places.child(place, &["properties", name], value);
            self.work += 1;
            into.members.push((name, place));
        }
        into.required.extend(names(map.get("required")));
        for target in self.in_place(place, map) {
            self.flatten(&target, into, depth + 1);
        }
    }

    /// A member of every branch with values that tell all of them but one from the
    /// others.
    fn discriminator(&mut self, branches: &[Branch<'a>]) -> Option<&'a str> {
        let first = branches.first()?;
        let all: usize = branches.iter().map(|branch| branch.members.len()).sum();
        for (name, place) in &first.members {
            if !self.pay(all / 8 + branches.len(), &place.pointer) {
                return None;
            }
            if self.tells_apart(name, branches) {
                return Some(name);
            }
        }
        None
    }

    fn tells_apart(&self, name: &str, branches: &[Branch<'a>]) -> bool {
        let mut seen: Vec<&Value> = Vec::new();
        let mut open = 0;
        for branch in branches {
            let Some((_, place)) = branch.members.iter().find(|(known, _)| *known == name) else {
                return false;
            };
            let values = self.values(place, 0);
            if values.is_empty() {
                open += 1;
            }
            if open > 1 || values.iter().any(|value| seen.contains(value)) {
                return false;
            }
            seen.extend(values);
        }
        true
    }

    /// The values that a schema names: `const`, `enum`.
    fn values(&self, place: &Place<'a>, depth: usize) -> Vec<&'a Value> {
        let Some(map) = place.value.as_object() else {
            return Vec::new();
        };
        if let Some(value) = map.get("const") {
            return vec![value];
        }
        if let Some(Value::Array(list)) = map.get("enum") {
            return list.iter().collect();
        }
        if depth > super::schema::MAX_DEPTH {
            return Vec::new();
        }
        let targets = self.in_place(place, map);
        let found = targets.iter().map(|target| self.values(target, depth + 1));
        found
            .into_iter()
            .find(|values| !values.is_empty())
            .unwrap_or_default()
    }
}
