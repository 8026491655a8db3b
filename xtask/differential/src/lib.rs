//! The engines judged twice. Case by case, from a number alone, this writes what an
//! engine was asked and what it answered, a line each; built natively and as
//! WebAssembly it has to write the same, byte for byte. Natively patterns run on
//! `regress`, in WebAssembly on the `RegExp` of whoever runs it, with the page's own
//! code: so the two engines of patterns are compared as well.

mod dice;
mod identifiers;
mod logic;
mod patterns;
#[cfg(target_arch = "wasm32")]
#[path = "../../../src/browser/regexp.rs"]
mod regexp;
mod schemas;
mod values;

#[cfg(not(target_arch = "wasm32"))]
use banshi_forms::schema::Regress as Engine;
#[cfg(target_arch = "wasm32")]
use regexp::BrowserPatterns as Engine;

use dice::Dice;

/// What is compared.
pub const KINDS: [&str; 4] = ["schema", "pattern", "logic", "identifier"];

/// The lines of `count` cases of a kind, from the one of this number on.
#[must_use]
#[cfg_attr(
    target_arch = "wasm32",
    wasm_bindgen::prelude::wasm_bindgen(js_name = report)
)]
pub fn report(kind: &str, first: u32, count: u32) -> String {
    let mut out = String::new();
    for number in first..first.saturating_add(count) {
        let mut dice = Dice::new(kind, number);
        let (asked, answered) = match kind {
            "schema" => schemas::case(&mut dice),
            "pattern" => patterns::case(&mut dice),
            "logic" => logic::case(&mut dice),
            _ => identifiers::case(&mut dice),
        };
        out.push_str(&format!("{kind} {number}\t{asked}\t{answered}\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_the_same_whenever_it_is_asked_for() {
        for kind in KINDS {
            let all = report(kind, 0, 40);
            assert_eq!(all.lines().count(), 40);
            let later: Vec<&str> = all.lines().skip(30).collect();
            assert_eq!(report(kind, 30, 10).lines().collect::<Vec<_>>(), later);
        }
    }

    /// Cases that all end the same way would compare nothing.
    #[test]
    fn cases_end_in_every_way() {
        let count = |kind, what: &str| {
            let lines = report(kind, 0, 1000);
            lines.lines().filter(|line| line.contains(what)).count()
        };
        for (kind, what) in [
            ("schema", "refused"),
            ("schema", "\"valid\":true"),
            ("schema", "\"valid\":false"),
            ("schema", "\"nearest\":[{"),
            ("pattern", "slow-pattern"),
            ("pattern", "bad-pattern"),
            ("pattern", "1"),
            ("logic", "\tnull"),
            ("logic", "\ttrue"),
            ("logic", "unknown-operator"),
            ("identifier", "check-digit"),
            ("identifier", "\"warning\":null"),
            ("identifier", "unknown-region"),
        ] {
            let found = count(kind, what);
            assert!((5..1000).contains(&found), "{kind} {what}: {found}");
        }
    }
}
