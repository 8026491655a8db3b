//! JSON that engines may disagree about: numbers at the edges of their types, texts of
//! more than one plane, dates that don't exist.

use serde_json::{Map, Value, json};

use crate::Dice;

const NUMBERS: [&str; 30] = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "10",
    "1.0",
    "-0.0",
    "1.5",
    "0.1",
    "0.3",
    "0.7",
    "2.675",
    "1e-7",
    "1e15",
    "1e16",
    "1e21",
    "123456789.125",
    "1e300",
    "-1e300",
    "5e-324",
    "1.7976931348623157e308",
    "4294967295",
    "4294967296",
    "2147483648",
    "9007199254740993",
    "18446744073709551615",
    "-9223372036854775808",
    "1e-320",
    "1024",
];

const TEXTS: [&str; 34] = [
    "",
    "a",
    "ab",
    "b1",
    "abc",
    "x-1",
    "A",
    "陈静",
    "𠮷a",
    "👩‍👩‍👧",
    "é",
    "e\u{301}",
    "\u{0}",
    "\u{FEFF}",
    " ",
    "１２３",
    "1",
    "1.50",
    "1e3",
    "-0",
    "0x10",
    "true",
    "2024-02-29",
    "2023-02-29",
    "1900-02-29",
    "11010519491231002X",
    "23:59:60Z",
    "2024-02-29T23:59:59.999+08:00",
    "P1Y2M3DT4H",
    "::ffff:1.2.3.4",
    "256.1.1.1",
    "a.b@example.cn",
    "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "/a~1b/~0",
];

/// A number.
pub fn number(dice: &mut Dice) -> Value {
    match dice.below(4) {
        0 => json!(dice.below(9)),
        _ => serde_json::from_str(dice.of(&NUMBERS)).unwrap_or_default(),
    }
}

/// A text.
pub fn text(dice: &mut Dice) -> String {
    let text = dice.of(&TEXTS);
    match dice.below(4) {
        0 => dice.slip(text, &["0", "9", "-", "Z", ":", "陈", "𠮷"]),
        _ => text.to_owned(),
    }
}

/// A short name of a member.
pub fn name<'t>(dice: &mut Dice) -> &'t str {
    dice.of(&["a", "b", "c", "ab", "x-1", "~", "/", "陈", "0"])
}

/// Anything, so deep at most.
pub fn value(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(if depth == 0 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => json!(dice.once_in(2)),
        2 => number(dice),
        3 | 4 => json!(text(dice)),
        5 | 6 => {
            let count = dice.below(4);
            (0..count)
                .map(|_| value(dice, depth.saturating_sub(1)))
                .collect()
        }
        _ => {
            let mut map = Map::new();
            for _ in 0..dice.below(5) {
                let name = name(dice).to_owned();
                map.insert(name, value(dice, depth.saturating_sub(1)));
            }
            Value::Object(map)
        }
    }
}
