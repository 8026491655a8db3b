//! What errors say, and numbers as mathematics has them.

use banshi_contract::FieldError;

use super::*;

fn one(pointer: &str, keyword: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), keyword)]
}

#[test]
fn an_error_stands_where_it_is_wrong() {
    let schema = json!({
        "type": "object",
        "properties": {"a/b": {"items": {"type": "integer", "minimum": 3}}},
        "required": ["name"],
        "additionalProperties": false
    });
    let instance = json!({"a/b": [3, 2, 1.5, "x"], "more": 1});
    assert_eq!(
        errors(&schema, &instance),
        [
            (String::new(), "required"),
            ("/a~1b/1".into(), "minimum"),
            ("/a~1b/2".into(), "type"),
            ("/a~1b/2".into(), "minimum"),
            ("/a~1b/3".into(), "type"),
            ("/more".into(), "additionalProperties"),
        ]
    );
}

#[test]
fn an_error_becomes_one_of_the_contract() {
    let schema = compile(&json!({"required": ["a/b"], "minProperties": 2}));
    let errors = schema.validate(&json!({}), &Regress);
    assert_eq!(errors[0].field(), "/a~1b");
    assert_eq!(errors[1].field(), "");
    let error: FieldError = errors[1].clone().into();
    assert_eq!(error.keyword, "minProperties");
    assert_eq!(json!(error.params), json!({"limit": 2, "got": 0}));
    let error: FieldError = errors[0].clone().into();
    assert_eq!(json!(error.params), json!({"property": "a/b"}));
}

#[test]
fn types_are_named_as_the_schema_does() {
    let schema = compile(&json!({"properties": {
        "a": {"type": "string"}, "b": {"type": ["string", "null"]}
    }}));
    let errors = schema.validate(&json!({"a": 1, "b": 1}), &Regress);
    assert_eq!(errors[0].param("expected"), Some(&json!("string")));
    assert_eq!(
        errors[1].param("expected"),
        Some(&json!(["null", "string"]))
    );
}

#[test]
fn the_nearest_branch_is_shown() {
    let schema = compile(&json!({"oneOf": [
        {"properties": {"kind": {"const": "a"}, "n": {"type": "integer"}}, "required": ["kind"]},
        {"properties": {"kind": {"const": "b"}, "n": {"minimum": 5}}, "required": ["kind"]},
    ]}));
    let errors = schema.validate(&json!({"kind": "b", "n": 1}), &Regress);
    assert_eq!(errors.len(), 1);
    assert_eq!(
        (errors[0].keyword, errors[0].pointer.as_str()),
        ("oneOf", "")
    );
    let nearest: Vec<_> = errors[0]
        .nearest
        .iter()
        .map(|e| (e.pointer.as_str(), e.keyword))
        .collect();
    assert_eq!(nearest, [("/n", "minimum")]);
    let both = compile(&json!({"oneOf": [true, {}]})).validate(&json!(1), &Regress);
    assert_eq!(both[0].param("matched"), Some(&json!(2)));
    assert!(both[0].nearest.is_empty());
}

#[test]
fn numbers_are_exact() {
    for (value, step, fits) in [
        (json!(0.3), json!(0.1), true),
        (json!(19.99), json!(0.01), true),
        (json!(4.35), json!(0.01), true),
        (json!(0.35), json!(0.1), false),
        (json!(1e300), json!(7), false),
        (json!(7e300), json!(7), true),
        (json!(u64::MAX), json!(5), true),
        (json!(u64::MAX), json!(2), false),
        (json!(5e-324), json!(1e308), false),
        (json!(1e308), json!(5e-324), true),
        (json!(-9), json!(3), true),
        (json!(0), json!(1e-300), true),
    ] {
        let found = errors(&json!({"multipleOf": step}), &value).is_empty();
        assert_eq!(found, fits, "{value} by {step}");
    }
    // 2^53 and its neighbour are one `f64`.
    let limit = json!({"maximum": 9_007_199_254_740_992_u64});
    assert_eq!(
        errors(&limit, &json!(9_007_199_254_740_993_u64)),
        one("", "maximum")
    );
    assert!(errors(&json!({"const": 1}), &json!(1.0)).is_empty());
    assert!(errors(&json!({"const": [{"a": -0.0}]}), &json!([{"a": 0}])).is_empty());
    assert!(errors(&json!({"exclusiveMinimum": -0.1}), &json!(-0.01)).is_empty());
    assert_eq!(
        errors(&json!({"minimum": 10}), &json!(9.99)),
        one("", "minimum")
    );
    assert_eq!(
        errors(&json!({"minLength": 1e308}), &json!("x")),
        one("", "minLength")
    );
    assert!(errors(&json!({"maxLength": 1e308}), &json!("x")).is_empty());
}

#[test]
fn lengths_count_characters() {
    // A rare character beyond the basic plane is one.
    assert!(errors(&json!({"maxLength": 2}), &json!("𠮷野")).is_empty());
    assert!(errors(&json!({"pattern": "^.{2}$"}), &json!("𠮷野")).is_empty());
}

#[test]
fn equal_items_are_found_whatever_their_writing() {
    let schema = compile(&json!({"uniqueItems": true}));
    let errors = schema.validate(
        &json!([{"a": 1, "b": [2]}, 7, {"b": [2.0], "a": 1.0}]),
        &Regress,
    );
    assert_eq!(
        errors[0].params,
        [("first", json!(0)), ("second", json!(2))]
    );
    assert!(!schema.is_valid(&json!([0, -0.0]), &Regress));
    assert!(schema.is_valid(&json!([1, true, "1", [1], {"1": 1}]), &Regress));
}

#[test]
fn unknown_formats_and_keywords_are_annotations() {
    let schema = json!({"format": "cn-postcode", "x-order": 5, "contentMediaType": "image/png"});
    assert!(errors(&schema, &json!("x")).is_empty());
    let schema = json!({"format": "date"});
    assert_eq!(errors(&schema, &json!("2023-02-29")), one("", "format"));
    let options = Options {
        formats: false,
        ..Options::default()
    };
    let schema = Schema::compile(&schema, &[], &Regress, &options).unwrap();
    assert!(schema.is_valid(&json!("2023-02-29"), &Regress));
}

#[test]
fn what_is_evaluated_is_not_said_twice() {
    let schema = json!({
        "allOf": [{"properties": {"a": {"type": "integer"}}}],
        "unevaluatedProperties": false
    });
    assert_eq!(errors(&schema, &json!({"a": "x"})), one("/a", "type"));
    assert_eq!(
        errors(&schema, &json!({"b": "x"})),
        one("/b", "unevaluatedProperties")
    );
}
