//! What several schemas say of one place, the nearest first.

use serde_json::{Map, Value};

use super::{gather::View, load::Loader};
use crate::schema::Place;

/// Most schemas that are looked at for one place.
const MAX_FACETS: usize = 200;

/// One schema that speaks of a place.
pub(super) struct Facet<'a> {
    pub map: &'a Map<String, Value>,
    pub place: Place<'a>,
    pub guard: u32,
    pub only: bool,
}

/// All of them.
pub(super) struct Facts<'a>(pub Vec<Facet<'a>>);

/// What kind of answer there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Object,
    Array,
    Text,
    Number,
    Integer,
    Boolean,
    /// Nothing says.
    Any,
}

impl Class {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "object" => Self::Object,
            "array" => Self::Array,
            "string" => Self::Text,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            _ => return None,
        })
    }

    /// That of a value.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Any,
            Value::Bool(_) => Self::Boolean,
            Value::Number(n) if n.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}

impl<'a> Facts<'a> {
    /// The first word on a keyword.
    pub(super) fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.said(keyword).map(|(_, value)| value)
    }

    /// And the schema that says it.
    pub(super) fn said(&self, keyword: &str) -> Option<(&Facet<'a>, &'a Value)> {
        self.0
            .iter()
            .find_map(|facet| Some((facet, facet.map.get(keyword)?)))
    }

    pub(super) fn text(&self, keyword: &str) -> Option<&'a str> {
        self.get(keyword).and_then(Value::as_str)
    }

    /// Whether nothing is an answer too.
    pub(super) fn nullable(&self) -> bool {
        let has_null = |facet: &Facet<'a>| {
            let list = |name: &str| facet.map.get(name).and_then(Value::as_array);
            let among = |name: &str, null: fn(&Value) -> bool| {
                list(name).is_some_and(|list| list.iter().any(null))
            };
            among("type", |kind| kind == "null")
                || ["anyOf", "oneOf"].iter().any(|n| among(n, is_null))
        };
        // Where it is said at all; `enum` may still refuse it.
        self.0.iter().any(has_null)
            && self.0.iter().all(|facet| {
                let list = facet.map.get("enum").and_then(Value::as_array);
                facet.only || list.is_none_or(|list| list.iter().any(Value::is_null))
            })
    }

    /// Whether any says something.
    pub(super) fn has(&self, keyword: &str) -> bool {
        self.get(keyword).is_some()
    }
}

/// Whether a schema takes nothing but null.
fn is_null(value: &Value) -> bool {
    value.get("type").is_some_and(|kind| kind == "null")
        || value.get("const").is_some_and(Value::is_null)
}

impl<'a> Loader<'a> {
    /// What these schemas say, and those that apply wherever they do.
    pub(super) fn facts(&mut self, views: &[View<'a>]) -> Facts<'a> {
        let mut facts = Facts(Vec::new());
        for only in [false, true] {
            for view in views.iter().filter(|view| view.only == only) {
                self.facet(view.place.clone(), view.guard, only, &mut facts);
            }
        }
        // What always holds comes before what does sometimes.
        let mut sometimes = Vec::new();
        let mut always = Vec::with_capacity(facts.0.len());
        for facet in facts.0 {
            if facet.guard != 0 || facet.only {
                sometimes.push(facet);
            } else {
                always.push(facet);
            }
        }
        always.append(&mut sometimes);
        Facts(always)
    }

    fn facet(&mut self, place: Place<'a>, guard: u32, only: bool, facts: &mut Facts<'a>) {
        let Some(map) = place.value.as_object() else {
            return;
        };
        let known = |facet: &Facet<'a>| facet.place.id() == place.id() && facet.guard == guard;
        if facts.0.len() >= MAX_FACETS || facts.0.iter().any(known) {
            return;
        }
        self.work += 1;
        #[cfg(feature = "lint")]
        self.keywords(map, &["/schema", &place.pointer].concat());
        let mut inner = self.in_place(&place, map);
        for keyword in ["anyOf", "oneOf"] {
            let list = self.schemas(&place, map, keyword);
            let mut rest = list.into_iter().filter(|branch| !is_null(branch.value));
            if let (Some(single), None) = (rest.next(), rest.next()) {
                inner.push(single);
            }
        }
        facts.0.push(Facet {
            map,
            place,
            guard,
            only,
        });
        for place in inner {
            self.facet(place, guard, only, facts);
        }
    }

    /// What kind of answer a place has.
    pub(super) fn class(&mut self, facts: &Facts<'a>, depth: usize) -> Class {
        for facet in &facts.0 {
            let Some(kind) = facet.map.get("type") else {
                continue;
            };
            let list = kind
                .as_array()
                .map_or(std::slice::from_ref(kind), Vec::as_slice);
            let mut found = list
                .iter()
                .filter_map(|name| Class::named(name.as_str().unwrap_or_default()));
            match (found.next(), found.next()) {
                (Some(single), None) => return single,
                (Some(Class::Integer), Some(Class::Number)) => return Class::Number,
                (Some(Class::Number), Some(Class::Integer)) => return Class::Number,
                (Some(_), Some(_)) if list.iter().any(|name| name == "string") => {
                    return Class::Text;
                }
                (Some(first), _) => return first,
                _ => {}
            }
        }
        let has = |names: &[&str]| names.iter().any(|name| facts.has(name));
        if has(&["properties", "required"]) {
            return Class::Object;
        }
        if has(&["items"]) {
            return Class::Array;
        }
        let mut values = facts.0.iter().filter_map(|facet| {
            let list = facet.map.get("enum").and_then(Value::as_array);
            facet.map.get("const").or_else(|| list?.first())
        });
        if let Some(value) = values.next() {
            return Class::of(value);
        }
        if has(&["pattern", "minLength", "maxLength", "format"]) {
            return Class::Text;
        }
        if has(&["minimum", "maximum", "multipleOf", "exclusiveMinimum"]) {
            return Class::Number;
        }
        if depth < 2 {
            for facet in &facts.0 {
                for keyword in ["oneOf", "anyOf"] {
                    for place in self.schemas(&facet.place, facet.map, keyword) {
                        let only = true;
                        let view = View {
                            place,
                            guard: 0,
                            only,
                        };
                        let inner = self.facts(&[view]);
                        let class = self.class(&inner, depth + 1);
                        if class != Class::Any {
                            return class;
                        }
                    }
                }
            }
        }
        Class::Any
    }
}
