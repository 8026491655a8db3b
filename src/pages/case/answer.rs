//! The four answers: what now, what next, until when, and how the result comes.

use banshi_cases::{Deadline, Due, Verdict, current_phase, deadline, due, next_phase, verdict};
use banshi_contract::{Case, Suspension, Text};
use banshi_workdays::Date;
use leptos::prelude::*;

use crate::components::{Disclosure, DueChip, Notice, NoticeKind};
use crate::i18n::{DateStyle, K, date, pick, t, tf, tn};
use crate::pages::pieces::status_words;

/// The result, where there is one. Word and icon say how it came out, and only then
/// the colour.
pub fn outcome(case: &Case) -> AnyView {
    let (Some(outcome), Some(verdict)) = (case.outcome.clone(), verdict(case)) else {
        return ().into_any();
    };
    let kind = match verdict {
        Verdict::Granted => NoticeKind::Ok,
        Verdict::Refused => NoticeKind::Bad,
        Verdict::Other => NoticeKind::Info,
    };
    let said = if verdict == Verdict::Refused {
        K::CaseOutcomeReason
    } else {
        K::CaseOutcomeNote
    };
    let note = outcome
        .note
        .map(|note| view! { <p>{move || tf(said, &[("note", &pick(&note))])}</p> });
    view! {
        <Notice kind=kind>
            <h2>{move || t(K::CaseOutcome)} " · " {move || pick(&outcome.label)}</h2>
            {note}
            {outcome.explanation.map(|why| view! { <p>{move || pick(&why)}</p> })}
        </Notice>
    }
    .into_any()
}

/// The four answers.
pub fn answers(case: &Case, today: Date) -> AnyView {
    let ended = case.status.is_final();
    let next = next_phase(case);
    let now = match (current_phase(case), &case.outcome) {
        // What is to come can't be what is: it is decided, and not handed over.
        (Some(phase), Some(outcome)) if next == Some(phase) => {
            Words::Decided(outcome.label.clone())
        }
        (Some(phase), _) if !ended => Words::Text(phase.name.clone()),
        _ => Words::Status(Box::new(case.clone())),
    };
    let next = next.map(|phase| (phase.name.clone(), phase.detail.clone()));
    let handler = case.handler.clone();
    let phone = handler.as_ref().and_then(|handler| handler.phone.clone());
    let delivery = case.delivery.clone();
    let delivery_detail = delivery
        .as_ref()
        .and_then(|delivery| delivery.detail.clone());
    let clock = StoredValue::new(case.clock.clone());
    let due = due(case, today);
    let estimated = case.clock.estimated;
    let (due_words, waits) = due_words(case);
    let days = move || {
        clock.with_value(|clock| {
            let mut parts = Vec::new();
            // While it waits, the days promised stand where the day will.
            if let Some(promised) = clock.promised_days.filter(|_| !waits) {
                parts.push(tn(K::CaseDaysTotal, i64::from(promised), &[]));
            }
            if clock.days_suspended > 0 {
                parts.push(tn(
                    K::CaseDaysSuspended,
                    i64::from(clock.days_suspended),
                    &[],
                ));
            }
            parts.join(&t(K::CaseJoin))
        })
    };
    let legal = move || {
        clock.with_value(|clock| {
            let key = if clock.legal_estimated {
                K::CaseLegalDueAbout
            } else {
                K::CaseLegalDue
            };
            clock
                .legal_due_at
                .as_ref()
                .map(|day| tf(key, &[("date", &date(day, DateStyle::Day))]))
        })
    };
    view! {
        <dl class="answer card">
            <div>
                <dt>{move || t(K::CaseNow)}</dt>
                <dd>
                    {move || now.words()}
                    {handler
                        .map(|handler| {
                            view! {
                                <small>
                                    {move || pick(&handler.department)} " "
                                    {move || handler.desk.as_ref().map(pick)}
                                </small>
                            }
                        })}
                    {phone
                        .map(|phone| {
                            view! {
                                <small>
                                    <a href=format!("tel:{phone}")>{phone.clone()}</a>
                                </small>
                            }
                        })}
                </dd>
            </div>
            <div>
                <dt>{move || t(K::CaseNext)}</dt>
                <dd>{match next {
                    Some((name, detail)) => {
                        view! {
                            {move || pick(&name)}
                            <small>{move || detail.as_ref().map(pick)}</small>
                        }
                            .into_any()
                    }
                    None => (move || t(K::CaseNextNone)).into_any(),
                }}</dd>
            </div>
            <div>
                <dt>{move || t(if ended { K::CaseEnded } else { K::CaseDue })}</dt>
                <dd>
                    {due_words}
                    {(!ended && !matches!(due, Due::None))
                        .then(|| view! { <small><DueChip due=due estimated=estimated/></small> })}
                    <small>{days}</small> <small>{legal}</small>
                    {(estimated && !ended)
                        .then(|| view! { <small>{move || t(K::CaseEstimated)}</small> })}
                </dd>
            </div>
            <div>
                <dt>{move || t(K::CaseResult)}</dt>
                <dd>
                    {move || {
                        delivery.as_ref().map_or_else(|| t(K::CaseResultNone), |d| pick(&d.label))
                    }}
                    <small>{move || delivery_detail.as_ref().map(pick)}</small>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}

/// By when it is to be done, in words that fit their label whatever is known, or when
/// it ended; and whether it still waits for acceptance.
fn due_words(case: &Case) -> (Signal<String>, bool) {
    let ended = case.status.is_final();
    let (day, days, estimated) = match deadline(case) {
        Deadline::On { day, estimated } => (Some(day.to_owned()), None, estimated),
        Deadline::OnceAccepted { days } => (None, days, false),
        Deadline::Unknown => (None, None, false),
    };
    let waits = matches!(deadline(case), Deadline::OnceAccepted { .. });
    let end = case.updated_at.clone();
    let words = Signal::derive(move || match &day {
        _ if ended => date(&end, DateStyle::FullDay),
        Some(day) if estimated => tf(K::CaseDueAbout, &[("date", &date(day, DateStyle::Day))]),
        Some(day) => date(day, DateStyle::FullDay),
        None => match days {
            Some(days) => tn(K::CaseDueDays, i64::from(days), &[]),
            None if waits => t(K::CaseDueNone),
            None => t(K::CaseDueUnknown),
        },
    });
    (words, waits)
}

enum Words {
    Text(Text),
    Decided(Text),
    Status(Box<Case>),
}

impl Words {
    fn words(&self) -> String {
        match self {
            Self::Text(text) => pick(text),
            Self::Decided(label) => tf(K::CaseDecided, &[("outcome", &pick(label))]),
            Self::Status(case) => status_words(case),
        }
    }
}

/// Which days don't count, and why.
pub fn not_counted(case: &Case) -> AnyView {
    let mut pauses = case.clock.suspensions.clone();
    pauses.retain(takes_days_out);
    let is_any = !pauses.is_empty();
    let rows = move || {
        pauses
            .iter()
            .map(|pause| {
                let (from, reason) = (date(&pause.from, DateStyle::Day), pick(&pause.reason));
                let words = match &pause.until {
                    None => tf(
                        K::CaseNotCountedSince,
                        &[("from", &from), ("reason", &reason)],
                    ),
                    Some(until) => {
                        let until = date(until, DateStyle::Day);
                        let values = [
                            ("from", from.as_str()),
                            ("until", &until),
                            ("reason", &reason),
                        ];
                        tf(K::CaseNotCountedSpan, &values)
                    }
                };
                view! { <li>{words}</li> }
            })
            .collect_view()
    };
    view! {
        <Disclosure summary=|| t(K::CaseNotCounted)>
            <p>{move || t(K::CaseNotCountedWhy)}</p>
            {is_any.then(|| view! { <ul>{rows}</ul> })}
        </Disclosure>
    }
    .into_any()
}

/// Whether any day is not counted for it: begun and ended on one day, it takes none out.
fn takes_days_out(pause: &Suspension) -> bool {
    pause
        .until
        .as_ref()
        .is_none_or(|until| *until >= pause.from)
}
