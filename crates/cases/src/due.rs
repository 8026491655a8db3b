//! By when.

use banshi_contract::{Case, CaseClock, ClockState, Task};
use banshi_workdays::{Calendar, Date, Suspension};

/// How a date stands to today, in working days. Whether it may be told as firm is
/// [`banshi_contract::CaseClock::estimated`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Due {
    /// There is no date.
    None,
    /// So many working days are left, at least 1.
    DaysLeft(u32),
    /// It is today.
    Today,
    /// It is over by so many working days, at least 1.
    Overdue(u32),
    /// The clock stands still, and had not run out before.
    Paused,
}

/// When the office promised to be done with a case. Reckoned anew from `today`, since
/// the number the gateway sent grows old in an open tab. A clock that stands still
/// since after its last day is overdue all the same: standing still gives back no day
/// that is over. Nor does it add one: it is overdue by the days until it was suspended,
/// and later without those in between.
#[must_use]
pub fn due(case: &Case, today: Date) -> Due {
    if case.status.is_final() {
        return Due::None;
    }
    let clock = &case.clock;
    let today = match clock.state {
        ClockState::Waiting | ClockState::Stopped => return Due::None,
        ClockState::Running => today,
        ClockState::Suspended => match suspended_over(clock) {
            Some(since) => since.min(today),
            None => return Due::Paused,
        },
    };
    match reckon(clock.due_at.as_deref(), clock.days_left, today) {
        Due::Overdue(days) => {
            let still = stood_still(clock, today).unwrap_or_default();
            Due::Overdue(days.saturating_sub(still).max(1))
        }
        other => other,
    }
}

/// The day on which the clock was suspended, if its last day lay before that; none
/// where either is not told.
fn suspended_over(clock: &CaseClock) -> Option<Date> {
    let due: Date = clock.due_at.as_deref()?.parse().ok()?;
    let since = Date::from_instant(clock.since.as_deref()?).ok()?;
    (due < since).then_some(since)
}

/// Working days after the last day, up to `today`, in suspensions that are over; none
/// where the last day is not told.
fn stood_still(clock: &CaseClock, today: Date) -> Option<u32> {
    let due: Date = clock.due_at.as_deref()?.parse().ok()?;
    let over = clock.suspensions.iter().filter_map(|one| {
        Some(Suspension {
            from: one.from.parse().ok()?,
            until: Some(one.until.as_deref()?.parse().ok()?),
        })
    });
    let over: Vec<Suspension> = over.collect();
    Some(Calendar::china().days_suspended(due, &over, today))
}

/// Until when a task waits for the person; none for a closed one.
#[must_use]
pub fn task_due(task: &Task, today: Date) -> Due {
    if task.open {
        reckon(task.due_at.as_deref(), task.days_left, today)
    } else {
        Due::None
    }
}

/// From the date where it can be read, else from the number that came with it.
fn reckon(date: Option<&str>, days_left: Option<i32>, today: Date) -> Due {
    let Some(date) = date.and_then(|text| text.parse::<Date>().ok()) else {
        return days_left.map_or(Due::None, |days| match days {
            0 => Due::Today,
            1.. => Due::DaysLeft(days.unsigned_abs()),
            _ => Due::Overdue(days.unsigned_abs()),
        });
    };
    // A day off between today and the date makes no working day, yet the date is not
    // today: hence at least 1 either way.
    let days = Calendar::china()
        .days_left(today, date)
        .days
        .unsigned_abs()
        .max(1);
    match today.cmp(&date) {
        std::cmp::Ordering::Less => Due::DaysLeft(days),
        std::cmp::Ordering::Equal => Due::Today,
        std::cmp::Ordering::Greater => Due::Overdue(days),
    }
}
