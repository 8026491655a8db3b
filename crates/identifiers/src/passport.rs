//! Passports.

use crate::{Fault, Identifier, Number, text::fold_number};

/// Whose passport it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PassportKind {
    /// 普通护照: E and a letter or digit, earlier G, 14 or 15.
    Ordinary,
    /// 外交护照: D.
    Diplomatic,
    /// 公务护照: S.
    Service,
    /// 公务普通护照: P.
    PublicAffairs,
    /// Of another country; nothing is known of its form.
    Foreign,
}

/// The number of a passport.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Passport {
    /// Capitals and digits.
    pub number: Number,
    /// Whose it is.
    pub kind: PassportKind,
}

/// Reads the number of a passport of the People's Republic of China.
///
/// # Errors
/// [`Fault::Prefix`] (a first character that none begins with), [`Fault::Length`] (nine
/// characters; eight of D, P, S in their old form), [`Fault::Characters`].
pub fn parse_passport(text: &str) -> Result<Passport, Fault> {
    let number = fold_number(text).to_ascii_uppercase();
    let got = number.chars().count();
    let (kind, eight) = match number.as_bytes() {
        [] => (PassportKind::Ordinary, false),
        [b'E' | b'G', ..] | [b'1', b'4' | b'5', ..] | [b'1'] => (PassportKind::Ordinary, false),
        [b'D', ..] => (PassportKind::Diplomatic, true),
        [b'S', ..] => (PassportKind::Service, true),
        [b'P', ..] => (PassportKind::PublicAffairs, true),
        _ => return Err(Fault::Prefix),
    };
    if got != 9 && !(eight && got == 8) {
        return Err(Fault::Length { expected: 9, got });
    }
    // The second place: a letter of the series in electronic ordinary passports
    // (without I and O), an E in the electronic ones of the three official kinds.
    let second_ok = match number.as_bytes() {
        [b'E', c, ..] => c.is_ascii_digit() || (c.is_ascii_uppercase() && !b"IO".contains(c)),
        [b'D' | b'P' | b'S', b'E', ..] => got == 9,
        [_, c, ..] => c.is_ascii_digit(),
        _ => false,
    };
    if !second_ok || !number.bytes().skip(2).all(|b| b.is_ascii_digit()) {
        return Err(Fault::Characters);
    }
    let number = Number::new(Identifier::Passport, number);
    Ok(Passport { number, kind })
}

/// Fewest characters of a foreign passport's number.
const FOREIGN_MIN: usize = 5;
/// Most characters of a foreign passport's number.
const FOREIGN_MAX: usize = 17;

/// Reads the number of any country's passport: 5 to 17 capitals and digits.
///
/// # Errors
/// [`Fault::Length`], [`Fault::TooLong`], [`Fault::Characters`].
pub fn parse_foreign_passport(text: &str) -> Result<Passport, Fault> {
    let number = fold_number(text).to_ascii_uppercase();
    let got = number.chars().count();
    if got < FOREIGN_MIN {
        return Err(Fault::Length {
            expected: FOREIGN_MIN,
            got,
        });
    }
    if got > FOREIGN_MAX {
        return Err(Fault::TooLong {
            limit: FOREIGN_MAX,
            got,
        });
    }
    if !number
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    {
        return Err(Fault::Characters);
    }
    Ok(Passport {
        number: Number::new(Identifier::ForeignPassport, number),
        kind: PassportKind::Foreign,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn chinese_passports() {
        for (typed, kind) in [
            ("e12345678", PassportKind::Ordinary),
            ("EA 123 4567", PassportKind::Ordinary),
            ("Ｇ１２３４５６７８", PassportKind::Ordinary),
            ("141234567", PassportKind::Ordinary),
            ("D1234567", PassportKind::Diplomatic),
            ("DE1234567", PassportKind::Diplomatic),
            ("S12345678", PassportKind::Service),
            ("PE1234567", PassportKind::PublicAffairs),
        ] {
            assert_eq!(parse_passport(typed).unwrap().kind, kind, "{typed}");
        }
        let fault = |text| parse_passport(text).unwrap_err();
        assert_eq!(fault("X12345678"), Fault::Prefix);
        assert_eq!(fault("161234567"), Fault::Prefix);
        for (text, got) in [("E1234567", 8), ("G123456789", 10), ("", 0), ("1", 1)] {
            assert_eq!(fault(text), Fault::Length { expected: 9, got });
        }
        for text in [
            "EI1234567",
            "EO1234567",
            "GA1234567",
            "E1234567A",
            "DE123456",
        ] {
            assert_eq!(fault(text), Fault::Characters, "{text}");
        }
    }

    #[test]
    fn foreign_passports() {
        assert_eq!(
            parse_foreign_passport(" c01x 00t47 ")
                .unwrap()
                .number
                .as_str(),
            "C01X00T47"
        );
        let fault = |text| parse_foreign_passport(text).unwrap_err();
        assert_eq!(
            fault("1234"),
            Fault::Length {
                expected: 5,
                got: 4
            }
        );
        assert_eq!(
            fault("123456789012345678"),
            Fault::TooLong { limit: 17, got: 18 }
        );
        assert_eq!(fault("护照12345"), Fault::Characters);
    }
}
