//! Nothing hangs and nothing overflows the stack, whatever comes in.

use std::time::{Duration, Instant};

use super::*;

/// A debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

fn in_time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let done = work();
    let took = began.elapsed();
    assert!(took < PATIENCE, "{what} took {took:?}");
    done
}

fn is_too_much(schema: &Value, instance: &Value) {
    let schema = compile(schema);
    let errors = in_time("validation", || schema.validate(instance, &Regress));
    assert!(
        errors.iter().any(|e| e.keyword == "too-much"),
        "{} errors",
        errors.len()
    );
    assert!(!in_time("verdict", || schema.is_valid(instance, &Regress)));
}

fn nested(levels: usize, around: impl Fn(Value) -> Value) -> Value {
    (0..levels).fold(json!({}), |inner, _| around(inner))
}

#[test]
fn deep_and_large_schemas_are_refused() {
    assert_eq!(refusal(&nested(200, |s| json!({"not": s}))).1, "too-deep");
    let wide: Vec<Value> = (0..500_000).map(|_| json!(1)).collect();
    assert_eq!(refusal(&json!({"enum": wide})).1, "too-much");
    assert_eq!(
        refusal(&json!({"description": "x".repeat(9_000_000)})).1,
        "too-much"
    );
}

#[test]
fn a_large_form_is_taken() {
    let fields = (0..5_000).map(|n| {
        let field = json!({"type": "string", "maxLength": 20, "pattern": format!("^a{{1,{}}}$", n % 50 + 1)});
        (format!("f{n}"), field)
    });
    let schema = json!({"properties": fields.collect::<serde_json::Map<_, _>>()});
    let schema = in_time("compiling", || compile(&schema));
    assert_eq!(schema.size(), 5_003);
    let answers: serde_json::Map<_, _> =
        (0..5_000).map(|n| (format!("f{n}"), json!("b"))).collect();
    let errors = in_time("validation", || {
        schema.validate(&Value::Object(answers), &Regress)
    });
    assert_eq!(errors.len(), 5_000);
}

#[test]
fn references_that_double_are_cut_off() {
    let mut defs = serde_json::Map::new();
    for n in 0..40 {
        let next = json!({"$ref": format!("#/$defs/d{}", n + 1)});
        defs.insert(format!("d{n}"), json!({"allOf": [next, next]}));
    }
    defs.insert("d40".into(), json!({"type": "string"}));
    is_too_much(&json!({"$ref": "#/$defs/d0", "$defs": defs}), &json!(1));
}

#[test]
fn deep_instances_and_recursion_are_cut_off() {
    // Several levels of schema for each of the instance.
    let schema = json!({"anyOf": [{"allOf": [{"not": {"not": {"items": {"$ref": "#"}}}}]}]});
    let instance = (0..120).fold(json!([]), |inner, _| json!([inner]));
    is_too_much(&schema, &instance);
    let shallow = (0..60).fold(json!([]), |inner, _| json!([inner]));
    assert!(compile(&schema).is_valid(&shallow, &Regress));
}

#[test]
fn many_errors_are_cut_off() {
    let schema = compile(&json!({"items": {"type": "string"}}));
    let errors = schema.validate(&json!(vec![1; 50_000]), &Regress);
    assert_eq!(errors.len(), 10_001);
    assert_eq!(errors[10_000].keyword, "too-much");
}

#[test]
fn many_unique_items_don_t_take_the_square() {
    let schema = compile(&json!({"uniqueItems": true}));
    let mut items: Vec<Value> = (0..100_000).map(|n| json!({"id": n})).collect();
    assert!(in_time("unique", || schema.is_valid(&json!(items), &Regress)));
    items.push(json!({"id": 5.0}));
    assert!(!schema.is_valid(&json!(items), &Regress));
}

#[test]
fn a_long_enum_over_a_long_list_is_cut_off() {
    let long: Vec<Value> = (0..3_000).map(|n| json!(n)).collect();
    let choices: Vec<Value> = (0..2_000).map(|n| json!(n + 5_000)).collect();
    is_too_much(
        &json!({"enum": [1], "items": {"enum": choices}}),
        &json!([long.clone(), long].concat()),
    );
}

#[test]
fn a_text_that_is_too_long_for_its_pattern_is_wrong_everywhere() {
    let long = json!("x".repeat(20_000));
    for schema in [
        json!({"pattern": "^x+$"}),
        json!({"not": {"pattern": "^y+$"}}),
        json!({"if": {"pattern": "^y+$"}, "then": true, "else": true}),
    ] {
        is_too_much(&schema, &long);
    }
    let named = [("x".repeat(20_000), json!(1))].into_iter().collect();
    is_too_much(
        &json!({"patternProperties": {"^y": true}}),
        &Value::Object(named),
    );
}

#[test]
fn patterns_are_part_of_the_budget() {
    // Each text is allowed; thousands of them are too much.
    let worst = json!("x".repeat(1_400));
    let items: Vec<Value> = (0..3_000).map(|_| worst.clone()).collect();
    is_too_much(&json!({"items": {"pattern": r"\w+$"}}), &json!(items));
}

#[test]
fn numbers_without_bounds_don_t_hang() {
    let schema = json!({"multipleOf": 1e-320, "minimum": -1e308, "maxItems": 1e308});
    assert!(in_time("numbers", || errors(&schema, &json!(1.797e308)).is_empty()));
}

#[test]
fn long_names_are_not_written_down_again_and_again() {
    let long = "x".repeat(1_000_000);
    let inner: serde_json::Map<_, _> = (0..5_000).map(|n| (format!("f{n}"), json!({}))).collect();
    let schema = json!({"properties": {long.as_str(): {"properties": inner}}});
    assert_eq!(in_time("names", || refusal(&schema)).1, "too-much");
    let answers: serde_json::Map<_, _> = (0..5_000).map(|n| (format!("f{n}"), json!(1))).collect();
    let deep = json!({"additionalProperties": {"additionalProperties": {"type": "string"}}});
    is_too_much(&deep, &json!({ long: answers }));
}

#[test]
fn many_resources_and_anchors_are_refused() {
    let many = |f: &dyn Fn(usize) -> Value| -> Value {
        let defs: serde_json::Map<_, _> = (0..2_000).map(|n| (format!("d{n}"), f(n))).collect();
        json!({ "$defs": defs })
    };
    assert_eq!(
        refusal(&many(&|n| json!({"$id": format!("r{n}")}))).1,
        "too-much"
    );
    assert_eq!(
        refusal(&many(&|n| json!({"$dynamicAnchor": format!("r{n}")}))).1,
        "too-much"
    );
    let long = json!({"$id": "x".repeat(3_000)});
    assert_eq!(refusal(&long).1, "too-much");
}
