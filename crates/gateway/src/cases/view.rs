//! A case as it is shown at a moment: with the dates counted.

use banshi_contract::{Case, ClockState, PeriodUnit, PublicCase, PublicPhase};
use banshi_workdays::{Calendar, Date, Suspension};

use super::{CaseRecord, period};
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
        let last_day = |of| period::last_day(&calendar, accepted, of, &suspensions, at);
        let promised = last_day(&record.promised);
        let legal = last_day(&record.statutory);
        // A promise does not lengthen what the law allows.
        let due = if legal.date < promised.date {
            legal
        } else {
            promised
        };
        clock.due_at = Some(due.date.to_string());
        clock.estimated = due.certainty.is_estimated();
        clock.legal_due_at = Some(legal.date.to_string());
        clock.legal_estimated = legal.certainty.is_estimated();
        clock.days_suspended = calendar.days_suspended(accepted, &suspensions, at);
        if clock.state != ClockState::Stopped {
            clock.days_left = Some(days_left(&calendar, due.date, &suspensions, today));
        }
    }
    for task in &mut case.tasks {
        task.days_left = date(task.due_at.as_deref())
            .filter(|_| task.open)
            .map(|due| calendar.days_left(today, due).days);
    }
    case
}

/// Working days until the last day. Once it is over a suspension adds none: the days
/// are those until it began, and later those without it.
fn days_left(calendar: &Calendar, due: Date, suspensions: &[Suspension], today: Date) -> i32 {
    let open = suspensions.iter().find(|one| one.until.is_none());
    let began = open.map(|one| one.from).filter(|from| due < *from);
    let today = began.unwrap_or(today).min(today);
    let left = calendar.days_left(today, due).days;
    if left >= 0 {
        return left;
    }
    let ended: Vec<Suspension> = suspensions
        .iter()
        .filter(|one| one.until.is_some())
        .copied()
        .collect();
    let still = calendar.days_suspended(due, &ended, today);
    left.saturating_add_unsigned(still).min(-1)
}

/// What anyone with the reference and the check may see.
#[must_use]
pub fn show_public(record: &CaseRecord) -> PublicCase {
    let case = &record.case;
    PublicCase {
        reference: case.reference.clone(),
        status: case.status,
        phases: case
            .phases
            .iter()
            .map(|phase| PublicPhase {
                name: phase.name.clone(),
                state: phase.state,
            })
            .collect(),
        updated_at: case.updated_at.clone(),
    }
}

fn date(text: Option<&str>) -> Option<Date> {
    text?.parse().ok()
}
