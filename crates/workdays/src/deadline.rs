//! Legal deadlines: working days, without the days on which the clock stood still.

use crate::{Calendar, Certainty, Date, Due};

/// An interval that does not count (行政许可法 第四十五条; 补正, 挂起), both ends
/// included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Suspension {
    /// Its first day.
    pub from: Date,
    /// Its last day; none while it lasts. Earlier than `from`, it is empty.
    pub until: Option<Date>,
}

impl Suspension {
    fn closed(self, today: Date) -> Option<(Date, Date)> {
        let until = self.until.unwrap_or_else(|| today.max(self.from));
        (self.from <= until).then_some((self.from, until))
    }
}

/// The union of intervals, in order, apart from each other by at least a day: what
/// overlaps or touches is one. A suspension that still lasts reaches to `today`.
#[must_use]
pub fn merge(suspensions: &[Suspension], today: Date) -> Vec<(Date, Date)> {
    let mut intervals: Vec<_> = suspensions
        .iter()
        .filter_map(|suspension| suspension.closed(today))
        .collect();
    intervals.sort_unstable();
    let mut union: Vec<(Date, Date)> = Vec::with_capacity(intervals.len());
    for (from, until) in intervals {
        match union.last_mut() {
            Some((_, last)) if from <= last.add_days(1) => *last = (*last).max(until),
            _ => union.push((from, until)),
        }
    }
    union
}

impl Calendar {
    /// The last day of a period of `days` working days after `accepted` (受理之日; the
    /// day after it is day 1), with the union of the suspensions not counted. One that
    /// still lasts does not count up to and including `today`, and makes the date an
    /// estimate: the earliest day it can now be.
    #[must_use]
    pub fn deadline(
        &self,
        accepted: Date,
        days: u32,
        suspensions: &[Suspension],
        today: Date,
    ) -> Due {
        let union = merge(suspensions, today);
        let mut due = self.count_forward(accepted, days, |day| !within(&union, day));
        if suspensions.iter().any(|one| one.until.is_none()) {
            due.certainty = Certainty::Estimated;
        }
        due
    }

    /// Working days after `accepted`, up to and including `today`, that did not count.
    #[must_use]
    pub fn days_suspended(&self, accepted: Date, suspensions: &[Suspension], today: Date) -> u32 {
        merge(suspensions, today)
            .into_iter()
            .map(|(from, until)| {
                let from = from.max(accepted.add_days(1));
                let until = until.min(today);
                if from > until {
                    return 0;
                }
                self.working_days_between(from.add_days(-1), until)
                    .days
                    .unsigned_abs()
            })
            .sum()
    }
}

fn within(union: &[(Date, Date)], day: Date) -> bool {
    union
        .iter()
        .any(|(from, until)| (*from..=*until).contains(&day))
}
