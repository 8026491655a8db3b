//! 外国人永久居留身份证, the permanent residence card for foreigners: the form since
//! December 2023, made like a resident identity number, and the one before; cards of
//! both are valid.

use crate::{
    CalendarDate, Fault, Identifier, Number,
    check::{icao_9303, mod_11_2},
    text::fold_number,
};

const LENGTH: usize = 18;
const OLD_LENGTH: usize = 15;

/// The number of a permanent residence card.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ForeignId {
    /// 18 characters (since 2023) or 15 (before).
    pub number: Number,
    /// The day of birth in it. The old form has two digits of the year: the latest
    /// such day that is not to come is taken.
    pub birth_date: CalendarDate,
    /// Whether it is of the form before December 2023.
    pub is_old: bool,
}

impl ForeignId {
    /// Nationality: three digits (ISO 3166-1 numeric), in the old form three letters
    /// (alpha-3).
    #[must_use]
    pub fn country(&self) -> &str {
        let at = if self.is_old { 0..3 } else { 3..6 };
        self.number.as_str().get(at).unwrap_or_default()
    }
}

/// Reads a number as people type it and checks it against `today`.
///
/// # Errors
/// [`Fault::Length`], [`Fault::Prefix`] (neither 9 nor letters), [`Fault::Characters`],
/// [`Fault::BadDate`], [`Fault::FutureDate`], [`Fault::CheckDigit`].
pub fn parse_foreign_id(text: &str, today: CalendarDate) -> Result<ForeignId, Fault> {
    let text = fold_number(text).to_ascii_uppercase();
    let is_old = match text.as_bytes() {
        [] | [b'9', ..] => false,
        [b'A'..=b'Z', ..] => true,
        _ => return Err(Fault::Prefix),
    };
    let expected = if is_old { OLD_LENGTH } else { LENGTH };
    let got = text.chars().count();
    if got != expected {
        return Err(Fault::Length { expected, got });
    }
    let birth_date = if is_old {
        judge_old(text.as_bytes(), today)
    } else {
        judge_new(text.as_bytes(), today)
    }?;
    let number = Number::new(Identifier::ForeignId, text);
    Ok(ForeignId {
        number,
        birth_date,
        is_old,
    })
}

/// 9, province (2), country (3), birth date (8), serial (3), MOD 11-2.
fn judge_new(text: &[u8], today: CalendarDate) -> Result<CalendarDate, Fault> {
    let (&check, body) = text.split_last().ok_or(Fault::Characters)?;
    if !body.iter().all(u8::is_ascii_digit) || !matches!(check, b'0'..=b'9' | b'X') {
        return Err(Fault::Characters);
    }
    let date = text.get(6..14).and_then(|date| date.try_into().ok());
    let date = date
        .and_then(CalendarDate::from_digits)
        .filter(|date| date.parts().0 >= 1800)
        .ok_or(Fault::BadDate)?;
    if date > today {
        Err(Fault::FutureDate)
    } else if mod_11_2(body) != Some(check) {
        Err(Fault::CheckDigit)
    } else {
        Ok(date)
    }
}

/// Country (3 letters), place of issue (4), birth date (6), serial, ICAO 9303.
fn judge_old(text: &[u8], today: CalendarDate) -> Result<CalendarDate, Fault> {
    let (&check, body) = text.split_last().ok_or(Fault::Characters)?;
    let (country, digits) = text.split_at_checked(3).ok_or(Fault::Characters)?;
    if !country.iter().all(u8::is_ascii_uppercase) || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Fault::Characters);
    }
    let Some(&[y0, y1, m0, m1, d0, d1]) = body.get(7..13) else {
        return Err(Fault::Characters);
    };
    let in_century = |c0, c1| CalendarDate::from_digits([c0, c1, y0, y1, m0, m1, d0, d1]);
    let this = in_century(b'2', b'0');
    let last = in_century(b'1', b'9');
    let date = this.filter(|date| *date <= today).or(last);
    let date = date.or(this).ok_or(Fault::BadDate)?;
    if date > today {
        Err(Fault::FutureDate)
    } else if icao_9303(body) != Some(check) {
        Err(Fault::CheckDigit)
    } else {
        Ok(date)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    fn read(text: &str) -> Result<ForeignId, Fault> {
        parse_foreign_id(text, CalendarDate::parse("2026-11-23").unwrap())
    }

    fn new(body: &str) -> String {
        format!("{body}{}", mod_11_2(body.as_bytes()).unwrap() as char)
    }

    fn old(body: &str) -> String {
        format!("{body}{}", icao_9303(body.as_bytes()).unwrap() as char)
    }

    #[test]
    fn old_form() {
        let id = read(" kaz 1100 901231 05").unwrap();
        assert_eq!(id.number.as_str(), "KAZ110090123105");
        assert_eq!(id.birth_date.to_string(), "1990-12-31");
        assert_eq!((id.country(), id.is_old), ("KAZ", true));
        // 2000 had a 29 February, 1900 had none; 05 may still be 2005.
        for (birth, date) in [
            ("000229", "2000-02-29"),
            ("050101", "2005-01-01"),
            ("261124", "1926-11-24"),
            ("261123", "2026-11-23"),
        ] {
            let id = read(&old(&format!("KAZ1100{birth}0"))).unwrap();
            assert_eq!(id.birth_date.to_string(), date);
        }
    }

    #[test]
    fn new_form() {
        let id = read(&new("91139819901231001")).unwrap();
        assert_eq!(id.birth_date.to_string(), "1990-12-31");
        assert_eq!((id.country(), id.is_old), ("398", false));
    }

    #[test]
    fn each_fault_by_name() {
        let fault = |text: &str| read(text).unwrap_err();
        assert_eq!(fault("11010519491231002X"), Fault::Prefix);
        assert_eq!(
            fault(""),
            Fault::Length {
                expected: 18,
                got: 0
            }
        );
        assert_eq!(
            fault("KAZ11009012310"),
            Fault::Length {
                expected: 15,
                got: 14
            }
        );
        assert_eq!(fault("KA1110090123105"), Fault::Characters);
        assert_eq!(fault("9113981990123100A1"), Fault::Characters);
        assert_eq!(fault(&new("91139819900231001")), Fault::BadDate);
        assert_eq!(fault(&old("KAZ11009002310")), Fault::BadDate);
        assert_eq!(fault(&new("91139820261124001")), Fault::FutureDate);
        assert_eq!(fault("KAZ110090123106"), Fault::CheckDigit);
        let id = new("91139819901231001");
        let wrong = if id.ends_with('1') { '2' } else { '1' };
        assert_eq!(
            fault(&format!("91139819901231001{wrong}")),
            Fault::CheckDigit
        );
    }

    #[test]
    fn a_leap_day_of_this_century_to_come() {
        // 2028-02-29 is to come; 1928 had that day, so it is taken.
        assert!(read(&old("KAZ11002802290")).is_ok());
    }
}
