//! One answer: tidied, and judged by itself.

use banshi_identifiers::{CalendarDate, Fault, Reading, fold};
use serde_json::{Number, Value};

use super::Trouble;
use crate::{
    Format,
    definition::{ChoiceDef, Kind, Leaf},
    logic::equal_strict,
    schema::{Schema, SchemaError},
};

/// Most characters of a text whose definition gives no limit.
pub(crate) const MAX_TEXT: usize = 2_000;
/// Most entries of a list of choices or files whose definition gives no limit.
const MAX_ENTRIES: usize = 100;
/// Far enough ahead that nothing lies in its future: for contexts without a date.
const NO_TODAY: &str = "9999-12-31";

fn today_or_never(today: Option<CalendarDate>) -> Option<CalendarDate> {
    today.or_else(|| CalendarDate::parse(NO_TODAY))
}

/// What was meant: spaces, full-width digits and the like tidied; a number where one
/// was typed. What is not understood stays as it is. `Null` stands for no answer.
pub(super) fn tidy(leaf: &Leaf, value: &Value, today: Option<CalendarDate>) -> Value {
    match (&leaf.kind, value) {
        (_, Value::String(text)) if text.trim().is_empty() => Value::Null,
        (_, Value::Array(items)) if items.is_empty() => Value::Null,
        (Kind::Text { format, .. }, Value::String(text)) => {
            let tidied = match format {
                None => Some(text.trim().to_owned()),
                Some(format) => read(*format, text, today).ok().map(|read| read.text),
            };
            Value::String(tidied.unwrap_or_else(|| text.trim().to_owned()))
        }
        (Kind::Number { .. }, Value::String(text)) => {
            read_number(text).unwrap_or_else(|| Value::String(text.trim().to_owned()))
        }
        _ => value.clone(),
    }
}

/// A number as people write it: full-width digits, grouped by commas.
fn read_number(text: &str) -> Option<Value> {
    let plain: String = fold(text)
        .chars()
        .filter(|c| !matches!(c, ',' | ' '))
        .collect();
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    // Neither `inf` nor `1e5`, which Rust would read too.
    if !digits.starts_with(|c: char| c.is_ascii_digit())
        || !digits.chars().all(|c| c.is_ascii_digit() || c == '.')
    {
        return None;
    }
    // Read as JSON reads it: no other way to read numbers is in the page.
    let digits = plain.trim_start_matches('-').trim_start_matches('0');
    let lead = if digits.starts_with(|c: char| c.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    let sign = if plain.starts_with('-') { "-" } else { "" };
    let number: Number =
        serde_json::from_str(&[sign, lead, digits.trim_end_matches('.')].concat()).ok()?;
    let number = number.as_f64()?;
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Some(Value::from(number as i64));
    }
    Number::from_f64(number).map(Value::Number)
}

/// What to keep of a typed text while it is being typed: a number only when it reads
/// back the same, so that `1.` does not become `1` under a person's fingers.
pub(super) fn typed(leaf: &Leaf, text: &str) -> Value {
    if let Kind::Number { .. } = leaf.kind
        && let Some(number) = read_number(text)
    {
        let written = number.to_string();
        if written == text {
            return number;
        }
    }
    Value::String(text.to_owned())
}

fn read(format: Format, text: &str, today: Option<CalendarDate>) -> Result<Reading, Fault> {
    match format {
        Format::Date => {
            let text = fold(text);
            let digits = |c: char| c.is_ascii_digit() || c == '-';
            match CalendarDate::parse(&text) {
                Some(_) => Ok(Reading {
                    text,
                    warning: None,
                }),
                None if text.len() == 10 && text.chars().all(digits) => Err(Fault::BadDate),
                None => Err(Fault::Form),
            }
        }
        Format::Identifier(kind) => {
            let today = today_or_never(today).ok_or(Fault::BadDate)?;
            kind.read(text, today, None)
        }
        Format::File => Err(Fault::Form),
    }
}

/// How a missing answer is asked for.
pub(super) fn how(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text { .. } | Kind::Number { .. } => "fill",
        Kind::Boolean { must_be_true: true } => "state",
        Kind::Boolean { .. } | Kind::Choice(_) => "choose",
        Kind::Choices { .. } => "choose-some",
        Kind::File | Kind::Files { .. } => "upload",
    }
}

/// Judges a tidied answer. `open` says whether a choice is offered now, `errors` what the
/// schema finds.
pub(super) fn judge(
    leaf: &Leaf,
    value: &Value,
    required: bool,
    today: Option<CalendarDate>,
    open: impl Fn(&ChoiceDef) -> bool,
    errors: impl FnOnce() -> Vec<SchemaError>,
) -> Vec<Trouble> {
    let mut out = Vec::new();
    if value.is_null() {
        let least = match leaf.kind {
            Kind::Choices { min, .. } | Kind::Files { min, .. } => min,
            _ => 0,
        };
        // A list with a least length may still be left out whole when not required.
        if required && (least > 0 || !leaf.computed) {
            out.push(Trouble::required(how(&leaf.kind)));
        }
        return out;
    }
    let text = value.as_str();
    let mut fault = None;
    if let (Kind::Text { format, max, .. }, Some(text)) = (&leaf.kind, text) {
        // Nothing else is looked at, patterns least of all.
        let (got, limit) = (text.chars().count(), max.unwrap_or(MAX_TEXT));
        if got > limit {
            out.push(Trouble::length("maxLength", limit, got));
            return out;
        }
        let read = format.map(|format| (format, read(format, text, today)));
        fault = read.and_then(|(format, read)| {
            let fault = read.map_or_else(Some, |read| read.warning)?;
            Some(Trouble::format(format, fault))
        });
    }
    for error in errors() {
        if error.keyword == "format" && fault.is_some() {
            continue;
        }
        let trouble = Trouble::of_schema(error, &leaf.kind);
        if !out.contains(&trouble) {
            out.push(trouble);
        }
    }
    let said = |out: &[Trouble], keyword: &str| out.iter().any(|t| t.keyword == keyword);
    let among = |choices: &[ChoiceDef], value: &Value| {
        choices
            .iter()
            .any(|c| equal_strict(&c.value, value) && open(c))
    };
    let wrong = match (&leaf.kind, value) {
        (Kind::Text { .. }, Value::String(_))
        | (Kind::Number { .. }, Value::Number(_))
        | (Kind::Boolean { .. }, Value::Bool(_)) => None,
        (Kind::Text { .. }, _) => Some(Trouble::kind("text")),
        (Kind::Number { integer, .. }, _) => {
            Some(Trouble::kind(if *integer { "integer" } else { "number" }))
        }
        (Kind::Boolean { .. }, _) => Some(Trouble::kind("other")),
        (Kind::Choice(choices), _) => (!among(choices, value)).then(|| Trouble::plain("enum")),
        (Kind::Choices { choices, max, .. }, Value::Array(items)) => {
            put_many("choices", items.len(), *max, &mut out);
            let twice = items
                .iter()
                .enumerate()
                .any(|(at, a)| items.iter().take(at).any(|b| equal_strict(a, b)));
            let fits = !twice && items.iter().all(|item| among(choices, item));
            (!fits).then(|| Trouble::plain("enum"))
        }
        (Kind::File, _) => {
            put_file(leaf, value, &mut out);
            None
        }
        (Kind::Files { max, .. }, Value::Array(items)) => {
            put_many("files", items.len(), *max, &mut out);
            for item in items.iter().take(MAX_ENTRIES) {
                if out.is_empty() {
                    put_file(leaf, item, &mut out);
                }
            }
            None
        }
        (Kind::Choices { .. } | Kind::Files { .. }, _) => Some(Trouble::kind("other")),
    };
    out.extend(wrong.filter(|wrong| !said(&out, wrong.keyword)));
    out.extend(fault);
    out
}

/// Lists without a limit have one all the same.
fn put_many(what: &'static str, got: usize, max: Option<usize>, out: &mut Vec<Trouble>) {
    if max.is_none() && got > MAX_ENTRIES {
        out.push(Trouble::items("maxItems", what, MAX_ENTRIES, got));
    }
}

fn put_file(leaf: &Leaf, value: &Value, out: &mut Vec<Trouble>) {
    let text = |name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .filter(|t| !t.is_empty())
    };
    if out.iter().any(|t| t.keyword == "type") {
        return;
    }
    let (Some(_), Some(_), Some(media_type), Some(size), Some(4)) = (
        text("uploadId"),
        text("name"),
        text("mediaType"),
        value.get("size").and_then(Value::as_u64),
        value.as_object().map(serde_json::Map::len),
    ) else {
        out.push(Trouble::kind("other"));
        return;
    };
    let taken = |accept: &String| match accept.strip_suffix("/*") {
        Some(group) => media_type.split('/').next() == Some(group),
        None => accept.eq_ignore_ascii_case(media_type),
    };
    if !leaf.accept.iter().any(taken) {
        out.push(Trouble::accept(&leaf.accept));
    }
    if let Some(limit) = leaf.max_bytes.filter(|limit| size > *limit) {
        out.push(Trouble::bytes(limit));
    }
}

/// All that can be wrong with a question's answer by itself.
pub(crate) fn possible(schema: &Schema, leaf: &Leaf) -> Vec<Trouble> {
    let mut out = Vec::new();
    let may_be = !leaf.nullable && (leaf.required || !leaf.required_if.is_empty());
    if may_be && !leaf.computed {
        out.push(Trouble::required(how(&leaf.kind)));
    }
    if leaf.computed {
        out.push(Trouble::plain("computed"));
    }
    if leaf.prefill.is_some() {
        out.push(Trouble::plain("locked"));
    }
    match &leaf.kind {
        Kind::Text { format, min, max } => {
            out.push(Trouble::kind("text"));
            out.push(Trouble::length("maxLength", max.unwrap_or(MAX_TEXT), 0));
            out.extend(min.map(|limit| Trouble::length("minLength", limit, 0)));
            for (node, _) in &leaf.nodes {
                let keywords = schema.possible(*node).into_iter();
                out.extend(keywords.map(|error| Trouble::of_schema(error, &leaf.kind)));
            }
            if let Some(format) = format {
                let faults = faults_of(*format).iter();
                out.extend(faults.map(|fault| Trouble::format(*format, *fault)));
            }
        }
        Kind::Number { integer, min, max } => {
            out.push(Trouble::kind(if *integer { "integer" } else { "number" }));
            out.extend(min.map(|limit| Trouble::limit("minimum", limit)));
            out.extend(max.map(|limit| Trouble::limit("maximum", limit)));
        }
        Kind::Boolean { must_be_true } => {
            out.push(Trouble::kind("other"));
            out.extend(must_be_true.then(|| Trouble::plain("const")));
        }
        Kind::Choice(_) => out.push(Trouble::plain("enum")),
        Kind::Choices { min, max, .. } | Kind::Files { min, max } => {
            let files = matches!(leaf.kind, Kind::Files { .. });
            let what = if files { "files" } else { "choices" };
            out.push(Trouble::kind("other"));
            out.push(Trouble::items("minItems", what, *min, 0));
            out.push(Trouble::items(
                "maxItems",
                what,
                max.unwrap_or(MAX_ENTRIES),
                0,
            ));
            out.extend((!files).then(|| Trouble::plain("enum")));
        }
        Kind::File => out.push(Trouble::kind("other")),
    }
    if matches!(leaf.kind, Kind::File | Kind::Files { .. }) {
        out.push(Trouble::accept(&leaf.accept));
        out.extend(leaf.max_bytes.map(Trouble::bytes));
    }
    out
}

/// All the faults of a format, warnings among them.
fn faults_of(format: Format) -> &'static [Fault] {
    match format {
        Format::Date => &[Fault::Form, Fault::BadDate],
        Format::File => &[],
        Format::Identifier(kind) => kind.faults(),
    }
}
