//! The engine tried as a whole.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

mod arbitrary;
mod counted;
mod crossed;
mod formats;
mod government;
mod history;
mod hostile;
mod lint;
mod nested;
mod region;
mod rows;
mod samples;
mod state;
mod words;

use std::sync::Arc;

use banshi_contract::FieldError;
use serde_json::{Value, json};

use crate::{Context, Definition, Edit, State};

const TODAY: &str = "2026-11-23";
/// Invented numbers with valid check digits; the first is the example of GB 11643.
const WOMAN_1949: &str = "11010519491231002X";
const MAN_1978: &str = "110101197811200014";
const GIRL_2015: &str = "110101201503080021";
const USCC: &str = "11440100696927671X";

fn words(text: &str) -> Value {
    json!({"zh-CN": text, "en": text})
}

fn context() -> Context {
    Context {
        today: TODAY.into(),
        ..Context::default()
    }
}

/// A small form with one of everything that the tests below need.
fn small() -> Value {
    json!({
        "id": "small", "version": 2, "serviceId": "small", "title": words("小表"),
        "schema": {
            "type": "object",
            "required": ["about", "children", "done"],
            "properties": {
                "about": {
                    "type": "object", "required": ["name", "married"], "x-order": ["name", "number", "married"],
                    "properties": {
                        "name": {"type": "string", "title": words("姓名"), "format": "person-name"},
                        "number": {"type": "string", "title": words("号码"), "format": "resident-id"},
                        "married": {"type": "boolean", "title": words("已婚")},
                        "spouse": {"type": "string", "title": words("配偶"), "format": "person-name"},
                        "income": {"type": "number", "title": words("收入"), "minimum": 0, "maximum": 1000},
                        "tax": {"type": "number", "title": words("税"), "x-widget": "money"}
                    }
                },
                "address": {
                    "type": "object", "required": ["street"],
                    "properties": {
                        "street": {"type": "string", "title": words("街道"), "minLength": 3, "maxLength": 10,
                            "x-messages": {"minLength": words("至少{limit}个字")}},
                        "postcode": {"type": "string", "title": words("邮编"), "format": "cn-postcode"}
                    }
                },
                "children": {
                    "type": "array", "title": words("子女"), "minItems": 1, "maxItems": 3,
                    "items": {
                        "type": "object", "required": ["name", "school"],
                        "properties": {
                            "name": {"type": "string", "title": words("姓名")},
                            "pupil": {"type": "boolean", "title": words("在读")},
                            "school": {"type": "string", "title": words("学校")},
                            "nick": {"type": "string", "title": words("全名")}
                        }
                    }
                },
                "done": {"type": "boolean", "const": true, "title": words("属实")}
            }
        },
        "pages": [
            {"id": "about", "title": words("您"), "fields": ["/about/name", "/about/number", "/about/married",
                {"at": "/about/spouse", "visibleIf": {"==": [{"var": "about.married"}, true]}},
                "/about/income", "/about/tax"]},
            {"id": "address", "title": words("住址"), "fields": ["/address"]},
            {"id": "children", "title": words("子女"), "each": "/children",
                "visibleIf": {"!!": [{"var": "about.spouse"}]},
                "item": {"label": words("子女"), "title": {"var": "./name"}, "fields": ["/name", "/pupil",
                    {"at": "/school", "visibleIf": {"var": "./pupil"}}, "/nick"]}},
            {"id": "done", "title": words("完"), "fields": ["/done"]}
        ],
        "rules": [
            {"id": "other-name", "assert": {"!=": [{"var": "about.name"}, {"var": "about.spouse"}]}, "at": ["/about/spouse", "/about/name"]},
            {"id": "twins", "each": "/children", "at": ["/name"], "severity": "warning",
                "assert": {"<=": [{"reduce": [{"filter": [{"var": "children"}, {"==": [{"var": "name"}, {"var": "./name"}]}]}, {"+": [{"var": "accumulator"}, 1]}, 0]}, 1]}}
        ],
        "compute": [
            {"to": "/about/tax", "value": {"if": [{"!": [{"var": "about.income"}]}, null, {"*": [{"var": "about.income"}, 0.1]}]}},
            {"each": "/children", "to": "/nick", "value": {"if": [{"var": "./name"}, {"cat": [{"var": "about.name"}, "-", {"var": "./name"}]}, null]}}
        ],
        "prefill": [
            {"to": "/about/name", "from": "person.name", "locked": true},
            {"to": "/address/street", "from": "person.domicile"}
        ],
        "messages": {
            "zh-CN": {"rule.other-name": "配偶的姓名不同", "rule.twins": "同名", "/about/income.maximum": "最多{limit}元"},
            "en": {"rule.other-name": "not the same name", "rule.twins": "same name", "/about/income.maximum": "at most {limit}"}
        },
        "migrations": [{"from": 1, "steps": [{"move": ["/name", "/about/name"]}, {"remove": "/old"}, {"set": ["/about/married", false]}]}]
    })
}

fn load(value: &Value) -> Arc<Definition> {
    Arc::new(Definition::from_json(value).unwrap_or_else(|findings| panic!("{findings:#?}")))
}

fn start() -> State {
    State::new(load(&small()), context(), json!({}))
}

fn set(state: &mut State, at: &str, value: Value) -> crate::Changes {
    let changes = state.apply(Edit::Set {
        at: at.into(),
        value,
    });
    assert!(changes.accepted, "{at}");
    changes
}

fn said(errors: &[FieldError]) -> Vec<(&str, &str)> {
    errors
        .iter()
        .map(|e| (e.pointer.as_str(), e.keyword.as_str()))
        .collect()
}

fn page_ids(state: &State) -> Vec<String> {
    state.pages().into_iter().map(|page| page.id).collect()
}
