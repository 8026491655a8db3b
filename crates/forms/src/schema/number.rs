//! Numbers as mathematics has them (JSON Schema Core 2020-12, 4.2.3): exact decimals,
//! so that 1.0 is 1, 0.3 is a multiple of 0.1 and nothing overflows. What does not fit
//! into 64 bits has been rounded to the nearest `f64` when the JSON was read; from then
//! on the shortest decimal of that `f64` is the number.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// ± mantissa × 10^exponent. The mantissa has no trailing zeros; zero is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    mantissa: u64,
    exponent: i32,
}

impl Decimal {
    /// The number exactly.
    pub(super) fn of(number: &Number) -> Self {
        match (number.as_u64(), number.as_i64()) {
            (Some(n), _) => Self::new(false, n, 0),
            (None, Some(n)) => Self::new(true, n.unsigned_abs(), 0),
            (None, None) => Self::read(&number.to_string()),
        }
    }

    fn new(negative: bool, mut mantissa: u64, mut exponent: i32) -> Self {
        while mantissa != 0 && mantissa.is_multiple_of(10) {
            mantissa /= 10;
            exponent = exponent.saturating_add(1);
        }
        let zero = mantissa == 0;
        Self {
            negative: negative && !zero,
            mantissa,
            exponent: if zero { 0 } else { exponent },
        }
    }

    /// Reads what `serde_json` writes: digits, a point, an exponent.
    fn read(text: &str) -> Self {
        let (number, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let mut exponent = power.parse::<i32>().unwrap_or_default();
        let (mut mantissa, mut fraction) = (0_u64, false);
        for byte in number.bytes() {
            match byte {
                b'.' => fraction = true,
                b'0'..=b'9' => {
                    let digit = u64::from(byte - b'0');
                    let longer = mantissa.checked_mul(10).and_then(|m| m.checked_add(digit));
                    match longer {
                        Some(longer) => {
                            mantissa = longer;
                            exponent = exponent.saturating_sub(i32::from(fraction));
                        }
                        // More digits than 64 bits hold; `serde_json` writes none.
                        None => exponent = exponent.saturating_add(i32::from(!fraction)),
                    }
                }
                _ => {}
            }
        }
        Self::new(text.starts_with('-'), mantissa, exponent)
    }

    /// Whether the fraction is zero: what `integer` means.
    pub(super) fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    pub(super) fn is_positive(self) -> bool {
        !self.negative && self.mantissa != 0
    }

    /// As a count, at most `u64::MAX`; none when it is negative or has a fraction.
    pub(super) fn count(self) -> Option<u64> {
        if self.negative || !self.is_integer() {
            return None;
        }
        let power = u32::try_from(self.exponent).unwrap_or(u32::MAX);
        let factor = 10_u64.checked_pow(power);
        Some(factor.map_or(u64::MAX, |f| self.mantissa.saturating_mul(f)))
    }

    /// Numbers are in order.
    pub(super) fn compare(self, other: Self) -> Ordering {
        match (self.negative, other.negative) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self.magnitude().cmp(&other.magnitude()),
            (true, true) => other.magnitude().cmp(&self.magnitude()),
        }
    }

    /// Where the first digit stands, then the digits, filled up to twenty.
    fn magnitude(self) -> (i32, u128) {
        let Some(digits) = self.mantissa.checked_ilog10() else {
            return (i32::MIN, 0);
        };
        let fill = 10_u128.pow(19_u32.saturating_sub(digits));
        let first = i32::try_from(digits).unwrap_or_default();
        let mantissa = u128::from(self.mantissa);
        (
            self.exponent.saturating_add(first),
            mantissa.saturating_mul(fill),
        )
    }

    /// Whether it is a whole multiple of `step`, which is positive.
    pub(super) fn is_multiple_of(self, step: Self) -> bool {
        if self.mantissa == 0 {
            return true;
        }
        // A mantissa without trailing zeros is no multiple of ten.
        let Ok(power) = u32::try_from(self.exponent.saturating_sub(step.exponent)) else {
            return false;
        };
        let modulus = u128::from(step.mantissa.max(1));
        let (mut rest, mut base, mut power) = (u128::from(self.mantissa), 10 % modulus, power);
        rest %= modulus;
        // All factors are below 2^64.
        while power > 0 {
            if power & 1 == 1 {
                rest = rest.wrapping_mul(base) % modulus;
            }
            base = base.wrapping_mul(base) % modulus;
            power >>= 1;
        }
        rest == 0
    }

    /// Equal numbers have equal parts.
    pub(super) fn parts(self) -> [u64; 2] {
        let sign = u64::from(self.negative) << 32;
        [
            self.mantissa,
            sign | u64::from(self.exponent.cast_unsigned()),
        ]
    }
}

/// Whether two JSON values are the same (Core 4.2.2). Costs at most the smaller size.
pub(super) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || Decimal::of(a) == Decimal::of(b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same =
                |(name, value): (&String, &Value)| b.get(name).is_some_and(|v| equal(value, v));
            a.len() == b.len() && a.iter().all(same)
        }
        _ => a == b,
    }
}

/// Values in a tree, itself included; a long text counts for more. For budgets.
pub(super) fn weight(value: &Value) -> u64 {
    match value {
        Value::Array(items) => items.iter().map(weight).sum::<u64>().saturating_add(1),
        Value::Object(map) => map
            .iter()
            .map(|(name, value)| text_weight(name).saturating_add(weight(value)))
            .sum::<u64>()
            .saturating_add(1),
        Value::String(text) => text_weight(text),
        _ => 1,
    }
}

/// What it costs to look at a text once.
pub(super) fn text_weight(text: &str) -> u64 {
    (text.len() / 32) as u64 + 1
}

/// A hash in which equal values agree (FNV-1a). Members of an object count in any order.
pub(super) fn hash(value: &Value) -> u64 {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    let bytes = |seed: u64, bytes: &[u8]| {
        let step = |h: u64, b: &u8| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        bytes.iter().fold(seed, step)
    };
    let word = |seed: u64, word: u64| bytes(seed, &word.to_le_bytes());
    match value {
        Value::Null => word(SEED, 1),
        Value::Bool(yes) => word(SEED, 2 + u64::from(*yes)),
        Value::Number(number) => {
            let [mantissa, rest] = Decimal::of(number).parts();
            word(word(word(SEED, 4), mantissa), rest)
        }
        Value::String(text) => bytes(word(SEED, 5), text.as_bytes()),
        Value::Array(items) => items.iter().fold(word(SEED, 6), |h, v| word(h, hash(v))),
        Value::Object(map) => map.iter().fold(word(SEED, 7), |sum, (name, value)| {
            sum.wrapping_add(word(bytes(SEED, name.as_bytes()), hash(value)))
        }),
    }
}
