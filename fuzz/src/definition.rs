//! Definitions nobody would serve: refused with findings or taken, and then filled in
//! with whatever comes. The input is `[definition, answers]`.

use std::sync::Arc;

use banshi_forms::{Context, Definition, Edit, State, accept, check, error_words};
use serde_json::{Map, Value, json};

use crate::pair;

/// Keys of a definition and of its schema, operators, pointers.
pub const WORDS: &[&str] = &[
    "id",
    "version",
    "serviceId",
    "title",
    "schema",
    "pages",
    "fields",
    "at",
    "each",
    "item",
    "label",
    "visibleIf",
    "rules",
    "assert",
    "severity",
    "warning",
    "error",
    "compute",
    "to",
    "value",
    "prefill",
    "from",
    "locked",
    "messages",
    "migrations",
    "steps",
    "move",
    "keepDraftFor",
    "P60D",
    "zh-CN",
    "en",
    "type",
    "properties",
    "required",
    "items",
    "enum",
    "oneOf",
    "const",
    "format",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "pattern",
    "x-widget",
    "x-messages",
    "x-unique",
    "string",
    "integer",
    "number",
    "boolean",
    "object",
    "array",
    "date",
    "resident-id",
    "cn-mobile",
    "person-name",
    "email",
    "/a",
    "/a/b",
    "/rows",
    "/rows/name",
    "a",
    "b",
    "rows",
    "name",
    "var",
    "./name",
    "../a",
    "if",
    "==",
    "!",
    "and",
    ">",
    "+",
    "filter",
    "some",
    "in",
    "today",
    "yearsBetween",
    "birthDateFromId",
    "person.name",
];

/// Steps of filling in; more show nothing new.
const MOST_EDITS: usize = 24;

/// A definition, taken or refused; answers, checked and typed in.
pub fn run(data: &[u8]) {
    let Some((definition, answers)) = pair(data) else {
        return;
    };
    let definition = match Definition::from_json(&definition) {
        Ok(definition) => Arc::new(definition),
        Err(findings) => {
            assert!(!findings.is_empty(), "refused without a finding");
            return;
        }
    };
    for error in definition.possible_errors() {
        let _ = (error_words(&error), definition.message(&error, "zh-CN"));
    }
    let _ = definition.migrate(definition.version.saturating_sub(1), answers.clone());
    let known: Map<String, Value> = [("person.name".to_owned(), json!("陈静"))]
        .into_iter()
        .collect();
    let context = Context {
        today: "2026-11-23".to_owned(),
        known,
    };
    let errors = check(&definition, &context, &answers);
    match accept(&definition, &context, &answers) {
        Ok(_) => assert!(errors.is_empty(), "accepted with {errors:?}"),
        Err(found) => assert_eq!(found, errors),
    }
    let mut state = State::new(Arc::clone(&definition), context, answers.clone());
    fill_in(&mut state, &answers);
    see(&state);
}

/// Types the answers in one after the other, with what else a person does.
fn fill_in(state: &mut State, answers: &Value) {
    let mut places = Vec::new();
    places_in(answers, String::new(), &mut places);
    for (turn, (at, value)) in places.into_iter().take(MOST_EDITS).enumerate() {
        let edit = match turn % 5 {
            0 => Edit::AddRow { at: at.clone() },
            1 => Edit::Type {
                at: at.clone(),
                text: value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned),
            },
            2 => Edit::Clear { at: at.clone() },
            _ => Edit::Set {
                at: at.clone(),
                value,
            },
        };
        state.apply(edit);
        state.touch(&at);
        if turn % 7 == 6 {
            state.undo();
            see(state);
            state.redo();
        }
    }
    state.submit();
}

fn places_in(value: &Value, at: String, places: &mut Vec<(String, Value)>) {
    if places.len() >= MOST_EDITS {
        return;
    }
    places.push((at.clone(), value.clone()));
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                places_in(value, banshi_forms::pointer::join(&at, name), places);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places_in(value, format!("{at}/{index}"), places);
            }
        }
        _ => {}
    }
}

fn see(state: &State) {
    for page in state.pages() {
        let _ = state.page(&page.id);
    }
    let _ = (
        state.review(),
        state.errors(),
        state.warnings(),
        state.submission(),
    );
}
