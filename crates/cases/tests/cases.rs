//! Cases, by example and by property.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use banshi_cases::{
    Change, Deadline, Due, Gap, Verdict, changes, deadline, due, is_active, materials, needs_you,
    next_phase, ordered, progress, seconds_since_epoch, task_due, timeline, verdict,
};
use banshi_contract::{
    Case, CaseClock, CaseEvent, CaseStatus, ClockState, Document, DocumentState, EventKind,
    Outcome, Phase, PhaseState, Suspension, Task, Text,
};
use banshi_workdays::Date;
use proptest::prelude::*;

const TODAY: &str = "2026-11-23";

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn phase(id: &str, state: PhaseState) -> Phase {
    Phase {
        id: id.into(),
        name: Text::default(),
        detail: None,
        state,
    }
}

fn task(id: &str, due_at: Option<&str>, open: bool) -> Task {
    Task {
        id: id.into(),
        case_id: "case".into(),
        title: Text::default(),
        detail: None,
        due_at: due_at.map(Into::into),
        days_left: None,
        consequence: None,
        open,
    }
}

fn case(id: &str, status: CaseStatus) -> Case {
    Case {
        id: id.into(),
        revision: "1".into(),
        reference: "SL20261123000001".into(),
        service_id: "residence-permit".into(),
        service_name: Text::default(),
        applicant: "陈*".into(),
        applicant_name: None,
        applicant_number: None,
        status,
        native: None,
        outcome: None,
        phases: vec![
            phase("receive", PhaseState::Done),
            phase("expert", PhaseState::Skipped),
            phase("review", PhaseState::Current),
            phase("decide", PhaseState::Upcoming),
        ],
        handler: None,
        clock: CaseClock {
            state: ClockState::Running,
            since: None,
            reason: None,
            due_at: Some("2026-11-27".into()),
            legal_due_at: None,
            estimated: false,
            legal_estimated: false,
            promised_days: Some(10),
            days_left: Some(9),
            days_suspended: 0,
            suspensions: vec![],
        },
        tasks: vec![],
        documents: vec![],
        delivery: None,
        submitted_at: "2026-11-10T09:00:00+08:00".into(),
        updated_at: "2026-11-20T09:00:00+08:00".into(),
    }
}

fn event(seq: u64, id: &str) -> CaseEvent {
    CaseEvent {
        id: id.into(),
        seq,
        at: "2026-11-20T09:00:00+08:00".into(),
        kind: EventKind::Message,
        title: Text::default(),
        detail: None,
        by: None,
    }
}

fn document(name: &str, material: Option<&str>, from_person: bool) -> Document {
    Document {
        id: name.into(),
        name: name.into(),
        material: material.map(|name| Text::new(name, name)),
        media_type: "application/pdf".into(),
        size: 1,
        state: DocumentState::Received,
        received_at: "2026-11-10T09:00:00+08:00".into(),
        from_person,
    }
}

#[test]
fn what_was_handed_in_stands_by_material_and_what_was_given_out_does_not() {
    let mut whole = case("a", CaseStatus::InProgress);
    assert!(materials(&whole).is_empty());
    whole.documents = vec![
        document("photo", Some("照片"), true),
        document("first", Some("劳动合同"), true),
        document("decision", None, false),
        document("loose", None, true),
        document("second", Some("劳动合同"), true),
    ];
    let seen: Vec<_> = materials(&whole)
        .into_iter()
        .map(|one| {
            let files: Vec<_> = one.files.iter().map(|file| file.name.as_str()).collect();
            (one.name.map(|name| name.pick("zh-CN")), files)
        })
        .collect();
    assert_eq!(
        seen,
        [
            (Some("照片"), vec!["photo"]),
            (Some("劳动合同"), vec!["first", "second"]),
            (None, vec!["loose"]),
        ]
    );
}

#[test]
fn before_acceptance_there_is_no_last_day_and_after_an_end_without_one_none_comes() {
    let mut now = case("a", CaseStatus::Submitted);
    let on = Deadline::On {
        day: "2026-11-27",
        estimated: false,
    };
    assert_eq!(deadline(&now), on);
    now.clock.due_at = None;
    assert_eq!(deadline(&now), Deadline::Unknown, "a clock that runs");
    now.clock.state = ClockState::Waiting;
    assert_eq!(deadline(&now), Deadline::OnceAccepted { days: Some(10) });
    now.status = CaseStatus::Withdrawn;
    assert_eq!(deadline(&now), Deadline::Unknown);
    now.clock.due_at = Some("2026-11-27".into());
    now.clock.state = ClockState::Stopped;
    assert_eq!(deadline(&now), on, "a receipt tells it afterwards too");
}

#[test]
fn skipped_phases_are_no_part_of_the_way() {
    let now = case("a", CaseStatus::InProgress);
    let seen = progress(&now);
    assert_eq!((seen.done, seen.of, seen.current), (1, 3, Some(1)));
    assert!((seen.fraction - 1.0 / 3.0).abs() < 1e-6);
    assert_eq!(next_phase(&now).unwrap().id, "decide");
    assert_eq!(next_phase(&case("a", CaseStatus::Withdrawn)), None);
}

#[test]
fn without_phases_only_what_is_completed_is_all_the_way() {
    let bare = |status| Case {
        phases: vec![],
        ..case("a", status)
    };
    assert!(progress(&bare(CaseStatus::InProgress)).fraction < 0.1);
    assert!(progress(&bare(CaseStatus::Completed)).fraction > 0.9);
    assert_eq!(next_phase(&bare(CaseStatus::Unknown)), None);
}

#[test]
fn a_case_sent_back_has_its_next_phase_after_the_current_one() {
    let mut back = case("a", CaseStatus::ActionRequired);
    back.phases = vec![
        phase("receive", PhaseState::Current),
        phase("review", PhaseState::Done),
        phase("decide", PhaseState::Upcoming),
    ];
    assert_eq!(next_phase(&back).unwrap().id, "decide");
    assert_eq!(progress(&back).current, Some(0));
}

#[test]
fn what_is_decided_has_its_handing_over_still_to_come() {
    let mut decided = case("a", CaseStatus::InProgress);
    decided.phases = vec![
        phase("decision", PhaseState::Done),
        phase("delivery", PhaseState::Current),
    ];
    assert_eq!(next_phase(&decided), None, "the last phase, not decided");
    decided.outcome = Some(Outcome {
        code: "granted".into(),
        label: Text::default(),
        note: None,
        explanation: None,
    });
    assert_eq!(next_phase(&decided).unwrap().id, "delivery");
    decided.phases = vec![
        phase("decision", PhaseState::Current),
        phase("delivery", PhaseState::Upcoming),
    ];
    assert_eq!(next_phase(&decided).unwrap().id, "delivery");
    decided.status = CaseStatus::Completed;
    assert_eq!(next_phase(&decided), None);
}

#[test]
fn granted_is_good_from_the_decision_on_and_only_a_refusal_or_a_failure_is_bad() {
    let came_out = |status, code: &str| {
        verdict(&Case {
            outcome: Some(Outcome {
                code: code.into(),
                label: Text::default(),
                note: None,
                explanation: None,
            }),
            ..case("a", status)
        })
    };
    assert_eq!(verdict(&case("a", CaseStatus::InProgress)), None);
    assert_eq!(verdict(&case("a", CaseStatus::Completed)), None);
    for (status, code, expected) in [
        (CaseStatus::InProgress, "granted", Verdict::Granted),
        (CaseStatus::Completed, "granted", Verdict::Granted),
        (CaseStatus::Completed, "its-own", Verdict::Granted),
        (CaseStatus::Completed, "refused", Verdict::Refused),
        (CaseStatus::InProgress, "refused", Verdict::Refused),
        (CaseStatus::Rejected, "refused", Verdict::Refused),
        (CaseStatus::Rejected, "its-own", Verdict::Refused),
        (CaseStatus::Failed, "granted", Verdict::Refused),
        (CaseStatus::InProgress, "its-own", Verdict::Other),
        (CaseStatus::Withdrawn, "its-own", Verdict::Other),
    ] {
        assert_eq!(
            came_out(status, code),
            Some(expected),
            "{status:?} with `{code}`"
        );
    }
}

#[test]
fn due_is_reckoned_from_today_and_not_from_the_number_that_came() {
    let running = case("a", CaseStatus::InProgress);
    assert_eq!(due(&running, date(TODAY)), Due::DaysLeft(4));
    assert_eq!(due(&running, date("2026-11-27")), Due::Today);
    assert_eq!(due(&running, date("2026-11-28")), Due::Overdue(1));
    assert_eq!(due(&running, date("2026-12-01")), Due::Overdue(2));

    let mut unreadable = running.clone();
    unreadable.clock.due_at = None;
    assert_eq!(due(&unreadable, date(TODAY)), Due::DaysLeft(9));

    let mut paused = running.clone();
    paused.clock.state = ClockState::Suspended;
    assert_eq!(due(&paused, date("2026-12-31")), Due::Paused);
    assert_eq!(
        due(&case("a", CaseStatus::Completed), date(TODAY)),
        Due::None
    );
    assert_eq!(
        task_due(&task("t", Some(TODAY), false), date(TODAY)),
        Due::None
    );
    assert_eq!(
        task_due(&task("t", Some(TODAY), true), date(TODAY)),
        Due::Today
    );
}

#[test]
fn a_case_that_was_over_before_its_clock_was_suspended_stays_over() {
    let since = |instant: Option<&str>| {
        let mut paused = case("a", CaseStatus::Suspended);
        paused.clock.state = ClockState::Suspended;
        paused.clock.due_at = Some("2026-11-27".into());
        paused.clock.since = instant.map(str::to_owned);
        due(&paused, date("2026-12-01"))
    };
    // Friday was its last day; on Saturday, or the Monday after, the clock was stopped.
    assert_eq!(since(Some("2026-11-28T09:00:00+08:00")), Due::Overdue(1));
    assert_eq!(since(Some("2026-11-30T09:00:00+08:00")), Due::Overdue(1));
    assert_eq!(since(Some("2026-12-01T09:00:00+08:00")), Due::Overdue(2));
    assert_eq!(since(Some("2026-11-27T17:00:00+08:00")), Due::Paused);
    assert_eq!(since(Some("2026-11-20T09:00:00+08:00")), Due::Paused);
    assert_eq!(since(Some("yesterday")), Due::Paused);
    assert_eq!(since(None), Due::Paused);
}

#[test]
fn no_day_on_which_the_clock_stood_still_makes_a_case_more_overdue() {
    let mut case = case("a", CaseStatus::Suspended);
    case.clock.state = ClockState::Suspended;
    case.clock.since = Some("2026-12-01T09:00:00+08:00".into());
    let suspension = |until: Option<&str>| Suspension {
        from: "2026-12-01".into(),
        until: until.map(str::to_owned),
        reason: Text::default(),
    };
    // Friday was its last day; from Tuesday on it stands still, for however long.
    case.clock.suspensions = vec![suspension(None)];
    for today in ["2026-12-01", "2026-12-02", "2026-12-31"] {
        assert_eq!(due(&case, date(today)), Due::Overdue(2), "{today}");
    }
    // Taken up again on Monday a week later: that day counts, those before do not.
    case.status = CaseStatus::InProgress;
    case.clock.state = ClockState::Running;
    case.clock.suspensions = vec![suspension(Some("2026-12-06"))];
    assert_eq!(due(&case, date("2026-12-07")), Due::Overdue(2));
    assert_eq!(due(&case, date("2026-12-08")), Due::Overdue(3));
}

#[test]
fn what_needs_the_person_comes_by_deadline_and_closed_cases_need_nothing() {
    let with = |id: &str, status, tasks| Case {
        tasks,
        ..case(id, status)
    };
    let cases = [
        with(
            "late",
            CaseStatus::ActionRequired,
            vec![
                task("none", None, true),
                task("later", Some("2026-12-02"), true),
            ],
        ),
        with(
            "soon",
            CaseStatus::ActionRequired,
            vec![
                task("done", Some("2026-11-20"), false),
                task("soon", Some("2026-11-24"), true),
            ],
        ),
        with(
            "closed",
            CaseStatus::Withdrawn,
            vec![task("stale", Some("2026-11-01"), true)],
        ),
    ];
    let needs = needs_you(&cases, date(TODAY));
    let ids: Vec<_> = needs.iter().map(|need| need.task.id.as_str()).collect();
    assert_eq!(ids, ["soon", "later", "none"]);
    assert_eq!(needs[0].due, Due::DaysLeft(1));
    assert_eq!(needs[0].case.id, "soon");
}

#[test]
fn cases_come_by_deadline_then_tasks_then_latest_change_and_closed_ones_last() {
    let mut deadline = case("deadline", CaseStatus::ActionRequired);
    deadline.tasks = vec![task("t", Some("2026-12-01"), true)];
    let mut nearer = case("nearer", CaseStatus::ActionRequired);
    nearer.tasks = vec![task("t", Some("2026-11-25"), true)];
    let mut asked = case("asked", CaseStatus::ActionRequired);
    asked.tasks = vec![task("t", None, true)];
    let mut fresh = case("fresh", CaseStatus::Unknown);
    // Half an hour after the other, though it is written as the day before.
    fresh.updated_at = "2026-11-20T23:30:00Z".into();
    let mut older = case("older", CaseStatus::InProgress);
    older.updated_at = "2026-11-21T07:00:00+08:00".into();
    let mut closed = case("closed", CaseStatus::Completed);
    closed.updated_at = "2026-11-22T09:00:00+08:00".into();
    let long_closed = case("long-closed", CaseStatus::Rejected);
    let cases = [long_closed, closed, older, fresh, asked, deadline, nearer];
    let ids: Vec<_> = ordered(&cases).iter().map(|one| one.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "nearer",
            "deadline",
            "asked",
            "fresh",
            "older",
            "closed",
            "long-closed"
        ]
    );
}

#[test]
fn a_closed_case_stays_in_sight_for_a_fortnight() {
    let closed = case("a", CaseStatus::Completed);
    assert!(is_active(&closed, date("2026-12-04")));
    assert!(!is_active(&closed, date("2026-12-05")));
    assert!(is_active(
        &case("a", CaseStatus::Unknown),
        date("2030-01-01")
    ));
}

#[test]
fn every_kind_of_change_is_seen_and_what_matters_most_comes_first() {
    let mut old = case("a", CaseStatus::ActionRequired);
    old.tasks = vec![task("hand-in", None, true)];
    let mut new = case("a", CaseStatus::Completed);
    new.tasks = vec![task("hand-in", None, false), task("collect", None, true)];
    new.outcome = Some(Outcome {
        code: "granted".into(),
        label: Text::default(),
        note: None,
        explanation: None,
    });
    new.clock.state = ClockState::Suspended;
    new.clock.due_at = Some("2026-12-04".into());
    new.phases[2].state = PhaseState::Done;
    new.phases[3].state = PhaseState::Current;
    let found = changes(&old, &new);
    assert!(matches!(
        found.as_slice(),
        [
            Change::Outcome(_),
            Change::Status {
                from: CaseStatus::ActionRequired,
                to: CaseStatus::Completed
            },
            Change::TaskOpened(opened),
            Change::ClockSuspended,
            Change::DueMoved {
                from: Some("2026-11-27"),
                to: Some("2026-12-04")
            },
            Change::Phase {
                from: Some(before),
                to: Some(now)
            },
            Change::TaskClosed(closed),
        ] if opened.id == "collect" && closed.id == "hand-in"
            && before.id == "review" && now.id == "decide"
    ));
    assert!(changes(&new, &old).contains(&Change::ClockResumed));
}

#[test]
fn a_new_revision_with_nothing_to_tell_is_no_change() {
    let old = case("a", CaseStatus::InProgress);
    let mut new = old.clone();
    new.revision = "2".into();
    new.updated_at = "2026-11-23T09:00:00+08:00".into();
    new.clock.days_left = Some(3);
    assert!(changes(&old, &new).is_empty());
}

#[test]
fn the_timeline_is_newest_first_and_knows_what_is_missing() {
    let events = [
        event(3, "c"),
        event(7, "old"),
        event(4, "d"),
        event(7, "mended"),
    ];
    let seen = timeline(&events);
    let ids: Vec<_> = seen.events.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["mended", "d", "c"]);
    assert_eq!(seen.gaps, [Gap { from: 5, to: 6 }, Gap { from: 1, to: 2 }]);
    assert_eq!(timeline(&[]).gaps, []);
}

#[test]
fn moments_compare_across_offsets_and_nonsense_is_none() {
    let at = |text| seconds_since_epoch(text);
    assert_eq!(at("1970-01-01T08:00:00+08:00"), Some(0));
    assert_eq!(at("1970-01-01T00:00:00.25Z"), Some(0));
    assert_eq!(at("1969-12-31T23:30:01-00:30"), Some(1));
    for bad in [
        "",
        "2026-11-23",
        "2026-11-23T09:00:00",
        "2026-11-23T09:00:00+8",
        "2026-11-23T09-00-00Z",
        "2026-11-23T09:00:00Z+",
        "昨天",
    ] {
        assert_eq!(at(bad), None, "{bad}");
    }
}

fn any_status() -> impl Strategy<Value = CaseStatus> {
    prop::sample::select(vec![
        CaseStatus::Submitted,
        CaseStatus::InProgress,
        CaseStatus::ActionRequired,
        CaseStatus::Suspended,
        CaseStatus::Completed,
        CaseStatus::Withdrawn,
        CaseStatus::Unknown,
    ])
}

fn any_case() -> impl Strategy<Value = Case> {
    let states = prop::sample::select(vec![
        PhaseState::Done,
        PhaseState::Current,
        PhaseState::Upcoming,
        PhaseState::Skipped,
    ]);
    let tasks = prop::collection::vec((prop::option::of(0_i32..9), any::<bool>()), 0..3);
    (
        any_status(),
        prop::collection::vec(states, 0..6),
        tasks,
        0_i32..60,
        0_u32..1000,
        prop::option::of(0_i32..9),
    )
        .prop_map(|(status, states, tasks, changed, id, due_in)| {
            let day = |n: i32| date("2026-11-20").add_days(n).to_string();
            let mut made = case(&format!("c{id}"), status);
            made.phases = states
                .into_iter()
                .enumerate()
                .map(|(n, state)| phase(&n.to_string(), state))
                .collect();
            made.tasks = tasks
                .into_iter()
                .enumerate()
                .map(|(n, (due, open))| task(&format!("t{n}"), due.map(day).as_deref(), open))
                .collect();
            made.clock.due_at = due_in.map(day);
            made.updated_at = format!("{}T09:00:00+08:00", day(-changed));
            made
        })
}

proptest! {
    #[test]
    fn progress_stays_within_its_bounds(one in any_case()) {
        let seen = progress(&one);
        prop_assert!(seen.done <= seen.of);
        prop_assert!((0.0..=1.0).contains(&seen.fraction));
        prop_assert!(seen.current.is_none_or(|at| at < seen.of));
    }

    #[test]
    fn the_order_loses_nothing_and_does_not_hang_on_how_they_came(
        cases in prop::collection::vec(any_case(), 0..8),
    ) {
        let mut cases = cases;
        for (n, one) in cases.iter_mut().enumerate() {
            one.id = format!("{n}");
        }
        let ids = |cases: &[Case]| ordered(cases).iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        let once = ids(&cases);
        cases.reverse();
        prop_assert_eq!(&once, &ids(&cases));
        prop_assert_eq!(once.len(), cases.len());
        let closed: Vec<_> = ordered(&cases).iter().map(|one| one.status.is_final()).collect();
        prop_assert!(closed.is_sorted(), "closed ones come last");
    }

    #[test]
    fn every_open_task_of_an_open_case_is_a_need_once_and_dates_rise(
        cases in prop::collection::vec(any_case(), 0..8),
    ) {
        let needs = needs_you(&cases, date(TODAY));
        let open = cases
            .iter()
            .filter(|one| !one.status.is_final())
            .flat_map(|one| &one.tasks)
            .filter(|one| one.open)
            .count();
        prop_assert_eq!(needs.len(), open);
        let dates: Vec<_> = needs.iter().filter_map(|need| need.task.due_at.clone()).collect();
        prop_assert!(dates.is_sorted());
        let dated: Vec<_> = needs.iter().map(|need| need.task.due_at.is_none()).collect();
        prop_assert!(dated.is_sorted(), "those without a date come last");
    }

    #[test]
    fn nothing_changes_between_a_case_and_itself(one in any_case()) {
        prop_assert!(changes(&one, &one).is_empty());
    }

    #[test]
    fn opened_one_way_is_closed_the_other(old in any_case(), new in any_case()) {
        let count = |found: &[Change<'_>]| (
            found.iter().filter(|one| matches!(one, Change::TaskOpened(_))).count(),
            found.iter().filter(|one| matches!(one, Change::TaskClosed(_))).count(),
        );
        let (opened, closed) = count(&changes(&old, &new));
        prop_assert_eq!((closed, opened), count(&changes(&new, &old)));
        prop_assert_eq!(
            changes(&old, &new).iter().any(|one| matches!(one, Change::Status { .. })),
            old.status != new.status
        );
    }

    #[test]
    fn a_timeline_and_its_gaps_cover_every_number_once(
        seqs in prop::collection::vec(1_u64..40, 0..30),
    ) {
        let events: Vec<_> = seqs.iter().map(|seq| event(*seq, "e")).collect();
        let seen = timeline(&events);
        let mut covered: Vec<u64> = seen.events.iter().map(|one| one.seq).collect();
        prop_assert!(covered.windows(2).all(|pair| pair[0] > pair[1]));
        covered.extend(seen.gaps.iter().flat_map(|gap| gap.from..=gap.to));
        covered.sort_unstable();
        let newest = seqs.iter().max().copied().unwrap_or(0);
        prop_assert_eq!(covered, (1..=newest).collect::<Vec<_>>());
    }
}
