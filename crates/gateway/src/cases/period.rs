//! The last day of a period (办结时限) of a guide.

use banshi_contract::{Period, PeriodUnit};
use banshi_workdays::{Calendar, Date, Due, Suspension, prolonged};

/// The last day of a period after acceptance, in the unit the guide tells it in.
#[must_use]
pub fn last_day(
    calendar: &Calendar,
    accepted: Date,
    period: &Period,
    suspensions: &[Suspension],
    at: Date,
) -> Due {
    let value = i32::try_from(period.value).unwrap_or(i32::MAX);
    let end = match period.unit {
        PeriodUnit::WorkingDay => {
            return calendar.deadline(accepted, period.value, suspensions, at);
        }
        PeriodUnit::Hour => {
            let end = accepted.add_days(value.saturating_add(23) / 24);
            return prolonged(accepted, end, suspensions, at);
        }
        PeriodUnit::CalendarDay => accepted.add_days(value),
        PeriodUnit::Month => add_months(accepted, value),
        PeriodUnit::Year => add_months(accepted, value.saturating_mul(12)),
    };
    calendar.end_of_period(accepted, end, suspensions, at)
}

/// The same day some months later, or the last one of that month (民法典 第二百零二条).
fn add_months(from: Date, months: i32) -> Date {
    let (year, month, day) = from.ymd();
    let count = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    let year = i32::try_from(count.div_euclid(12)).unwrap_or(9999);
    let month = u32::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
    (28..=day.max(28))
        .rev()
        .find_map(|last| Date::from_ymd(year, month, day.min(last)))
        .unwrap_or(Date::MAX)
}

/// No guide tells of more units than these; what says so is not counted out.
const MOST: u32 = 10_000;

/// Whether one period ends after another on whatever day of the published years both
/// begin: there is no day on which it could be kept within the other.
#[must_use]
pub fn always_longer(one: &Period, other: &Period) -> bool {
    if one.unit == other.unit {
        return one.value > other.value;
    }
    if other.value > MOST {
        return false;
    }
    let one = Period {
        value: one.value.min(MOST),
        ..one.clone()
    };
    let calendar = Calendar::china();
    calendar.days().all(|day| {
        let end = |period| last_day(&calendar, day, period, &[], day).date;
        end(&one) > end(other)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;
    use banshi_workdays::Certainty;

    #[test]
    fn months_end_with_their_last_day() {
        let from = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(add_months(from("2026-01-31"), 1).to_string(), "2026-02-28");
        assert_eq!(add_months(from("2026-11-30"), 3).to_string(), "2027-02-28");
        assert_eq!(add_months(from("2024-02-29"), 12).to_string(), "2025-02-28");
        assert_eq!(add_months(from("2026-11-23"), 2).to_string(), "2027-01-23");
    }

    fn ends(value: u32, unit: PeriodUnit, accepted: &str, suspensions: &[Suspension]) -> Due {
        let from = |text: &str| text.parse::<Date>().unwrap();
        let period = Period {
            value,
            unit,
            note: None,
        };
        last_day(
            &Calendar::china(),
            from(accepted),
            &period,
            suspensions,
            from("2026-11-20"),
        )
    }

    #[test]
    fn calendar_days_leave_suspensions_out() {
        let from = |text: &str| text.parse::<Date>().unwrap();
        let stood = Suspension {
            from: from("2026-11-05"),
            until: Some(from("2026-11-06")),
        };
        let due = ends(10, PeriodUnit::CalendarDay, "2026-11-01", &[stood]);
        assert_eq!(due.date.to_string(), "2026-11-13");
        assert_eq!(due.certainty, Certainty::Firm);
        // Over on the 11th: standing still from the 12th on does not make it due again.
        let late = Suspension {
            from: from("2026-11-12"),
            until: None,
        };
        let due = ends(10, PeriodUnit::CalendarDay, "2026-11-01", &[late]);
        assert_eq!(due.date.to_string(), "2026-11-11");
        assert_eq!(due.certainty, Certainty::Firm);
    }

    #[test]
    fn only_a_period_of_hours_ends_on_a_day_off() {
        let ends = |value, unit| ends(value, unit, "2026-11-06", &[]).date.to_string();
        // Friday: a week and a day later is a Saturday, a month later a Sunday.
        assert_eq!(ends(8, PeriodUnit::CalendarDay), "2026-11-16");
        assert_eq!(ends(1, PeriodUnit::Month), "2026-12-07");
        assert_eq!(ends(2, PeriodUnit::Year), "2028-11-06");
        assert_eq!(ends(24, PeriodUnit::Hour), "2026-11-07");
    }

    #[test]
    fn a_period_is_longer_only_where_it_is_on_whatever_day_it_begins() {
        let period = |value, unit| Period {
            value,
            unit,
            note: None,
        };
        let longer = |promised: (u32, PeriodUnit), legal: (u32, PeriodUnit)| {
            always_longer(&period(promised.0, promised.1), &period(legal.0, legal.1))
        };
        use PeriodUnit::{CalendarDay, Hour, Month, WorkingDay, Year};
        for (fits, too_long, legal) in [
            (0, 1, (0, WorkingDay)),
            (20, 21, (20, WorkingDay)),
            // From a Sunday to the Friday after it, and the worked Saturday before a
            // holiday.
            (7, 8, (7, CalendarDay)),
            (12, 16, (15, CalendarDay)),
            (22, 27, (1, Month)),
            (250, 263, (1, Year)),
            (1, 2, (24, Hour)),
        ] {
            assert!(!longer((fits, WorkingDay), legal), "{fits} in {legal:?}");
            assert!(
                longer((too_long, WorkingDay), legal),
                "{too_long} in {legal:?}"
            );
        }
        assert!(longer((40, CalendarDay), (20, WorkingDay)));
        assert!(!longer((28, CalendarDay), (20, WorkingDay)));
        assert!(!longer((30, CalendarDay), (1, Month)));
        assert!(longer((u32::MAX, WorkingDay), (15, CalendarDay)));
    }
}
