//! From an action to the next case.

use banshi_contract::{
    CaseEvent, CaseStatus, ClockState, Document, DocumentState, EventKind, PhaseState, Suspension,
    Task, Text,
};
use banshi_workdays::Calendar;

use super::{Action, CaseRecord, Decision, Refusal, Step, decision, delivery, words};
use crate::clock::Moment;
use crate::ids;

/// Working days a person has to hand in what is missing (local practice, invented).
pub const CORRECTION_DAYS: u32 = 10;

/// A case being changed: collects events, and gives the step out at the end.
pub(crate) struct Change {
    before: CaseRecord,
    now: Moment,
    pub(crate) record: CaseRecord,
    events: Vec<CaseEvent>,
}

impl Change {
    pub(crate) fn of(record: CaseRecord, now: Moment) -> Self {
        Self {
            before: record.clone(),
            now,
            record,
            events: Vec::new(),
        }
    }

    pub(crate) fn tell(
        &mut self,
        kind: EventKind,
        title: Text,
        detail: Option<Text>,
        by: Option<Text>,
    ) {
        self.record.seq += 1;
        self.events.push(CaseEvent {
            id: format!("{}-{}", self.record.case.id, self.record.seq),
            seq: self.record.seq,
            at: self.now.rfc3339(),
            kind,
            title,
            detail,
            by,
        });
    }

    fn tell_by_handler(&mut self, kind: EventKind, title: Text, detail: Option<Text>) {
        let by = self
            .record
            .case
            .handler
            .as_ref()
            .map(|handler| handler.department.clone());
        self.tell(kind, title, detail, by);
    }

    /// The case moves to a phase: what lies before it is done.
    fn phase(&mut self, id: &str) {
        let mut state = PhaseState::Done;
        for phase in &mut self.record.case.phases {
            if phase.id == id {
                phase.state = PhaseState::Current;
                state = PhaseState::Upcoming;
            } else {
                phase.state = state;
            }
        }
    }

    /// Everything is done, or will not be gone through.
    fn last_phase(&mut self, skipped: &[&str]) {
        for phase in &mut self.record.case.phases {
            phase.state = if skipped.contains(&phase.id.as_str()) {
                PhaseState::Skipped
            } else {
                PhaseState::Done
            };
        }
    }

    fn clock(&mut self, state: ClockState, reason: Option<Text>) {
        let today = self.now.date();
        let clock = &mut self.record.case.clock;
        if let Some(open) = clock.suspensions.iter_mut().find(|one| one.until.is_none()) {
            // The day it is taken up again counts; resumed on the same day, nothing was lost.
            open.until = Some(today.add_days(-1).to_string());
        }
        if state == ClockState::Suspended {
            clock.suspensions.push(Suspension {
                from: today.to_string(),
                until: None,
                reason: reason.clone().unwrap_or_default(),
            });
        }
        clock.state = state;
        clock.since = Some(self.now.rfc3339());
        clock.reason = reason;
        if state == ClockState::Stopped {
            self.record.stopped_on = Some(today.to_string());
        }
    }

    fn documents(&mut self, from: &[DocumentState], to: DocumentState) {
        for document in &mut self.record.case.documents {
            if from.contains(&document.state) {
                document.state = to;
            }
        }
    }

    pub(crate) fn done(mut self) -> Step {
        self.record.case.updated_at = self.now.rfc3339();
        self.record.rests_since = self.record.rests_since.map(|_| self.now.millis());
        let changed = differences(&self.before, &self.record);
        Step {
            record: self.record,
            events: self.events,
            changed,
        }
    }
}

/// Names of the contract's fields in which two cases differ.
fn differences(before: &CaseRecord, after: &CaseRecord) -> Vec<String> {
    let object = |record: &CaseRecord| match serde_json::to_value(&record.case) {
        Ok(serde_json::Value::Object(map)) => map,
        _ => serde_json::Map::new(),
    };
    let (before, after) = (object(before), object(after));
    let mut names: Vec<String> = before
        .keys()
        .chain(after.keys())
        .filter(|name| before.get(*name) != after.get(*name))
        .cloned()
        .collect();
    names.sort_unstable();
    names.dedup();
    names.push("events".into());
    names
}

/// What an officer can do now.
#[must_use]
pub fn possible(record: &CaseRecord) -> Vec<Action> {
    let refuse = Action::Decide(Decision::Refused);
    let grant = Action::Decide(Decision::Granted);
    match record.case.status {
        CaseStatus::Submitted => vec![Action::Accept, Action::RequestDocuments, refuse],
        CaseStatus::Accepted | CaseStatus::InProgress if record.case.outcome.is_some() => {
            vec![Action::Deliver]
        }
        CaseStatus::Accepted => {
            vec![
                Action::Review,
                Action::RequestDocuments,
                Action::Suspend,
                grant,
                refuse,
            ]
        }
        CaseStatus::InProgress => vec![Action::RequestDocuments, Action::Suspend, grant, refuse],
        CaseStatus::ActionRequired | CaseStatus::Suspended => vec![Action::Resume],
        _ => Vec::new(),
    }
}

/// What the sandbox does next by itself; none: it waits for a person or is done.
#[must_use]
pub fn next_by_itself(record: &CaseRecord) -> Option<Action> {
    match record.case.status {
        CaseStatus::Submitted => Some(Action::Accept),
        CaseStatus::Accepted | CaseStatus::InProgress if record.case.outcome.is_some() => {
            Some(Action::Deliver)
        }
        CaseStatus::Accepted => Some(Action::Review),
        CaseStatus::InProgress => Some(Action::Decide(Decision::Granted)),
        CaseStatus::Suspended => Some(Action::Resume),
        _ => None,
    }
}

/// An officer's action, with what they said of it.
///
/// # Errors
/// It can't be done where the case stands.
pub fn act(
    record: &CaseRecord,
    action: Action,
    said: Option<Text>,
    now: Moment,
) -> Result<Step, Refusal> {
    let possible = possible(record);
    if !possible.contains(&action) {
        let mut names: Vec<_> = possible.into_iter().map(Action::name).collect();
        names.dedup();
        return Err(Refusal {
            action: action.name(),
            status: record.case.status,
            possible: names,
        });
    }
    let mut change = Change::of(record.clone(), now);
    // Whoever acts has the documents before them.
    change.documents(&[DocumentState::Received], DocumentState::VisibleToOfficial);
    match action {
        Action::Accept => accept(&mut change, said),
        Action::Review => {
            change.record.case.status = CaseStatus::InProgress;
            change.phase("review");
            let (title, detail) = words::in_review();
            change.tell_by_handler(
                EventKind::StatusChanged {
                    status: CaseStatus::InProgress,
                },
                title,
                said.or(Some(detail)),
            );
        }
        Action::RequestDocuments => request(&mut change, said),
        Action::Suspend => {
            change.record.before = Some(change.record.case.status);
            change.record.case.status = CaseStatus::Suspended;
            let reason = said.clone().unwrap_or_else(words::suspension_reason);
            change.clock(ClockState::Suspended, Some(reason));
            let (title, detail) = words::suspended();
            change.tell_by_handler(EventKind::ClockSuspended, title, said.or(Some(detail)));
        }
        Action::Resume => {
            close_tasks(&mut change.record, |_| true);
            take_up(&mut change);
            let (title, detail) = words::resumed();
            change.tell_by_handler(EventKind::ClockResumed, title, said.or(Some(detail)));
        }
        Action::Decide(decision) => decide(&mut change, decision, said),
        Action::Deliver => {
            change.record.case.status = CaseStatus::Completed;
            change.last_phase(&[]);
            change.record.case.delivery = Some(delivery::handed_over(&change.record, said.clone()));
            if let Some(outcome) = &mut change.record.case.outcome {
                outcome.explanation = Some(words::handed_over());
            }
            change.record.case.handler = None;
            let detail = said.unwrap_or_else(|| change.record.delivery.clone());
            change.tell_by_handler(EventKind::Delivery, words::delivered(), Some(detail));
        }
    }
    Ok(change.done())
}

fn accept(change: &mut Change, said: Option<Text>) {
    change.record.case.status = CaseStatus::Accepted;
    change.record.accepted_on = Some(change.now.date().to_string());
    change.phase("accepted");
    change.clock(ClockState::Running, None);
    let (title, detail) = words::accepted();
    change.tell_by_handler(
        EventKind::StatusChanged {
            status: CaseStatus::Accepted,
        },
        title,
        said.or(Some(detail)),
    );
}

fn request(change: &mut Change, said: Option<Text>) {
    change.record.before = Some(change.record.case.status);
    change.record.case.status = CaseStatus::ActionRequired;
    let (title, detail) = words::documents_requested();
    let asked = said.unwrap_or(detail);
    let due = Calendar::china().add_working_days(change.now.date(), CORRECTION_DAYS);
    change.record.case.tasks.insert(
        0,
        Task {
            id: ids::id(),
            case_id: change.record.case.id.clone(),
            title: words::task_title(),
            detail: Some(asked.clone()),
            due_at: Some(due.date.to_string()),
            days_left: None,
            consequence: Some(words::task_consequence()),
            open: true,
        },
    );
    if change.record.case.clock.state == ClockState::Running {
        change.clock(ClockState::Suspended, Some(words::correction_reason()));
    }
    change.tell_by_handler(EventKind::DocumentRequested, title, Some(asked));
}

fn decide(change: &mut Change, decision: Decision, said: Option<Text>) {
    let was_accepted = change.record.accepted_on.is_some();
    let (outcome, told) = decision::decided(decision, was_accepted, said);
    let label = outcome.label.clone();
    change.clock(ClockState::Stopped, None);
    change.record.case.outcome = Some(outcome);
    match decision {
        Decision::Granted => {
            change.record.case.status = CaseStatus::InProgress;
            change.documents(&[DocumentState::VisibleToOfficial], DocumentState::Accepted);
            change.phase("delivery");
        }
        Decision::Refused => {
            change.record.case.status = CaseStatus::Rejected;
            change.last_phase(if was_accepted {
                &["delivery"]
            } else {
                &["accepted", "review", "decision", "delivery"]
            });
            delivery::refused(&mut change.record);
        }
    }
    let title = Text::new(
        format!("已作出决定：{}", label.pick("zh-CN")),
        format!("Decided: {}", label.pick("en").to_lowercase()),
    );
    change.tell_by_handler(EventKind::Decision, title, Some(told));
    if decision == Decision::Refused {
        change.record.case.handler = None;
    }
}

/// The person hands in what a task asked for: it is closed and the case goes on.
///
/// # Errors
/// There is no such open task.
pub fn answer_task(
    record: &CaseRecord,
    task: &str,
    documents: Vec<Document>,
    now: Moment,
) -> Result<Step, TaskClosed> {
    if !record
        .case
        .tasks
        .iter()
        .any(|one| one.id == task && one.open)
    {
        return Err(TaskClosed);
    }
    let mut change = Change::of(record.clone(), now);
    let count = documents.len();
    change.record.case.documents.extend(documents);
    close_tasks(&mut change.record, |one| one.id == task);
    // What the person set going, the sandbox may carry on.
    change.record.rests_since = Some(now.millis());
    let was_suspended = change.record.case.clock.state == ClockState::Suspended;
    let (title, detail) = words::documents_received(count);
    change.tell(
        EventKind::DocumentReceived,
        title,
        Some(detail),
        Some(words::say("您", "You")),
    );
    if change.record.case.status == CaseStatus::ActionRequired
        && !change.record.case.tasks.iter().any(|one| one.open)
    {
        take_up(&mut change);
        if was_suspended {
            let (title, detail) = words::resumed();
            change.tell_by_handler(EventKind::ClockResumed, title, Some(detail));
        }
    }
    Ok(change.done())
}

/// The task is not there or was closed already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskClosed;

fn close_tasks(record: &mut CaseRecord, which: impl Fn(&Task) -> bool) {
    for task in &mut record.case.tasks {
        if which(task) {
            task.open = false;
        }
    }
    record.case.tasks.sort_by_key(|task| !task.open);
}

fn take_up(change: &mut Change) {
    let status = change
        .record
        .before
        .take()
        .unwrap_or(CaseStatus::InProgress);
    change.record.case.status = status;
    if change.record.case.clock.state == ClockState::Suspended {
        change.clock(ClockState::Running, None);
    }
}

#[cfg(test)]
#[path = "engine_tests.rs"]
mod tests;
