//! What changed between two looks at a case, for one announcement.

use banshi_contract::{Case, CaseStatus, ClockState, Outcome, Phase, Task};

use crate::current_phase;

/// One thing that changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change<'a> {
    /// There is a result now, or another one.
    Outcome(&'a Outcome),
    /// The status changed, forwards or backwards.
    Status {
        /// Before.
        from: CaseStatus,
        /// Now.
        to: CaseStatus,
    },
    /// The person is asked to do something they were not asked before.
    TaskOpened(&'a Task),
    /// The clock stands still now.
    ClockSuspended,
    /// The clock runs again.
    ClockResumed,
    /// The promised date moved, appeared or went.
    DueMoved {
        /// Before.
        from: Option<&'a str>,
        /// Now.
        to: Option<&'a str>,
    },
    /// It is in another phase now, or in none.
    Phase {
        /// Before.
        from: Option<&'a Phase>,
        /// Now.
        to: Option<&'a Phase>,
    },
    /// What the person was asked to do is done, or no longer asked.
    TaskClosed(&'a Task),
}

/// What changed from `old` to `new`, what matters most first: result, status, what is
/// asked, clock, date, phase, what is settled. Empty where nothing did that a person
/// would be told, whatever the revisions say.
#[must_use]
pub fn changes<'a>(old: &'a Case, new: &'a Case) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    if let Some(outcome) = &new.outcome
        && old.outcome.as_ref().map(|before| &before.code) != Some(&outcome.code)
    {
        found.push(Change::Outcome(outcome));
    }
    if old.status != new.status {
        found.push(Change::Status {
            from: old.status,
            to: new.status,
        });
    }
    found.extend(
        open(new)
            .filter(|task| !is_open_in(old, task))
            .map(Change::TaskOpened),
    );
    match (old.clock.state, new.clock.state) {
        (before, ClockState::Suspended) if before != ClockState::Suspended => {
            found.push(Change::ClockSuspended);
        }
        (ClockState::Suspended, ClockState::Running) => found.push(Change::ClockResumed),
        _ => {}
    }
    if old.clock.due_at != new.clock.due_at {
        found.push(Change::DueMoved {
            from: old.clock.due_at.as_deref(),
            to: new.clock.due_at.as_deref(),
        });
    }
    let (before, now) = (current_phase(old), current_phase(new));
    if before.map(|phase| &phase.id) != now.map(|phase| &phase.id) {
        found.push(Change::Phase {
            from: before,
            to: now,
        });
    }
    found.extend(
        open(old)
            .filter(|task| !is_open_in(new, task))
            .map(Change::TaskClosed),
    );
    found
}

fn open(case: &Case) -> impl Iterator<Item = &Task> {
    case.tasks.iter().filter(|task| task.open)
}

fn is_open_in(case: &Case, task: &Task) -> bool {
    open(case).any(|other| other.id == task.id)
}
