//! A case: what the person must do, four answers, its stages, and all that happened;
//! kept up to date while they look.

mod answer;
mod documents;
mod story;
mod task;

use banshi_cases::{Change, changes};
use banshi_contract::{Case, CaseEvent, List};
use banshi_workdays::Date;
use leptos::prelude::*;

use super::pieces::{LiveMark, day, keep_fresh, status_words};
use super::ready_when;
use crate::api::{Api, Remote, cases};
use crate::components::StatusChip;
use crate::components::announcer::Announcer;
use crate::components::fault::{Waiting, parts, show};
use crate::components::heading::Heading;
use crate::context::Portal;
use crate::i18n::{DateStyle, K, date, pick, t, tf};
use crate::navigate::Link;
use crate::routes::Route;

/// The page of a case.
#[component]
pub fn CasePage(
    /// Its id.
    id: String,
) -> impl IntoView {
    let api = Api::use_here();
    let portal = Portal::use_here();
    let asked = id.clone();
    let case = Remote::fetch(move || {
        let id = asked.clone();
        async move { cases::get(api, &id).await }
    });
    let asked = id.clone();
    let events = Remote::fetch(move || {
        let id = asked.clone();
        async move { cases::events(api, &id).await }
    });
    keep_fresh(case, &["cases"]);
    keep_fresh(events, &["cases"]);
    ready_when(move || case.is_settled() && events.is_settled());
    announce_changes(case);
    let today = Memo::new(move |_| day(&portal.today()));
    let heading = Signal::derive(move || {
        case.get()
            .map_or_else(|| t(K::PageCases), |case| pick(&case.service_name))
    });
    // Another name for the window than the guide's, which has the same heading.
    let window = Signal::derive(move || {
        case.get().map_or_else(
            || t(K::PageCases),
            |case| format!("{} {}", pick(&case.service_name), case.reference),
        )
    });
    // All at once: what came first would be pushed about by what comes after.
    let settled = Memo::new(move |_| case.is_settled() && events.is_settled());
    let slow = Signal::derive(move || case.is_slow() || events.is_slow());
    // Later, what hangs on parts of the case is painted anew only when that part changes:
    // a person may be choosing files for a task while an officer moves the case.
    move || {
        if !settled.get() {
            return view! { <Waiting page=true cards=3 slow=slow/> }.into_any();
        }
        view! {
            <nav class="breadcrumb no-print">
                <Link to=Route::Cases>{move || t(K::PageCases)}</Link>
            </nav>
            <div class="hello">
                <Heading text=heading title=window/>
                <p>{move || case.get().map(|case| subtitle(&case))} "\u{a0}"</p>
                <LiveMark/>
            </div>
            <task::Tasks case=case today=today/>
            {parts(case, move || body(case, today))}
            {show(events, 1, move |events: List<CaseEvent>| story::timeline(&events))}
        }
        .into_any()
    }
}

fn subtitle(case: &Case) -> String {
    let reference = tf(K::CaseReference, &[("reference", &case.reference)]);
    let applicant = tf(K::CaseApplicant, &[("name", &case.applicant)]);
    format!("{reference} · {applicant}")
}

/// Each part is painted anew only when what it shows has changed.
fn body(case: Remote<Case>, today: Memo<Date>) -> AnyView {
    let state = part(case, |case| (case.status, case.native.clone()));
    let updated = part(case, |case| case.updated_at.clone());
    let outcome = part(case, |case| (case.outcome.clone(), case.status));
    let phases = part(case, |case| (case.phases.clone(), case.status));
    let pauses = part(case, |case| case.clock.suspensions.clone());
    let documents = part(case, |case| case.documents.clone());
    let receipt = case.now().map(|case| Route::Receipt(case.id));
    view! {
        <div class="meta case-state">
            {move || {
                state
                    .get()
                    .map(|(status, native)| view! { <StatusChip status=status native=native/> })
            }}
            <span>
                {move || {
                    updated
                        .get()
                        .map(|at| tf(K::CaseUpdatedAt, &[("time", &date(&at, DateStyle::Minute))]))
                }}
            </span>
            {receipt.map(|to| view! { <Link to=to>{move || t(K::CaseReceipt)}</Link> })}
        </div>
        {whole(case, outcome, |case| answer::outcome(&case))}
        {move || case.get().map(|case| answer::answers(&case, today.get()))}
        {whole(case, phases, |case| story::phases(&case))}
        {whole(case, pauses, |case| answer::not_counted(&case))}
        {move || documents.get().map(documents::documents)}
    }
    .into_any()
}

/// A part of the case, which changes only when it does.
fn part<T: PartialEq + Clone + Send + Sync + 'static>(
    case: Remote<Case>,
    of: impl Fn(&Case) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| case.get().as_ref().map(&of))
}

/// Shows what is made of the whole case, anew whenever `part` of it changes.
fn whole<T: PartialEq + Clone + Send + Sync + 'static>(
    case: Remote<Case>,
    part: Memo<Option<T>>,
    view: impl Fn(Case) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    (move || {
        // Read, not only tracked: a memo that nobody reads never learns of a change.
        part.with(|_| ());
        case.now().map(&view)
    })
    .into_any()
}

/// Says what changed, once, in one sentence.
fn announce_changes(case: Remote<Case>) {
    let announcer = Announcer::use_here();
    Effect::new(move |before: Option<Option<Case>>| {
        let now = case.get();
        if let (Some(Some(before)), Some(now)) = (before, &now)
            && before.revision != now.revision
        {
            let words: Vec<String> = changes(&before, now)
                .iter()
                .filter_map(|change| untrack(|| change_words(now, change)))
                .collect();
            if !words.is_empty() {
                announcer.say(words.join(untrack(|| t(K::CaseSaidJoin)).as_str()));
            }
        }
        now
    });
}

fn change_words(case: &Case, change: &Change<'_>) -> Option<String> {
    let service = pick(&case.service_name);
    let service = ("service", service.as_str());
    Some(match change {
        Change::Outcome(outcome) => tf(
            K::CaseSaidOutcome,
            &[service, ("outcome", &pick(&outcome.label))],
        ),
        Change::Status { .. } => tf(
            K::CaseSaidStatus,
            &[service, ("status", &status_words(case))],
        ),
        Change::TaskOpened(task) => tf(K::CaseSaidTask, &[service, ("task", &pick(&task.title))]),
        Change::TaskClosed(task) => tf(K::CaseSaidDone, &[service, ("task", &pick(&task.title))]),
        Change::ClockSuspended => tf(K::CaseSaidSuspended, &[service]),
        Change::ClockResumed => tf(K::CaseSaidResumed, &[service]),
        Change::DueMoved { .. } => {
            let due = case.clock.due_at.as_ref()?;
            tf(
                K::CaseSaidDue,
                &[service, ("date", &date(due, DateStyle::Day))],
            )
        }
        Change::Phase { .. } => {
            let phase = banshi_cases::current_phase(case)?;
            tf(K::CaseSaidPhase, &[service, ("phase", &pick(&phase.name))])
        }
    })
}
