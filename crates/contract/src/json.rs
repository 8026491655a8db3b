//! Reading JSON without serde's own code, for the page: of every hundred bytes that its
//! first load weighed, eighteen were code that serde makes for each field. A document is
//! taken apart once ([`Value`]); [`FromJson`], derived, takes from it what a type needs.
//! What fits is what serde takes too (`tests/from_json.rs` holds the two against each
//! other), only that a fault is not described: the page has no words for one anyway.

use std::collections::BTreeMap;

pub use serde_json::Value;
use serde_json::{Map, Number};

/// A type that can be read from JSON. Strings and lists are moved out of it.
pub trait FromJson: Sized {
    /// The value, if `json` is one.
    fn from_json(json: &mut Value) -> Option<Self>;

    /// What stands for a field that is not there, if it may be missing.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a text of JSON; none when it is none, or not of this type.
#[must_use]
pub fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&mut parse(text)?)
}

/// Takes a text apart.
#[must_use]
pub fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// That it is an object.
#[must_use]
pub fn object(json: &mut Value) -> Option<&mut Map<String, Value>> {
    json.as_object_mut()
}

/// A field of an object.
#[must_use]
pub fn field<T: FromJson>(json: &mut Value, name: &str) -> Option<T> {
    match json.get_mut(name) {
        Some(value) => T::from_json(value),
        None => T::absent(),
    }
}

/// A field of an object that may be left out.
#[must_use]
pub fn field_or_default<T: FromJson + Default>(json: &mut Value, name: &str) -> Option<T> {
    match json.get_mut(name) {
        Some(value) => T::from_json(value),
        None => Some(T::default()),
    }
}

impl FromJson for Value {
    fn from_json(json: &mut Value) -> Option<Self> {
        Some(json.take())
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(json: &mut Value) -> Option<Self> {
        json.as_object_mut().map(std::mem::take)
    }
}

impl FromJson for String {
    fn from_json(json: &mut Value) -> Option<Self> {
        match json {
            Value::String(text) => Some(std::mem::take(text)),
            _ => None,
        }
    }
}

impl FromJson for bool {
    fn from_json(json: &mut Value) -> Option<Self> {
        json.as_bool()
    }
}

impl FromJson for f64 {
    fn from_json(json: &mut Value) -> Option<Self> {
        json.as_f64()
    }
}

impl FromJson for u64 {
    fn from_json(json: &mut Value) -> Option<Self> {
        json.as_u64()
    }
}

impl FromJson for i64 {
    fn from_json(json: &mut Value) -> Option<Self> {
        json.as_i64()
    }
}

macro_rules! narrower {
    ($($kind:ty),*) => {$(
        impl FromJson for $kind {
            fn from_json(json: &mut Value) -> Option<Self> {
                json.as_i64().and_then(|number| Self::try_from(number).ok())
            }
        }
    )*};
}

narrower!(u8, u16, u32, i32);

impl FromJson for Number {
    fn from_json(json: &mut Value) -> Option<Self> {
        match json.take() {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &mut Value) -> Option<Self> {
        if json.is_null() {
            return Some(None);
        }
        T::from_json(json).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &mut Value) -> Option<Self> {
        let items = json.as_array_mut()?;
        let mut all = Vec::with_capacity(items.len());
        for item in items {
            all.push(T::from_json(item)?);
        }
        Some(all)
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(json: &mut Value) -> Option<Self> {
        let mut all = Self::new();
        for (name, value) in std::mem::take(json.as_object_mut()?) {
            let mut value = value;
            all.insert(name, T::from_json(&mut value)?);
        }
        Some(all)
    }
}
