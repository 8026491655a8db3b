//! The schema of a definition: from what the engine compiled to questions. What says how
//! a question is asked stands in keywords that begin with `x-`; a definition without
//! pages may leave them all out.

use serde_json::Value;

use super::{
    Cross, Fields, Parent, Shape,
    facts::Class,
    gather::{Members, View},
    load::Loader,
};
use crate::pointer::join;

/// Deepest nesting of objects.
pub(super) const MAX_DEPTH: usize = 8;
/// Most questions of a form.
const MAX_LEAVES: usize = 5_000;

/// Where the loader is in the answers.
#[derive(Clone, Default)]
pub(super) struct Spot {
    /// Pointer into the definition.
    pub source: String,
    pub template: String,
    pub relative: String,
    pub group: Option<usize>,
    pub optional_parents: Vec<Parent>,
    pub required: bool,
    pub required_if: Vec<u32>,
    pub guards: Vec<u32>,
    pub depth: usize,
    /// What the objects around it in its row are called, for its own label.
    pub within: Option<banshi_contract::Text>,
}

impl<'a> Loader<'a> {
    pub(super) fn schema(&mut self) {
        let place = self.places.root();
        let spot = Spot {
            source: "/schema".into(),
            required: true,
            ..Spot::default()
        };
        let kind = place.value.get("type");
        if kind != Some(&Value::from("object")) && (kind.is_some() || !self.bare) {
            find!(
                self,
                "/schema/type",
                "bad-type",
                "the answers of a form are an object",
            );
            return;
        }
        let view = View {
            place,
            guard: 0,
            only: false,
        };
        self.shape = Shape::Object(self.object(&[view], &spot));
    }

    pub(super) fn object(&mut self, views: &[View<'a>], spot: &Spot) -> Fields {
        let mut members = Members::default();
        for view in views {
            self.take(&view.place, view.guard, None, spot, &mut members);
        }
        let mut at = 0;
        while let Some((place, guard)) = members.pending.get(at).cloned() {
            at += 1;
            if let Some(map) = place.value.as_object() {
                for keyword in ["oneOf", "anyOf"] {
                    if map.contains_key(keyword) {
                        self.branches(keyword, &place, map, guard, spot, &mut members);
                    }
                }
            }
        }
        #[cfg(feature = "lint")]
        self.object_lint(views, &members, spot);
        let Members {
            all,
            names,
            order,
            crossings,
            ..
        } = members;
        let mut all: Vec<_> = all.into_iter().map(Some).collect();
        let mut fields: Vec<Option<(String, Shape)>> = Vec::new();
        fields.resize_with(all.len(), || None);
        // What asks for a branch stands before what is in the branches.
        let chooses = |at: &usize| {
            let member = all.get(*at).and_then(Option::as_ref);
            member.is_some_and(|member| member.branches.is_some())
        };
        let mut places: Vec<usize> = (0..all.len()).filter(chooses).collect();
        let place = |name: &str| {
            let found = names.binary_search_by(|(known, _)| (*known).cmp(name));
            found.ok().and_then(|at| names.get(at)).map(|(_, at)| *at)
        };
        places.extend(order.iter().filter_map(|name| place(name)));
        places.extend(0..all.len());
        for at in places {
            // The first word on a name counts.
            let Some(member) = all.get_mut(at).and_then(Option::take) else {
                continue;
            };
            if !self.bare && member.views.is_empty() && member.branches.is_none() {
                continue;
            }
            let name = member.name.to_owned();
            let mut guards: Vec<u32> = Vec::new();
            let chosen = member.branches.iter().map(|(_, guard)| *guard);
            for guard in member.views.iter().map(|view| view.guard).chain(chosen) {
                if !guards.contains(&guard) {
                    guards.push(guard);
                }
            }
            if guards.contains(&0) {
                guards.clear();
            }
            let mut required_if = member.required;
            let is_always = |guards: &[u32], required: &[u32]| {
                required.contains(&0)
                    || !guards.is_empty() && guards.iter().all(|guard| required.contains(guard))
            };
            let required = is_always(&guards, &required_if);
            if required {
                required_if.clear();
            }
            let first = member.views.first().map(|view| &view.place.pointer);
            let inner = Spot {
                source: first.map_or_else(
                    || spot.source.clone(),
                    |pointer| ["/schema", pointer.as_str()].concat(),
                ),
                template: join(&spot.template, &name),
                relative: join(&spot.relative, &name),
                group: spot.group,
                optional_parents: spot.optional_parents.clone(),
                required,
                required_if,
                guards,
                depth: spot.depth + 1,
                within: spot.within.clone(),
            };
            let shape = match member.branches {
                Some((branches, _)) => Some(Shape::Leaf(self.selector(&branches, inner))),
                None => self.node(&member.views, inner),
            };
            if let Some(place) = fields.get_mut(at) {
                *place = shape.map(|shape| (name, shape));
            }
        }
        // By name.
        let ascending = names
            .iter()
            .filter_map(|(_, at)| fields.get_mut(*at)?.take());
        let fields = Fields::new(ascending.collect());
        for crossing in crossings {
            let lead = crossing.lead.and_then(|name| match fields.get(name) {
                Some(Shape::Leaf(leaf)) => Some(*leaf),
                _ => None,
            });
            self.crosses.push(Cross {
                group: spot.group,
                at: spot.relative.clone(),
                node: crossing.node,
                check: crossing.check,
                guard: crossing.guard,
                optional: !spot.optional_parents.is_empty(),
                lead,
                reads: Vec::new(),
            });
        }
        fields
    }

    /// What a place of the answers is asked as; none when it can't be.
    pub(super) fn node(&mut self, views: &[View<'a>], mut spot: Spot) -> Option<Shape> {
        if spot.depth > MAX_DEPTH
            || self.leaves.len() >= MAX_LEAVES
            || !self.pay(1, &spot.source.clone())
        {
            self.unasked(&spot, "too-much", "make the schema smaller");
            return None;
        }
        let facts = self.facts(views);
        let class = self.class(&facts, 0);
        let is_file = facts.text("format") == Some("file");
        match class {
            Class::Object if !is_file => {
                if !spot.required {
                    spot.optional_parents.push(Parent {
                        pointer: spot.relative.clone(),
                        required_if: spot.required_if.clone(),
                    });
                }
                let title = self.label(&facts, &spot, false);
                self.titles.push((spot.template.clone(), title.clone()));
                if self.bare && spot.group.is_some() {
                    spot.within = Some(self.inside(spot.within.as_ref(), title));
                }
                let fields = self.object(views, &spot);
                Some(Shape::Object(fields))
            }
            Class::Array => self.array(&facts, views, spot),
            _ => self.leaf(&facts, class, views, spot).map(Shape::Leaf),
        }
    }
}
