//! Lists: of choices and files, which are questions, and of rows.

use serde_json::Value;

use super::{
    Fields, Group, Kind, Shape,
    facts::{Class, Facts},
    gather::View,
    load::Loader,
    schema::Spot,
};
use crate::pointer::join;

/// Most repeating groups in each other.
const MAX_NESTING: usize = 3;

impl<'a> Loader<'a> {
    pub(super) fn array(
        &mut self,
        facts: &Facts<'a>,
        views: &[View<'a>],
        spot: Spot,
    ) -> Option<Shape> {
        let mut items = Vec::new();
        for facet in &facts.0 {
            if let Some(value) = facet.map.get("items") {
                items.push(View {
                    place: self.places.child(&facet.place, &["items"], value),
                    guard: facet.guard,
                    only: facet.only,
                });
            }
        }
        if items.is_empty() {
            self.unasked(&spot, "bad-type", "an array needs \"items\"");
            return None;
        }
        let inner = self.facts(&items);
        let class = self.class(&inner, 0);
        let is_file = inner.text("format") == Some("file");
        let chosen = if class == Class::Object || class == Class::Array {
            None
        } else {
            self.choices(&inner, class)
        };
        if is_file || chosen.is_some() {
            return self
                .many(facts, &inner, chosen, views, spot)
                .map(Shape::Leaf);
        }
        if class == Class::Array || facts.has("prefixItems") {
            self.unasked(
                &spot,
                "bad-type",
                "items are objects, values, choices or files",
            );
            return None;
        }
        self.group(facts, &inner, class, &items, views, spot)
    }

    fn group(
        &mut self,
        facts: &Facts<'a>,
        inner: &Facts<'a>,
        class: Class,
        items: &[View<'a>],
        views: &[View<'a>],
        spot: Spot,
    ) -> Option<Shape> {
        let parent = |group: &usize| self.groups.get(*group).and_then(|g| g.parent);
        if std::iter::successors(spot.group, parent).count() >= MAX_NESTING {
            self.unasked(
                &spot,
                "nested-group",
                "repeating groups stand in each other 3 deep at most",
            );
            return None;
        }
        let (min, max) = self.item_limits(facts, &spot.source);
        let label = self.label(facts, &spot, true);
        let item_label = if self.bare && inner.has("title") {
            self.label(inner, &spot, false)
        } else {
            label.clone()
        };
        let at = self.groups.len();
        let nodes = self.nodes(views);
        self.groups.push(Group {
            template: spot.template.clone(),
            relative: spot.relative.clone(),
            parent: spot.group,
            children: Vec::new(),
            asked: Vec::new(),
            unique: Vec::new(),
            optional_parents: spot.optional_parents.clone(),
            nodes,
            guards: spot.guards.clone(),
            item_label: item_label.clone(),
            label,
            row: Shape::Object(Fields::default()),
            leaves: Vec::new(),
            min: min.max(usize::from(spot.required && !facts.nullable())),
            max,
            nullable: facts.nullable(),
            is_named: spot.required,
            required: spot.required && !facts.nullable(),
            required_if: spot.required_if.clone(),
            page: None,
            item_title: None,
            source: spot.source.clone(),
        });
        let first = self.leaves.len();
        let row = Spot {
            source: items.first().map_or_else(String::new, |view| {
                ["/schema", view.place.pointer.as_str()].concat()
            }),
            template: [&spot.template, "/*"].concat(),
            group: Some(at),
            guards: spot.guards.clone(),
            depth: spot.depth + 1,
            ..Spot::default()
        };
        let row = if class == Class::Object {
            Shape::Object(self.object(items, &row))
        } else {
            let required = true;
            let leaf = self.leaf(inner, class, items, Spot { required, ..row })?;
            if let Some(leaf) = self.leaves.get_mut(leaf)
                && !inner.has("title")
            {
                leaf.label = item_label;
            }
            Shape::Leaf(leaf)
        };
        let own = |leaf: &usize| self.leaves.get(*leaf).is_some_and(|l| l.group == Some(at));
        let leaves = (first..self.leaves.len()).filter(own).collect();
        if let Some(parent) = spot.group.and_then(|parent| self.groups.get_mut(parent)) {
            parent.children.push(at);
        }
        if let Some(group) = self.groups.get_mut(at) {
            group.row = row;
            group.leaves = leaves;
        }
        let unique = self.unique(facts, at);
        if let Some(group) = self.groups.get_mut(at) {
            group.unique = unique;
        }
        Some(Shape::Group(at))
    }

    /// `x-unique`: the questions of a row in which no two rows are the same.
    fn unique(&mut self, facts: &Facts<'a>, group: usize) -> Vec<usize> {
        let Some((facet, value)) = facts.said("x-unique") else {
            return Vec::new();
        };
        let at = join(&["/schema", &facet.place.pointer].concat(), "x-unique");
        let names = value.as_array().map_or(&[] as &[Value], Vec::as_slice);
        if names.is_empty() {
            find!(
                self,
                &at,
                "bad-type",
                "list pointers to questions of a row, e.g. [\"/idNumber\"]"
            );
        }
        let mut unique = Vec::new();
        for name in names {
            let name = name.as_str().unwrap_or_default();
            let leaf = self.leaf_at(Some(group), name);
            let kind = leaf
                .and_then(|leaf| self.leaves.get(leaf))
                .map(|leaf| &leaf.kind);
            match (leaf, kind) {
                (Some(_), Some(Kind::File | Kind::Files { .. })) => {
                    find!(self, &at, "bad-type", "files can't be compared");
                }
                (Some(leaf), _) => unique.push(leaf),
                _ => {
                    find!(
                        self,
                        &at,
                        "absent-field",
                        format!("\"{name}\" is no question of a row")
                    );
                }
            }
        }
        unique
    }
}
