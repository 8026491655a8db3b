//! Periods, telephone numbers and fees, as words.

use banshi_contract::{Fee, Period, PeriodUnit};

use crate::i18n::{K, money, t, tn};

/// A length of time in words, tracked.
#[must_use]
pub fn period(period: &Period) -> String {
    if period.value == 0 {
        return t(K::GuideAtOnce);
    }
    let key = match period.unit {
        PeriodUnit::WorkingDay => K::GuidePeriodWorkingDay,
        PeriodUnit::CalendarDay => K::GuidePeriodCalendarDay,
        PeriodUnit::Hour => K::GuidePeriodHour,
        PeriodUnit::Month => K::GuidePeriodMonth,
        PeriodUnit::Year => K::GuidePeriodYear,
    };
    tn(key, period.value.into(), &[])
}

/// The address that calls a number (RFC 3966): its digits, a leading plus kept.
#[must_use]
pub fn tel(phone: &str) -> String {
    let digits = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    std::iter::once("tel:".to_owned())
        .chain(digits.map(String::from))
        .collect()
}

/// What a fee comes to, where it is one amount.
#[must_use]
pub fn amount(fee: &Fee) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "fees are far below 2^53 fen")]
    fee.amount_fen.map(|fen| money(fen as f64))
}

#[cfg(test)]
mod tests {
    use super::tel;

    #[test]
    fn a_number_is_called_by_its_digits() {
        assert_eq!(tel("0990-5550110"), "tel:09905550110");
        assert_eq!(tel("+86 990 555"), "tel:+86990555");
        assert_eq!(tel("12345"), "tel:12345");
    }
}
