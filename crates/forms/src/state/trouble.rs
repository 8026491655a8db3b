//! What is wrong with an answer, before it is known where it lies.

use banshi_contract::FieldError;
use banshi_identifiers::Fault;
use serde_json::{Map, Value};

use crate::{Format, definition::Rule};

/// A keyword and its particulars; with a pointer it is a `FieldError`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Trouble {
    pub keyword: &'static str,
    pub params: Map<String, Value>,
}

impl Trouble {
    fn new<const N: usize>(keyword: &'static str, params: [(&str, Value); N]) -> Self {
        let params = params.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        Self { keyword, params }
    }

    /// `how`: `fill`, `choose`, `choose-some`, `upload`, `state`.
    pub fn required(how: &'static str) -> Self {
        Self::new("required", [("how", how.into())])
    }

    /// `expected`: `text`, `number`, `integer`, `other`.
    pub fn kind(expected: &'static str) -> Self {
        Self::new("type", [("expected", expected.into())])
    }

    pub fn plain(keyword: &'static str) -> Self {
        Self::new(keyword, [])
    }

    pub fn length(keyword: &'static str, limit: usize, got: usize) -> Self {
        Self::new(keyword, [("limit", limit.into()), ("got", got.into())])
    }

    pub fn limit(keyword: &'static str, limit: f64) -> Self {
        let whole = limit.fract() == 0.0 && limit.abs() < 9e15;
        let limit = if whole {
            Value::from(limit as i64)
        } else {
            Value::from(limit)
        };
        Self::new(keyword, [("limit", limit)])
    }

    /// `what`: `rows`, `files`, `choices`.
    pub fn items(keyword: &'static str, what: &'static str, limit: usize, got: usize) -> Self {
        Self::new(
            keyword,
            [
                ("what", what.into()),
                ("limit", limit.into()),
                ("got", got.into()),
            ],
        )
    }

    pub fn format(format: Format, fault: Fault) -> Self {
        let mut trouble = Self::new(
            "format",
            [
                ("format", format.name().into()),
                ("reason", fault.reason().into()),
            ],
        );
        let mut add = |name: &str, value: usize| {
            trouble.params.insert(name.to_owned(), value.into());
        };
        match fault {
            Fault::Length { expected, got } => {
                add("expected", expected);
                add("got", got);
            }
            Fault::TooLong { limit, got } => {
                add("limit", limit);
                add("got", got);
            }
            _ => {}
        }
        if fault.is_warning() {
            trouble.params.insert("severity".into(), "warning".into());
        }
        trouble
    }

    pub fn accept(accept: &[String]) -> Self {
        let accept = accept.iter().map(|t| Value::from(t.as_str())).collect();
        Self::new("accept", [("accept", Value::Array(accept))])
    }

    pub fn bytes(limit: u64) -> Self {
        Self::new("maxBytes", [("limit", limit.into())])
    }

    pub fn rule(rule: &Rule) -> Self {
        let mut trouble = Self::new("rule", [("rule", rule.id.as_str().into())]);
        if rule.warning {
            trouble.params.insert("severity".into(), "warning".into());
        }
        trouble
    }

    /// `row`: the earlier row that says the same, from 1.
    pub fn twin(row: usize) -> Self {
        Self::new("unique", [("row", row.into())])
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
