//! What the dashboard, the list and the case have in common.

use banshi_cases::{Due, Progress, due, next_phase, progress};
use banshi_contract::{Case, CaseStatus, ClockState};
use banshi_workdays::Date;
use leptos::prelude::*;

use crate::api::Remote;
use crate::components::rows::{Row, rows};
use crate::components::{DueChip, PhaseSteps, StatusChip};
use crate::i18n::{DateStyle, K, date, pick, t, tf};
use crate::live::{Freshness, Live};
use crate::navigate::Link;
use crate::routes::Route;

/// The date of a contract text; the first day of all time where it is none, which no
/// gateway sends.
#[must_use]
pub fn day(text: &str) -> Date {
    text.get(..10)
        .and_then(|text| text.parse().ok())
        .unwrap_or(Date::from_days_since_epoch(0))
}

/// The words for a status, the native ones where nobody mapped it.
#[must_use]
pub fn status_words(case: &Case) -> String {
    let key = match case.status {
        CaseStatus::Draft => K::ComponentStatusDraft,
        CaseStatus::Submitted => K::ComponentStatusSubmitted,
        CaseStatus::Accepted => K::ComponentStatusAccepted,
        CaseStatus::InProgress => K::ComponentStatusInProgress,
        CaseStatus::ActionRequired => K::ComponentStatusActionRequired,
        CaseStatus::Suspended => K::ComponentStatusSuspended,
        CaseStatus::Completed => K::ComponentStatusCompleted,
        CaseStatus::Rejected => K::ComponentStatusRejected,
        CaseStatus::Withdrawn => K::ComponentStatusWithdrawn,
        CaseStatus::Failed => K::ComponentStatusFailed,
        CaseStatus::Unknown => {
            return case.native.as_ref().map_or_else(
                || t(K::ComponentStatusUnknown),
                |native| native.label.clone(),
            );
        }
    };
    t(key)
}

/// A case in a list: its name, where it stands, how far it is, what comes next.
#[component]
fn CaseRow(
    /// The case.
    case: Case,
    /// Today.
    today: Date,
) -> impl IntoView {
    let Progress {
        done, of, current, ..
    } = progress(&case);
    let due = due(&case, today);
    let name = case.service_name.clone();
    let next = next_phase(&case).map(|phase| phase.name.clone());
    let estimated = case.clock.estimated;
    let ended = case.status.is_final();
    let due_at = case.clock.due_at.clone();
    let updated = case.updated_at.clone();
    let since = case
        .clock
        .since
        .clone()
        .filter(|_| case.clock.state == ClockState::Suspended && !ended);
    let when = move || match (&due_at, &since) {
        _ if ended => Some(tf(
            K::PageEndedOn,
            &[("date", &date(&updated, DateStyle::Day))],
        )),
        (_, Some(since)) => Some(tf(
            K::PagePausedSince,
            &[("date", &date(since, DateStyle::Day))],
        )),
        (Some(due_at), None) => {
            let key = if estimated {
                K::PageExpectedAbout
            } else {
                K::PageExpectedBy
            };
            Some(tf(key, &[("date", &date(due_at, DateStyle::Day))]))
        }
        (None, None) => None,
    };
    // A paused clock has said so already.
    let show_due = !ended && !matches!(due, Due::None | Due::Paused);
    view! {
        <li>
            <article class="case-row">
                <div class="row">
                    <h3>
                        <Link to=Route::Case(case.id)>{move || pick(&name)}</Link>
                    </h3>
                    <StatusChip status=case.status native=case.native/>
                </div>
                <PhaseSteps done=done of=of current=current/>
                <p class="meta">
                    {next
                        .filter(|_| !ended)
                        .map(|next| {
                            view! {
                                <span>
                                    {move || t(K::PageNextStep)} " " <b>{move || pick(&next)}</b>
                                </span>
                            }
                        })}
                    <span>{when}</span>
                    {show_due.then(|| view! { <DueChip due=due estimated=estimated/> })}
                </p>
            </article>
        </li>
    }
}

/// Cases in a card. A case that did not change keeps its row, and with it the focus.
#[component]
pub fn CaseRows(
    /// In the order to show.
    #[prop(into)]
    cases: Signal<Vec<Case>>,
    /// Today for the service.
    today: Memo<Date>,
) -> impl IntoView {
    view! {
        <ul class="card">
            {rows(move || {
                let today = today.get();
                cases
                    .get()
                    .into_iter()
                    .map(|case| {
                        let key = format!("{} {} {today}", case.id, case.revision);
                        Row::new(
                            key,
                            move || view! { <CaseRow case=case.clone() today=today/> }.into_any(),
                        )
                    })
                    .collect()
            })}
        </ul>
    }
}

/// How fresh the page is.
#[component]
pub fn LiveMark() -> impl IntoView {
    let live = Live::use_here();
    view! {
        <p class="live-dot no-print" class:live-off=move || live.freshness() != Freshness::Live>
            {move || {
                t(match live.freshness() {
                    Freshness::Live => K::CaseLive,
                    Freshness::Connecting => K::CaseConnecting,
                    Freshness::Polling => K::CasePolling,
                    Freshness::Offline => K::CaseOffline,
                })
            }}
        </p>
    }
}

/// Asks again for a remote thing whenever one of these resources changes.
pub fn keep_fresh<T: Clone + PartialEq + Send + Sync + 'static>(
    remote: Remote<T>,
    resources: &'static [&'static str],
) {
    Live::use_here().listen(move |change| {
        if change.resource == "*" || resources.contains(&change.resource.as_str()) {
            remote.reload();
        }
    });
}
