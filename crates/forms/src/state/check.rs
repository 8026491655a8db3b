//! The gateway's check: the same rules, strict about what does not belong.

use std::sync::Arc;

use banshi_contract::FieldError;
use serde_json::Value;

use super::{Context, State, Trouble, settle::MAX_ROWS, validate};
use crate::{
    Definition,
    definition::{Kind, Shape},
    logic::equal_strict,
    pointer::join,
};

/// Most values in the answers of one form.
const MAX_VALUES: usize = 50_000;
/// Most bytes of text in them.
const MAX_TEXT_BYTES: usize = 1_000_000;
/// Deepest nesting.
const MAX_DEPTH: usize = 16;
/// Beyond so many, the rest is left out.
const MAX_ERRORS: usize = 500;

/// The gateway's full check of answers (a draft's, hidden ones included): strict types,
/// no unknown properties, every rule, locked answers against `context.known`, bounded
/// sizes. Warnings are left out. Never panics, whatever the answers are.
#[must_use]
pub fn check(definition: &Arc<Definition>, context: &Context, answers: &Value) -> Vec<FieldError> {
    examine(definition, context, answers)
        .err()
        .unwrap_or_default()
}

/// [`check`], and then what is handed in: tidied, computed anew, hidden answers left out.
///
/// # Errors
/// What [`check`] finds.
pub fn accept(
    definition: &Arc<Definition>,
    context: &Context,
    answers: &Value,
) -> Result<Value, Vec<FieldError>> {
    examine(definition, context, answers).map(|state| state.submission())
}

fn examine(
    definition: &Arc<Definition>,
    context: &Context,
    answers: &Value,
) -> Result<State, Vec<FieldError>> {
    if !is_bounded(answers) {
        return Err(vec![Trouble::plain("size").at(String::new())]);
    }
    let state = State::build(definition.clone(), context.clone(), answers, false);
    let mut errors = Vec::new();
    let mut walk = Walk {
        definition,
        state: &state,
        errors: &mut errors,
    };
    walk.node(&definition.shape, answers, String::new(), 0);
    for error in state.errors() {
        let said = |e: &FieldError| e.pointer == error.pointer && e.keyword == error.keyword;
        if !errors.iter().any(said) {
            errors.push(error);
        }
    }
    if errors.is_empty() {
        errors = state.whole();
    }
    errors.truncate(MAX_ERRORS);
    if errors.is_empty() {
        Ok(state)
    } else {
        Err(errors)
    }
}

struct Walk<'a> {
    definition: &'a Definition,
    state: &'a State,
    errors: &'a mut Vec<FieldError>,
}

impl Walk<'_> {
    fn say(&mut self, trouble: Trouble, pointer: &str) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(trouble.at(pointer.to_owned()));
        }
    }

    fn node(&mut self, shape: &Shape, value: &Value, pointer: String, row: usize) {
        let definition = self.definition;
        match (shape, value) {
            (Shape::Object(members), Value::Object(map)) => {
                for (name, value) in map {
                    let at = join(&pointer, name);
                    match members.get(name) {
                        Some(shape) => self.node(shape, value, at, row),
                        None => self.say(Trouble::plain("additionalProperties"), &at),
                    }
                }
            }
            (Shape::Group(at), Value::Array(rows)) => {
                if rows.len() > MAX_ROWS {
                    self.say(Trouble::plain("size"), &pointer);
                }
                let Some(group) = definition.groups.get(*at) else {
                    return;
                };
                let held = self.state.rows_in(*at, row);
                for (index, (row, value)) in held.zip(rows).enumerate() {
                    self.node(&group.row, value, format!("{pointer}/{index}"), row);
                }
            }
            (Shape::Group(at), Value::Null) if self.nullable(*at) => {}
            (Shape::Leaf(leaf), value) => self.leaf(*leaf, row, value, &pointer),
            _ => self.say(Trouble::kind("other"), &pointer),
        }
    }

    fn nullable(&self, group: usize) -> bool {
        let group = self.definition.groups.get(group);
        group.is_some_and(|group| group.nullable)
    }

    /// What the state, being lenient, would pass over. Hidden answers are not judged.
    fn leaf(&mut self, at: usize, row: usize, value: &Value, pointer: &str) {
        let Some(leaf) = self.definition.leaves.get(at) else {
            return;
        };
        if !self.state.is_shown(at, row) {
            return;
        }
        if value.is_null() && leaf.nullable {
            return;
        }
        if value.is_null() || matches!(leaf.kind, Kind::Number { .. }) && value.is_string() {
            let expected = match leaf.kind {
                Kind::Text { .. } => "text",
                Kind::Number { integer: true, .. } => "integer",
                Kind::Number { .. } => "number",
                _ => "other",
            };
            self.say(Trouble::kind(expected), pointer);
            return;
        }
        let tidied = validate::tidy(leaf, value, self.state.today);
        if leaf.computed {
            let computed = self.state.answers.pointer(pointer).unwrap_or(&Value::Null);
            if !equal_strict(computed, &tidied) {
                self.say(Trouble::plain("computed"), pointer);
            }
        }
        if self.state.is_locked(at) {
            let known = leaf.prefill.and_then(|p| self.state.known(p));
            let known = known.map(|v| validate::tidy(leaf, v, self.state.today));
            if known.is_some_and(|known| known != tidied) {
                self.say(Trouble::plain("locked"), pointer);
            }
        }
    }
}

/// Whether it is small and flat enough to be looked at at all. Without recursion, since
/// it is what protects all that recurses.
pub(super) fn is_bounded(value: &Value) -> bool {
    let (mut values, mut bytes) = (0, 0);
    let mut open = vec![(value, 0)];
    while let Some((value, depth)) = open.pop() {
        values += 1;
        match value {
            Value::String(text) => bytes += text.len(),
            Value::Array(items) => open.extend(items.iter().map(|v| (v, depth + 1))),
            Value::Object(map) => {
                bytes += map.keys().map(String::len).sum::<usize>();
                open.extend(map.values().map(|v| (v, depth + 1)));
            }
            _ => {}
        }
        if values + open.len() > MAX_VALUES || bytes > MAX_TEXT_BYTES || depth > MAX_DEPTH {
            return false;
        }
    }
    true
}
