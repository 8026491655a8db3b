//! Sets of characters, known from above and from below: Unicode properties are not
//! stored in full, so a set has at least the characters of `sure` and at most those of
//! `most`.

/// Ranges of code points, both ends included, sorted and apart.
pub(super) type Ranges = Vec<Range>;

/// The first and the last.
type Range = (u32, u32);

/// The last code point.
pub(super) const LAST: u32 = 0x10_FFFF;

/// A set of characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    pub most: Ranges,
    pub sure: Ranges,
}

impl Class {
    pub(super) fn exactly(ranges: &[Range]) -> Self {
        let ranges = sorted(ranges.to_vec());
        Self {
            most: ranges.clone(),
            sure: ranges,
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.most.extend(other.most);
        self.sure.extend(other.sure);
    }

    /// Everything else.
    pub(super) fn negated(self) -> Self {
        Self {
            most: others(self.sure),
            sure: others(self.most),
        }
    }

    /// Brought in order after [`Class::add`].
    pub(super) fn tidy(self) -> Self {
        Self {
            most: sorted(self.most),
            sure: sorted(self.sure),
        }
    }
}

fn sorted(mut ranges: Ranges) -> Ranges {
    ranges.sort_unstable();
    let mut merged: Ranges = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        match merged.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => merged.push((first, last)),
        }
    }
    merged
}

fn others(ranges: Ranges) -> Ranges {
    let mut rest = Vec::new();
    let mut next = 0;
    for (first, last) in sorted(ranges) {
        if first > next {
            rest.push((next, first - 1));
        }
        next = last.saturating_add(1);
    }
    if next <= LAST {
        rest.push((next, LAST));
    }
    rest
}

pub(super) const DIGIT: &[Range] = &[(0x30, 0x39)];
pub(super) const WORD: &[Range] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
pub(super) const SPACE: &[Range] = &[
    (9, 13),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];
pub(super) const LINE_END: &[Range] = &[(10, 10), (13, 13), (0x2028, 0x2029)];

const UPPER: Range = (0x41, 0x5A);
const LOWER: Range = (0x61, 0x7A);
/// Where letters can be beyond ASCII; punctuation of Latin-1, of the general block, of
/// Chinese and its full-width forms is left out.
const LETTERS_BEYOND: [Range; 10] = [
    (0xAA, 0xAA),
    (0xB5, 0xB5),
    (0xBA, 0xBA),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x1FFF),
    (0x2070, 0x2FFF),
    (0x3005, 0x3007),
    (0x3021, 0xFEFE),
    (0xFF10, LAST),
];

/// What `\p{…}` holds in ASCII (exactly) and can hold beyond it. Anything can be in a
/// property that is not known here.
pub(super) fn property(name: &str) -> Class {
    let (_, value) = name.split_once('=').unwrap_or(("", name));
    let (ascii, beyond): (&[Range], &[Range]) = match value {
        "L" | "Letter" | "Alphabetic" | "Alpha" => (&[UPPER, LOWER], &LETTERS_BEYOND),
        "Lu" | "Uppercase_Letter" | "Uppercase" => (&[UPPER], &LETTERS_BEYOND),
        "Ll" | "Lowercase_Letter" | "Lowercase" => (&[LOWER], &LETTERS_BEYOND),
        "Latin" | "Latn" => (&[UPPER, LOWER], &LETTERS_BEYOND),
        "Lo" | "Other_Letter" | "Lt" | "Lm" => (&[], &LETTERS_BEYOND),
        "Han" | "Hani" => (
            &[],
            &[
                (0x2E80, 0x2FDF),
                (0x3005, 0x3007),
                (0x3021, 0xFEFF),
                (0x1_0000, LAST),
            ],
        ),
        "M" | "Mark" | "Combining_Mark" | "Mn" | "Nonspacing_Mark" | "Mc" | "Spacing_Mark" => {
            (&[], &[(0x300, LAST)])
        }
        "N" | "Number" => (DIGIT, &[(0xB2, LAST)]),
        "Nd" | "Decimal_Number" | "digit" => (DIGIT, &[(0x660, LAST)]),
        "Z" | "Separator" | "Zs" | "Space_Separator" => (
            &[(0x20, 0x20)],
            &[
                (0xA0, 0xA0),
                (0x1680, 0x1680),
                (0x2000, 0x205F),
                (0x3000, 0x3000),
            ],
        ),
        _ => {
            return Class {
                most: vec![(0, LAST)],
                sure: Vec::new(),
            };
        }
    };
    let mut most = ascii.to_vec();
    most.extend(beyond);
    Class {
        most: sorted(most),
        sure: ascii.to_vec(),
    }
}
