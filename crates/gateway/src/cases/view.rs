//! A case as it is shown at a moment: with the dates counted.

use banshi_contract::{Case, ClockState, Period, PeriodUnit, PublicCase};
use banshi_workdays::{Calendar, Certainty, Date, Due, Suspension, merge};

use super::CaseRecord;
use crate::clock::Moment;

/// The revision of a case on a day: its newest event, and the day, since the days
/// left change at midnight.
#[must_use]
pub fn revision(record: &CaseRecord, now: Moment) -> String {
    let (year, month, day) = now.date().ymd();
    format!("{}.{year:04}{month:02}{day:02}", record.seq)
}

/// The case with its dates.
#[must_use]
pub fn show(record: &CaseRecord, now: Moment) -> Case {
    let calendar = Calendar::china();
    let today = now.date();
    let mut case = record.case.clone();
    case.revision = revision(record, now);
    let clock = &mut case.clock;
    if record.promised.unit == PeriodUnit::WorkingDay {
        clock.promised_days = Some(record.promised.value);
    }
    // A clock that ended stands at the day it ended.
    let at = date(record.stopped_on.as_deref()).unwrap_or(today);
    if let Some(accepted) = date(record.accepted_on.as_deref()) {
        let suspensions: Vec<Suspension> = clock
            .suspensions
            .iter()
            .filter_map(|one| {
                Some(Suspension {
                    from: one.from.parse().ok()?,
                    until: date(one.until.as_deref()),
                })
            })
            .collect();
        let due = due(&calendar, accepted, &record.promised, &suspensions, at);
        let legal = due_legal(&calendar, accepted, record, &suspensions, at);
        clock.due_at = Some(due.date.to_string());
        clock.legal_due_at = Some(legal.date.to_string());
        clock.estimated = due.certainty.and(legal.certainty).is_estimated();
        clock.days_suspended = calendar.days_suspended(accepted, &suspensions, at);
        if clock.state != ClockState::Stopped {
            let left = calendar.days_left(today, due.date);
            clock.days_left = Some(left.days);
        }
    }
    for task in &mut case.tasks {
        task.days_left = date(task.due_at.as_deref())
            .filter(|_| task.open)
            .map(|due| calendar.days_left(today, due).days);
    }
    case
}

/// What anyone with the reference and the check may see.
#[must_use]
pub fn show_public(record: &CaseRecord, now: Moment) -> PublicCase {
    let case = show(record, now);
    PublicCase {
        reference: case.reference,
        service_name: case.service_name,
        status: case.status,
        phases: case.phases,
        due_at: case.clock.due_at,
        estimated: case.clock.estimated,
        updated_at: case.updated_at,
    }
}

fn date(text: Option<&str>) -> Option<Date> {
    text?.parse().ok()
}

fn due_legal(
    calendar: &Calendar,
    accepted: Date,
    record: &CaseRecord,
    suspensions: &[Suspension],
    at: Date,
) -> Due {
    due(calendar, accepted, &record.statutory, suspensions, at)
}

/// The last day of a period after acceptance, in the unit the guide promises it in.
fn due(
    calendar: &Calendar,
    accepted: Date,
    period: &Period,
    suspensions: &[Suspension],
    at: Date,
) -> Due {
    let value = i32::try_from(period.value).unwrap_or(i32::MAX);
    let plain = match period.unit {
        PeriodUnit::WorkingDay => {
            return calendar.deadline(accepted, period.value, suspensions, at);
        }
        PeriodUnit::CalendarDay => accepted.add_days(value),
        PeriodUnit::Hour => accepted.add_days(value.saturating_add(23) / 24),
        PeriodUnit::Month => add_months(accepted, value),
        PeriodUnit::Year => add_months(accepted, value.saturating_mul(12)),
    };
    let stood: i32 = merge(suspensions, at)
        .into_iter()
        .map(|(from, until)| from.days_until(until) + 1)
        .sum();
    let open = suspensions.iter().any(|one| one.until.is_none());
    Due {
        date: plain.add_days(stood),
        certainty: if open {
            Certainty::Estimated
        } else {
            Certainty::Firm
        },
    }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    #[test]
    fn months_end_with_their_last_day() {
        let from = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(add_months(from("2026-01-31"), 1).to_string(), "2026-02-28");
        assert_eq!(add_months(from("2026-11-30"), 3).to_string(), "2027-02-28");
        assert_eq!(add_months(from("2024-02-29"), 12).to_string(), "2025-02-28");
        assert_eq!(add_months(from("2026-11-23"), 2).to_string(), "2027-01-23");
    }

    #[test]
    fn calendar_days_leave_suspensions_out() {
        let from = |text: &str| text.parse::<Date>().unwrap();
        let period = Period {
            value: 10,
            unit: PeriodUnit::CalendarDay,
            note: None,
        };
        let stood = Suspension {
            from: from("2026-11-05"),
            until: Some(from("2026-11-07")),
        };
        let due = due(
            &Calendar::china(),
            from("2026-11-01"),
            &period,
            &[stood],
            from("2026-11-20"),
        );
        assert_eq!(due.date.to_string(), "2026-11-14");
        assert_eq!(due.certainty, Certainty::Firm);
    }
}
