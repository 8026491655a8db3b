//! Legal deadlines: working days, or a period of the calendar, without the days on
//! which the clock stood still.

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
    /// The day on which it is taken up again counts, and that may be today.
    fn closed(self, today: Date) -> Option<(Date, Date)> {
        let until = self.until.unwrap_or_else(|| today.add_days(-1));
        (self.from <= until).then_some((self.from, until))
    }
}

/// The union of intervals, in order, apart from each other by at least a day: what
/// overlaps or touches is one. A suspension that still lasts reaches to the day before
/// `today`, which counts if it is taken up again on it.
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

/// The last day of a period after `accepted` that would end on `end`, longer by what
/// stood still before it was over, and on whatever day that is: a period of hours does
/// not wait for a working day.
#[must_use]
pub fn prolonged(accepted: Date, end: Date, suspensions: &[Suspension], today: Date) -> Due {
    let due = Due {
        date: stretch(accepted, end, &merge(suspensions, today)),
        certainty: Certainty::Firm,
    };
    held_open(due, accepted, suspensions)
}

impl Calendar {
    /// The last day of a period of `days` working days after `accepted` (受理之日; the
    /// day after it is day 1), with the union of the suspensions not counted. One that
    /// still lasts does not count up to the day before `today`, and makes the date an
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
        let due = self.count_forward(accepted, days, |day| !within(&union, day));
        held_open(due, accepted, suspensions)
    }

    /// The last day of a period of calendar days, months or years after `accepted` that
    /// would end on `end`: longer by what stood still before it was over, and where it
    /// ends on a day off, on the working day after it (民法典 第二百零三条第一款).
    #[must_use]
    pub fn end_of_period(
        &self,
        accepted: Date,
        end: Date,
        suspensions: &[Suspension],
        today: Date,
    ) -> Due {
        let union = merge(suspensions, today);
        let mut due = Due {
            date: stretch(accepted, end, &union),
            certainty: Certainty::Firm,
        };
        loop {
            let known = self.working_day(due.date);
            due.certainty = due.certainty.and(known.certainty);
            // Day 1 is the first that can stand still.
            let stands = due.date > accepted && within(&union, due.date);
            if (known.works && !stands) || due.date == Date::MAX {
                break;
            }
            due.date = due.date.add_days(1);
        }
        held_open(due, accepted, suspensions)
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

/// Each interval that begins before the period is over makes it longer; what stands
/// still after its end changes nothing any more.
fn stretch(accepted: Date, end: Date, union: &[(Date, Date)]) -> Date {
    let mut last = end;
    for (from, until) in union {
        let from = (*from).max(accepted.add_days(1));
        if from > last {
            break;
        }
        last = last.add_days((from.days_until(*until) + 1).max(0));
    }
    last
}

/// An estimate where a suspension lasts that began before the period was over.
fn held_open(mut due: Due, accepted: Date, suspensions: &[Suspension]) -> Due {
    let held = suspensions
        .iter()
        .any(|one| one.until.is_none() && one.from <= due.date);
    if held && due.date > accepted {
        due.certainty = Certainty::Estimated;
    }
    due
}
