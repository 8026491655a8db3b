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

/// Notes a fault of the definition. Without the feature `lint` neither the place nor the
/// remedy is worked out: that a definition is faulty is all that is told then.
macro_rules! find {
    ($loader:expr, $pointer:expr, $rule:expr, $remedy:expr $(,)?) => {{
        #[cfg(feature = "lint")]
        $loader.find($pointer, $rule, $remedy);
        #[cfg(not(feature = "lint"))]
        {
            $loader.faulty = true;
        }
    }};
}

/// A fault of an expression, likewise.
macro_rules! fault {
    ($pointer:expr, $rule:expr, $remedy:expr $(,)?) => {{
        #[cfg(feature = "lint")]
        let (pointer, remedy) = (String::from($pointer), String::from($remedy));
        #[cfg(not(feature = "lint"))]
        let (pointer, remedy) = (String::new(), String::new());
        $crate::Finding {
            pointer,
            rule: $rule,
            remedy,
        }
    }};
}
