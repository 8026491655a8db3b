//! What people type, as one form of characters.

/// Full-width ASCII (U+FF01…U+FF5E) to ASCII, every kind of space to one at most
/// between words, none at the ends. Invisible marks that copying brings along
/// (zero-width space, byte order mark, direction marks) are dropped.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        let c = match c {
            '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => continue,
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        };
        if c.is_whitespace() {
            space = !out.is_empty();
        } else {
            if space {
                out.push(' ');
                space = false;
            }
            out.push(c);
        }
    }
    out
}

/// [`fold`] without the spaces and hyphens that people group numbers with.
pub(crate) fn fold_number(text: &str) -> String {
    fold(text)
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn full_width_and_spaces() {
        assert_eq!(fold("\u{3000}１２３　Ｘ "), "123 X");
        assert_eq!(fold("\u{FEFF}13\u{202A}8"), "138");
        assert_eq!(fold_number("138-0000－0000"), "13800000000");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(s in "\\PC{0,40}") {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
