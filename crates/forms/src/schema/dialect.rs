//! `$schema` and `$vocabulary` (JSON Schema Core 2020-12, 8.1).

use serde_json::Value;

/// The metaschema of 2020-12.
pub(crate) const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const VOCABULARY: &str = "https://json-schema.org/draft/2020-12/vocab/";

/// Which vocabularies are in force; `core` always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Vocabularies {
    pub applicator: bool,
    pub unevaluated: bool,
    pub validation: bool,
    pub formats: bool,
}

/// Those of 2020-12; `format` is an annotation.
pub(super) const STANDARD: Vocabularies = Vocabularies {
    applicator: true,
    unevaluated: true,
    validation: true,
    formats: false,
};

/// What a metaschema says of vocabularies; without a word it is the standard.
///
/// # Errors
/// A vocabulary that is required and not known.
pub(super) fn vocabularies(metaschema: &Value) -> Result<Vocabularies, String> {
    let Some(named) = metaschema.get("$vocabulary").and_then(Value::as_object) else {
        return Ok(STANDARD);
    };
    let mut found = Vocabularies {
        applicator: false,
        unevaluated: false,
        validation: false,
        formats: false,
    };
    for (name, required) in named {
        match name.strip_prefix(VOCABULARY) {
            Some("core" | "meta-data" | "content" | "format-annotation") => {}
            Some("applicator") => found.applicator = true,
            Some("unevaluated") => found.unevaluated = true,
            Some("validation") => found.validation = true,
            Some("format-assertion") => found.formats = true,
            _ if required != &Value::Bool(true) => {}
            _ => return Err(name.clone()),
        }
    }
    Ok(found)
}

/// The metaschemas of 2020-12 as its authors publish them.
#[cfg(feature = "metaschema")]
pub(super) fn builtin() -> Vec<Value> {
    serde_json::from_str(include_str!("metaschema.json")).unwrap_or_default()
}

/// Left out of this build.
#[cfg(not(feature = "metaschema"))]
pub(super) fn builtin() -> Vec<Value> {
    Vec::new()
}
