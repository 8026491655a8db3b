//! Schemas and instances: what is found wrong with the schema, or the verdict and every
//! error of each instance.

use banshi_forms::schema::{Options, Schema, SchemaError};
use serde_json::{Map, Value, json};

use crate::{Dice, Engine, patterns, values};

const DEPTH: usize = 4;
const TYPES: [&str; 7] = [
    "null", "boolean", "object", "array", "number", "string", "integer",
];
const FORMATS: [&str; 14] = [
    "date",
    "time",
    "date-time",
    "duration",
    "email",
    "uri",
    "uuid",
    "ipv4",
    "ipv6",
    "json-pointer",
    "regex",
    "resident-id",
    "no-such",
    "date",
];
/// What makes a validation long or a schema strange.
const HOSTILE: [&str; 8] = [
    r##"{"$ref":"#"}"##,
    r##"{"$ref":"#/$defs/no-such"}"##,
    r##"{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]}"##,
    r#"{"minLength":-1}"#,
    r#"{"maxItems":1.0,"minLength":4294967297}"#,
    r#"{"type":"text"}"#,
    r#"{"multipleOf":0}"#,
    r#"{"required":["a","a"]}"#,
];

/// A schema with three instances.
pub fn case(dice: &mut Dice) -> (String, String) {
    let schema = root(dice);
    let instances: Vec<Value> = (0..3).map(|_| values::value(dice, 3)).collect();
    let asked = json!([schema, instances]).to_string();
    // Few steps, so that some cases use them up.
    let options = Options {
        max_steps: if dice.once_in(9) { 12 } else { 100_000 },
        max_errors: if dice.once_in(9) { 1 } else { 100 },
        ..Options::default()
    };
    let answered = match Schema::compile(&schema, &[], &Engine, &options) {
        Err(findings) => json!({"refused": findings}),
        Ok(schema) => {
            let judged = instances.iter().map(|instance| {
                let errors = schema.validate(instance, &Engine);
                json!({
                    "valid": schema.is_valid(instance, &Engine),
                    "errors": errors.iter().map(told).collect::<Vec<_>>(),
                })
            });
            json!({"size": schema.size(), "judged": judged.collect::<Vec<_>>()})
        }
    };
    (asked, answered.to_string())
}

fn told(error: &SchemaError) -> Value {
    let params = error.params.iter();
    json!({
        "pointer": error.pointer,
        "keyword": error.keyword,
        "params": params.map(|(name, value)| json!([name, value])).collect::<Vec<_>>(),
        "nearest": error.nearest.iter().map(told).collect::<Vec<_>>(),
    })
}

fn root(dice: &mut Dice) -> Value {
    let mut root = match schema(dice, DEPTH) {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    let mut defs = Map::new();
    for name in ["a", "b"] {
        let def = match schema(dice, 2) {
            Value::Object(mut map) => {
                map.insert("$dynamicAnchor".into(), json!(name));
                Value::Object(map)
            }
            other => other,
        };
        defs.insert(name.into(), def);
    }
    root.insert("$defs".into(), Value::Object(defs));
    Value::Object(root)
}

fn schema(dice: &mut Dice, depth: usize) -> Value {
    if dice.once_in(60) {
        return serde_json::from_str(dice.of(&HOSTILE)).unwrap_or_default();
    }
    let mut schema = Map::new();
    for _ in 0..dice.below(4) {
        keyword(dice, depth, &mut schema);
    }
    match schema.is_empty() && dice.once_in(4) {
        true => json!(!dice.once_in(4)),
        false => Value::Object(schema),
    }
}

fn schemas(dice: &mut Dice, depth: usize) -> Value {
    let count = dice.below(3).saturating_add(1);
    (0..count).map(|_| schema(dice, depth)).collect()
}

fn named(dice: &mut Dice, depth: usize, by_pattern: bool) -> Value {
    let mut map = Map::new();
    for _ in 0..dice.below(4) {
        let name = match by_pattern {
            true => patterns::pattern(dice, 1),
            false => values::name(dice).to_owned(),
        };
        map.insert(name, schema(dice, depth));
    }
    Value::Object(map)
}

fn names(dice: &mut Dice) -> Value {
    let mut names: Vec<&str> = (0..dice.below(3)).map(|_| values::name(dice)).collect();
    names.sort_unstable();
    names.dedup();
    json!(names)
}

fn keyword(dice: &mut Dice, depth: usize, schema_of: &mut Map<String, Value>) {
    let deeper = depth.saturating_sub(1);
    let (name, value) = match dice.below(if depth == 0 { 12 } else { 32 }) {
        0 => ("type", json!(dice.of(&TYPES))),
        1 => (
            "type",
            json!(["null", dice.of(TYPES.get(1..).unwrap_or_default())]),
        ),
        2 => ("enum", (0..3).map(|_| values::value(dice, 1)).collect()),
        3 => ("const", values::value(dice, 2)),
        4 => {
            let bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
            (dice.of(&bounds), values::number(dice))
        }
        5 => {
            let steps = ["1", "2", "0.1", "0.01", "3", "1e-7", "1.5", "7e-300"];
            let step = serde_json::from_str(dice.of(&steps)).unwrap_or_default();
            ("multipleOf", step)
        }
        6 => (dice.of(&["minLength", "maxLength"]), json!(dice.below(4))),
        7 => {
            let counts = ["minItems", "maxItems", "minProperties", "maxProperties"];
            (dice.of(&counts), json!(dice.below(4)))
        }
        8 => ("pattern", json!(patterns::pattern(dice, 2))),
        9 => ("required", names(dice)),
        10 => ("uniqueItems", json!(true)),
        11 => ("format", json!(dice.of(&FORMATS))),
        12 => (
            "dependentRequired",
            json!({values::name(dice): names(dice)}),
        ),
        13 | 14 => ("properties", named(dice, deeper, false)),
        15 => ("patternProperties", named(dice, deeper, true)),
        16 => ("additionalProperties", schema(dice, deeper)),
        17 => ("propertyNames", schema(dice, deeper)),
        18 => ("prefixItems", schemas(dice, deeper)),
        19 => ("items", schema(dice, deeper)),
        20 => ("contains", schema(dice, deeper)),
        21 => (
            dice.of(&["minContains", "maxContains"]),
            json!(dice.below(3)),
        ),
        22..=24 => (dice.of(&["allOf", "anyOf", "oneOf"]), schemas(dice, deeper)),
        25 => ("not", schema(dice, deeper)),
        26 => (dice.of(&["if", "then", "else"]), schema(dice, deeper)),
        27 => ("dependentSchemas", named(dice, deeper, false)),
        28 => ("unevaluatedProperties", schema(dice, deeper)),
        29 => ("unevaluatedItems", schema(dice, deeper)),
        30 => (
            "$ref",
            json!(dice.of(&["#/$defs/a", "#/$defs/b", "#a", "#"])),
        ),
        _ => ("$dynamicRef", json!(dice.of(&["#a", "#b"]))),
    };
    schema_of.insert(name.to_owned(), value);
}
