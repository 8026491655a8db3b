//! Schemas and instances: verdict and errors agree, each error points into the instance
//! and names a keyword that has words. The input is `[schema, instance]`.

use banshi_forms::schema::{KEYWORDS, Regress, Schema, SchemaError};
use serde_json::Value;

use crate::{pair, schema::options};

pub use crate::schema::WORDS;

/// An instance, judged.
pub fn run(data: &[u8]) {
    let Some((schema, instance)) = pair(data) else {
        return;
    };
    if let Ok(compiled) = Schema::compile(&schema, &[], &Regress, &options()) {
        judge(&compiled, &instance);
    }
}

/// Judges both ways.
pub(crate) fn judge(schema: &Schema, instance: &Value) {
    let errors = schema.validate(instance, &Regress);
    // Stopping at the first error may come before a budget runs out.
    let cut = errors.iter().any(|error| error.keyword == "too-much");
    let valid = schema.is_valid(instance, &Regress);
    assert!(
        cut || valid == errors.is_empty(),
        "verdict {valid}, errors {errors:?}"
    );
    assert_eq!(
        errors,
        schema.validate(instance, &Regress),
        "judged twice, another answer"
    );
    errors.iter().for_each(|error| hold(error, instance));
}

fn hold(error: &SchemaError, instance: &Value) {
    assert!(KEYWORDS.contains(&error.keyword), "{}", error.keyword);
    assert!(
        instance.pointer(&error.pointer).is_some(),
        "{} is nowhere in the instance",
        error.pointer
    );
    error.nearest.iter().for_each(|error| hold(error, instance));
}
