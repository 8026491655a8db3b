//! One language's words.

use std::collections::BTreeMap;

use banshi_contract::{FromJson, json};

use super::K;
use super::keys::COUNT;

/// The words of a language, by key.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Its tag.
    pub language: String,
    /// By the number of the key; where there are plural forms, the form `other`.
    words: Vec<String>,
    /// The other plural forms, under `<number of the key>.<form>`.
    forms: BTreeMap<String, String>,
}

impl Catalogue {
    /// Reads a locale file (`locales/pack.rs` tells its shape); none when it is no such
    /// file, or one of other keys than these.
    #[must_use]
    pub fn parse(language: &str, json: &str) -> Option<Self> {
        let mut pack = json::parse(json)?;
        let [words, forms] = pack.as_array_mut()?.as_mut_slice() else {
            return None;
        };
        let words = Vec::<String>::from_json(words)?;
        let forms = FromJson::from_json(forms)?;
        (words.len() == COUNT).then(|| Self {
            language: language.to_owned(),
            words,
            forms,
        })
    }

    /// The words of a key.
    #[must_use]
    pub fn words(&self, key: K) -> &str {
        self.words
            .get(key as usize)
            .map_or_else(Default::default, String::as_str)
    }

    /// The words with `{name}` replaced; with a plural form, that form or `other`.
    #[must_use]
    pub fn filled(&self, key: K, form: Option<&str>, values: &[(&str, &str)]) -> String {
        let words = form
            .and_then(|form| self.forms.get(&format!("{}.{form}", key as usize)))
            .map_or_else(|| self.words(key), String::as_str);
        fill(words, values)
    }
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
    use crate::i18n::NAMES;

    #[test]
    fn placeholders_are_filled_once_and_unknown_ones_stay() {
        assert_eq!(fill("a {x} b {y} {", &[("x", "{y}")]), "a {y} b {y} {");
        assert_eq!(fill("没有", &[("x", "1")]), "没有");
    }

    #[test]
    fn the_names_are_sorted_as_the_keys_are_numbered() {
        assert!(NAMES.is_sorted());
        assert_eq!(NAMES.len(), COUNT);
    }
}
