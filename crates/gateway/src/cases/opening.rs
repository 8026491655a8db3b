//! How a case begins.

use banshi_contract::{
    Case, CaseClock, CaseStatus, ClockState, Delivery, Document, EventKind, Handler, Phase,
    PhaseState, Service, Text,
};

use super::engine::Change;
use super::{CaseRecord, Step, delivery, words};
use crate::clock::Moment;

/// Who applies, as a case needs it.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// The account.
    pub owner: String,
    /// Masked.
    pub shown_as: String,
    /// How they want the result, where they were asked.
    pub delivery: Option<Delivery>,
}

/// A new case, submitted now.
#[must_use]
pub fn open(
    id: String,
    reference: String,
    service: &Service,
    applicant: &Applicant,
    documents: Vec<Document>,
    now: Moment,
) -> Step {
    let chosen = applicant.delivery.as_ref().map(delivery::in_words);
    let delivery = chosen.unwrap_or_else(|| service.result.delivery.clone());
    let record = CaseRecord {
        owner: applicant.owner.clone(),
        seq: 0,
        accepted_on: None,
        stopped_on: None,
        promised: service.summary.promised.clone(),
        statutory: service.statutory.clone(),
        before: None,
        result: service.result.name.clone(),
        delivery: delivery.clone(),
        rests_since: Some(now.millis()),
        case: Case {
            id,
            revision: String::new(),
            reference,
            service_id: service.summary.id.clone(),
            service_name: service.summary.name.clone(),
            applicant: applicant.shown_as.clone(),
            applicant_name: None,
            applicant_number: None,
            status: CaseStatus::Submitted,
            native: None,
            outcome: None,
            phases: phases(service, &delivery),
            handler: Some(Handler {
                department: service.summary.department.name.clone(),
                desk: service.windows.first().map(|window| window.name.clone()),
                phone: Some(service.consultation.phone.clone()),
            }),
            clock: CaseClock {
                state: ClockState::Waiting,
                since: Some(now.rfc3339()),
                reason: None,
                due_at: None,
                legal_due_at: None,
                estimated: false,
                legal_estimated: false,
                promised_days: None,
                days_left: None,
                days_suspended: 0,
                suspensions: Vec::new(),
            },
            tasks: Vec::new(),
            documents,
            delivery: applicant.delivery.clone(),
            submitted_at: now.rfc3339(),
            updated_at: now.rfc3339(),
        },
    };
    let mut change = Change::of(record, now);
    let (title, detail) = words::submitted();
    change.tell(
        EventKind::StatusChanged {
            status: CaseStatus::Submitted,
        },
        title,
        Some(detail),
        Some(words::say("您", "You")),
    );
    change.done()
}

fn phases(service: &Service, delivery: &Text) -> Vec<Phase> {
    let department = &service.summary.department.name;
    let by = |zh: &str, en: &str| {
        Text::new(
            zh.replace("{}", department.pick("zh-CN")),
            en.replace("{}", department.pick("en")),
        )
    };
    let phase = |id: &str, name: Text, detail: Text, state| Phase {
        id: id.into(),
        name,
        detail: Some(detail),
        state,
    };
    vec![
        phase(
            "submitted",
            words::say("提交", "Submitted"),
            words::say(
                "您的申请和材料已经保存。",
                "Your application and documents are stored.",
            ),
            PhaseState::Current,
        ),
        phase(
            "accepted",
            words::say("受理", "Acceptance"),
            by(
                "{}查看材料是否齐全、是否符合受理条件。",
                "{} looks whether everything is there and the conditions are met.",
            ),
            PhaseState::Upcoming,
        ),
        phase(
            "review",
            words::say("审查", "Review"),
            by(
                "{}审查申请内容，必要时核查。",
                "{} goes through the application and checks where needed.",
            ),
            PhaseState::Upcoming,
        ),
        phase(
            "decision",
            words::say("决定", "Decision"),
            by(
                "{}作出决定，并告知您理由和救济途径。",
                "{} decides, and tells you why and what you may do about it.",
            ),
            PhaseState::Upcoming,
        ),
        phase(
            "delivery",
            words::say("送达", "Delivery"),
            Text::new(
                format!(
                    "{}：{}",
                    service.result.name.pick("zh-CN"),
                    delivery.pick("zh-CN")
                ),
                format!(
                    "{}: {}",
                    service.result.name.pick("en"),
                    delivery.pick("en")
                ),
            ),
            PhaseState::Upcoming,
        ),
    ]
}
