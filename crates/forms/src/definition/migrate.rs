//! Brings answers of older versions of a form up to date.

use serde_json::Value;

use crate::pointer;

/// From one version to the next.
#[derive(Debug)]
pub(super) struct Migration {
    pub from: u32,
    pub steps: Vec<Step>,
}

#[derive(Debug)]
pub(super) enum Step {
    Move(String, String),
    Remove(String),
    Set(String, Value),
}

impl Step {
    pub(super) fn read(value: &Value) -> Option<Self> {
        let (name, argument) = value.as_object().filter(|m| m.len() == 1)?.iter().next()?;
        let is_pointer = |text: &&str| text.starts_with('/');
        match (name.as_str(), argument) {
            ("remove", Value::String(at)) if at.starts_with('/') => Some(Self::Remove(at.clone())),
            ("move", Value::Array(pair)) => match pair.as_slice() {
                [from, to] => Some(Self::Move(
                    from.as_str().filter(is_pointer)?.to_owned(),
                    to.as_str().filter(is_pointer)?.to_owned(),
                )),
                _ => None,
            },
            ("set", Value::Array(pair)) => match pair.as_slice() {
                [at, value] => Some(Self::Set(
                    at.as_str().filter(is_pointer)?.to_owned(),
                    value.clone(),
                )),
                _ => None,
            },
            _ => None,
        }
    }
}

pub(super) fn migrate(
    migrations: &[Migration],
    from: u32,
    to: u32,
    mut answers: Value,
) -> Result<Value, u32> {
    for version in from..to {
        let migration = migrations
            .iter()
            .find(|m| m.from == version)
            .ok_or(version)?;
        for step in &migration.steps {
            match step {
                Step::Move(from, to) => {
                    if let Some(value) = pointer::remove(&mut answers, from) {
                        pointer::set(&mut answers, to, value);
                    }
                }
                Step::Remove(at) => {
                    pointer::remove(&mut answers, at);
                }
                Step::Set(at, value) => {
                    pointer::set(&mut answers, at, value.clone());
                }
            }
        }
    }
    // A newer draft than this form knows cannot be read safely.
    if from > to { Err(from) } else { Ok(answers) }
}
