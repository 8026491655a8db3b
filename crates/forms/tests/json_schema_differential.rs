//! Our verdicts and those of the crate `jsonschema` on schemas and instances that nobody
//! thought of.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

use std::cell::Cell;

use banshi_forms::schema::{Options, Regress, Schema};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

const CASES: u32 = 10_000;

/// Decisions, one a byte; when they run out everything is the simplest.
struct Decisions<'a>(std::slice::Iter<'a, u8>);

impl Decisions<'_> {
    fn below(&mut self, limit: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or_default()) % limit
    }

    fn of<'t>(&mut self, list: &'t [&'t str]) -> &'t str {
        list[self.below(list.len())]
    }

    fn count(&mut self) -> Value {
        json!(self.below(4))
    }

    fn name(&mut self) -> &'static str {
        self.of(&["a", "b", "c", "ab", "x-1"])
    }

    fn names(&mut self) -> Value {
        let count = self.below(3);
        let mut names: Vec<&str> = (0..count).map(|_| self.name()).collect();
        names.sort_unstable();
        names.dedup();
        json!(names)
    }

    /// Without those that `jsonschema` takes for their binary `f64`: 1e300 is no multiple
    /// of 3.
    fn number(&mut self) -> Value {
        const NUMBERS: [&str; 14] = [
            "0",
            "1",
            "1.0",
            "2",
            "3",
            "-1",
            "1.5",
            "0.1",
            "0.3",
            "-0.0",
            "1e15",
            "18446744073709551615",
            "9007199254740993",
            "-9223372036854775808",
        ];
        serde_json::from_str(self.of(&NUMBERS)).unwrap()
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 5 } else { 8 }) {
            0 => Value::Null,
            1 => json!(self.below(2) == 0),
            2 | 3 => self.number(),
            4 => json!(self.of(&[
                "",
                "a",
                "ab",
                "𠮷a",
                "b1",
                "2024-02-29",
                "2023-02-29",
                "10.0.0.1",
                "x-1"
            ])),
            5 => {
                let count = self.below(4);
                (0..count).map(|_| self.value(depth - 1)).collect()
            }
            _ => {
                let count = self.below(4);
                let members = (0..count).map(|_| (self.name().to_owned(), self.value(depth - 1)));
                Value::Object(members.collect())
            }
        }
    }

    fn schemas(&mut self, depth: usize) -> Value {
        let count = 1 + self.below(3);
        (0..count).map(|_| self.schema(depth)).collect()
    }

    fn named(&mut self, depth: usize, pattern: bool) -> Value {
        let count = self.below(3);
        let members = (0..count).map(|_| {
            let name = if pattern { self.pattern() } else { self.name() };
            (name.to_owned(), self.schema(depth))
        });
        Value::Object(members.collect())
    }

    fn pattern(&mut self) -> &'static str {
        self.of(&["^a", "b$", r"\d", "^.{2}$", "^[a-b]+$", "x-"])
    }

    fn schema(&mut self, depth: usize) -> Value {
        let mut schema = Map::new();
        for _ in 0..self.below(4) {
            self.keyword(depth, &mut schema);
        }
        if schema.is_empty() && self.below(4) == 0 {
            return json!(self.below(3) != 0);
        }
        Value::Object(schema)
    }

    fn keyword(&mut self, depth: usize, schema: &mut Map<String, Value>) {
        let mut set = |name: &str, value: Value| {
            schema.insert(name.to_owned(), value);
        };
        const TYPES: [&str; 7] = [
            "null", "boolean", "object", "array", "number", "string", "integer",
        ];
        match self.below(if depth == 0 { 12 } else { 32 }) {
            0 => set("type", json!(self.of(&TYPES))),
            1 => set("type", json!(["null", self.of(&TYPES[1..])])),
            2 => {
                let list: Vec<Value> = (0..1 + self.below(3)).map(|_| self.value(1)).collect();
                set("enum", json!(list));
            }
            3 => set("const", self.value(2)),
            4 => {
                let name = self.of(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]);
                set(name, self.number());
            }
            5 => {
                let step: Value =
                    serde_json::from_str(self.of(&["1", "2", "0.1", "0.5", "3"])).unwrap();
                set("multipleOf", step);
            }
            6 => set(self.of(&["minLength", "maxLength"]), self.count()),
            7 => set(
                self.of(&["minItems", "maxItems", "minProperties", "maxProperties"]),
                self.count(),
            ),
            8 => set("pattern", json!(self.pattern())),
            9 => set("required", self.names()),
            10 => set("uniqueItems", json!(true)),
            11 => set(
                "format",
                json!(self.of(&["date", "ipv4", "no-such-format"])),
            ),
            12 => set("dependentRequired", json!({ self.name(): self.names() })),
            13 | 14 => set("properties", self.named(depth - 1, false)),
            15 => set("patternProperties", self.named(depth - 1, true)),
            16 => set("additionalProperties", self.schema(depth - 1)),
            17 => set("propertyNames", self.schema(depth - 1)),
            18 => set("prefixItems", self.schemas(depth - 1)),
            19 => set("items", self.schema(depth - 1)),
            20 => {
                set("contains", self.schema(depth - 1));
                if self.below(2) == 0 {
                    set(self.of(&["minContains", "maxContains"]), self.count());
                }
            }
            21..=23 => set(
                self.of(&["allOf", "anyOf", "oneOf"]),
                self.schemas(depth - 1),
            ),
            24 => set("not", self.schema(depth - 1)),
            25 => {
                set("if", self.schema(depth - 1));
                set(self.of(&["then", "else"]), self.schema(depth - 1));
            }
            26 => set("dependentSchemas", self.named(depth - 1, false)),
            27 => set("unevaluatedProperties", self.schema(depth - 1)),
            28 => set("unevaluatedItems", self.schema(depth - 1)),
            29 | 30 => set(
                "$ref",
                json!(self.of(&["#/$defs/a", "#/$defs/b", "#b", "other#/$defs/c", "#"])),
            ),
            _ => set("$dynamicRef", json!("#node")),
        }
    }

    /// A schema with definitions, one of them a resource of its own, and dynamic anchors.
    fn root(&mut self) -> Value {
        let mut root = match self.schema(4) {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let def = |decisions: &mut Self, anchor: Option<(&str, &str)>| {
            let mut def = decisions.schema(2);
            if let (Some(map), Some((keyword, name))) = (def.as_object_mut(), anchor) {
                map.insert(keyword.into(), json!(name));
            }
            def
        };
        let a = def(self, Some(("$dynamicAnchor", "node")));
        let b = match def(self, None) {
            Value::Object(mut map) => {
                map.insert("$anchor".into(), json!("b"));
                Value::Object(map)
            }
            _ => json!({"$anchor": "b"}),
        };
        let c = def(self, None);
        let inner = def(self, Some(("$dynamicAnchor", "node")));
        let other = json!({"$id": "other", "$anchor": "b", "$defs": {"a": inner, "b": {}, "c": c}});
        let mut anchored = json!({"$dynamicAnchor": "node"});
        if let (Value::Object(a), Some(map)) = (a, anchored.as_object_mut()) {
            map.extend(a);
        }
        root.insert("$id".into(), json!("https://example.org/root"));
        root.insert(
            "$schema".into(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        // `other` needs the anchor in any case, else the reference in it is lost.
        let mut other = other;
        other["$defs"]["a"] = match other["$defs"]["a"].take() {
            Value::Object(map) => Value::Object(map),
            _ => json!({"$dynamicAnchor": "node"}),
        };
        root.insert(
            "$defs".into(),
            json!({"a": anchored, "b": b, "other": other}),
        );
        Value::Object(root)
    }
}

#[test]
fn verdicts_agree() {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let (compared, valid) = (Cell::new(0_u32), Cell::new(0_u32));
    let bytes = prop::collection::vec(any::<u8>(), 0..160);
    let result = TestRunner::new(config).run(&bytes, |bytes| {
        let mut decisions = Decisions(bytes.iter());
        let root = decisions.root();
        let instances: Vec<Value> = (0..3).map(|_| decisions.value(3)).collect();
        let ours = match Schema::compile(&root, &[], &Regress, &Options::default()) {
            Ok(ours) => ours,
            // The other engine would not come back.
            Err(findings) if findings[0].rule == "reference-loop" => return Ok(()),
            Err(findings) => return Err(TestCaseError::fail(format!("{root}\n{findings:?}"))),
        };
        let theirs = jsonschema::draft202012::options()
            .should_validate_formats(true)
            .build(&root);
        let theirs = theirs.map_err(|error| TestCaseError::fail(format!("{root}\n{error}")))?;
        for instance in &instances {
            let verdict = ours.is_valid(instance, &Regress);
            let errors = ours.validate(instance, &Regress);
            prop_assert_eq!(
                verdict,
                errors.is_empty(),
                "{} {} {:?}",
                root,
                instance,
                errors
            );
            prop_assert_eq!(
                verdict,
                theirs.is_valid(instance),
                "{} {} {:?}",
                root,
                instance,
                errors
            );
            compared.set(compared.get() + 1);
            valid.set(valid.get() + u32::from(verdict));
        }
        Ok(())
    });
    println!(
        "{} verdicts compared, {} of them valid",
        compared.get(),
        valid.get()
    );
    result.unwrap_or_else(|error| panic!("{error}"));
    assert!(compared.get() > CASES, "hardly anything was compared");
    assert!(valid.get() > compared.get() / 5 && valid.get() < compared.get() * 9 / 10);
}
