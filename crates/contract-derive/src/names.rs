//! Names in Rust and on the wire.

use syn::{Ident, ext::IdentExt as _};

/// `r#type` is `type`.
pub fn bare(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// A field, written `like_this`.
pub fn of_field(name: &str, rule: &str) -> Option<String> {
    match rule {
        "camelCase" => Some(joined(name.split('_'))),
        "kebab-case" => Some(name.replace('_', "-")),
        _ => None,
    }
}

/// An arm, written `LikeThis`.
pub fn of_variant(name: &str, rule: &str) -> Option<String> {
    let words = words(name);
    match rule {
        "camelCase" => Some(joined(words.iter().map(String::as_str))),
        "kebab-case" => Some(words.join("-")),
        "lowercase" => Some(words.concat()),
        _ => None,
    }
}

/// The words of `LikeThis`, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in name.chars() {
        match words.last_mut() {
            Some(word) if !letter.is_uppercase() => word.push(letter),
            _ => words.push(letter.to_lowercase().collect()),
        }
    }
    words
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for (at, word) in words.enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if at > 0 => {
                joined.extend(first.to_uppercase());
                joined.push_str(letters.as_str());
            }
            _ => joined.push_str(word),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_serde_writes_them() {
        assert_eq!(
            of_field("service_id", "camelCase").as_deref(),
            Some("serviceId")
        );
        assert_eq!(of_field("id", "camelCase").as_deref(), Some("id"));
        assert_eq!(
            of_variant("InProgress", "camelCase").as_deref(),
            Some("inProgress")
        );
        assert_eq!(
            of_variant("NotFound", "kebab-case").as_deref(),
            Some("not-found")
        );
        assert_eq!(of_variant("NotFound", "SCREAMING"), None);
    }
}
