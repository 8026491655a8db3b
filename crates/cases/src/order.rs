//! Which cases matter now, and in which order.

use std::cmp::{Ordering, Reverse};

use banshi_contract::{Case, Task};
use banshi_workdays::Date;

use crate::{Due, seconds_since_epoch, task_due};

/// For how many calendar days after its last change a closed case still counts as
/// active: its result is news until then.
pub const RECENT_DAYS: i32 = 14;

/// Something a person must do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need<'a> {
    /// For which case.
    pub case: &'a Case,
    /// What.
    pub task: &'a Task,
    /// Until when.
    pub due: Due,
}

/// What the person must do: open tasks of all cases that are not closed, nearest
/// deadline first, those without one last, and among equals the case that changed
/// last first.
#[must_use]
pub fn needs_you(cases: &[Case], today: Date) -> Vec<Need<'_>> {
    let mut needs: Vec<_> = cases
        .iter()
        .filter(|case| !case.status.is_final())
        .flat_map(|case| open_tasks(case).map(move |task| (case, task)))
        .map(|(case, task)| Need {
            case,
            task,
            due: task_due(task, today),
        })
        .collect();
    needs.sort_by_key(|need| {
        (
            deadline_key(date(need.task)),
            Reverse(changed(need.case)),
            need.task.id.clone(),
        )
    });
    needs
}

/// The order of a list of cases: those that are not closed by the nearest deadline of
/// an open task, then by whether there are open tasks, then the latest change; closed
/// ones after them, newest first.
#[must_use]
pub fn ordered(cases: &[Case]) -> Vec<&Case> {
    let mut ordered: Vec<_> = cases.iter().collect();
    ordered.sort_by(|a, b| compare(a, b));
    ordered
}

fn compare(a: &Case, b: &Case) -> Ordering {
    let key = |case: &Case| {
        let closed = case.status.is_final();
        let (deadline, tasks) = if closed {
            (deadline_key(None), 0)
        } else {
            (
                deadline_key(open_tasks(case).filter_map(date).min()),
                open_tasks(case).count(),
            )
        };
        (closed, deadline, Reverse(tasks), Reverse(changed(case)))
    };
    // The id last, so that equal cases keep their places from one load to the next.
    key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
}

/// Whether a case belongs among those in hand: not closed, or closed at most
/// [`RECENT_DAYS`] days ago (or at a time that cannot be read: kept in sight).
#[must_use]
pub fn is_active(case: &Case, today: Date) -> bool {
    !case.status.is_final()
        || Date::from_instant(&case.updated_at)
            .map_or(true, |changed| changed.days_until(today) <= RECENT_DAYS)
}

fn open_tasks(case: &Case) -> impl Iterator<Item = &Task> {
    case.tasks.iter().filter(|task| task.open)
}

fn date(task: &Task) -> Option<Date> {
    task.due_at.as_deref().and_then(|text| text.parse().ok())
}

/// Dates in their order, no date after all dates.
fn deadline_key(date: Option<Date>) -> (bool, Option<Date>) {
    (date.is_none(), date)
}

fn changed(case: &Case) -> Option<i64> {
    seconds_since_epoch(&case.updated_at)
}
