//! Patterns outside a browser.

use super::pattern::{BadPattern, Pattern, Patterns};

/// The crate `regress`: ECMAScript patterns, here always with the flag `u`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Regress;

struct Compiled(::regress::Regex);

impl Pattern for Compiled {
    fn is_match(&self, text: &str) -> bool {
        self.0.find(text).is_some()
    }
}

impl Patterns for Regress {
    fn compile(&self, source: &str) -> Result<Box<dyn Pattern>, BadPattern> {
        match ::regress::Regex::with_flags(source, "u") {
            Ok(regex) => Ok(Box::new(Compiled(regex))),
            Err(_) => Err(BadPattern::Syntax),
        }
    }
}
