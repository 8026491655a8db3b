//! Where schemas are: resources by URI, anchors by name. Only places where a schema can
//! stand are looked at; an `$id` inside `const` or an unknown keyword names nothing.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Options, uri};
use crate::{Finding, pointer::join};

/// Keywords with one schema.
const ONE: [&str; 11] = [
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];
/// Keywords with a list of schemas.
const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords with schemas by name.
const NAMED: [&str; 5] = [
    "$defs",
    "definitions",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// Most bytes of pointers; a name that is long stands in all those inside of it.
pub(super) const MAX_POINTERS: usize = 64_000_000;
/// Most resources and dynamic anchors.
const MAX_RESOURCES: usize = 1_000;
/// Longest URI, in bytes.
const MAX_URI: usize = 2_000;

/// A schema with a URI of its own.
pub(super) struct Resource<'a> {
    pub uri: String,
    pub root: &'a Value,
    /// Where it stands, for findings.
    pub pointer: String,
    /// The resource around it.
    pub parent: Option<u32>,
}

/// A place of a schema.
#[derive(Clone)]
pub(super) struct Place<'a> {
    pub value: &'a Value,
    pub resource: u32,
    /// Where it stands, for findings.
    pub pointer: String,
}

/// Which value it is, whatever it holds.
pub(super) fn identity(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// All documents of one compilation.
#[derive(Default)]
pub(super) struct Index<'a> {
    pub resources: Vec<Resource<'a>>,
    uris: BTreeMap<String, u32>,
    /// Schemas that begin a resource.
    starts: BTreeMap<usize, u32>,
    /// By resource and name; true for `$dynamicAnchor`.
    anchors: BTreeMap<(u32, &'a str), (Place<'a>, bool)>,
    dynamic: BTreeMap<&'a str, Vec<Place<'a>>>,
    anchors_named: usize,
    values: usize,
    text: usize,
    /// Bytes of pointers written for findings.
    pointers: usize,
}

impl<'a> Index<'a> {
    /// Takes a document in.
    ///
    /// # Errors
    /// It is too large or too deep.
    pub(super) fn add(
        &mut self,
        at: &str,
        document: &'a Value,
        options: &Options,
    ) -> Result<u32, Finding> {
        self.measure(at, document, options)?;
        let (at, _) = uri::split(at);
        let pointer = if at.is_empty() {
            String::new()
        } else {
            [at, "#"].concat()
        };
        let root = self.start(at.to_owned(), document, &pointer, None);
        let mut stack = vec![Place {
            value: document,
            resource: root,
            pointer,
        }];
        while let Some(mut place) = stack.pop() {
            if let Some(map) = place.value.as_object() {
                self.names(map, &mut place);
                children(map, &place, &mut stack, &mut self.pointers);
            }
            if self.pointers > MAX_POINTERS
                || self.resources.len().max(self.anchors_named) > MAX_RESOURCES
                || self.base(place.resource).len() > MAX_URI
            {
                let remedy = "use fewer and shorter names";
                return Err(fault(&place.pointer, "too-much", remedy));
            }
        }
        Ok(root)
    }

    fn measure(&mut self, at: &str, document: &'a Value, options: &Options) -> Result<(), Finding> {
        let mut stack = vec![(document, 0_usize)];
        let mut deepest = 0;
        while let Some((value, depth)) = stack.pop() {
            self.values = self.values.saturating_add(1);
            deepest = deepest.max(depth);
            if self.values > options.max_values
                || self.text > options.max_text
                || deepest > options.max_depth
            {
                break;
            }
            match value {
                Value::String(text) => self.text = self.text.saturating_add(text.len()),
                Value::Array(items) => stack.extend(items.iter().map(|v| (v, depth + 1))),
                Value::Object(map) => {
                    let names = map.keys().map(String::len).sum();
                    self.text = self.text.saturating_add(names);
                    stack.extend(map.values().map(|v| (v, depth + 1)));
                }
                _ => {}
            }
        }
        if deepest > options.max_depth {
            return Err(fault(at, "too-deep", "make the schema flatter"));
        }
        if self.values > options.max_values || self.text > options.max_text {
            return Err(fault(at, "too-much", "make the schema smaller"));
        }
        Ok(())
    }

    fn start(&mut self, at: String, root: &'a Value, pointer: &str, parent: Option<u32>) -> u32 {
        let id = u32::try_from(self.resources.len()).unwrap_or(u32::MAX);
        self.uris.entry(at.clone()).or_insert(id);
        self.starts.entry(identity(root)).or_insert(id);
        self.resources.push(Resource {
            uri: at,
            root,
            pointer: pointer.to_owned(),
            parent,
        });
        id
    }

    fn names(&mut self, map: &'a Map<String, Value>, place: &mut Place<'a>) {
        if let Some(Value::String(id)) = map.get("$id") {
            let at = uri::resolve(self.base(place.resource), id);
            if self.starts.contains_key(&identity(place.value)) {
                // The root: known by where it came from, and by its own name.
                self.uris.entry(at.clone()).or_insert(place.resource);
                if let Some(resource) = self.resources.get_mut(place.resource as usize) {
                    resource.uri = at;
                }
            } else {
                let parent = Some(place.resource);
                place.resource = self.start(at, place.value, &place.pointer, parent);
            }
        }
        for (keyword, dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
            if let Some(Value::String(name)) = map.get(keyword) {
                let key = (place.resource, name.as_str());
                let (_, known) = self
                    .anchors
                    .entry(key)
                    .or_insert_with(|| (place.clone(), false));
                if dynamic && !*known {
                    *known = true;
                    self.anchors_named += 1;
                    self.dynamic.entry(name).or_default().push(place.clone());
                }
            }
        }
    }

    pub(super) fn base(&self, resource: u32) -> &str {
        let found = self.resources.get(resource as usize);
        found.map_or("", |resource| resource.uri.as_str())
    }

    /// Finds a resource by its URI, which has no fragment.
    pub(super) fn resource(&self, at: &str) -> Option<u32> {
        self.uris.get(at).copied()
    }

    /// The resource of a child schema that is reached from one of `resource`.
    pub(super) fn resource_of(&self, value: &Value, resource: u32) -> u32 {
        self.starts
            .get(&identity(value))
            .copied()
            .unwrap_or(resource)
    }

    /// The schema that a reference means, and the name when it is a dynamic anchor.
    pub(super) fn find<'r>(
        &self,
        resource: u32,
        reference: &'r str,
    ) -> Option<(Place<'a>, Option<String>)> {
        let (_, fragment): (_, &'r str) = uri::split(reference);
        let at = self.resource(&uri::resolve(self.base(resource), reference))?;
        let target = self.resources.get(at as usize)?;
        let fragment = uri::decode(fragment)?;
        if fragment.is_empty() || fragment.starts_with('/') {
            let start = Place {
                value: target.root,
                resource: at,
                pointer: target.pointer.clone(),
            };
            return Some((self.walk(start, &fragment)?, None));
        }
        let (place, dynamic) = self.anchors.get(&(at, fragment.as_str()))?;
        let place = place.clone();
        Some((place, dynamic.then_some(fragment)))
    }

    fn walk(&self, start: Place<'a>, pointer: &str) -> Option<Place<'a>> {
        let mut place = start;
        for token in crate::pointer::tokens(pointer)? {
            place.value = match place.value {
                Value::Object(map) => map.get(&token)?,
                Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
            place.pointer = join(&place.pointer, &token);
            place.resource = self.resource_of(place.value, place.resource);
        }
        Some(place)
    }

    /// All schemas with this dynamic anchor.
    pub(super) fn dynamic(&self, name: &str) -> Vec<Place<'a>> {
        self.dynamic.get(name).cloned().unwrap_or_default()
    }
}

fn fault(pointer: &str, rule: &'static str, remedy: &str) -> Finding {
    Finding {
        pointer: pointer.to_owned(),
        rule,
        remedy: remedy.to_owned(),
    }
}

fn children<'a>(
    map: &'a Map<String, Value>,
    place: &Place<'a>,
    stack: &mut Vec<Place<'a>>,
    written: &mut usize,
) {
    let mut push = |keyword: &str, name: Option<&str>, value: &'a Value| {
        if *written > MAX_POINTERS {
            return;
        }
        let mut pointer = join(&place.pointer, keyword);
        if let Some(name) = name {
            pointer = join(&pointer, name);
        }
        *written = written.saturating_add(pointer.len());
        stack.push(Place {
            value,
            resource: place.resource,
            pointer,
        });
    };
    for keyword in ONE {
        if let Some(value) = map.get(keyword) {
            push(keyword, None, value);
        }
    }
    for keyword in LIST {
        let items = map.get(keyword).and_then(Value::as_array);
        for (at, value) in items.into_iter().flatten().enumerate() {
            push(keyword, Some(&at.to_string()), value);
        }
    }
    for keyword in NAMED {
        let named = map.get(keyword).and_then(Value::as_object);
        for (name, value) in named.into_iter().flatten() {
            push(keyword, Some(name), value);
        }
    }
}
