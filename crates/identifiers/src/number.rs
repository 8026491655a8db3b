//! The number of a document, kept out of logs.

use crate::{Identifier, mask_list};

/// A number as it is written on its document: no spaces, capitals. `Debug` shows it
/// masked, since such numbers have no business in a log; `Display` shows it whole.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number {
    text: String,
    kind: Identifier,
}

impl Number {
    pub(crate) fn new(kind: Identifier, text: String) -> Self {
        Self { text, kind }
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whose kind of number it is.
    #[must_use]
    pub fn kind(&self) -> Identifier {
        self.kind
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::fmt::Debug for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}({})",
            self.kind.name(),
            mask_list(self.kind, &self.text)
        )
    }
}
