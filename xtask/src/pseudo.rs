//! Pseudo-locales, made from English: `en-XA` is accented, bracketed and about 40 %
//! longer, so that what is not translated or has no room shows; `ar-XB` runs from right
//! to left.

const RIGHT_TO_LEFT_OVERRIDE: char = '\u{202e}';
const POP_DIRECTION: char = '\u{202c}';
const FILLING: &str = "one two three four five six seven eight nine ten eleven twelve";

/// Accented, longer and in brackets; placeholders stay.
pub fn accented(words: &str) -> String {
    let inner = outside_placeholders(words, |text| text.chars().map(accent).collect());
    let longer_by = words.chars().count() * 2 / 5;
    let filling: String = FILLING.chars().take(longer_by).collect();
    format!("[{inner} {}]", filling.trim_end()).replace(" ]", "]")
}

/// Each stretch of text runs from right to left; placeholders stay.
pub fn mirrored(words: &str) -> String {
    outside_placeholders(words, |text| {
        if text.trim().is_empty() {
            text.to_owned()
        } else {
            format!("{RIGHT_TO_LEFT_OVERRIDE}{text}{POP_DIRECTION}")
        }
    })
}

fn outside_placeholders(words: &str, change: impl Fn(&str) -> String) -> String {
    let mut changed = String::new();
    let mut rest = words;
    while let Some((text, after)) = rest.split_once('{') {
        let Some((name, next)) = after.split_once('}') else {
            break;
        };
        changed.push_str(&change(text));
        changed.push_str(&format!("{{{name}}}"));
        rest = next;
    }
    changed + &change(rest)
}

fn accent(letter: char) -> char {
    const PLAIN: &str = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz";
    const ACCENTED: &str = "ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀɱÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž";
    PLAIN
        .chars()
        .position(|plain| plain == letter)
        .and_then(|at| ACCENTED.chars().nth(at))
        .unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accented_words_are_longer_and_keep_their_placeholders() {
        let words = accented("Please call {phone} now");
        assert!(words.starts_with('[') && words.ends_with(']'), "{words}");
        assert!(words.contains("{phone}"), "{words}");
        assert!(!words.contains("Please"), "{words}");
        let ratio = words.chars().count() * 100 / "Please call {phone} now".chars().count();
        assert!((130..=160).contains(&ratio), "{ratio}");
    }

    #[test]
    fn every_letter_has_an_accented_one() {
        for letter in ('a'..='z').chain('A'..='Z') {
            assert_ne!(accent(letter), letter);
        }
    }

    #[test]
    fn mirrored_words_open_and_close_each_stretch() {
        assert_eq!(
            mirrored("In {n} days"),
            "\u{202e}In \u{202c}{n}\u{202e} days\u{202c}"
        );
        assert_eq!(mirrored("{n}"), "{n}");
    }
}
