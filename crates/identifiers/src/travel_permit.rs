//! Travel permits to the mainland: 港澳居民来往内地通行证 and 台湾居民来往大陆通行证.

use crate::{Fault, Identifier, Number, text::fold_number};

/// Where the holder comes from, and which form the number has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TravelPermitKind {
    /// 香港, H and eight digits.
    HongKong,
    /// 澳门, M and eight digits.
    Macao,
    /// 台湾, eight digits.
    Taiwan,
    /// 台湾, the booklet before 2015: ten digits, and mostly a letter.
    TaiwanBooklet,
}

/// The number of a travel permit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TravelPermit {
    /// Without spaces, hyphens and brackets. Of Hong Kong and Macao permits it may end
    /// with the two digits that count how often the card was renewed.
    pub number: Number,
    /// Whose it is.
    pub kind: TravelPermitKind,
}

/// Reads the number of a permit for people from Hong Kong (H) and Macao (M).
///
/// # Errors
/// [`Fault::Length`] (nine characters, eleven with the renewals), [`Fault::Prefix`]
/// (neither H nor M), [`Fault::Characters`].
pub fn parse_hk_macao_travel_permit(text: &str) -> Result<TravelPermit, Fault> {
    let number = fold_number(text).to_ascii_uppercase();
    let kind = match number.as_bytes() {
        [] => None,
        [b'H', ..] => Some(TravelPermitKind::HongKong),
        [b'M', ..] => Some(TravelPermitKind::Macao),
        _ => return Err(Fault::Prefix),
    };
    let got = number.chars().count();
    let kind = kind
        .filter(|_| matches!(got, 9 | 11))
        .ok_or(Fault::Length { expected: 9, got })?;
    if !number.bytes().skip(1).all(|b| b.is_ascii_digit()) {
        return Err(Fault::Characters);
    }
    let number = Number::new(Identifier::HkMacaoTravelPermit, number);
    Ok(TravelPermit { number, kind })
}

/// Reads the number of a permit for people from Taiwan: eight digits; of the older
/// booklet ten digits and, mostly in brackets, a letter.
///
/// # Errors
/// [`Fault::Length`], [`Fault::Characters`].
pub fn parse_taiwan_travel_permit(text: &str) -> Result<TravelPermit, Fault> {
    let mut number = fold_number(text).to_ascii_uppercase();
    number.retain(|c| !matches!(c, '(' | ')'));
    let got = number.chars().count();
    let kind = match got {
        8 => TravelPermitKind::Taiwan,
        10 | 11 => TravelPermitKind::TaiwanBooklet,
        _ => return Err(Fault::Length { expected: 8, got }),
    };
    let digits = if got == 11 {
        number.strip_suffix(|c: char| c.is_ascii_uppercase())
    } else {
        Some(number.as_str())
    };
    if !digits.is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit())) {
        return Err(Fault::Characters);
    }
    let number = Number::new(Identifier::TaiwanTravelPermit, number);
    Ok(TravelPermit { number, kind })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn hong_kong_and_macao() {
        for (typed, number, kind) in [
            ("H12345678", "H12345678", TravelPermitKind::HongKong),
            (
                " ｈ１２３４ ５６７８ ",
                "H12345678",
                TravelPermitKind::HongKong,
            ),
            ("m12345678-01", "M1234567801", TravelPermitKind::Macao),
        ] {
            let permit = parse_hk_macao_travel_permit(typed).unwrap();
            assert_eq!((permit.number.as_str(), permit.kind), (number, kind));
        }
        let fault = |text| parse_hk_macao_travel_permit(text).unwrap_err();
        assert_eq!(fault("K12345678"), Fault::Prefix);
        assert_eq!(fault("港12345678"), Fault::Prefix);
        assert_eq!(
            fault("H1234567"),
            Fault::Length {
                expected: 9,
                got: 8
            }
        );
        assert_eq!(
            fault(""),
            Fault::Length {
                expected: 9,
                got: 0
            }
        );
        assert_eq!(fault("H1234567A"), Fault::Characters);
    }

    #[test]
    fn taiwan() {
        for (typed, number, kind) in [
            ("１２３４５６７８", "12345678", TravelPermitKind::Taiwan),
            ("0012345678", "0012345678", TravelPermitKind::TaiwanBooklet),
            (
                "0012345678（b）",
                "0012345678B",
                TravelPermitKind::TaiwanBooklet,
            ),
        ] {
            let permit = parse_taiwan_travel_permit(typed).unwrap();
            assert_eq!((permit.number.as_str(), permit.kind), (number, kind));
        }
        let fault = |text| parse_taiwan_travel_permit(text).unwrap_err();
        assert_eq!(
            fault("123456789"),
            Fault::Length {
                expected: 8,
                got: 9
            }
        );
        assert_eq!(fault("T1234567"), Fault::Characters);
        assert_eq!(fault("00123456789"), Fault::Characters);
        assert_eq!(fault("001234567AB"), Fault::Characters);
    }

    #[test]
    fn debug_is_masked() {
        let permit = parse_hk_macao_travel_permit("H12345678").unwrap();
        assert!(!format!("{permit:?}").contains("2345"));
        assert_eq!(permit.number.to_string(), "H12345678");
    }
}
