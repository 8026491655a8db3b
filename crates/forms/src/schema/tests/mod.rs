#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

mod errors;
mod hostile;
mod patterns;
mod refused;

use serde_json::{Value, json};

use super::*;

fn compile(schema: &Value) -> Schema {
    Schema::compile(schema, &[], &Regress, &Options::default()).unwrap()
}

/// Pointer and keyword of each error.
fn errors(schema: &Value, instance: &Value) -> Vec<(String, &'static str)> {
    let errors = compile(schema).validate(instance, &Regress);
    errors.into_iter().map(|e| (e.pointer, e.keyword)).collect()
}

/// Pointer and rule of the first finding.
fn refusal(schema: &Value) -> (String, &'static str) {
    match Schema::compile(schema, &[], &Regress, &Options::default()) {
        Err(findings) => (findings[0].pointer.clone(), findings[0].rule),
        Ok(_) => panic!("{schema} was taken"),
    }
}
