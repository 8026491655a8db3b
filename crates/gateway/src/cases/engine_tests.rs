#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use banshi_contract::{
    CaseStatus, ClockState, Delivery, Document, DocumentState, EventKind, PhaseState, Service,
};
use proptest::prelude::*;

use super::*;
use crate::cases::opening::{Applicant, open};
use crate::cases::view;

fn service() -> Service {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../content/services/residence-permit.json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn monday() -> Moment {
    Moment::parse("2026-11-23T09:12:00+08:00").unwrap()
}

fn later(days: i64) -> Moment {
    monday().plus_millis(days * 86_400_000)
}

fn new() -> CaseRecord {
    let applicant = Applicant {
        owner: "a".into(),
        shown_as: "陈*".into(),
        delivery: None,
    };
    let document = Document {
        id: "d".into(),
        name: "a.pdf".into(),
        material: None,
        media_type: "application/pdf".into(),
        size: 1,
        state: DocumentState::Received,
        received_at: monday().rfc3339(),
        from_person: true,
    };
    open(
        "c".into(),
        "SL1".into(),
        &service(),
        &applicant,
        vec![document],
        monday(),
    )
    .record
}

fn acted(record: &CaseRecord, action: Action, at: Moment) -> CaseRecord {
    act(record, action, None, at).unwrap().record
}

fn phases(record: &CaseRecord) -> Vec<PhaseState> {
    record.case.phases.iter().map(|phase| phase.state).collect()
}

#[test]
fn a_request_before_acceptance_stops_no_clock_and_goes_back_to_waiting() {
    let asked = acted(&new(), Action::RequestDocuments, monday());
    assert_eq!(asked.case.status, CaseStatus::ActionRequired);
    assert_eq!(asked.case.clock.state, ClockState::Waiting);
    let task = asked.case.tasks[0].clone();
    assert_eq!(
        task.due_at.as_deref(),
        Some("2026-12-07"),
        "ten working days"
    );
    let step = answer_task(&asked, &task.id, vec![], monday()).unwrap();
    assert_eq!(step.record.case.status, CaseStatus::Submitted);
    assert_eq!(step.events.len(), 1);
    assert_eq!(step.events[0].kind, EventKind::DocumentReceived);
    assert_eq!(
        answer_task(&step.record, &task.id, vec![], monday()),
        Err(TaskClosed)
    );
}

#[test]
fn waiting_for_documents_does_not_count_and_taking_up_again_does() {
    let accepted = acted(&new(), Action::Accept, monday());
    let asked = acted(&accepted, Action::RequestDocuments, later(1));
    assert!(view::show(&asked, later(1)).clock.estimated);
    let task = asked.case.tasks[0].id.clone();
    let step = answer_task(&asked, &task, vec![], later(3)).unwrap();
    let shown = view::show(&step.record, later(3));
    assert_eq!(shown.clock.days_suspended, 2);
    assert_eq!(shown.clock.due_at.as_deref(), Some("2026-12-04"));
    assert!(!shown.clock.estimated);
    assert_eq!(step.events[1].kind, EventKind::ClockResumed);
}

#[test]
fn while_it_waits_the_day_told_is_the_one_of_taking_up_again_that_day() {
    let accepted = acted(&new(), Action::Accept, monday());
    let asked = acted(&accepted, Action::RequestDocuments, later(1));
    let told = view::show(&asked, later(3)).clock;
    let task = asked.case.tasks[0].id.clone();
    let record = answer_task(&asked, &task, vec![], later(3)).unwrap().record;
    let shown = view::show(&record, later(3)).clock;
    assert!(told.estimated && told.legal_estimated);
    assert!(!shown.estimated && !shown.legal_estimated);
    assert_eq!(told.due_at, shown.due_at);
    assert_eq!(told.legal_due_at, shown.legal_due_at);
    assert_eq!(told.days_suspended, shown.days_suspended);
}

#[test]
fn an_overdue_case_stays_overdue_when_it_stands_still_after_its_day() {
    let accepted = acted(&new(), Action::Accept, monday());
    let due = view::show(&accepted, monday()).clock;
    let suspended = acted(&accepted, Action::Suspend, later(30));
    let shown = view::show(&suspended, later(40)).clock;
    assert_eq!(shown.due_at, due.due_at);
    assert_eq!(shown.legal_due_at, due.legal_due_at);
    assert!(!shown.estimated && !shown.legal_estimated);
    // Nor does it become more overdue, while it stands still and when it is taken up.
    let over = view::show(&accepted, later(30)).clock.days_left.unwrap();
    assert!(over < 0);
    assert_eq!(shown.days_left, Some(over));
    let resumed = acted(&suspended, Action::Resume, later(42));
    assert_eq!(view::show(&resumed, later(42)).clock.days_left, Some(over));
}

#[test]
fn each_date_tells_for_itself_whether_it_is_an_estimate() {
    let mut accepted = acted(&new(), Action::Accept, monday());
    accepted.statutory.value = 30;
    accepted.statutory.unit = banshi_contract::PeriodUnit::WorkingDay;
    let shown = view::show(&accepted, monday()).clock;
    assert_eq!(shown.due_at.as_deref(), Some("2026-12-02"));
    assert!(!shown.estimated, "no day of it lies in 2027");
    assert_eq!(shown.legal_due_at.as_deref(), Some("2027-01-05"));
    assert!(shown.legal_estimated);
}

#[test]
fn a_promise_never_reaches_past_the_law() {
    let mut accepted = acted(&new(), Action::Accept, monday());
    accepted.promised.value = 12;
    accepted.statutory.value = 15;
    let shown = view::show(&accepted, monday()).clock;
    assert_eq!(
        shown.legal_due_at.as_deref(),
        Some("2026-12-08"),
        "15 calendar days"
    );
    assert_eq!(shown.due_at, shown.legal_due_at);
    assert_eq!(shown.promised_days, Some(12));
    assert_eq!(shown.days_left, Some(11));
}

#[test]
fn asked_and_answered_on_one_day_loses_no_day() {
    let accepted = acted(&new(), Action::Accept, monday());
    let due = view::show(&accepted, monday()).clock.due_at;
    let asked = acted(&accepted, Action::RequestDocuments, later(1));
    let task = asked.case.tasks[0].id.clone();
    let record = answer_task(&asked, &task, vec![], later(1)).unwrap().record;
    let shown = view::show(&record, later(1));
    assert_eq!(shown.clock.due_at, due);
    assert_eq!(shown.clock.days_suspended, 0);
}

#[test]
fn refused_before_acceptance_is_not_accepted_and_after_it_not_permitted() {
    let refuse = Action::Decide(Decision::Refused);
    let early = acted(&new(), refuse, monday());
    assert_eq!(early.case.status, CaseStatus::Rejected);
    assert_eq!(
        early.case.outcome.as_ref().unwrap().label.pick("zh-CN"),
        "不予受理"
    );
    assert_eq!(phases(&early)[1], PhaseState::Skipped);
    let late = acted(&acted(&new(), Action::Accept, monday()), refuse, monday());
    assert_eq!(
        late.case.outcome.as_ref().unwrap().label.pick("zh-CN"),
        "不予许可"
    );
    assert!(
        late.case
            .outcome
            .unwrap()
            .explanation
            .unwrap()
            .pick("zh-CN")
            .contains("行政复议")
    );
    assert_eq!(
        phases(&acted(&new(), Action::Accept, monday()))[1],
        PhaseState::Current
    );
    assert!(possible(&early).is_empty());
    assert_eq!(next_by_itself(&early), None);
}

#[test]
fn what_the_officer_said_of_the_decision_stays_with_the_outcome() {
    let said = Some(words::note("请带身份证领取。"));
    let accepted = acted(&new(), Action::Accept, monday());
    let grant = Action::Decide(Decision::Granted);
    let decided = act(&accepted, grant, said.clone(), monday())
        .unwrap()
        .record;
    let given = acted(&decided, Action::Deliver, monday());
    for record in [decided, given] {
        assert_eq!(record.case.outcome.unwrap().note, said);
    }
}

#[test]
fn what_is_refused_is_handed_out_nowhere() {
    let mut chosen = new();
    chosen.case.delivery = Some(Delivery {
        label: Text::new("邮寄到家", "By post"),
        detail: Some(Text::new("示范路 6 号", "示范路 6 号")),
    });
    let accepted = acted(&chosen, Action::Accept, monday());
    assert_eq!(accepted.case.delivery, chosen.case.delivery);
    let refuse = Action::Decide(Decision::Refused);
    for before in [chosen, accepted] {
        let step = act(&before, refuse, None, monday()).unwrap();
        assert_eq!(step.record.case.delivery, None);
        assert_eq!(step.record.case.phases.last().unwrap().detail, None);
        assert!(step.changed.contains(&"delivery".to_owned()));
    }
}

#[test]
fn an_officer_who_acts_has_seen_the_documents() {
    let accepted = acted(&new(), Action::Accept, monday());
    assert_eq!(
        accepted.case.documents[0].state,
        DocumentState::VisibleToOfficial
    );
    let granted = acted(&accepted, Action::Decide(Decision::Granted), monday());
    assert_eq!(granted.case.documents[0].state, DocumentState::Accepted);
}

#[test]
fn what_can_not_be_done_says_what_can() {
    let refusal = act(&new(), Action::Deliver, None, monday()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "`deliver` is not possible while the case is Submitted; possible: accept, request-documents, decide"
    );
}

#[test]
fn an_officers_words_reach_the_person() {
    let step = act(
        &new(),
        Action::RequestDocuments,
        Some(words::note("请补充签字页")),
        monday(),
    )
    .unwrap();
    assert_eq!(
        step.events[0].detail.as_ref().unwrap().pick("zh-CN"),
        "请补充签字页"
    );
    assert_eq!(
        step.record.case.tasks[0]
            .detail
            .as_ref()
            .unwrap()
            .pick("en"),
        "请补充签字页"
    );
    assert!(step.changed.contains(&"tasks".to_owned()));
    assert!(!step.changed.contains(&"reference".to_owned()));
}

proptest! {
    /// Whatever officer, person and sandbox do, a case stays one that can be shown.
    #[test]
    fn any_way_through_a_case_makes_sense(choices in prop::collection::vec((0_usize..8, 0_i64..5), 0..30)) {
        let mut record = new();
        let mut day = 0;
        for (choice, days) in choices {
            day += days;
            let at = later(day);
            let task = record.case.tasks.iter().find(|task| task.open).map(|task| task.id.clone());
            let step = match (choice, task) {
                (7, Some(task)) => answer_task(&record, &task, vec![], at).unwrap(),
                (6, _) => match next_by_itself(&record) {
                    Some(action) => act(&record, action, None, at).unwrap(),
                    None => continue,
                },
                _ => {
                    let possible = possible(&record);
                    if possible.is_empty() {
                        prop_assert!(record.case.status.is_final());
                        break;
                    }
                    act(&record, possible[choice % possible.len()], None, at).unwrap()
                }
            };
            // Events count on without gaps, and there is always one.
            let numbers: Vec<u64> = step.events.iter().map(|event| event.seq).collect();
            let expected: Vec<u64> = (record.seq + 1..=step.record.seq).collect();
            prop_assert!(!numbers.is_empty());
            prop_assert_eq!(numbers, expected);
            record = step.record;
            let case = view::show(&record, at);
            let open = case.clock.suspensions.iter().filter(|one| one.until.is_none()).count();
            prop_assert_eq!(open == 1, case.clock.state == ClockState::Suspended);
            prop_assert_eq!(case.status == CaseStatus::ActionRequired, case.tasks.iter().any(|task| task.open));
            let current = case.phases.iter().filter(|phase| phase.state == PhaseState::Current).count();
            prop_assert_eq!(current == 0, case.status.is_final());
            prop_assert_eq!(case.handler.is_none(), case.status.is_final());
            prop_assert_eq!(case.clock.state == ClockState::Stopped, case.outcome.is_some());
        }
    }
}
