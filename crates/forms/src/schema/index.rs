//! Where schemas are: resources by URI, anchors by name. Only places where a schema can
//! stand are looked at; an `$id` inside `const` or an unknown keyword names nothing.

use serde_json::{Map, Value};

use super::{Options, uri};
use crate::{Finding, pointer::join};

/// Keywords with one schema.
pub(crate) const ONE: [&str; 11] = [
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
pub(crate) const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords with schemas by name.
pub(crate) const NAMED: [&str; 5] = [
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
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    pub value: &'a Value,
    pub(super) resource: u32,
    /// Where it stands, for findings.
    pub(crate) pointer: String,
}

impl Place<'_> {
    /// Which schema it is, whatever it says.
    pub(crate) fn id(&self) -> usize {
        identity(self.value)
    }
}

/// Which value it is, whatever it holds.
pub(super) fn identity(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// All documents of one compilation.
#[derive(Default)]
pub(super) struct Index<'a> {
    pub resources: Vec<Resource<'a>>,
    uris: Vec<(String, u32)>,
    /// Schemas that begin a resource, ascending.
    starts: Vec<(usize, u32)>,
    /// With resource and name; true for `$dynamicAnchor`.
    anchors: Vec<(u32, &'a str, Place<'a>, bool)>,
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
                || self.resources.len().max(self.anchors.len()) > MAX_RESOURCES
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
        self.name(&at, id);
        let key = identity(root);
        if let Err(place) = self.starts.binary_search_by_key(&key, |(at, _)| *at) {
            self.starts.insert(place, (key, id));
        }
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
            if self.begins(place.value).is_some() {
                // The root: known by where it came from, and by its own name.
                self.name(&at, place.resource);
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
                let same = |(resource, known, ..): &&mut (u32, &str, Place<'a>, bool)| {
                    *resource == place.resource && *known == name
                };
                match self.anchors.iter_mut().find(same) {
                    Some((_, _, at, known)) if dynamic && !*known => {
                        *at = place.clone();
                        *known = true;
                    }
                    Some(_) => {}
                    None => {
                        let place = place.clone();
                        self.anchors.push((place.resource, name, place, dynamic));
                    }
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
        let mut known = self.uris.iter();
        known.find(|(uri, _)| uri == at).map(|(_, id)| *id)
    }

    /// The resource of a child schema that is reached from one of `resource`.
    pub(super) fn resource_of(&self, value: &Value, resource: u32) -> u32 {
        self.begins(value).unwrap_or(resource)
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
        let named = |(resource, name, ..): &&(u32, &str, Place<'a>, bool)| {
            *resource == at && *name == fragment
        };
        let (_, _, place, dynamic) = self.anchors.iter().find(named)?;
        Some((place.clone(), dynamic.then_some(fragment)))
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
    pub(super) fn dynamic(&self, wanted: &str) -> Vec<Place<'a>> {
        let mut found = Vec::new();
        for (_, name, place, dynamic) in &self.anchors {
            if *dynamic && *name == wanted {
                found.push(place.clone());
            }
        }
        found
    }

    /// Says where a resource is, unless another one is there.
    fn name(&mut self, at: &str, id: u32) {
        if self.resource(at).is_none() {
            self.uris.push((at.to_owned(), id));
        }
    }

    /// The resource that begins with a schema.
    fn begins(&self, value: &Value) -> Option<u32> {
        let key = identity(value);
        let at = self.starts.binary_search_by_key(&key, |(at, _)| *at).ok()?;
        self.starts.get(at).map(|(_, id)| *id)
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
