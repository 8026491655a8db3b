//! Definitions that would take too long, or too much room, are refused or bounded.

use std::time::{Duration, Instant};

use super::crossed::bare;
use super::*;

/// Loads it, in bounded time, and tells what was found.
fn loaded(schema: Value) -> Vec<&'static str> {
    let start = Instant::now();
    let found = Definition::from_json(&bare(schema));
    let took = start.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
    match found {
        Ok(definition) => {
            let _ = State::new(Arc::new(definition), context(), json!({})).submit();
            Vec::new()
        }
        Err(findings) => findings.iter().map(|finding| finding.rule).collect(),
    }
}

#[test]
fn references_that_grow_are_bounded() {
    // Each schema twice the one before it.
    let mut defs = serde_json::Map::new();
    for n in 0..60 {
        let next = json!({"$ref": format!("#/$defs/d{}", n + 1)});
        let twice = json!({"allOf": [next.clone(), {"allOf": [next]}], "properties": {format!("p{n}"): {"type": "string"}}});
        defs.insert(format!("d{n}"), twice);
    }
    defs.insert("d60".into(), json!({"type": "object"}));
    assert_eq!(
        loaded(json!({"type": "object", "$ref": "#/$defs/d0", "$defs": defs})),
        [""; 0]
    );
    // Objects in themselves, ten times each.
    let own: serde_json::Map<_, _> = (0..10)
        .map(|n| (format!("p{n}"), json!({"$ref": "#"})))
        .collect();
    let found = loaded(json!({"type": "object", "properties": own}));
    assert_eq!(found.first(), Some(&"too-much"), "{found:?}");
    // With a question, and once: as deep as objects may be.
    let schema = json!({"type": "object", "properties": {"name": {"type": "string"}, "child": {"$ref": "#"}}});
    let definition = load(&bare(schema));
    assert_eq!(definition.notes()[0].rule, "too-much");
    assert_eq!(definition.leaves.len(), 8);
    // Conditions in conditions.
    let mut nested = json!({"properties": {"x": {"type": "string"}}});
    for n in 0..40 {
        let when = json!({"required": [format!("a{n}")]});
        nested = json!({"if": when, "then": nested.clone(), "properties": {format!("a{n}"): {"type": "string"}}});
    }
    nested["type"] = json!("object");
    assert_eq!(loaded(nested), [""; 0]);
}

#[test]
fn branches_that_multiply_are_bounded() {
    // Every pair of branches has members that the others have not.
    let branches: Vec<Value> = (0..400)
        .map(|n| {
            let members: serde_json::Map<_, _> = (0..100)
                .map(|m| (format!("b{n}m{m}"), json!({"type": "string"})))
                .collect();
            json!({"properties": members})
        })
        .collect();
    let found = loaded(json!({"type": "object", "oneOf": branches}));
    assert_eq!(found.first(), Some(&"too-much"), "{found:?}");
    let mut deep = json!({"properties": {"x": {"type": "string"}}});
    for n in 0..7 {
        let other = json!({"properties": {format!("y{n}"): {"type": "string"}}});
        let inner =
            json!({"properties": {"next": deep.clone(), format!("n{n}"): {"type": "string"}}});
        deep = json!({"oneOf": [inner.clone(), other, {"properties": {"next": deep}}]});
    }
    deep["type"] = json!("object");
    loaded(deep);
}

#[test]
fn patterns_that_backtrack_are_refused() {
    let schema = |pattern: &str| json!({"type": "object", "properties": {"a": {"type": "string", "pattern": pattern}}});
    assert_eq!(loaded(schema("^(a+)+$")), ["slow-pattern"]);
    assert_eq!(loaded(schema("^[a-z]+$")), [""; 0]);
}

#[test]
fn a_schema_of_many_words_is_refused() {
    let properties: serde_json::Map<_, _> = (0..6_000)
        .map(|n| (format!("p{n}"), json!({"type": "string"})))
        .collect();
    let found = loaded(json!({"type": "object", "properties": properties, "required": ["p5999"]}));
    assert_eq!(found.first(), Some(&"too-much"), "{found:?}");
}
