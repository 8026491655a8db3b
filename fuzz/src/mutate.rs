//! Changes to JSON that leave it JSON: an engine that refuses every second input at its
//! first comma is never asked anything hard.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Map, Value, json};

/// More changes at once lead nowhere that several rounds don't.
const MOST_CHANGES: usize = 4;
const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "-1",
    "2",
    "3",
    "1.0",
    "0.1",
    "-0.0",
    "1.5",
    "1e15",
    "1e300",
    "1e-300",
    "18446744073709551615",
    "-9223372036854775808",
    "9007199254740993",
    "400",
];

/// Changes the first `size` bytes of `data`; how many there are then, at most `max_size`.
pub fn json(data: &mut [u8], size: usize, max_size: usize, seed: u32, words: &[&str]) -> usize {
    let mut dice = Dice(u64::from(seed) | 1 << 40);
    let tree = data
        .get(..size)
        .and_then(|text| serde_json::from_slice(text).ok());
    let changed = tree.filter(|_| dice.below(4) != 0).and_then(|tree: Value| {
        let tree = change(tree, &mut dice, words);
        serde_json::to_vec(&tree).ok()
    });
    match changed {
        Some(text) if text.len() <= max_size => match data.get_mut(..text.len()) {
            Some(place) => {
                place.copy_from_slice(&text);
                text.len()
            }
            None => size,
        },
        _ => fuzzer_mutate(data, size, max_size),
    }
}

fn change(mut tree: Value, dice: &mut Dice, words: &[&str]) -> Value {
    for _ in 0..=dice.below(MOST_CHANGES) {
        let nodes = count(&tree);
        let donor = dice.below(nodes);
        let donor = at(&mut tree, &mut { donor }).map_or(Value::Null, |value| value.clone());
        let donor = match dice.below(3) {
            0 => donor,
            _ => scalar(dice, words),
        };
        let place = dice.below(nodes);
        if let Some(value) = at(&mut tree, &mut { place }) {
            change_here(value, donor, dice, words);
        }
    }
    tree
}

fn change_here(value: &mut Value, donor: Value, dice: &mut Dice, words: &[&str]) {
    match (dice.below(6), value) {
        (0, value) => *value = donor,
        (1, value) => {
            let inner = value.take();
            *value = match dice.below(3) {
                0 => json!([inner]),
                1 => json!([inner, donor]),
                _ => json!({dice.of(words): inner}),
            };
        }
        (_, Value::Object(map)) => change_members(map, donor, dice, words),
        (_, Value::Array(items)) => {
            let place = dice.below(items.len().max(1));
            match dice.below(4) {
                0 if !items.is_empty() => drop(items.remove(place)),
                1 if !items.is_empty() => {
                    let other = dice.below(items.len());
                    items.swap(place, other);
                }
                2 if !items.is_empty() => {
                    let twin = items.get(place).cloned().unwrap_or_default();
                    items.push(twin);
                }
                _ => items.insert(place.min(items.len()), donor),
            }
        }
        (_, Value::String(text)) => {
            let mut at = dice.below(text.len().saturating_add(1));
            while !text.is_char_boundary(at) {
                at = at.saturating_sub(1);
            }
            match dice.below(4) {
                0 => text.truncate(at),
                1 => text.insert_str(at, dice.of(words)),
                2 => text.insert_str(
                    at,
                    dice.of(&[
                        "(", ")", "*", "+", "|", "[", "]", "{2}", "/", "\\", "陈", "\u{E000}",
                    ]),
                ),
                _ => *text = dice.of(words).to_owned(),
            }
        }
        (_, Value::Number(number)) => {
            let step = i64::try_from(dice.below(7))
                .unwrap_or_default()
                .saturating_sub(3);
            match number.as_i64() {
                Some(whole) => *number = whole.saturating_add(step).into(),
                None => *number = step.into(),
            }
        }
        (_, value) => *value = donor,
    }
}

fn change_members(map: &mut Map<String, Value>, donor: Value, dice: &mut Dice, words: &[&str]) {
    let place = dice.below(map.len().max(1));
    let name = map.keys().nth(place).cloned();
    match (dice.below(4), name) {
        (0, Some(name)) => drop(map.remove(&name)),
        (1, Some(name)) => {
            let value = map.remove(&name).unwrap_or_default();
            map.insert(dice.of(words).to_owned(), value);
        }
        _ => drop(map.insert(dice.of(words).to_owned(), donor)),
    }
}

fn scalar(dice: &mut Dice, words: &[&str]) -> Value {
    match dice.below(8) {
        0 => Value::Null,
        1 => json!(dice.below(2) == 0),
        2 => json!({}),
        3 => json!([]),
        4 | 5 => serde_json::from_str(dice.of(&NUMBERS)).unwrap_or_default(),
        _ => json!(dice.of(words)),
    }
}

fn count(value: &Value) -> usize {
    let inside: usize = match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    };
    inside.saturating_add(1)
}

/// The value after so many others, from the top.
fn at<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left = left.saturating_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| at(item, left)),
        Value::Object(map) => map.values_mut().find_map(|member| at(member, left)),
        _ => None,
    }
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let limit = u64::try_from(limit.max(1)).unwrap_or(1);
        usize::try_from((z ^ (z >> 31)) % limit).unwrap_or_default()
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list.get(self.below(list.len()))
            .copied()
            .unwrap_or_default()
    }
}
