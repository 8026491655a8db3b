//! Every error has words.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::schema::{KEYWORDS, Options, Regress, Schema};
use crate::{ERROR_KEYS, error_words};

/// The words themselves; `src/wizard/words.rs` says which key has which.
const FILES: [&str; 2] = [
    include_str!("../../../../locales/zh-CN/error.json"),
    include_str!("../../../../locales/en/error.json"),
];

fn keys() -> Vec<&'static str> {
    ERROR_KEYS.split('\n').collect()
}

#[test]
fn keys_are_distinct() {
    let distinct: BTreeSet<_> = keys().into_iter().collect();
    assert_eq!(distinct.len(), keys().len());
    assert_eq!(keys()[0], "other");
    assert!(!distinct.contains(""));
}

#[test]
fn every_possible_error_has_a_key_of_its_own() {
    let mut forms = vec![load(&small()), load(&formats::form())];
    forms.extend(samples::all());
    let mut unused: BTreeSet<_> = keys().into_iter().collect();
    unused.retain(|key| key.matches('.').count() == 2);
    for definition in forms {
        let errors = definition.possible_errors();
        assert!(errors.len() > definition.rules.len());
        for error in errors {
            let words = error_words(&error);
            assert_ne!(words.key, "other", "{error:?}");
            assert_eq!(keys()[words.number], words.key);
            unused.remove(words.key);
            if error.keyword == "format" {
                let text = |name: &str| error.params[name].as_str().unwrap();
                let own = format!("format.{}.{}", text("format"), text("reason"));
                assert_eq!(words.key, own);
            }
            if error.keyword == "rule" {
                for language in ["zh-CN", "en"] {
                    assert!(definition.message(&error, language).is_some());
                }
            }
        }
    }
    assert_eq!(unused, BTreeSet::new(), "keys of formats that nobody gives");
}

#[test]
fn every_keyword_of_a_schema_has_words() {
    let error = |keyword: &str, params: Value| FieldError {
        pointer: String::new(),
        keyword: keyword.into(),
        params: params.as_object().unwrap().clone(),
    };
    for keyword in KEYWORDS {
        let words = error_words(&error(keyword, json!({"expected": "something"})));
        assert_eq!(words.key, keyword);
    }
    let yes = error_words(&error("const", json!({"expected": true})));
    assert_eq!(yes.key, "required.state");
    let kinds = [("string", "type.string"), ("boolean", "type")];
    for (kind, key) in kinds {
        assert_eq!(
            error_words(&error("type", json!({"expected": kind}))).key,
            key
        );
    }
    let formats = [
        "date",
        "time",
        "date-time",
        "duration",
        "email",
        "uri",
        "uri-reference",
        "uuid",
        "ipv4",
        "ipv6",
        "json-pointer",
        "regex",
    ];
    for format in formats {
        let schema = json!({"format": format});
        let schema = Schema::compile(&schema, &[], &Regress, &Options::default()).unwrap();
        let found = schema.validate(&json!("[ 1~2"), &Regress);
        assert_eq!(found.len(), 1, "{format}");
        let words = error_words(&found[0].clone().into());
        assert_eq!(words.key, format!("format.{format}"));
        let named = !matches!(format, "date" | "email" | "uri" | "uri-reference");
        let example = words.params.iter().find(|(name, _)| name == "example");
        assert_eq!(example.is_some(), named, "{format}");
        if let Some((_, example)) = example {
            assert!(schema.is_valid(&json!(example), &Regress), "{example}");
        }
    }
    let unknown = error_words(&error("format", json!({"format": "made-up"})));
    assert_eq!(unknown.key, "format");
}

/// What the engine is asked to report here is all that it can.
#[test]
fn the_keywords_of_the_schema_engine_are_those_it_reports() {
    let cases = [
        (json!(false), json!(1)),
        (json!({"type": "string"}), json!(1)),
        (json!({"enum": [2]}), json!(1)),
        (json!({"const": 2}), json!(1)),
        (json!({"multipleOf": 2}), json!(1)),
        (json!({"minimum": 2}), json!(1)),
        (json!({"maximum": 0}), json!(1)),
        (json!({"exclusiveMinimum": 1}), json!(1)),
        (json!({"exclusiveMaximum": 1}), json!(1)),
        (json!({"minLength": 2}), json!("a")),
        (json!({"maxLength": 0}), json!("a")),
        (json!({"pattern": "b"}), json!("a")),
        (json!({"format": "date"}), json!("a")),
        (json!({"minItems": 2}), json!([1])),
        (json!({"maxItems": 0}), json!([1])),
        (json!({"uniqueItems": true}), json!([1, 1])),
        (json!({"contains": {"const": 2}}), json!([1])),
        (json!({"contains": true, "minContains": 2}), json!([1])),
        (json!({"contains": true, "maxContains": 1}), json!([1, 2])),
        (json!({"minProperties": 2}), json!({"a": 1})),
        (json!({"maxProperties": 0}), json!({"a": 1})),
        (json!({"required": ["b"]}), json!({"a": 1})),
        (json!({"dependentRequired": {"a": ["b"]}}), json!({"a": 1})),
        (json!({"anyOf": [false]}), json!(1)),
        (json!({"oneOf": [true, true]}), json!(1)),
        (json!({"not": true}), json!(1)),
        (json!({"allOf": [false]}), json!(1)),
        (json!({"if": true, "then": false}), json!(1)),
        (json!({"if": false, "else": false}), json!(1)),
        (json!({"dependentSchemas": {"a": false}}), json!({"a": 1})),
        (
            json!({"$ref": "#/$defs/n", "$defs": {"n": false}}),
            json!(1),
        ),
        (json!({"properties": {"a": false}}), json!({"a": 1})),
        (json!({"patternProperties": {"a": false}}), json!({"a": 1})),
        (json!({"additionalProperties": false}), json!({"a": 1})),
        (json!({"propertyNames": false}), json!({"a": 1})),
        (json!({"prefixItems": [false]}), json!([1])),
        (json!({"items": false}), json!([1])),
        (json!({"unevaluatedItems": false}), json!([1])),
        (json!({"unevaluatedProperties": false}), json!({"a": 1})),
    ];
    let mut reported = BTreeSet::new();
    for (schema, instance) in cases {
        let schema = Schema::compile(&schema, &[], &Regress, &Options::default()).unwrap();
        reported.extend(
            schema
                .validate(&instance, &Regress)
                .iter()
                .map(|e| e.keyword),
        );
    }
    let short = Options {
        max_steps: 1,
        ..Options::default()
    };
    let schema = Schema::compile(&json!({"items": {"minimum": 0}}), &[], &Regress, &short).unwrap();
    reported.extend(
        schema
            .validate(&json!([1, 2]), &Regress)
            .iter()
            .map(|e| e.keyword),
    );
    assert_eq!(reported, BTreeSet::from(KEYWORDS));
}

/// Plain sentences that say what to do, not what a program found.
#[test]
fn no_words_are_of_a_programmer() {
    for file in FILES {
        let words: BTreeMap<String, String> = serde_json::from_str(file).unwrap();
        for (key, text) in words {
            let lower = text.to_lowercase();
            for told in [
                "格式不正确",
                "格式不对",
                "不匹配",
                "正则",
                "does not match",
                "doesn't match",
                "invalid",
                "pattern",
                "schema",
            ] {
                assert!(!lower.contains(told), "{key}: {text}");
            }
        }
    }
}

/// What only warns asks to look once more.
#[test]
fn warnings_are_hints() {
    for (file, once_more) in FILES.iter().zip(["再核对一遍", "once more"]) {
        let words: BTreeMap<String, String> = serde_json::from_str(file).unwrap();
        for key in [
            "format.unassigned",
            "format.resident-id.unknown-region",
            "format.bank-card.card-check-digit",
            "format.person-name.private-use",
        ] {
            assert!(words[key].contains(once_more), "{}", words[key]);
        }
    }
}

#[test]
fn parameters_are_readable() {
    let error = |keyword: &str, params: Value| FieldError {
        pointer: String::new(),
        keyword: keyword.into(),
        params: params.as_object().unwrap().clone(),
    };
    let accept = error_words(&error(
        "accept",
        json!({"accept": ["application/pdf", "image/jpeg", "image/png"]}),
    ));
    assert_eq!(accept.params[0].1, "PDF / JPG / PNG");
    let size = error_words(&error("maxBytes", json!({"limit": 10_485_760})));
    assert_eq!(size.params[0].1, "10 MB");
    let length = error(
        "format",
        json!({"format": "resident-id", "reason": "length", "expected": 18, "got": 17}),
    );
    let length = error_words(&length);
    assert_eq!(length.key, "format.resident-id.length");
    let param = |name: &str| {
        let found = length.params.iter().find(|(param, _)| param == name);
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!((param("expected"), param("got")), (Some("18"), Some("17")));
    assert_eq!(error_words(&error("made-up", json!({}))).key, "other");
    assert_eq!(error_words(&error("required", json!({}))).key, "required");
    let rows = |got: u32| error_words(&error("minItems", json!({"what": "rows", "got": got}))).key;
    assert_eq!((rows(0), rows(1)), ("required.rows", "minItems.rows"));
}
