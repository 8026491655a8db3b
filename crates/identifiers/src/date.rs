//! Days of the Gregorian calendar.

/// A day of the Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarDate {
    year: u16,
    month: u8,
    day: u8,
}

impl CalendarDate {
    /// The day, if the calendar has it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let real = (1..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month);
        real.then_some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD` (RFC 3339 full-date), nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let &[a, b, c, d, b'-', m, n, b'-', x, y] = text.as_bytes() else {
            return None;
        };
        Self::from_digits([a, b, c, d, m, n, x, y])
    }

    /// Reads eight digits, `YYYYMMDD`.
    #[must_use]
    pub(crate) fn from_digits(digits: [u8; 8]) -> Option<Self> {
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let [a, b, c, d, m, n, x, y] = digits.map(|b| b - b'0');
        Self::new(
            u16::from(a) * 1000 + u16::from(b) * 100 + u16::from(c) * 10 + u16::from(d),
            m * 10 + n,
            x * 10 + y,
        )
    }

    /// Year, month from 1, day from 1.
    #[must_use]
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// Whole months from `self` to `later`: a month is over on the same day number, or
    /// on the last day of a shorter month (民法典 第二百零二条). Negative the other way.
    #[must_use]
    pub fn months_until(self, later: Self) -> i32 {
        if later < self {
            return -later.months_until(self);
        }
        let months = (i32::from(later.year) - i32::from(self.year)) * 12 + i32::from(later.month)
            - i32::from(self.month);
        let last = later.day == days_in_month(later.year, later.month);
        if later.day < self.day && !last {
            months - 1
        } else {
            months
        }
    }

    /// Whole years from `self` to `later`, as ages are counted: someone born on 29
    /// February is a year older on the last day of February in common years.
    #[must_use]
    pub fn years_until(self, later: Self) -> i32 {
        self.months_until(later) / 12
    }
}

impl std::fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> CalendarDate {
        CalendarDate::parse(text).unwrap()
    }

    #[test]
    fn only_real_days() {
        for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(day(text).to_string(), text);
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "0000-01-01",
            "2026-1-01",
            "2026/01/01",
            "",
            "２０２６-01-01",
            "+026-01-01",
        ] {
            assert_eq!(CalendarDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_end_on_the_same_day_or_the_last() {
        assert_eq!(day("2026-05-23").months_until(day("2026-11-23")), 6);
        assert_eq!(day("2026-05-24").months_until(day("2026-11-23")), 5);
        assert_eq!(day("2026-08-31").months_until(day("2027-02-28")), 6);
        assert_eq!(day("2026-11-23").months_until(day("2026-05-23")), -6);
        assert_eq!(day("2008-02-29").years_until(day("2026-02-28")), 18);
        assert_eq!(day("2008-03-01").years_until(day("2026-02-28")), 17);
    }

    proptest! {
        #[test]
        fn writing_and_reading_agree(y in 1u16..=9999, m in 1u8..=12, d in 1u8..=31) {
            if let Some(date) = CalendarDate::new(y, m, d) {
                prop_assert_eq!(CalendarDate::parse(&date.to_string()), Some(date));
                prop_assert_eq!(date.months_until(date), 0);
            }
        }

        #[test]
        fn anything_may_be_read(s in "\\PC{0,12}") {
            let _ = CalendarDate::parse(&s);
        }
    }
}
