//! The members of an object, from all the schemas that speak of it: its own, those it
//! refers to, and those that apply under a condition.

use serde_json::{Map, Value};

use super::{Test, load::Loader, schema::Spot};
use crate::schema::{Check, Limit, Place};

/// Most conditions under which parts of a schema apply.
const MAX_GUARDS: usize = 4_000;
/// Most work for finding out what is asked: members looked at.
const MAX_WORK: usize = 200_000;

/// A schema that speaks of a place of the answers.
#[derive(Clone)]
pub(super) struct View<'a> {
    pub place: Place<'a>,
    /// When it does.
    pub guard: u32,
    /// It is one of several of which one must fit: it says what may be there, but is not
    /// to be held against the answer.
    pub only: bool,
}

/// One member of an object.
pub(super) struct Member<'a> {
    pub name: &'a str,
    pub views: Vec<View<'a>>,
    /// It is required while one of these guards holds.
    pub required: Vec<u32>,
    /// For the question which branch applies: the branches, and the guard of the choice.
    pub branches: Option<(Vec<Place<'a>>, u32)>,
}

/// A keyword that looks at several members; see [`super::Cross`].
pub(super) struct Crossing<'a> {
    pub node: u32,
    pub check: usize,
    pub guard: u32,
    pub lead: Option<&'a str>,
}

/// The members found so far.
#[derive(Default)]
pub(super) struct Members<'a> {
    pub all: Vec<Member<'a>>,
    /// Their names, ascending, each with its place.
    pub names: Vec<(&'a str, usize)>,
    pub order: Vec<&'a str>,
    pub crossings: Vec<Crossing<'a>>,
    /// Schemas with `oneOf` or `anyOf`, for which the other members must be known.
    pub pending: Vec<(Place<'a>, u32)>,
    /// How many questions ask for a branch.
    pub selectors: usize,
    taken: Vec<(usize, u32)>,
}

impl<'a> Members<'a> {
    pub(super) fn has(&self, name: &str) -> bool {
        self.names
            .binary_search_by(|(known, _)| (*known).cmp(name))
            .is_ok()
    }

    /// The member of a name; it may be new.
    pub(super) fn member(&mut self, name: &'a str) -> Option<&mut Member<'a>> {
        let found = self.names.binary_search_by(|(known, _)| (*known).cmp(name));
        let at = match found {
            Ok(at) => self.names.get(at).map(|(_, at)| *at)?,
            Err(at) => {
                self.names.insert(at, (name, self.all.len()));
                self.all.push(Member {
                    name,
                    views: Vec::new(),
                    required: Vec::new(),
                    branches: None,
                });
                self.all.len() - 1
            }
        };
        self.all.get_mut(at)
    }

    pub(super) fn require(&mut self, name: &'a str, guard: u32) {
        if let Some(member) = self.member(name)
            && !member.required.contains(&guard)
        {
            member.required.push(guard);
        }
    }
}

/// The texts of a list.
pub(super) fn names(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let list = value.and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

/// The members of an object that stands in a schema.
pub(super) fn named<'a>(
    map: &'a Map<String, Value>,
    keyword: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let named = map.get(keyword).and_then(Value::as_object);
    named.into_iter().flatten()
}

impl<'a> Loader<'a> {
    /// Pays for work; false when there was too much of it.
    pub(super) fn pay(&mut self, work: usize, source: &str) -> bool {
        self.work += work;
        if self.work > MAX_WORK {
            if self.findings.is_empty() {
                find!(self, source, "too-much", "make the schema smaller");
            }
            return false;
        }
        true
    }

    /// The number of a guard.
    pub(super) fn guard(&mut self, spot: &Spot, outer: u32, test: Test) -> u32 {
        let guard = super::Guard {
            group: spot.group,
            outer,
            test,
        };
        let known = self.guards.iter().rev().position(|known| *known == guard);
        if let Some(back) = known {
            let at = self.guards.len() - 1 - back;
            return u32::try_from(at).unwrap_or(outer);
        }
        if self.guards.len() >= MAX_GUARDS {
            find!(
                self,
                &spot.source,
                "too-much",
                "use fewer conditions in the schema"
            );
            return outer;
        }
        self.guards.push(guard);
        u32::try_from(self.guards.len() - 1).unwrap_or(outer)
    }

    /// Takes up what a schema says of the members of an object, `skip` apart.
    pub(super) fn take(
        &mut self,
        place: &Place<'a>,
        guard: u32,
        skip: Option<&str>,
        spot: &Spot,
        into: &mut Members<'a>,
    ) {
        let Some(map) = place.value.as_object() else {
            return;
        };
        let key = (place.id(), guard);
        if into.taken.contains(&key)
            || !self.pay(1 + map.len() + into.taken.len() / 8, &spot.source)
        {
            return;
        }
        into.taken.push(key);
        self.plain_members(place, map, guard, skip, into);
        into.order.extend(names(map.get("x-order")));
        for name in names(map.get("required")).filter(|name| Some(*name) != skip) {
            into.require(name, guard);
        }
        for (given, list) in named(map, "dependentRequired") {
            let test = Test::Given(crate::pointer::join(&spot.relative, given));
            let guard = self.guard(spot, guard, test);
            names(Some(list)).for_each(|name| into.require(name, guard));
        }
        for target in self.in_place(place, map) {
            self.take(&target, guard, skip, spot, into);
        }
        self.conditions(place, map, guard, skip, spot, into);
        if map.contains_key("oneOf") || map.contains_key("anyOf") {
            into.pending.push((place.clone(), guard));
        }
        let node = self.places.node(place);
        for (check, keyword) in self.schema.checks(node).iter().enumerate() {
            let whole = matches!(
                keyword,
                Check::Not(_)
                    | Check::Enum(_)
                    | Check::Const(_)
                    | Check::Limit(Limit::MinProperties | Limit::MaxProperties, _)
            );
            if whole {
                into.crossings.push(Crossing {
                    node,
                    check,
                    guard,
                    lead: None,
                });
            }
        }
        #[cfg(feature = "lint")]
        self.unasked_members(place, map);
    }

    fn plain_members(
        &mut self,
        place: &Place<'a>,
        map: &'a Map<String, Value>,
        guard: u32,
        skip: Option<&str>,
        into: &mut Members<'a>,
    ) {
        for (name, value) in named(map, "properties") {
            // What is refused whatever it is need not be asked for.
            if Some(name.as_str()) == skip || value == &Value::Bool(false) {
                continue;
            }
            let place = self.places.child(place, &["properties", name], value);
            self.work += 1;
            if let Some(member) = into.member(name) {
                member.views.push(View {
                    place,
                    guard,
                    only: false,
                });
            }
        }
    }

    /// The schemas that apply wherever this one does.
    pub(super) fn in_place(
        &self,
        place: &Place<'a>,
        map: &'a Map<String, Value>,
    ) -> Vec<Place<'a>> {
        let mut found = Vec::new();
        if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
            found.extend(self.places.target(place, reference));
        }
        found.extend(self.schemas(place, map, "allOf"));
        found
    }

    /// The schemas of a list.
    pub(super) fn schemas(
        &self,
        place: &Place<'a>,
        map: &'a Map<String, Value>,
        keyword: &str,
    ) -> Vec<Place<'a>> {
        let list = map.get(keyword).and_then(Value::as_array);
        let list = list.into_iter().flatten().enumerate();
        list.map(|(at, value)| self.places.child(place, &[keyword, &at.to_string()], value))
            .collect()
    }

    fn conditions(
        &mut self,
        place: &Place<'a>,
        map: &'a Map<String, Value>,
        guard: u32,
        skip: Option<&str>,
        spot: &Spot,
        into: &mut Members<'a>,
    ) {
        if let Some(when) = map.get("if") {
            let node = self.places.node(&self.places.child(place, &["if"], when));
            for (keyword, wanted) in [("then", true), ("else", false)] {
                let Some(branch) = map.get(keyword) else {
                    continue;
                };
                let at = spot.relative.clone();
                let guard = self.guard(spot, guard, Test::Fits { at, node, wanted });
                let branch = self.places.child(place, &[keyword], branch);
                self.take(&branch, guard, skip, spot, into);
            }
        }
        for (given, schema) in named(map, "dependentSchemas") {
            let test = Test::Given(crate::pointer::join(&spot.relative, given));
            let guard = self.guard(spot, guard, test);
            let schema = self
                .places
                .child(place, &["dependentSchemas", given], schema);
            self.take(&schema, guard, skip, spot, into);
        }
    }
}
