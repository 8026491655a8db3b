//! What values are worth: truth, equality, numbers and texts, as the published
//! implementation has them from JavaScript.

use std::borrow::Cow;

use serde_json::{Number, Value};

/// How much a copy costs.
pub(super) fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(size).sum::<usize>(),
        Value::String(text) => 1 + text.len() / 16,
        _ => 1,
    }
}

/// JsonLogic's truth: unlike in JavaScript an empty array is false.
pub(crate) fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(n) => n.as_f64().is_some_and(|n| n != 0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(_) => true,
    }
}

/// `===`: 1 and 1.0 are the same number; arrays and objects are compared by content.
pub(crate) fn equal_strict(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

pub(super) fn equal_loose(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Array(_) | Value::Object(_), Value::Array(_) | Value::Object(_)) => {
            equal_strict(a, b)
        }
        (Value::Array(_) | Value::Object(_), Value::String(text))
        | (Value::String(text), Value::Array(_) | Value::Object(_)) => {
            let list = if a.is_string() { b } else { a };
            to_text(list) == *text
        }
        _ => to_number(a) == to_number(b),
    }
}

pub(super) fn to_number(value: &Value) -> f64 {
    match value {
        Value::Null => 0.0,
        Value::Bool(yes) => f64::from(u8::from(*yes)),
        Value::Number(n) => n.as_f64().unwrap_or(f64::NAN),
        Value::String(text) if text.trim().is_empty() => 0.0,
        // Rust also reads `inf` and `nan`, which no one means by them.
        Value::String(text) if text.contains(['n', 'N']) => f64::NAN,
        Value::String(text) => text.trim().parse().unwrap_or(f64::NAN),
        Value::Array(items) => match items.as_slice() {
            [] => 0.0,
            [one] if !one.is_array() => to_number(one),
            _ => f64::NAN,
        },
        Value::Object(_) => f64::NAN,
    }
}

pub(super) fn to_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(n) => match n.as_f64() {
            Some(n) if n.fract() == 0.0 && n.abs() < 1e15 => (n as i64).to_string(),
            _ => n.to_string(),
        },
        Value::Array(items) => items.iter().map(to_text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// A number as JSON; what is none is null. Rounded to a millionth, so that amounts
/// don't show what binary fractions leave behind.
pub(super) fn number<'a>(n: f64) -> Cow<'a, Value> {
    let n = if n.abs() < 1e9 {
        (n * 1e6).round() / 1e6
    } else {
        n
    };
    Cow::Owned(if n.is_finite() && n.fract() == 0.0 && n.abs() < 9e15 {
        Value::Number(Number::from(n as i64))
    } else {
        Number::from_f64(n).map_or(Value::Null, Value::Number)
    })
}

pub(super) fn substr(text: &str, start: f64, count: Option<f64>) -> String {
    let length = text.chars().count() as f64;
    let start = if start < 0.0 {
        (length + start).max(0.0)
    } else {
        start
    };
    let end = match count {
        None => length,
        Some(count) if count < 0.0 => length + count,
        Some(count) => start + count,
    };
    text.chars()
        .skip(start as usize)
        .take((end - start).max(0.0) as usize)
        .collect()
}
