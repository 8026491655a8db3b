//! The schema of a definition: an honest subset of JSON Schema 2020-12. What is not
//! understood is refused by name, never passed over. Keywords that begin with `x-` say
//! how a question is asked.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Group, Kind, Shape, load::Loader};
use crate::pointer::join;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// Deepest nesting of objects.
const MAX_DEPTH: usize = 8;
/// Most repeating groups in each other.
const MAX_NESTING: usize = 3;
/// Most questions of a form.
const MAX_LEAVES: usize = 5_000;
/// Where the loader is in the schema.
#[derive(Clone, Default)]
pub(super) struct Place {
    /// Pointer into the definition.
    pub source: String,
    pub template: String,
    pub relative: String,
    pub group: Option<usize>,
    pub optional_parents: Vec<String>,
    pub required: bool,
    pub depth: usize,
}

impl Loader {
    pub(super) fn schema(&mut self, schema: Option<&Value>) {
        let place = Place {
            source: "/schema".into(),
            required: true,
            ..Place::default()
        };
        let Some(map) = schema.and_then(Value::as_object) else {
            find!(self, "/schema", "bad-type", "a schema is an object");
            return;
        };
        if map.get("$schema").is_some_and(|dialect| dialect != DIALECT) {
            find!(
                self,
                "/schema/$schema",
                "unknown-dialect",
                format!("use {DIALECT}"),
            );
        }
        if map.get("type") != Some(&Value::from("object")) {
            find!(
                self,
                "/schema/type",
                "bad-type",
                "the answers of a form are an object",
            );
            return;
        }
        self.shape = self.object(map, &place);
    }

    fn object(&mut self, map: &Map<String, Value>, place: &Place) -> Shape {
        let known = [
            "$schema",
            "$comment",
            "type",
            "title",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "x-order",
        ];
        self.only(map, &place.source, &known);
        if map
            .get("additionalProperties")
            .is_some_and(|v| v != &Value::Bool(false))
        {
            let at = join(&place.source, "additionalProperties");
            find!(
                self,
                &at,
                "bad-type",
                "unknown answers are always refused: write false",
            );
        }
        let empty = Map::new();
        let properties = map
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        if properties.is_empty() {
            find!(
                self,
                &place.source,
                "bad-type",
                "an object needs \"properties\""
            );
        }
        let names = |key: &str| -> Vec<&str> {
            let list = map.get(key).and_then(Value::as_array);
            list.into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect()
        };
        let (required, order) = (names("required"), names("x-order"));
        for (key, list) in [("required", &required), ("x-order", &order)] {
            for name in list.iter().filter(|name| !properties.contains_key(**name)) {
                find!(
                    self,
                    &join(&place.source, key),
                    "absent-field",
                    format!("\"{name}\" is not among the properties")
                );
            }
        }
        let rest = properties
            .keys()
            .map(String::as_str)
            .filter(|name| !order.contains(name));
        let mut members = BTreeMap::new();
        for name in order.iter().copied().chain(rest) {
            let Some(schema) = properties.get(name) else {
                continue;
            };
            let inner = Place {
                source: join(&join(&place.source, "properties"), name),
                template: join(&place.template, name),
                relative: join(&place.relative, name),
                group: place.group,
                optional_parents: place.optional_parents.clone(),
                required: required.contains(&name),
                depth: place.depth + 1,
            };
            if let Some(shape) = self.node(schema, inner) {
                members.insert(name.to_owned(), shape);
            }
        }
        Shape::Object(members)
    }

    fn node(&mut self, schema: &Value, mut place: Place) -> Option<Shape> {
        if place.depth > MAX_DEPTH || self.leaves.len() >= MAX_LEAVES {
            find!(self, &place.source, "too-much", "make the schema smaller");
            return None;
        }
        let Some(map) = schema.as_object() else {
            find!(self, &place.source, "bad-type", "a schema is an object");
            return None;
        };
        let kind = map.get("type").and_then(Value::as_str).unwrap_or_default();
        let is_file = map.get("format").and_then(Value::as_str) == Some("file");
        if kind == "object" && !is_file {
            if !place.required {
                place.optional_parents.push(place.relative.clone());
            }
            return Some(self.object(map, &place));
        }
        let items = map.get("items").and_then(Value::as_object);
        let rows = items.filter(|i| i.contains_key("properties"));
        if let ("array", Some(items)) = (kind, rows) {
            return self.group(map, items, &place);
        }
        self.leaf(map, kind, place).map(Shape::Leaf)
    }

    fn group(
        &mut self,
        map: &Map<String, Value>,
        items: &Map<String, Value>,
        place: &Place,
    ) -> Option<Shape> {
        let parent = |group: &usize| self.groups.get(*group).and_then(|g| g.parent);
        if std::iter::successors(place.group, parent).count() >= MAX_NESTING {
            find!(
                self,
                &place.source,
                "nested-group",
                format!("repeating groups stand in each other {MAX_NESTING} deep at most")
            );
            return None;
        }
        let known = [
            "$comment",
            "type",
            "title",
            "description",
            "items",
            "minItems",
            "maxItems",
            "x-unique",
        ];
        self.only(map, &place.source, &known);
        let (min, max) = self.item_limits(map, &place.source);
        let label = self.needed_text(map, "title", &place.source);
        let at = self.groups.len();
        self.groups.push(Group {
            template: place.template.clone(),
            relative: place.relative.clone(),
            parent: place.group,
            children: Vec::new(),
            asked: Vec::new(),
            unique: Vec::new(),
            optional_parents: place.optional_parents.clone(),
            item_label: label.clone(),
            label,
            row: Shape::Object(BTreeMap::new()),
            leaves: Vec::new(),
            min: min.max(usize::from(place.required)),
            max,
            required: place.required,
            page: None,
            item_title: None,
            source: place.source.clone(),
        });
        let first = self.leaves.len();
        let row = self.object(
            items,
            &Place {
                source: join(&place.source, "items"),
                template: format!("{}/*", place.template),
                group: Some(at),
                depth: place.depth + 1,
                ..Place::default()
            },
        );
        let own = |leaf: &usize| self.leaves.get(*leaf).is_some_and(|l| l.group == Some(at));
        let leaves = (first..self.leaves.len()).filter(own).collect();
        if let Some(parent) = place.group.and_then(|parent| self.groups.get_mut(parent)) {
            parent.children.push(at);
        }
        if let Some(group) = self.groups.get_mut(at) {
            group.row = row;
            group.leaves = leaves;
        }
        let unique = self.unique(map, at, &place.source);
        if let Some(group) = self.groups.get_mut(at) {
            group.unique = unique;
        }
        Some(Shape::Group(at))
    }

    /// `x-unique`: the questions of a row in which no two rows are the same.
    fn unique(&mut self, map: &Map<String, Value>, group: usize, source: &str) -> Vec<usize> {
        let Some(value) = map.get("x-unique") else {
            return Vec::new();
        };
        let at = join(source, "x-unique");
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
