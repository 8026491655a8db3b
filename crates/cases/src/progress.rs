//! How far a case is, and what comes next.

use banshi_contract::{Case, CaseStatus, Phase, PhaseState};

/// How far a case is, counted over the phases it goes through (skipped ones are left
/// out).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Phases behind it.
    pub done: u32,
    /// Of so many.
    pub of: u32,
    /// The current one among them, from 0; none before the first and after the last.
    pub current: Option<u32>,
    /// From 0 to 1: `done / of`. Without phases 1 for what is completed, else 0.
    pub fraction: f32,
}

/// How far a case is.
#[must_use]
pub fn progress(case: &Case) -> Progress {
    let mut of = 0_u16;
    let mut done = 0_u16;
    let mut current = None;
    for phase in &case.phases {
        match phase.state {
            PhaseState::Skipped => continue,
            PhaseState::Done => done = done.saturating_add(1),
            PhaseState::Current if current.is_none() => current = Some(u32::from(of)),
            PhaseState::Current | PhaseState::Upcoming => {}
        }
        of = of.saturating_add(1);
    }
    let fraction = if of > 0 {
        f32::from(done) / f32::from(of)
    } else if case.status == CaseStatus::Completed {
        1.0
    } else {
        0.0
    };
    Progress {
        done: done.into(),
        of: of.into(),
        current,
        fraction,
    }
}

/// The phase a case is in.
#[must_use]
pub fn current_phase(case: &Case) -> Option<&Phase> {
    case.phases
        .iter()
        .find(|phase| phase.state == PhaseState::Current)
}

/// The phase that comes next: the first upcoming one after the current one, or the
/// first upcoming one where none is current. What is decided but not handed over stands
/// in its last phase, and that is what is still to come. None where nothing more is
/// expected.
#[must_use]
pub fn next_phase(case: &Case) -> Option<&Phase> {
    if case.status.is_final() {
        return None;
    }
    let behind = case
        .phases
        .iter()
        .position(|phase| phase.state == PhaseState::Current)
        .map_or(0, |at| at + 1);
    case.phases
        .iter()
        .skip(behind)
        .find(|phase| phase.state == PhaseState::Upcoming)
        .or_else(|| case.outcome.as_ref().and_then(|_| current_phase(case)))
}
