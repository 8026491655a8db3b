//! From an error to its words: stable message keys and what they need.

use banshi_contract::FieldError;
use serde_json::Value;

/// Every key that [`error_words`] can answer with, one a line: a page has words for
/// each. A key is the keyword of the error, and behind dots what else tells its words
/// from others: how an answer is asked for, what was expected, which things are counted,
/// the format and the reason. One text and no list: a list weighs twice as much.
pub const ERROR_KEYS: &str = "\
other
required
required.fill
required.choose
required.choose-some
required.upload
required.state
required.rows
type
type.text
type.string
type.number
type.integer
enum
const
minLength
maxLength
minimum
maximum
exclusiveMinimum
exclusiveMaximum
multipleOf
minItems
minItems.rows
minItems.files
maxItems
maxItems.rows
maxItems.files
uniqueItems
unique
contains
minContains
maxContains
minProperties
maxProperties
dependentRequired
accept
maxBytes
rule
then
else
dependentSchemas
locked
computed
additionalProperties
unevaluatedProperties
false
$ref
allOf
properties
patternProperties
propertyNames
prefixItems
items
unevaluatedItems
anyOf
oneOf
not
pattern
size
too-much
format
format.date
format.email
format.uri
format.uri-reference
format.time
format.date-time
format.duration
format.uuid
format.ipv4
format.ipv6
format.json-pointer
format.regex
format.date.form
format.date.bad-date
format.resident-id.length
format.resident-id.characters
format.resident-id.bad-date
format.resident-id.future-date
format.resident-id.check-digit
format.resident-id.unknown-region
format.residence-permit.length
format.residence-permit.characters
format.residence-permit.bad-date
format.residence-permit.future-date
format.residence-permit.check-digit
format.residence-permit.prefix
format.hk-macao-travel-permit.length
format.hk-macao-travel-permit.prefix
format.hk-macao-travel-permit.characters
format.taiwan-travel-permit.length
format.taiwan-travel-permit.characters
format.foreign-id.length
format.foreign-id.prefix
format.foreign-id.characters
format.foreign-id.bad-date
format.foreign-id.future-date
format.foreign-id.check-digit
format.passport.length
format.passport.prefix
format.passport.characters
format.foreign-passport.length
format.foreign-passport.characters
format.uscc.length
format.uscc.characters
format.uscc.check-digit
format.organisation-code.length
format.organisation-code.characters
format.organisation-code.organisation-check-digit
format.cn-mobile.length
format.cn-mobile.characters
format.cn-mobile.prefix
format.cn-mobile.unassigned
format.cn-landline.form
format.cn-phone.form
format.cn-phone.unassigned
format.cn-postcode.length
format.cn-postcode.characters
format.email.form
format.plate.length
format.plate.province
format.plate.characters
format.plate.form
format.bank-card.length
format.bank-card.characters
format.bank-card.card-check-digit
format.person-name.length
format.person-name.characters
format.person-name.dot
format.person-name.private-use";

/// The words of an error: a key of [`ERROR_KEYS`] and its parameters as text.
/// The page adds the question's label as it likes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorWords {
    /// One of [`ERROR_KEYS`].
    pub key: &'static str,
    /// Which of them, from 0.
    pub number: usize,
    /// Names and values for the message.
    pub params: Vec<(String, String)>,
}

/// Finds the key of an error's words. Any error has one (`other` at last), also one that
/// another back end made up. Ask `Definition::message` first: a definition may bring its
/// own words.
#[must_use]
pub fn error_words(error: &FieldError) -> ErrorWords {
    let (number, key) = find(&key_of(error))
        .or_else(|| find(&error.keyword))
        .unwrap_or((0, "other"));
    let readable = |(name, value): (&String, &Value)| (name.clone(), readable(error, value));
    let mut params: Vec<_> = error.params.iter().map(readable).collect();
    if let Some(example) = key.strip_prefix("format.").and_then(example) {
        params.push(("example".to_owned(), example.to_owned()));
    }
    ErrorWords {
        key,
        number,
        params,
    }
}

fn find(wanted: &str) -> Option<(usize, &'static str)> {
    let mut keys = ERROR_KEYS.split('\n').enumerate();
    keys.find(|(_, key)| *key == wanted)
}

fn key_of(error: &FieldError) -> String {
    let param = |name: &str| error.params.get(name);
    let mut key = error.keyword.clone();
    match key.as_str() {
        // A statement to agree to is the constant `true`.
        "const" if param("expected").is_none_or(|value| *value == true) => {
            return "required.state".to_owned();
        }
        "minItems"
            if param("what").is_some_and(|what| what == "rows")
                && param("got").is_some_and(|got| *got == 0) =>
        {
            return "required.rows".to_owned();
        }
        _ => {}
    }
    for name in ["how", "expected", "what", "format", "reason"] {
        if let Some(Value::String(part)) = param(name) {
            key.push('.');
            key.push_str(part);
        }
    }
    key
}

/// What an answer of a format of JSON Schema looks like that people seldom write.
fn example(format: &str) -> Option<&'static str> {
    Some(match format {
        "time" => "08:30:00+08:00",
        "date-time" => "2026-01-31T08:30:00+08:00",
        "duration" => "P1Y6M",
        "uuid" => "123e4567-e89b-12d3-a456-426614174000",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "json-pointer" => "/name/0",
        "regex" => "^[0-9]+$",
        _ => return None,
    })
}

/// A parameter as people read it: media types as `PDF / JPG`, bytes as `10 MB`.
fn readable(error: &FieldError, value: &Value) -> String {
    const MEGABYTE: f64 = 1_048_576.0;
    match value {
        Value::Array(items) if error.keyword == "accept" => {
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
            let tenths = (n.as_f64().unwrap_or(0.0) / MEGABYTE * 10.0).round() as u64;
            let mut words = (tenths / 10).to_string();
            if !tenths.is_multiple_of(10) {
                words.push('.');
                words.push_str(&(tenths % 10).to_string());
            }
            words.push_str(" MB");
            words
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether it only warns: shown, never holding anyone up (`params.severity` is
/// `warning`).
#[must_use]
pub fn is_warning(error: &FieldError) -> bool {
    error.params.get("severity").and_then(Value::as_str) == Some("warning")
}
