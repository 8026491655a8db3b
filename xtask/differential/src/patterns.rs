//! Patterns and texts: refused and why, or which of the texts they are found in. The two
//! engines know nothing of each other.

use banshi_forms::schema::{Options, Schema};
use serde_json::json;

use crate::{Dice, Engine};

/// No half of a surrogate pair outside of brackets: it is in no text, and `regress` reads
/// what follows it wrongly.
const ATOMS: [&str; 40] = [
    "a",
    "b",
    "ab",
    ".",
    r"\w",
    r"\W",
    r"\d",
    r"\D",
    r"\s",
    r"\S",
    "[ab]",
    "[^a]",
    "[a-c1]",
    "[]",
    "[^]",
    r"[\w-]",
    r"[^\s陈]",
    "[𠮷-𠮹]",
    r"\p{L}",
    r"\P{Lu}",
    r"\p{Script=Han}",
    r"[\p{Nd}_]",
    "陈",
    "𠮷",
    r"\u{20BB7}",
    r"\uD842\uDFB7",
    r"\x41",
    r"\t",
    "^",
    "$",
    r"\b",
    r"\B",
    "é",
    r"[^\uDFB7]",
    r"[\uD800-\uDFFFa]",
    r"\0",
    r"\cJ",
    r"\/",
    "A",
    "",
];
const REPEATS: [&str; 12] = [
    "*", "+", "?", "*?", "+?", "??", "{2}", "{0,3}", "{2,}", "{1,2}?", "{0}", "{3,5}",
];
const TEXTS: [&str; 26] = [
    "a", "b", "ab", "A", "B", "1", "2", " ", "\n", "\t", "陈", "𠮷", "𠮸", "é", "e\u{301}", "_",
    "-", "x", "\u{3000}", "\u{2028}", "１", "\u{0}", "/", "ſ", "K", "ß",
];
/// Broken bits, which a pattern has once in a while.
const BROKEN: [&str; 10] = [
    "(",
    ")",
    "[",
    "{",
    "}",
    "**",
    r"\-",
    r"\p{Nope}",
    "{2,1}",
    r"\k<n>",
];

/// A pattern with six texts.
pub fn case(dice: &mut Dice) -> (String, String) {
    let mut source = pattern(dice, 3);
    if dice.once_in(20) {
        source.push_str(dice.of(&BROKEN));
    }
    let texts: Vec<String> = (0..6).map(|_| dice.text(&TEXTS, 6)).collect();
    let asked = json!([source, texts]).to_string();
    let schema = json!({"pattern": source});
    let answered = match Schema::compile(&schema, &[], &Engine, &Options::default()) {
        Err(findings) => findings.iter().map(|finding| finding.rule).collect(),
        Ok(schema) => texts
            .iter()
            .map(|text| match schema.is_valid(&json!(text), &Engine) {
                true => '1',
                false => '0',
            })
            .collect::<String>(),
    };
    (asked, answered)
}

/// A pattern, so deep at most.
pub fn pattern(dice: &mut Dice, depth: usize) -> String {
    let inner = |dice: &mut Dice| pattern(dice, depth.saturating_sub(1));
    match dice.below(if depth == 0 { 3 } else { 14 }) {
        0..=2 => dice.of(&ATOMS).to_owned(),
        3..=5 => {
            let count = dice.below(3).saturating_add(2);
            (0..count).map(|_| inner(dice)).collect()
        }
        6 | 7 => format!("(?:{}){}", inner(dice), dice.of(&REPEATS)),
        8 => format!("({}|{})", inner(dice), inner(dice)),
        9 => format!("(?={})", inner(dice)),
        10 => format!("(?!{})", inner(dice)),
        11 => {
            let kind = dice.of(&["?<=", "?<!"]);
            format!("({kind}{})", inner(dice))
        }
        12 => format!("(?<n>{})x?\\k<n>", dice.of(&ATOMS)),
        _ => format!("^{}$", inner(dice)),
    }
}
