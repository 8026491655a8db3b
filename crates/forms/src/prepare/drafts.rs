//! Schemas of older drafts in the words of 2020-12, with the order of their properties.
//! Only places where a schema stands are looked at.

use serde_json::{Map, Value, json};

use super::ordered::Ordered;
use crate::schema::{CHILD, CHILDREN, DIALECT, NAMED, longest};

/// Longest texts that are asked for where no limit is said.
const USUAL: usize = 2_000;

/// How old a schema is.
#[derive(Clone, Copy, Debug, Default)]
struct Draft {
    /// 4: bounds that are exclusive are said by true, a name by `id`.
    four: bool,
    /// Up to 7: what stands beside `$ref` does not count.
    lonely: bool,
    /// Up to 2019-09: lists of schemas stand in `items`.
    lists: bool,
}

fn draft(schema: &Ordered) -> Draft {
    let Some(Ordered::Plain(Value::String(name))) = schema.member("$schema") else {
        return Draft::default();
    };
    let is = |number: &str| name.contains(number);
    Draft {
        four: is("draft-04"),
        lonely: is("draft-04") || is("draft-06") || is("draft-07"),
        lists: is("draft-0") || is("2019-09"),
    }
}

/// The schema of a form.
pub(super) fn translate(schema: &Ordered) -> Value {
    let draft = draft(schema);
    let mut out = read(schema, draft);
    if let (true, Some(map)) = (draft.lists, out.as_object_mut()) {
        map.insert("$schema".into(), DIALECT.into());
    }
    out
}

fn read(schema: &Ordered, draft: Draft) -> Value {
    let Ordered::Object(members) = schema else {
        return schema.value();
    };
    let lonely = draft.lonely && schema.member("$ref").is_some();
    let mut out = Map::new();
    for (name, value) in members {
        if lonely && !beside_reference(name) {
            continue;
        }
        let read_all = |list: &[Ordered]| list.iter().map(|one| read(one, draft)).collect();
        let inside = match (name.as_str(), value) {
            ("items", Ordered::List(list)) => {
                out.insert("prefixItems".into(), read_all(list));
                continue;
            }
            ("additionalItems", value) if draft.lists => {
                if let Some(Ordered::List(_)) = schema.member("items") {
                    out.insert("items".into(), read(value, draft));
                }
                continue;
            }
            ("dependencies", Ordered::Object(named)) => {
                depend(named, draft, &mut out);
                continue;
            }
            ("id", Ordered::Plain(Value::String(id))) if draft.four => {
                out.insert("$id".into(), id.as_str().into());
                continue;
            }
            (name, value) if CHILD.contains(&name) => read(value, draft),
            (name, Ordered::List(list)) if CHILDREN.contains(&name) => read_all(list),
            (name, Ordered::Object(named)) if NAMED.contains(&name) => {
                let named = named.iter();
                Value::Object(named.map(|(k, v)| (k.clone(), read(v, draft))).collect())
            }
            _ => value.value(),
        };
        out.insert(name.clone(), inside);
    }
    if draft.four {
        exclusive(&mut out, "exclusiveMinimum", "minimum");
        exclusive(&mut out, "exclusiveMaximum", "maximum");
    }
    if let Some(Ordered::Object(properties)) = schema.member("properties")
        && !out.contains_key("x-order")
    {
        let names = properties
            .iter()
            .map(|(name, _)| Value::from(name.as_str()));
        out.insert("x-order".into(), names.collect());
    }
    bound(&mut out);
    Value::Object(out)
}

/// What people are told of a schema that only refers to another one.
fn beside_reference(name: &str) -> bool {
    matches!(
        name,
        "$ref" | "title" | "description" | "default" | "$schema" | "definitions" | "$defs"
    ) || name.starts_with("x-")
}

fn depend(named: &[(String, Ordered)], draft: Draft, out: &mut Map<String, Value>) {
    for (name, value) in named {
        let (keyword, value) = match value {
            Ordered::List(_) => ("dependentRequired", value.value()),
            schema => ("dependentSchemas", read(schema, draft)),
        };
        let into = out.entry(keyword).or_insert_with(|| json!({}));
        if let Some(into) = into.as_object_mut() {
            into.insert(name.clone(), value);
        }
    }
}

fn exclusive(out: &mut Map<String, Value>, exclusive: &str, bound: &str) {
    match out.get(exclusive) {
        Some(Value::Bool(true)) => {
            let limit = out.remove(bound);
            out.remove(exclusive);
            out.extend(limit.map(|limit| (exclusive.to_owned(), limit)));
        }
        Some(Value::Bool(false)) => {
            out.remove(exclusive);
        }
        _ => {}
    }
}

/// A pattern that is only cheap for short texts gets a limit that is short enough: where
/// a form is filled in, nobody counts again.
fn bound(out: &mut Map<String, Value>) {
    let limit = match out.get("pattern") {
        Some(Value::String(pattern)) => longest(pattern).unwrap_or(USUAL),
        _ => return,
    };
    let asked = out.get("maxLength").and_then(Value::as_u64);
    let asked = asked.map_or(USUAL, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    if limit < asked {
        out.insert("maxLength".into(), limit.into());
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests may fail loudly"
    )]
    use super::*;

    fn translated(text: &str) -> Value {
        translate(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn the_order_of_properties_is_kept() {
        let text = r#"{"properties": {"b": {}, "a": {"properties": {"properties": {}, "d": true}}, "c": {}}}"#;
        let schema = translated(text);
        assert_eq!(schema["x-order"], json!(["b", "a", "c"]));
        assert_eq!(
            schema["properties"]["a"]["x-order"],
            json!(["properties", "d"])
        );
        let own = translated(r#"{"properties": {"b": {}, "a": {}}, "x-order": ["a"]}"#);
        assert_eq!(own["x-order"], json!(["a"]));
        // No schema stands there.
        assert_eq!(
            translated(r#"{"const": {"properties": {"z": 1}}}"#),
            json!({"const": {"properties": {"z": 1}}})
        );
    }

    #[test]
    fn draft_4_says_the_same_in_other_words() {
        let schema = translated(
            r##"{"$schema": "http://json-schema.org/draft-04/schema#", "id": "https://example.org/a",
            "properties": {"a": {"minimum": 1, "exclusiveMinimum": true, "maximum": 5, "exclusiveMaximum": false},
                "b": {"$ref": "#/definitions/b", "maxLength": 3, "title": "B"},
                "c": {"items": [{"type": "string"}, {"type": "number"}], "additionalItems": false}},
            "dependencies": {"a": ["b"], "c": {"required": ["a"]}}}"##,
        );
        let expected = json!({
            "$schema": DIALECT, "$id": "https://example.org/a",
            "properties": {"a": {"exclusiveMinimum": 1, "maximum": 5},
                "b": {"$ref": "#/definitions/b", "title": "B"},
                "c": {"prefixItems": [{"type": "string"}, {"type": "number"}], "items": false}},
            "dependentRequired": {"a": ["b"]}, "dependentSchemas": {"c": {"required": ["a"]}},
            "x-order": ["a", "b", "c"]
        });
        assert_eq!(schema, expected);
    }

    #[test]
    fn texts_are_as_short_as_their_patterns_need() {
        let slow = translated(r#"{"pattern": "\\s+$"}"#);
        let limit = slow["maxLength"].as_u64().map(|limit| limit as usize);
        assert_eq!(limit, longest(r"\s+$").ok().filter(|limit| *limit < USUAL));
        let short = translated(r#"{"pattern": "\\s+$", "maxLength": 10}"#);
        assert_eq!(short["maxLength"], 10);
        assert_eq!(
            translated(r#"{"pattern": "^\\d+$"}"#),
            json!({"pattern": "^\\d+$"})
        );
    }
}
