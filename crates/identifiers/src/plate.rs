//! Number plates of motor vehicles (GA 36): ordinary ones, and those of new-energy
//! vehicles, a character longer. Plates of embassies, the forces and rescue services
//! are not read.

use crate::{Fault, text::fold_number};

/// The provinces' short names.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
/// What may stand in the last place: trailer, learner, police, Hong Kong, Macao.
const LAST: &str = "挂学警港澳";

/// Which of the two sizes a plate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlateKind {
    /// Seven characters.
    Ordinary,
    /// 新能源, eight characters.
    NewEnergy,
}

/// A number plate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Plate {
    /// Without dot and spaces.
    pub number: String,
    /// Its kind.
    pub kind: PlateKind,
}

impl Plate {
    /// As it is painted: a dot after the letter of the issuing authority.
    #[must_use]
    pub fn dotted(&self) -> String {
        let at = self.number.char_indices().nth(2).map_or(0, |(at, _)| at);
        match self.number.split_at_checked(at) {
            Some((head, tail)) => format!("{head}·{tail}"),
            None => self.number.clone(),
        }
    }
}

/// Reads a plate as people type it.
///
/// # Errors
/// [`Fault::Length`] (seven characters, eight of new-energy vehicles),
/// [`Fault::Province`], [`Fault::Characters`] (I and O are not used),
/// [`Fault::Form`] (letters and digits in an order that plates don't have).
pub fn parse_plate(text: &str) -> Result<Plate, Fault> {
    let mut number = fold_number(text).to_ascii_uppercase();
    number.retain(|c| !matches!(c, '·' | '•' | '・' | '.' | '‧'));
    let characters: Vec<char> = number.chars().collect();
    let got = characters.len();
    let Some((province, rest)) = characters.split_first().filter(|_| matches!(got, 7 | 8)) else {
        return Err(Fault::Length { expected: 7, got });
    };
    if !PROVINCES.contains(*province) {
        return Err(Fault::Province);
    }
    if !rest.iter().all(|c| is_used(*c) || LAST.contains(*c)) {
        return Err(Fault::Characters);
    }
    let kind = match rest {
        [authority, middle @ .., last] if got == 7 => (authority.is_ascii_uppercase()
            && middle.iter().all(|c| is_used(*c))
            && (is_used(*last) || LAST.contains(*last)))
        .then_some(PlateKind::Ordinary),
        // Small vehicles: the letter of the drive, then one that may be a letter too.
        [authority, drive, second, digits @ ..]
            if authority.is_ascii_uppercase() && is_drive(*drive) =>
        {
            (is_used(*second) && all_digits(digits)).then_some(PlateKind::NewEnergy)
        }
        // Large ones: the letter of the drive at the end.
        [authority, digits @ .., drive] => {
            (authority.is_ascii_uppercase() && all_digits(digits) && is_drive(*drive))
                .then_some(PlateKind::NewEnergy)
        }
        _ => None,
    };
    let kind = kind.ok_or(Fault::Form)?;
    Ok(Plate { number, kind })
}

fn is_used(c: char) -> bool {
    c.is_ascii_digit() || (c.is_ascii_uppercase() && !matches!(c, 'I' | 'O'))
}

/// D, A, B, C, E: electric alone; F, G, H, J, K: others.
fn is_drive(c: char) -> bool {
    matches!(c, 'A'..='H' | 'J' | 'K')
}

fn all_digits(characters: &[char]) -> bool {
    characters.iter().all(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn plates_of_both_kinds() {
        for (typed, number, kind) in [
            ("京A·12345", "京A12345", PlateKind::Ordinary),
            ("沪a b１２３４", "沪AB1234", PlateKind::Ordinary),
            ("粤Z1234港", "粤Z1234港", PlateKind::Ordinary),
            ("苏E1234挂", "苏E1234挂", PlateKind::Ordinary),
            ("川A1234学", "川A1234学", PlateKind::Ordinary),
            ("京AD12345", "京AD12345", PlateKind::NewEnergy),
            ("京AFA1234", "京AFA1234", PlateKind::NewEnergy),
            ("京AK12345", "京AK12345", PlateKind::NewEnergy),
            ("京A12345D", "京A12345D", PlateKind::NewEnergy),
        ] {
            let plate = parse_plate(typed).unwrap();
            assert_eq!((plate.number.as_str(), plate.kind), (number, kind));
        }
        assert_eq!(parse_plate("京A12345").unwrap().dotted(), "京A·12345");
    }

    #[test]
    fn each_fault_by_name() {
        let fault = |text: &str| parse_plate(text).unwrap_err();
        for (text, got) in [("京A1234", 6), ("", 0), ("京AD123456", 9)] {
            assert_eq!(fault(text), Fault::Length { expected: 7, got });
        }
        assert_eq!(fault("使014578"), Fault::Province);
        assert_eq!(fault("AA12345"), Fault::Province);
        assert_eq!(fault("京AI2345"), Fault::Characters);
        assert_eq!(fault("京A1234O"), Fault::Characters);
        assert_eq!(fault("京A1234大"), Fault::Characters);
        assert_eq!(fault("京112345"), Fault::Form);
        assert_eq!(fault("京A挂1234"), Fault::Form);
        assert_eq!(fault("京AL12345"), Fault::Form);
        assert_eq!(fault("京A12345L"), Fault::Form);
        assert_eq!(fault("京AD1234挂"), Fault::Form);
    }
}
