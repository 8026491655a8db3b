//! What is wrong with an instance.

use banshi_contract::FieldError;
use serde_json::Value;

use crate::pointer::join;

/// Every keyword that an error can name: the assertions, and each keyword that can lead
/// to a schema `false`. All have words.
pub const KEYWORDS: [&str; 40] = [
    "false",
    "too-much",
    "type",
    "enum",
    "const",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
    "required",
    "dependentRequired",
    "anyOf",
    "oneOf",
    "not",
    "allOf",
    "then",
    "else",
    "dependentSchemas",
    "$ref",
    "properties",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
    "prefixItems",
    "items",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// One error of an instance.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaError {
    /// JSON Pointer (RFC 6901) into the instance.
    pub pointer: String,
    /// The keyword that failed; `false` for a schema that allows nothing, `too-much`
    /// when judging it would take too long.
    pub keyword: &'static str,
    /// Particulars: `limit` and `got` of bounds, `expected` of a type or constant,
    /// `property` and `dependency` of what is missing, `format`, `pattern`, `matched`
    /// of `oneOf`, `first` and `second` of rows that are the same.
    pub params: Vec<(&'static str, Value)>,
    /// Of `anyOf` and `oneOf` that fit nowhere: the errors of the branch that came
    /// nearest.
    pub nearest: Vec<SchemaError>,
}

impl SchemaError {
    pub(super) fn new(pointer: String, keyword: &'static str) -> Self {
        debug_assert!(KEYWORDS.contains(&keyword), "{keyword} has no words");
        Self {
            pointer,
            keyword,
            params: Vec::new(),
            nearest: Vec::new(),
        }
    }

    /// A particular by name.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&Value> {
        let found = self.params.iter().find(|(param, _)| *param == name);
        found.map(|(_, value)| value)
    }

    /// The pointer of the field that a person would have to change: for a property that
    /// is missing its own, else [`SchemaError::pointer`].
    #[must_use]
    pub fn field(&self) -> String {
        match self.param("property") {
            Some(Value::String(name)) => join(&self.pointer, name),
            _ => self.pointer.clone(),
        }
    }

    /// How far from right: a wrong kind of value counts most.
    pub(crate) fn distance(&self) -> usize {
        match self.keyword {
            "type" | "const" | "enum" | "false" => 100,
            "required" | "additionalProperties" => 10,
            _ => 1,
        }
    }
}

impl From<SchemaError> for FieldError {
    fn from(error: SchemaError) -> Self {
        let params = error.params.into_iter();
        Self {
            pointer: error.pointer,
            keyword: error.keyword.to_owned(),
            params: params.map(|(name, v)| (name.to_owned(), v)).collect(),
        }
    }
}
