//! One language's words.

use std::collections::BTreeMap;

use super::{K, NAMES};

/// The words of a language, by key.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Its tag.
    pub language: String,
    words: BTreeMap<String, String>,
}

impl Catalogue {
    /// Reads a locale file; none when it is not a flat JSON object of strings.
    #[must_use]
    pub fn parse(language: &str, json: &str) -> Option<Self> {
        Some(Self {
            language: language.to_owned(),
            words: serde_json::from_str(json).ok()?,
        })
    }

    /// The words of a key. A key that a stale file lacks shows its own name, never nothing.
    #[must_use]
    pub fn words(&self, key: K) -> &str {
        let name = name(key);
        self.words.get(name).map_or(name, String::as_str)
    }

    /// The words with `{name}` replaced; with a plural form, that form or `other`.
    #[must_use]
    pub fn filled(&self, key: K, form: Option<&str>, values: &[(&str, &str)]) -> String {
        let words = form
            .and_then(|form| {
                [form, "other"]
                    .iter()
                    .find_map(|form| self.words.get(&format!("{}.{form}", name(key))))
            })
            .map_or_else(|| self.words(key), String::as_str);
        fill(words, values)
    }
}

fn name(key: K) -> &'static str {
    NAMES.get(key as usize).copied().unwrap_or_default()
}

fn fill(words: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) => {
                match values.iter().find(|(n, _)| *n == name) {
                    Some((_, value)) => out.push_str(value),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                }
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once_and_unknown_ones_stay() {
        assert_eq!(fill("a {x} b {y} {", &[("x", "{y}")]), "a {y} b {y} {");
        assert_eq!(fill("没有", &[("x", "1")]), "没有");
    }

    #[test]
    fn the_names_are_sorted_as_the_keys_are_numbered() {
        assert!(NAMES.is_sorted());
    }
}
