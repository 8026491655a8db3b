//! 公民身份号码 (GB 11643-1999), also of residents from Hong Kong, Macao and Taiwan
//! with a residence permit (prefixes 81, 82, 83).

use crate::{CalendarDate, Fault, Regions, check::mod_11_2, text::fold_number};

const LENGTH: usize = 18;

/// Sex as the number tells it: the 17th digit is odd for men.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

impl Sex {
    /// `male` or `female`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

/// A well-formed resident identity number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ResidentId {
    digits: [u8; LENGTH],
    birth_date: CalendarDate,
}

impl ResidentId {
    /// Reads a number as people type it and checks it against `today`.
    ///
    /// # Errors
    /// [`Fault::Length`], [`Fault::Characters`], [`Fault::BadDate`] (no such day),
    /// [`Fault::FutureDate`], [`Fault::CheckDigit`], in this order.
    pub fn parse(text: &str, today: CalendarDate) -> Result<Self, Fault> {
        let text = fold_number(text).to_ascii_uppercase();
        let got = text.chars().count();
        if got != LENGTH {
            return Err(Fault::Length {
                expected: LENGTH,
                got,
            });
        }
        let digits: [u8; LENGTH] = text.as_bytes().try_into().map_err(|_| Fault::Characters)?;
        let &[
            region,
            _,
            _,
            _,
            _,
            _,
            y0,
            y1,
            y2,
            y3,
            m0,
            m1,
            d0,
            d1,
            ..,
            check,
        ] = &digits;
        let body_ok = digits.iter().take(17).all(u8::is_ascii_digit);
        if !body_ok || !matches!(check, b'0'..=b'9' | b'X') || !matches!(region, b'1'..=b'8') {
            return Err(Fault::Characters);
        }
        let birth_date = CalendarDate::from_digits([y0, y1, y2, y3, m0, m1, d0, d1])
            .filter(|date| date.parts().0 >= 1800)
            .ok_or(Fault::BadDate)?;
        if birth_date > today {
            return Err(Fault::FutureDate);
        }
        if mod_11_2(&digits) != Some(check) {
            return Err(Fault::CheckDigit);
        }
        Ok(Self { digits, birth_date })
    }

    /// The number as it is written, 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.digits).unwrap_or_default()
    }

    /// The day of birth in it.
    #[must_use]
    pub fn birth_date(&self) -> CalendarDate {
        self.birth_date
    }

    /// The sex in it.
    #[must_use]
    pub fn sex(&self) -> Sex {
        match self.digits.get(16) {
            Some(digit) if digit % 2 == 1 => Sex::Male,
            _ => Sex::Female,
        }
    }

    /// The region code of first registration, six digits.
    #[must_use]
    pub fn region(&self) -> &str {
        self.as_str().get(..6).unwrap_or_default()
    }

    /// [`Fault::UnknownRegion`], a warning, where its region code was in use at no time
    /// since the birth. When the number was given is not in it: at birth, or years
    /// later for those born before numbers were introduced.
    #[must_use]
    pub fn region_warning(&self, regions: &Regions) -> Option<Fault> {
        let known =
            self.is_residence_permit() || regions.in_use_since(self.region(), self.birth_date);
        (!known).then_some(Fault::UnknownRegion)
    }

    /// Whether it is of a resident from Hong Kong, Macao or Taiwan (81, 82, 83).
    #[must_use]
    pub fn is_residence_permit(&self) -> bool {
        matches!(self.digits, [b'8', b'1'..=b'3', ..])
    }
}

impl std::fmt::Debug for ResidentId {
    /// Masked: identity numbers have no business in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ResidentId({})", crate::mask_resident_id(self.as_str()))
    }
}

/// Reads the number of a residence permit for people from Hong Kong (810000), Macao
/// (820000) or Taiwan (830000); it is made as a resident identity number is.
///
/// # Errors
/// [`Fault::Prefix`] for other numbers of that form, and those of [`ResidentId::parse`].
pub fn parse_residence_permit(text: &str, today: CalendarDate) -> Result<ResidentId, Fault> {
    let id = ResidentId::parse(text, today)?;
    if matches!(id.region(), "810000" | "820000" | "830000") {
        Ok(id)
    } else {
        Err(Fault::Prefix)
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

    fn today() -> CalendarDate {
        CalendarDate::parse("2026-11-23").unwrap()
    }

    fn complete(body: &str) -> String {
        let mut digits = [b'0'; LENGTH];
        digits[..17].copy_from_slice(body.as_bytes());
        format!("{body}{}", mod_11_2(&digits).unwrap() as char)
    }

    #[test]
    fn known_numbers_pass() {
        // The first is the example of GB 11643, the others of residence permits.
        for number in [
            "11010519491231002X",
            "810000199408230021",
            "830000199201300022",
        ] {
            assert_eq!(ResidentId::parse(number, today()).unwrap().as_str(), number);
        }
        assert!(
            ResidentId::parse("810000199408230021", today())
                .unwrap()
                .is_residence_permit()
        );
    }

    #[test]
    fn sample_people() {
        for body in [
            "11010119910308002",
            "11010119781120001",
            "11010119491231002",
        ] {
            assert!(ResidentId::parse(&complete(body), today()).is_ok());
        }
        let chen = ResidentId::parse(&complete("11010119910308002"), today()).unwrap();
        assert_eq!(chen.sex(), Sex::Female);
        assert_eq!(chen.birth_date().to_string(), "1991-03-08");
        assert_eq!(chen.region(), "110101");
    }

    #[test]
    fn understood_as_typed() {
        let typed = " １１０１０５ 19491231-002ｘ ";
        assert_eq!(
            ResidentId::parse(typed, today()).unwrap().as_str(),
            "11010519491231002X"
        );
    }

    #[test]
    fn each_fault_by_name() {
        let fault = |text: &str| ResidentId::parse(text, today()).unwrap_err();
        assert_eq!(
            fault("1101051949"),
            Fault::Length {
                expected: 18,
                got: 10
            }
        );
        assert_eq!(
            fault("110105491231002"),
            Fault::Length {
                expected: 18,
                got: 15
            }
        );
        assert_eq!(fault("11010519491231002A"), Fault::Characters);
        assert_eq!(fault("91010519491231002X"), Fault::Characters);
        assert_eq!(
            fault("一一〇一〇五一九四九一二三一〇〇二X"),
            Fault::Characters
        );
        assert_eq!(fault(&complete("11010519490230002")), Fault::BadDate);
        assert_eq!(fault(&complete("11010520261124002")), Fault::FutureDate);
        assert_eq!(fault("110105194912310021"), Fault::CheckDigit);
        assert_eq!(fault("110105194912310021").reason(), "check-digit");
    }

    #[test]
    fn residence_permits() {
        for number in ["810000199408230021", "830000199201300022"] {
            let permit = parse_residence_permit(number, today()).unwrap();
            assert_eq!(permit.as_str(), number);
        }
        assert_eq!(
            parse_residence_permit("11010519491231002X", today()),
            Err(Fault::Prefix)
        );
        assert_eq!(
            parse_residence_permit(&complete("81000119940823002"), today()),
            Err(Fault::Prefix)
        );
        assert_eq!(
            parse_residence_permit("810000199408230022", today()),
            Err(Fault::CheckDigit)
        );
    }

    #[test]
    fn debug_is_masked() {
        let id = ResidentId::parse("11010519491231002X", today()).unwrap();
        assert!(!format!("{id:?}").contains("1949"));
    }

    proptest! {
        #[test]
        fn anything_may_be_read(s in "\\PC{0,24}") {
            let _ = ResidentId::parse(&s, today());
        }

        /// MOD 11-2 finds every single wrong digit and every swap of neighbours.
        #[test]
        fn slips_are_found(
            region in 110_000u32..=820_000, y in 1920u16..=2020, m in 1u8..=12, d in 1u8..=28,
            serial in 0u32..1000, at in 0usize..17, add in 1u8..=9,
        ) {
            let good = complete(&format!("{region}{y:04}{m:02}{d:02}{serial:03}"));
            let parsed = ResidentId::parse(&good, today()).unwrap();
            prop_assert_eq!(parsed.birth_date().to_string(), format!("{y:04}-{m:02}-{d:02}"));
            prop_assert_eq!(parsed.sex() == Sex::Male, serial % 2 == 1);
            let mut wrong = good.clone().into_bytes();
            wrong[at] = (wrong[at] - b'0' + add) % 10 + b'0';
            prop_assert!(ResidentId::parse(std::str::from_utf8(&wrong).unwrap(), today()).is_err());
            let mut swapped = good.clone().into_bytes();
            swapped.swap(at, at + 1);
            if swapped != good.as_bytes() {
                let swapped = std::str::from_utf8(&swapped).unwrap();
                prop_assert!(ResidentId::parse(swapped, today()).is_err());
            }
        }
    }
}
