//! Forms that ask how the person wants the result: only what keeps to the convention
//! reaches the case ([`crate::cases::delivery`]).

use serde_json::Value;

use super::Report;

const AT: &str = "/schema/properties/delivery/properties";
const RULE: &str = "delivery";

/// Checks the object `delivery` of a form, where it has one.
pub(super) fn check(report: &mut Report, form: &Value) {
    let Some(fields) = form.pointer(AT) else {
        return;
    };
    let Some(methods) = fields.get("method").and_then(choices) else {
        let expected = "expected a choice (oneOf) of `collect` and `post`";
        report.add(&format!("{AT}/method"), RULE, expected);
        return;
    };
    for (place, method) in methods.iter().enumerate() {
        match method.get("const").and_then(Value::as_str) {
            Some("collect") if fields.get("window").and_then(choices).is_none() => {
                let expected = "`collect` needs it: a choice (oneOf) of windows";
                report.add(&format!("{AT}/window"), RULE, expected);
            }
            Some("post") if !fields.get("address").is_some_and(is_text) => {
                report.add(&format!("{AT}/address"), RULE, "`post` needs it: a text");
            }
            Some("collect" | "post") => {}
            _ => {
                let at = format!("{AT}/method/oneOf/{place}/const");
                report.add(&at, RULE, "expected `collect` or `post`");
            }
        }
    }
}

fn choices(field: &Value) -> Option<&Vec<Value>> {
    field.get("oneOf")?.as_array()
}

fn is_text(field: &Value) -> bool {
    field.get("type").and_then(Value::as_str) == Some("string")
}
