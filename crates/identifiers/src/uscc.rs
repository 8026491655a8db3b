//! 统一社会信用代码 (GB 32100-2015) with the organisation code (GB 11714) inside.

use crate::{Fault, text::fold_number};

const LENGTH: usize = 18;
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3^i mod 31.
const WEIGHTS: [u32; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];
/// GB 11714.
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A well-formed unified social credit code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Uscc(String);

impl Uscc {
    /// Reads a code as people type it. The check digit of the organisation code inside
    /// is not judged here: real codes exist whose inner one does not fit
    /// (see [`organisation_code_check`]).
    ///
    /// # Errors
    /// [`Fault::Length`], [`Fault::Characters`], [`Fault::CheckDigit`], in this order.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let code = fold_number(text).to_ascii_uppercase();
        let got = code.chars().count();
        if got != LENGTH {
            return Err(Fault::Length {
                expected: LENGTH,
                got,
            });
        }
        let mut values = [0u32; LENGTH];
        for (at, (value, c)) in values.iter_mut().zip(code.chars()).enumerate() {
            let index = ALPHABET.iter().position(|a| char::from(*a) == c);
            *value = index.ok_or(Fault::Characters)? as u32;
            // Positions 3 to 8 are the region code of the registering authority.
            if (2..8).contains(&at) && *value > 9 {
                return Err(Fault::Characters);
            }
        }
        let sum: u32 = values.iter().zip(WEIGHTS).map(|(v, w)| v * w).sum();
        if values.last() != Some(&((31 - sum % 31) % 31)) {
            return Err(Fault::CheckDigit);
        }
        Ok(Self(code))
    }

    /// The code as it is written, 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The organisation code inside, nine characters.
    #[must_use]
    pub fn organisation_code(&self) -> &str {
        self.0.get(8..17).unwrap_or_default()
    }

    /// The region code of the registering authority, six digits.
    #[must_use]
    pub fn region(&self) -> &str {
        self.0.get(2..8).unwrap_or_default()
    }
}

/// A well-formed organisation code (GB 11714-1997), as it was used before the USCC and
/// stands inside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrganisationCode(String);

impl OrganisationCode {
    /// Reads a code as people type it, with or without the hyphen before its check
    /// digit.
    ///
    /// # Errors
    /// [`Fault::Length`], [`Fault::Characters`], [`Fault::OrganisationCheckDigit`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let code = fold_number(text).to_ascii_uppercase();
        organisation_code_check(&code)?;
        Ok(Self(code))
    }

    /// The nine characters without the hyphen.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed: eight characters, hyphen, check digit.
    #[must_use]
    pub fn hyphenated(&self) -> String {
        match self.0.split_at_checked(8) {
            Some((body, check)) => format!("{body}-{check}"),
            None => self.0.clone(),
        }
    }
}

/// Checks a nine-character organisation code (GB 11714-1997).
///
/// # Errors
/// [`Fault::Length`], [`Fault::Characters`], [`Fault::OrganisationCheckDigit`].
pub fn organisation_code_check(code: &str) -> Result<(), Fault> {
    let got = code.chars().count();
    if got != 9 {
        return Err(Fault::Length { expected: 9, got });
    }
    let mut sum = 0;
    for (c, weight) in code.chars().zip(ORGANISATION_WEIGHTS) {
        let value = match c {
            '0'..='9' => c as u32 - '0' as u32,
            'A'..='Z' => c as u32 - 'A' as u32 + 10,
            _ => return Err(Fault::Characters),
        };
        sum += value * weight;
    }
    if !code.ends_with(|c: char| c.is_ascii_digit() || c == 'X') {
        return Err(Fault::Characters);
    }
    let check = match (11 - sum % 11) % 11 {
        10 => 'X',
        n => char::from_digit(n, 10).unwrap_or('X'),
    };
    if code.ends_with(check) {
        Ok(())
    } else {
        Err(Fault::OrganisationCheckDigit)
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests may fail loudly"
    )]
    use super::*;
    use proptest::prelude::*;

    fn complete(body: &str) -> String {
        let sum: u32 = body
            .bytes()
            .zip(WEIGHTS)
            .map(|(b, w)| ALPHABET.iter().position(|a| *a == b).unwrap() as u32 * w)
            .sum();
        format!(
            "{body}{}",
            ALPHABET[((31 - sum % 31) % 31) as usize] as char
        )
    }

    #[test]
    fn known_codes_pass() {
        for code in [
            "11440100696927671X",
            "12441500196720244T",
            "11370800MB28559184",
        ] {
            let uscc = Uscc::parse(code).unwrap();
            assert_eq!(
                organisation_code_check(uscc.organisation_code()),
                Ok(()),
                "{code}"
            );
        }
        assert_eq!(
            Uscc::parse("11440100696927671X").unwrap().region(),
            "440100"
        );
    }

    /// What the oracle of `cargo xtask oracle` can't be asked: economic cooperatives of
    /// villages (N2), the forces (A1), others (Y1).
    #[test]
    fn letters_in_front() {
        for body in [
            "N2440100MF0000001",
            "A1110000MB0000001",
            "Y1110000MB0000001",
        ] {
            let code = complete(body);
            assert_eq!(Uscc::parse(&code).unwrap().as_str(), code);
            let wrong = if code.ends_with('0') { "1" } else { "0" };
            assert_eq!(
                Uscc::parse(&format!("{body}{wrong}")),
                Err(Fault::CheckDigit)
            );
        }
        assert_eq!(Uscc::parse("I24401000000000000"), Err(Fault::Characters));
    }

    #[test]
    fn understood_as_typed() {
        assert_eq!(
            Uscc::parse(" １１440100 6969 27671x").unwrap().as_str(),
            "11440100696927671X"
        );
    }

    #[test]
    fn each_fault_by_name() {
        let fault = |text: &str| Uscc::parse(text).unwrap_err();
        assert_eq!(
            fault("1144010069692767"),
            Fault::Length {
                expected: 18,
                got: 16
            }
        );
        assert_eq!(fault("11440100696927671O"), Fault::Characters);
        assert_eq!(fault("1144O100696927671X"), Fault::Characters);
        assert_eq!(fault("11A40100696927671X"), Fault::Characters);
        assert_eq!(fault("114401006969276710"), Fault::CheckDigit);
        assert_eq!(organisation_code_check("696927671"), Ok(()));
        assert_eq!(
            organisation_code_check("696927672"),
            Err(Fault::OrganisationCheckDigit)
        );
        assert_eq!(
            organisation_code_check("69692767"),
            Err(Fault::Length {
                expected: 9,
                got: 8
            })
        );
    }

    #[test]
    fn organisation_codes_with_and_without_hyphen() {
        for text in ["69692767-1", "696927671", " ６９６９２７６７－１ "] {
            let code = OrganisationCode::parse(text).unwrap();
            assert_eq!(code.as_str(), "696927671", "{text}");
            assert_eq!(code.hyphenated(), "69692767-1");
        }
        // A letter in the body, and X as check digit.
        assert_eq!(
            OrganisationCode::parse("d2143569-x").unwrap().as_str(),
            "D2143569X"
        );
        assert_eq!(
            OrganisationCode::parse("D2143569-A"),
            Err(Fault::Characters)
        );
        assert_eq!(
            OrganisationCode::parse("D2143569-1"),
            Err(Fault::OrganisationCheckDigit)
        );
    }

    proptest! {
        #[test]
        fn anything_may_be_read(s in "\\PC{0,24}") {
            let _ = Uscc::parse(&s);
            let _ = organisation_code_check(&s);
        }

        #[test]
        fn a_wrong_character_is_found(
            body in "[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}",
            at in 0usize..18, other in 0usize..31,
        ) {
            let good = complete(&body);
            prop_assert!(Uscc::parse(&good).is_ok());
            let mut wrong = good.clone().into_bytes();
            wrong[at] = ALPHABET[other];
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(Uscc::parse(&wrong).is_ok(), wrong == good);
        }
    }
}
