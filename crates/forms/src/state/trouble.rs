//! What is wrong with an answer, before it is known where it lies.

use banshi_contract::FieldError;
use banshi_identifiers::Fault;
use serde_json::{Map, Value};

use crate::{
    Format,
    definition::{Kind, Rule},
    schema::SchemaError,
};

/// A keyword and its particulars; with a pointer it is a `FieldError`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Trouble {
    pub keyword: &'static str,
    pub params: Map<String, Value>,
}

impl Trouble {
    /// Nothing but the keyword.
    pub fn plain(keyword: &'static str) -> Self {
        Self {
            keyword,
            params: Map::new(),
        }
    }

    // Put in one by one: collecting sorts, and each kind of sorting weighs 3 KB in the page.
    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// `how`: `fill`, `choose`, `choose-some`, `upload`, `state`.
    pub fn required(how: &'static str) -> Self {
        Self::plain("required").with("how", how)
    }

    /// `expected`: `text`, `number`, `integer`, `other`.
    pub fn kind(expected: &'static str) -> Self {
        Self::plain("type").with("expected", expected)
    }

    pub fn length(keyword: &'static str, limit: usize, got: usize) -> Self {
        Self::plain(keyword).with("limit", limit).with("got", got)
    }

    pub fn limit(keyword: &'static str, limit: f64) -> Self {
        let whole = limit.fract() == 0.0 && limit.abs() < 9e15;
        let limit = if whole {
            Value::from(limit as i64)
        } else {
            Value::from(limit)
        };
        Self::plain(keyword).with("limit", limit)
    }

    /// `what`: `rows`, `files`, `choices`.
    pub fn items(keyword: &'static str, what: &'static str, limit: usize, got: usize) -> Self {
        Self::length(keyword, limit, got).with("what", what)
    }

    pub fn format(format: Format, fault: Fault) -> Self {
        let trouble = Self::plain("format")
            .with("format", format.name())
            .with("reason", fault.reason());
        let trouble = match fault {
            Fault::Length { expected, got } => trouble.with("expected", expected).with("got", got),
            Fault::TooLong { limit, got } => trouble.with("limit", limit).with("got", got),
            _ => trouble,
        };
        trouble.warning_if(fault.is_warning())
    }

    pub fn accept(accept: &[String]) -> Self {
        let accept = accept.iter().map(|t| Value::from(t.as_str())).collect();
        Self::plain("accept").with("accept", Value::Array(accept))
    }

    pub fn bytes(limit: u64) -> Self {
        Self::plain("maxBytes").with("limit", limit)
    }

    pub fn rule(rule: &Rule) -> Self {
        Self::plain("rule")
            .with("rule", rule.id.as_str())
            .warning_if(rule.warning)
    }

    /// `row`: the earlier row that says the same, from 1.
    pub fn twin(row: usize) -> Self {
        Self::plain("unique").with("row", row)
    }

    /// What the schema says of an answer, in the words of the form.
    pub fn of_schema(error: SchemaError, kind: &Kind) -> Self {
        let what = match kind {
            Kind::Choice(_) => return Self::plain("enum"),
            Kind::Choices { .. } => "choices",
            Kind::Files { .. } => "files",
            _ => "",
        };
        match error.keyword {
            "type" => Self::kind(match error.param("expected").and_then(Value::as_str) {
                Some("string") => "text",
                Some("number") => "number",
                Some("integer") => "integer",
                _ => "other",
            }),
            "minItems" | "maxItems" if !what.is_empty() => Self::whole(error).with("what", what),
            _ if what == "choices" => Self::plain("enum"),
            _ => Self::whole(error),
        }
    }

    /// What the schema says, as it says it.
    pub fn whole(error: SchemaError) -> Self {
        let mut trouble = Self::plain(error.keyword);
        for (name, value) in error.params {
            trouble = trouble.with(name, value);
        }
        if error.keyword == "required" {
            trouble = Self::required("fill");
        }
        trouble
    }

    fn warning_if(self, warning: bool) -> Self {
        if warning {
            self.with("severity", "warning")
        } else {
            self
        }
    }

    pub fn is_warning(&self) -> bool {
        self.params.contains_key("severity")
    }

    pub fn at(self, pointer: String) -> FieldError {
        FieldError {
            pointer,
            keyword: self.keyword.to_owned(),
            params: self.params,
        }
    }
}
