//! Schemas that are refused, and what they are told.

use super::*;

#[test]
fn malformed_keywords_are_named() {
    for (schema, pointer, rule) in [
        (json!(7), "", "bad-type"),
        (json!({"type": "text"}), "/type", "bad-type"),
        (json!({"minLength": -1}), "/minLength", "bad-type"),
        (json!({"maxItems": 1.5}), "/maxItems", "bad-type"),
        (json!({"minimum": "1"}), "/minimum", "bad-type"),
        (json!({"multipleOf": 0}), "/multipleOf", "bad-type"),
        (json!({"required": "a"}), "/required", "bad-type"),
        (json!({"required": [1]}), "/required", "bad-type"),
        (json!({"enum": "a"}), "/enum", "bad-type"),
        (json!({"uniqueItems": 1}), "/uniqueItems", "bad-type"),
        (json!({"properties": []}), "/properties", "bad-type"),
        (json!({"properties": {"a": 5}}), "/properties/a", "bad-type"),
        (json!({"items": [{}]}), "/items", "bad-type"),
        (json!({"anyOf": []}), "/anyOf", "bad-type"),
        (json!({"$ref": 5}), "/$ref", "bad-type"),
        (json!({"pattern": "("}), "/pattern", "bad-pattern"),
        (
            json!({"patternProperties": {"[": {}}}),
            "/patternProperties/[",
            "bad-pattern",
        ),
        (json!({"pattern": "(a+)+$"}), "/pattern", "slow-pattern"),
        (
            json!({"pattern": r"^\p{Klingon}$"}),
            "/pattern",
            "bad-pattern",
        ),
        (json!({"$ref": "#/$defs/a"}), "/$ref", "unknown-reference"),
        (
            json!({"$ref": "https://example.org/a"}),
            "/$ref",
            "unknown-reference",
        ),
        (
            json!({"$schema": "http://json-schema.org/draft-07/schema#"}),
            "/$schema",
            "unknown-dialect",
        ),
    ] {
        assert_eq!(refusal(&schema), (pointer.to_owned(), rule), "{schema}");
    }
    let any = Options {
        any_dialect: true,
        ..Options::default()
    };
    let old = json!({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"});
    assert!(Schema::compile(&old, &[], &Regress, &any).is_ok());
}

#[test]
fn a_finding_in_a_resource_names_it() {
    let resource = json!({"$defs": {"a": {"type": "text"}}});
    let resources = [("https://example.org/r", &resource)];
    let root = json!({"$ref": "https://example.org/r#/$defs/a"});
    let findings = Schema::compile(&root, &resources, &Regress, &Options::default()).unwrap_err();
    assert_eq!(findings[0].pointer, "https://example.org/r#/$defs/a/type");
}

#[test]
fn a_required_vocabulary_must_be_known() {
    let metaschema = json!({"$vocabulary": {"https://example.org/vocabulary": true}});
    let root = json!({"$schema": "https://example.org/meta"});
    let resources = [("https://example.org/meta", &metaschema)];
    let findings = Schema::compile(&root, &resources, &Regress, &Options::default()).unwrap_err();
    assert_eq!(findings[0].rule, "unknown-vocabulary");
}

#[test]
fn loops_that_stay_in_place_are_refused() {
    for schema in [
        json!({"$ref": "#"}),
        json!({"allOf": [{"$ref": "#"}]}),
        json!({"not": {"anyOf": [true, {"$ref": "#"}]}}),
        json!({"if": {"$ref": "#/else"}, "else": {"oneOf": [{"$ref": "#"}]}}),
        json!({"dependentSchemas": {"a": {"$ref": "#"}}}),
        json!({"$dynamicAnchor": "a", "$dynamicRef": "#a"}),
        json!({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}),
    ] {
        assert_eq!(refusal(&schema).1, "reference-loop", "{schema}");
    }
    let tree = json!({"properties": {"children": {"items": {"$ref": "#"}}}, "additionalProperties": false});
    assert_eq!(
        errors(&tree, &json!({"children": [{"children": [{"x": 1}]}]})),
        [(
            "/children/0/children/0/x".to_owned(),
            "additionalProperties"
        )]
    );
}
