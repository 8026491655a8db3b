//! What the lint of a definition finds.

use serde::Serialize;

/// One fault of a definition: where, which rule, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// JSON Pointer into the definition.
    pub pointer: String,
    /// Stable name of the lint rule, e.g. `unknown-keyword`, `missing-words`.
    pub rule: &'static str,
    /// What to do, in English, for those who write definitions.
    pub remedy: String,
}
