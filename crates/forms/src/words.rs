//! From an error to its words: stable message keys and what they need.

use banshi_contract::FieldError;
use serde_json::Value;

/// Every key that [`error_words`] can answer with: a locale file has words for each.
/// Behind the key, the parameters it may use.
pub const ERROR_KEYS: &[(&str, &[&str])] = &[
    ("error.required.fill", &[]),
    ("error.required.choose", &[]),
    ("error.required.choose-some", &[]),
    ("error.required.upload", &[]),
    ("error.required.state", &[]),
    ("error.required.rows", &[]),
    ("error.type.text", &[]),
    ("error.type.number", &[]),
    ("error.type.integer", &[]),
    ("error.type.other", &[]),
    ("error.choice", &[]),
    ("error.length.min", &["limit", "got"]),
    ("error.length.max", &["limit", "got"]),
    ("error.number.min", &["limit"]),
    ("error.number.max", &["limit"]),
    ("error.items.min", &["limit", "got"]),
    ("error.items.max", &["limit", "got"]),
    ("error.rows.min", &["limit", "got"]),
    ("error.rows.max", &["limit", "got"]),
    ("error.rows.duplicate", &["row"]),
    ("error.files.min", &["limit", "got"]),
    ("error.files.max", &["limit", "got"]),
    ("error.file.type", &["accept"]),
    ("error.file.size", &["limit"]),
    ("error.format.date.form", &[]),
    ("error.format.date.bad-date", &[]),
    ("error.format.email.form", &[]),
    ("error.format.resident-id.length", &["expected", "got"]),
    ("error.format.resident-id.characters", &[]),
    ("error.format.resident-id.bad-date", &[]),
    ("error.format.resident-id.future-date", &[]),
    ("error.format.resident-id.check-digit", &[]),
    ("error.format.uscc.length", &["expected", "got"]),
    ("error.format.uscc.characters", &[]),
    ("error.format.uscc.check-digit", &[]),
    ("error.format.cn-mobile.length", &["expected", "got"]),
    ("error.format.cn-mobile.characters", &[]),
    ("error.format.cn-mobile.prefix", &[]),
    ("error.format.cn-mobile.unassigned", &[]),
    ("error.format.cn-phone.form", &[]),
    ("error.format.cn-phone.unassigned", &[]),
    ("error.format.cn-postcode.length", &["expected", "got"]),
    ("error.format.cn-postcode.characters", &[]),
    ("error.format.person-name.length", &["limit", "got"]),
    ("error.format.person-name.characters", &[]),
    ("error.format.person-name.dot", &[]),
    ("error.rule", &[]),
    ("error.locked", &[]),
    ("error.computed", &[]),
    ("error.unknown-field", &[]),
    ("error.too-much", &[]),
    ("error.other", &[]),
];

/// The words of an error: a key of [`ERROR_KEYS`] and its parameters as text.
/// The page adds the question's label as it likes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorWords {
    /// One of [`ERROR_KEYS`].
    pub key: &'static str,
    /// Names and values for the message.
    pub params: Vec<(String, String)>,
}

/// Finds the locale key of an error. Any error has one (`error.other` at last), also
/// one that another back end made up. Ask `Definition::message` first: a definition
/// may bring its own words.
#[must_use]
pub fn error_words(error: &FieldError) -> ErrorWords {
    let wanted = key_of(error);
    let entry = ERROR_KEYS.iter().find(|(key, _)| *key == wanted);
    let (key, names) = entry.copied().unwrap_or(("error.other", &[]));
    let param = |name: &&str| Some(((*name).to_owned(), readable(error, name)?));
    ErrorWords {
        key,
        params: names.iter().filter_map(param).collect(),
    }
}

fn key_of(error: &FieldError) -> String {
    let text = |name: &str| {
        error
            .params
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let items = |bound: &str| match text("what") {
        "rows" if error.params.get("got").is_some_and(|got| got == 0) => {
            "error.required.rows".into()
        }
        "rows" => format!("error.rows.{bound}"),
        "files" => format!("error.files.{bound}"),
        _ => format!("error.items.{bound}"),
    };
    match error.keyword.as_str() {
        "required" if text("how").is_empty() => "error.required.fill".into(),
        "required" => format!("error.required.{}", text("how")),
        "type" => format!("error.type.{}", text("expected")),
        "enum" => "error.choice".into(),
        "const" => "error.required.state".into(),
        "minLength" => "error.length.min".into(),
        "maxLength" => "error.length.max".into(),
        "minimum" => "error.number.min".into(),
        "maximum" => "error.number.max".into(),
        "minItems" => items("min"),
        "maxItems" => items("max"),
        "format" => format!("error.format.{}.{}", text("format"), text("reason")),
        "accept" => "error.file.type".into(),
        "maxBytes" => "error.file.size".into(),
        "unique" => "error.rows.duplicate".into(),
        "rule" => "error.rule".into(),
        "locked" => "error.locked".into(),
        "computed" => "error.computed".into(),
        "additionalProperties" => "error.unknown-field".into(),
        "size" => "error.too-much".into(),
        _ => "error.other".into(),
    }
}

/// A parameter as people read it: media types as `PDF、JPG`, bytes as `10 MB`.
fn readable(error: &FieldError, name: &str) -> Option<String> {
    const MEGABYTE: f64 = 1_048_576.0;
    let value = error.params.get(name)?;
    Some(match value {
        Value::Array(items) => {
            let short = |v: &Value| {
                let kind = v.as_str()?.rsplit('/').next()?;
                Some(if kind == "jpeg" {
                    "JPG".to_owned()
                } else {
                    kind.to_uppercase()
                })
            };
            items
                .iter()
                .filter_map(short)
                .collect::<Vec<_>>()
                .join(" / ")
        }
        Value::Number(n) if error.keyword == "maxBytes" => {
            let megabytes = n.as_f64().unwrap_or(0.0) / MEGABYTE;
            format!("{} MB", (megabytes * 10.0).round() / 10.0)
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}

/// Whether it only warns: shown, never holding anyone up (`params.severity` is
/// `warning`).
#[must_use]
pub fn is_warning(error: &FieldError) -> bool {
    error.params.get("severity").and_then(Value::as_str) == Some("warning")
}
