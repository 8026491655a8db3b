//! Dates in expressions: `YYYY-MM-DD`; what is no date makes the result null.
//!
//! - `yearsBetween`, `monthsBetween`: whole ones, as ages and periods are counted
//!   (民法典 第二百零二条).
//! - `daysBetween`: 1 from a day to the next.
//! - `workdaysBetween`: working days after the first date, up to and including the
//!   second, by the State Council's notices; in a year whose notice is not known,
//!   Monday to Friday without the days off that every year has: an estimate.
//! - `addDays`, `addMonths`, `addYears`: a whole number of them, below 0 backwards. A
//!   month without that day ends on its last one (民法典 第二百零二条).
//!
//! Between dates in reversed order counts are below 0.

use banshi_identifiers::CalendarDate;
use banshi_workdays::{Calendar, Date};
use serde_json::Value;

use super::{Op, values::to_number};

pub(super) fn date(value: &Value) -> Option<CalendarDate> {
    value.as_str().and_then(CalendarDate::parse)
}

/// Days since 1970-01-01.
fn count(day: CalendarDate) -> Option<Date> {
    let (year, month, day) = day.parts();
    Date::from_ymd(year.into(), month.into(), day.into())
}

fn calendar(day: Date) -> Option<CalendarDate> {
    let (year, month, day) = day.ymd();
    CalendarDate::new(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

/// What it costs: working days are counted one by one.
pub(super) fn cost(op: Op, from: CalendarDate, to: CalendarDate) -> usize {
    let (from, to) = (from.parts().0, to.parts().0);
    let years = usize::from(from.abs_diff(to)) + 1;
    if op == Op::WorkdaysBetween {
        years * 60
    } else {
        1
    }
}

pub(super) fn between(op: Op, from: CalendarDate, to: CalendarDate) -> Option<i32> {
    Some(match op {
        Op::YearsBetween => from.years_until(to),
        Op::MonthsBetween => from.months_until(to),
        _ => {
            let (from, to) = (count(from)?, count(to)?);
            if op == Op::DaysBetween {
                from.days_until(to)
            } else {
                Calendar::china().working_days_between(from, to).days
            }
        }
    })
}

/// None beyond the years 1 to 9999 and for what is no whole number.
pub(super) fn moved(op: Op, from: CalendarDate, amount: &Value) -> Option<CalendarDate> {
    let is_number = match amount {
        Value::Number(_) => true,
        Value::String(text) => !text.trim().is_empty(),
        _ => false,
    };
    let amount = to_number(amount);
    // Every day there is lies within so many days of every other.
    if !is_number || amount.fract() != 0.0 || amount.abs() > 4e6 {
        return None;
    }
    let amount = amount as i32;
    match op {
        Op::AddDays => {
            let from = count(from)?;
            let moved = from.add_days(amount);
            // `add_days` stops at the first and the last day there is.
            (from.days_until(moved) == amount)
                .then(|| calendar(moved))
                .flatten()
        }
        Op::AddYears => months(from, amount * 12),
        _ => months(from, amount),
    }
}

fn months(from: CalendarDate, amount: i32) -> Option<CalendarDate> {
    let (year, month, day) = from.parts();
    let month = i32::from(year) * 12 + i32::from(month) - 1 + amount;
    let year = u16::try_from(month.div_euclid(12)).ok()?;
    let month = u8::try_from(month.rem_euclid(12) + 1).ok()?;
    (1..=day)
        .rev()
        .take(4)
        .find_map(|day| CalendarDate::new(year, month, day))
}
