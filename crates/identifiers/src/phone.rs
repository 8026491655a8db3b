//! Telephone numbers and postcodes of mainland China.

use crate::{
    Fault,
    text::{fold, fold_number},
};

/// What kind of number it is. The carrier is never inferred: since 2019 people take
/// their number along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhoneKind {
    /// 手机.
    Mobile,
    /// 固定电话.
    Landline,
}

/// A telephone number of the right form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// Mobile: 11 digits. Landline: area code, hyphen, number.
    pub number: String,
    /// Its kind.
    pub kind: PhoneKind,
    /// [`Fault::Unassigned`] where the range is not known: to be shown, not to hold
    /// anyone up, since new ranges come up every year.
    pub warning: Option<Fault>,
}

/// Reads a mobile number as people type it; +86 or 0086 in front is dropped.
///
/// # Errors
/// [`Fault::Characters`], [`Fault::Prefix`] (not 13…19), [`Fault::Length`].
pub fn parse_mobile(text: &str) -> Result<Phone, Fault> {
    let number = national(text);
    if number.is_empty() {
        return Err(Fault::Length {
            expected: 11,
            got: 0,
        });
    }
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Fault::Characters);
    }
    if number.len() != 11 {
        return Err(Fault::Length {
            expected: 11,
            got: number.len(),
        });
    }
    if !matches!(number.as_bytes(), [b'1', b'3'..=b'9', ..]) {
        return Err(Fault::Prefix);
    }
    let warning = (!is_assigned(number.as_bytes())).then_some(Fault::Unassigned);
    Ok(Phone {
        number,
        kind: PhoneKind::Mobile,
        warning,
    })
}

/// Reads a landline number with its area code, e.g. `010-12345678`, `(0571) 8123 4567`.
///
/// # Errors
/// [`Fault::Form`].
pub fn parse_landline(text: &str) -> Result<Phone, Fault> {
    let folded = fold(text);
    let mut digits = String::new();
    for c in folded.chars() {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '-' | '(' | ')' | '\u{2010}'..='\u{2015}' => {}
            _ => return Err(Fault::Form),
        }
    }
    // 010 and 02x are the only area codes of three digits.
    let area = match digits.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        _ => return Err(Fault::Form),
    };
    let (area, local) = digits.split_at_checked(area).ok_or(Fault::Form)?;
    if !matches!(local.len(), 7 | 8) || local.starts_with(['0', '1']) {
        return Err(Fault::Form);
    }
    Ok(Phone {
        number: format!("{area}-{local}"),
        kind: PhoneKind::Landline,
        warning: None,
    })
}

/// Reads a mobile or a landline number.
///
/// # Errors
/// [`Fault::Form`] when it is neither.
pub fn parse_phone(text: &str) -> Result<Phone, Fault> {
    parse_mobile(text).or_else(|_| parse_landline(text))
}

/// Reads a postcode, six digits.
///
/// # Errors
/// [`Fault::Characters`], [`Fault::Length`].
pub fn parse_postcode(text: &str) -> Result<String, Fault> {
    let code = fold_number(text);
    if !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Fault::Characters);
    }
    if code.len() != 6 {
        return Err(Fault::Length {
            expected: 6,
            got: code.len(),
        });
    }
    Ok(code)
}

fn national(text: &str) -> String {
    let number = fold_number(text);
    match number
        .strip_prefix("+86")
        .or_else(|| number.strip_prefix("0086"))
    {
        Some(rest) => rest.to_owned(),
        None if number.len() == 13 => number
            .strip_prefix("86")
            .map_or(number.clone(), str::to_owned),
        None => number,
    }
}

/// The ranges known to be assigned (as of 2022-05).
fn is_assigned(number: &[u8]) -> bool {
    match number {
        [_, b'3' | b'8', ..] => true,
        [_, b'5', c, ..] => *c != b'4',
        [_, b'7', b'4', c, d, ..] => matches!((c, d), (b'0', _) | (b'1', b'0'..=b'2') | (b'9', _)),
        [_, b'7', ..] => true,
        [_, b'9', c, ..] => *c != b'4',
        [_, b'6', c, ..] => matches!(c, b'2' | b'5' | b'6' | b'7'),
        [_, b'4', c, ..] => matches!(c, b'5' | b'7' | b'9'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn mobile_numbers() {
        for text in [
            "13800000000",
            "+86 138 0000 0000",
            "0086-138-0000-0000",
            "８６１３８００００００００",
        ] {
            let phone = parse_mobile(text).unwrap();
            assert_eq!(phone.number, "13800000000", "{text}");
            assert_eq!(phone.warning, None);
        }
        assert_eq!(
            parse_mobile("1380000000"),
            Err(Fault::Length {
                expected: 11,
                got: 10
            })
        );
        assert_eq!(
            parse_mobile(""),
            Err(Fault::Length {
                expected: 11,
                got: 0
            })
        );
        assert_eq!(parse_mobile("12800000000"), Err(Fault::Prefix));
        assert_eq!(parse_mobile("1380000000a"), Err(Fault::Characters));
    }

    #[test]
    fn unknown_ranges_only_warn() {
        for text in [
            "15400000000",
            "16000000000",
            "19400000000",
            "14000000000",
            "17413000000",
        ] {
            let warning = parse_mobile(text).unwrap().warning.unwrap();
            assert!(warning.is_warning(), "{text}");
        }
        for text in ["19200000000", "16500000000", "17400000000", "14700000000"] {
            assert_eq!(parse_mobile(text).unwrap().warning, None, "{text}");
        }
    }

    #[test]
    fn landlines() {
        assert_eq!(parse_landline("(010) 1234 5678"), Err(Fault::Form));
        assert_eq!(
            parse_landline("(010) 6234 5678").unwrap().number,
            "010-62345678"
        );
        assert_eq!(
            parse_landline("057181234567").unwrap().number,
            "0571-81234567"
        );
        assert_eq!(
            parse_landline("0990-5550123").unwrap().number,
            "0990-5550123"
        );
        for text in [
            "81234567",
            "0571-812",
            "0571-812345678",
            "010-6234x678",
            "01",
        ] {
            assert_eq!(parse_landline(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(parse_phone("13800000000").unwrap().kind, PhoneKind::Mobile);
        assert_eq!(
            parse_phone("010-62345678").unwrap().kind,
            PhoneKind::Landline
        );
        assert_eq!(parse_phone("12345"), Err(Fault::Form));
    }

    #[test]
    fn postcodes() {
        assert_eq!(parse_postcode(" １００００0").unwrap(), "100000");
        assert_eq!(
            parse_postcode("10000"),
            Err(Fault::Length {
                expected: 6,
                got: 5
            })
        );
        assert_eq!(parse_postcode("10000a"), Err(Fault::Characters));
    }

    proptest! {
        #[test]
        fn anything_may_be_read(s in "\\PC{0,24}") {
            let _ = (parse_mobile(&s), parse_landline(&s), parse_phone(&s), parse_postcode(&s));
        }

        #[test]
        fn reading_twice_changes_nothing(s in "(\\+86)?1[3-9][0-9]{9}|0[1-9][0-9]{8,10}") {
            if let Ok(phone) = parse_phone(&s) {
                prop_assert_eq!(parse_phone(&phone.number), Ok(phone));
            }
        }
    }
}
