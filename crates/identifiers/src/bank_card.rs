//! Bank cards.

use crate::{Fault, Identifier, Number, check::luhn, text::fold_number};

/// Fewest digits of a card.
const MIN: usize = 16;
/// Most digits of a card (ISO/IEC 7812-1).
const MAX: usize = 19;

/// The number of a bank card.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BankCard {
    /// 16 to 19 digits.
    pub number: Number,
    /// [`Fault::CardCheckDigit`] where the last digit does not fit: to be shown, not to
    /// hold anyone up.
    pub warning: Option<Fault>,
}

/// Reads a card's number as people type it.
///
/// # Errors
/// [`Fault::Characters`], [`Fault::Length`], [`Fault::TooLong`].
pub fn parse_bank_card(text: &str) -> Result<BankCard, Fault> {
    let number = fold_number(text);
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Fault::Characters);
    }
    let got = number.len();
    if got < MIN {
        return Err(Fault::Length { expected: MIN, got });
    }
    if got > MAX {
        return Err(Fault::TooLong { limit: MAX, got });
    }
    let warning = (!luhn(number.as_bytes())).then_some(Fault::CardCheckDigit);
    let number = Number::new(Identifier::BankCard, number);
    Ok(BankCard { number, warning })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn a_wrong_digit_only_warns() {
        let card = parse_bank_card("６２２２ 0200 0000 0000 006").unwrap();
        assert_eq!(card.number.as_str(), "6222020000000000006");
        assert_eq!(card.warning, Some(Fault::CardCheckDigit));
        let card = parse_bank_card("6222-0200-0000-0000-000").unwrap();
        assert_eq!(card.warning, None);
        assert!(!format!("{card:?}").contains("622202"));
    }

    #[test]
    fn each_fault_by_name() {
        let fault = |text: &str| parse_bank_card(text).unwrap_err();
        assert_eq!(fault("6222 0200 0000 000O"), Fault::Characters);
        assert_eq!(
            fault("622202000000000"),
            Fault::Length {
                expected: 16,
                got: 15
            }
        );
        assert_eq!(
            fault("62220200000000000000"),
            Fault::TooLong { limit: 19, got: 20 }
        );
    }
}
