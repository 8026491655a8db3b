//! Schemas nobody wrote: a schema is refused with findings or compiled, and then judges
//! whatever it is given in bounded time. The input is a schema; it is its own instance.

use banshi_forms::schema::{Options, Regress, Schema};
use serde_json::Value;

use crate::instance::judge;

/// Keywords, and values that mean something to them.
pub const WORDS: &[&str] = &[
    "$schema",
    "$id",
    "$ref",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$defs",
    "$vocabulary",
    "type",
    "enum",
    "const",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
    "required",
    "dependentRequired",
    "anyOf",
    "oneOf",
    "not",
    "allOf",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "properties",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
    "prefixItems",
    "items",
    "unevaluatedItems",
    "unevaluatedProperties",
    "#",
    "#/$defs/a",
    "#a",
    "a",
    "b",
    "other",
    "https://json-schema.org/draft/2020-12/schema",
    "string",
    "number",
    "integer",
    "object",
    "array",
    "boolean",
    "null",
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
    "2024-02-29",
    "P1Y2M",
    "::1",
    "a@b.cn",
    "^a+$",
    "(a|b)*c",
    r"^\d{17}[\dX]$",
    r"\p{Lu}",
    "(?<n>a)\\k<n>",
    "(?=a)(?!b)",
    "(?<=a)b",
    "[^\\w-]",
    "a{2,5}?",
    "𠮷",
    "~1",
    "%25",
];

/// A schema, taken or refused.
pub fn run(data: &[u8]) {
    let Ok(schema) = serde_json::from_slice::<Value>(data) else {
        return;
    };
    match Schema::compile(&schema, &[], &Regress, &options()) {
        Ok(compiled) => judge(&compiled, &schema),
        Err(findings) => {
            assert!(!findings.is_empty(), "refused without a finding");
            for finding in findings {
                assert!(!finding.rule.is_empty() && !finding.remedy.is_empty());
            }
        }
    }
}

/// As usual, but for less patience: a budget that is used up is nothing new after a
/// fiftieth of it.
pub(crate) fn options() -> Options {
    Options {
        max_steps: 200_000,
        max_errors: 1_000,
        ..Options::default()
    }
}
