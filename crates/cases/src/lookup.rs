//! What a person types to look a case up, as one form of characters: from paper, from a
//! message or with a Chinese keyboard, spaces, width, case and hyphens are not what tells
//! one number from another.

/// How many characters the check of a look-up has.
pub const CHECK_LENGTH: usize = 4;

/// A reference (办件编号) as it is compared: narrow, in capitals, without spaces and
/// invisible marks, every run of dashes one hyphen and none at the ends.
#[must_use]
pub fn lookup_reference(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut hyphen = false;
    for c in text.chars().map(narrow) {
        if is_dash(c) {
            hyphen = !out.is_empty();
        } else if !c.is_whitespace() && !is_invisible(c) {
            if hyphen {
                out.push('-');
                hyphen = false;
            }
            out.push(c);
        }
    }
    out
}

/// The check as it is compared: its letters and digits alone, narrow and in capitals.
/// It is one where it has [`CHECK_LENGTH`] of them.
#[must_use]
pub fn lookup_check(text: &str) -> String {
    text.chars()
        .map(narrow)
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// Full-width ASCII (U+FF01…U+FF5E) to ASCII, and small letters to capitals.
fn narrow(c: char) -> char {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        _ => c,
    };
    narrow.to_ascii_uppercase()
}

/// What keyboards, fonts and word processors write for a hyphen.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}'
            | '\u{2043}'
            | '\u{2212}'
            | '\u{2500}'
            | '\u{30FC}'
            | '\u{FE31}'..='\u{FE32}'
            | '\u{FE58}'
            | '\u{FE63}'
            | '\u{FF70}'
    )
}

/// Marks that copying brings along: soft hyphen, zero-width space, direction marks, byte
/// order mark.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
    )
}
