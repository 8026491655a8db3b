//! Every error has words.

use std::collections::BTreeSet;

use super::*;
use crate::{ERROR_KEYS, error_words};

#[test]
fn keys_are_distinct_and_have_their_parameters() {
    let keys: BTreeSet<_> = ERROR_KEYS.iter().map(|(key, _)| key).collect();
    assert_eq!(keys.len(), ERROR_KEYS.len());
}

#[test]
fn every_possible_error_has_a_key_of_its_own() {
    let mut forms = vec![load(&small())];
    forms.extend(samples::all());
    for definition in forms {
        let errors = definition.possible_errors();
        assert!(errors.len() > definition.rules.len());
        for error in errors {
            let words = error_words(&error);
            assert_ne!(words.key, "error.other", "{error:?}");
            let (_, names) = ERROR_KEYS
                .iter()
                .find(|(key, _)| *key == words.key)
                .unwrap();
            assert_eq!(words.params.len(), names.len(), "{error:?}");
            if error.keyword == "rule" {
                for language in ["zh-CN", "en"] {
                    assert!(definition.message(&error, language).is_some());
                }
            }
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
    assert_eq!(length.key, "error.format.resident-id.length");
    assert_eq!(
        length.params,
        [
            ("expected".into(), "18".into()),
            ("got".into(), "17".into())
        ]
    );
    assert_eq!(error_words(&error("made-up", json!({}))).key, "error.other");
    assert_eq!(
        error_words(&error("required", json!({}))).key,
        "error.required.fill"
    );
}
