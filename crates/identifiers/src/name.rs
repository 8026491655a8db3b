//! Person names.

use crate::{Fault, fold};

/// Most characters of a person's name (GB/T 39046: a..30), counted as Unicode scalar
/// values: a character outside the basic plane counts once, as people count it.
pub const MAX_NAME_CHARACTERS: usize = 30;

/// A person's name of the right form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// The name, its interpuncts U+00B7.
    pub text: String,
    /// [`Fault::PrivateUse`] where others may see other characters than its owner: to
    /// be shown, not to hold anyone up.
    pub warning: Option<Fault>,
}

impl PersonName {
    /// Reads a name, as [`parse_person_name`] does, and looks for what others may not
    /// see as it was meant.
    ///
    /// # Errors
    /// Those of [`parse_person_name`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = parse_person_name(text)?;
        let warning = text
            .chars()
            .any(is_private_use)
            .then_some(Fault::PrivateUse);
        Ok(Self { text, warning })
    }
}

/// Reads a person's name: the interpunct of minority and foreign names in any of its
/// guises becomes U+00B7; private-use characters are kept as they were entered, they
/// may be all that a person's system has for their name. None between Chinese
/// characters, spaces are a slip of the keyboard and go.
///
/// # Errors
/// [`Fault::Length`] (nothing there), [`Fault::TooLong`], [`Fault::Characters`] (digits,
/// symbols), [`Fault::Dot`] (an interpunct at an end or two in a row).
pub fn parse_person_name(text: &str) -> Result<String, Fault> {
    let folded = fold(text);
    let mut name = String::with_capacity(folded.len());
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{2022}' | '\u{30FB}' | '\u{2027}' | '\u{22C5}' | '\u{FF65}' | '\u{00B7}' => {
                name.push('\u{00B7}');
            }
            // The full stop of full-width keyboards (U+FF0E folds to it): an interpunct
            // between Chinese characters, but "J. Smith" keeps its own.
            '.' if is_ideograph(name.chars().last()) => name.push('\u{00B7}'),
            ' ' if is_ideograph(name.chars().last()) && is_ideograph(chars.peek().copied()) => {}
            _ => name.push(c),
        }
    }
    let got = name.chars().count();
    if got == 0 {
        return Err(Fault::Length { expected: 2, got });
    }
    if got > MAX_NAME_CHARACTERS {
        return Err(Fault::TooLong {
            limit: MAX_NAME_CHARACTERS,
            got,
        });
    }
    if !name.chars().all(belongs) {
        return Err(Fault::Characters);
    }
    if name.starts_with('\u{00B7}') || name.ends_with('\u{00B7}') || name.contains("\u{B7}\u{B7}") {
        return Err(Fault::Dot);
    }
    Ok(name)
}

fn belongs(c: char) -> bool {
    c.is_alphabetic()
        || is_mark(c)
        || is_private_use(c)
        || matches!(
            c,
            ' ' | '\u{00B7}' | '.' | '-' | '\'' | '\u{2019}' | '\u{3007}'
        )
}

/// Combining marks of the scripts of China's minorities and of Latin names, and the
/// variation selectors of ideographs; the standard library has no such table.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{0655}' | '\u{0F0B}'
        | '\u{0F71}'..='\u{0FBC}' | '\u{180B}'..='\u{180E}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0100}'..='\u{E01EF}')
}

fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

fn is_ideograph(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        matches!(c, '\u{3007}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}')
            || is_private_use(c)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_as_people_write_them() {
        for (typed, name) in [
            ("陈静", "陈静"),
            (" 陈　静 ", "陈静"),
            ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
            ("阿卜杜拉．买买提", "阿卜杜拉·买买提"),
            ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
            ("𬎆𠮷", "𬎆𠮷"),
            ("\u{E863}某", "\u{E863}某"),
            ("Anna J. Smith-O'Neil", "Anna J. Smith-O'Neil"),
            ("李", "李"),
        ] {
            assert_eq!(parse_person_name(typed).unwrap(), name, "{typed}");
        }
    }

    #[test]
    fn a_rare_character_counts_once() {
        assert!(parse_person_name(&"𠮷".repeat(30)).is_ok());
        assert_eq!(
            parse_person_name(&"𠮷".repeat(31)),
            Err(Fault::TooLong { limit: 30, got: 31 })
        );
    }

    #[test]
    fn private_use_characters_are_kept_with_a_hint() {
        for text in ["\u{E863}某", "某\u{F0000}", "某\u{10FFFD}"] {
            let name = PersonName::parse(text).unwrap();
            assert_eq!(name.text, text);
            assert_eq!(name.warning, Some(Fault::PrivateUse));
        }
        assert_eq!(PersonName::parse("陈静").unwrap().warning, None);
    }

    #[test]
    fn each_fault_by_name() {
        assert_eq!(
            parse_person_name("  "),
            Err(Fault::Length {
                expected: 2,
                got: 0
            })
        );
        assert_eq!(parse_person_name("陈静2"), Err(Fault::Characters));
        assert_eq!(parse_person_name("陈<静>"), Err(Fault::Characters));
        assert_eq!(parse_person_name("陈😀"), Err(Fault::Characters));
        assert_eq!(parse_person_name("·陈静"), Err(Fault::Dot));
        assert_eq!(parse_person_name("阿卜杜拉··买买提"), Err(Fault::Dot));
    }

    proptest! {
        #[test]
        fn reading_twice_changes_nothing(s in "\\PC{0,40}") {
            if let Ok(name) = parse_person_name(&s) {
                prop_assert!(name.chars().count() <= MAX_NAME_CHARACTERS);
                prop_assert_eq!(parse_person_name(&name), Ok(name));
            }
        }
    }
}
