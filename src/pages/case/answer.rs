//! The four answers: what now, what next, until when, and how the result comes.

use banshi_cases::{Due, Verdict, current_phase, due, next_phase, verdict};
use banshi_contract::{Case, Text};
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
    view! {
        <Notice kind=kind>
            <h2>{move || t(K::CaseOutcome)} " · " {move || pick(&outcome.label)}</h2>
            {outcome.explanation.map(|why| view! { <p>{move || pick(&why)}</p> })}
        </Notice>
    }
    .into_any()
}

/// The four answers.
pub fn answers(case: &Case, today: Date) -> AnyView {
    let ended = case.status.is_final();
    let now = match current_phase(case) {
        Some(phase) if !ended => Words::Text(phase.name.clone()),
        _ => Words::Status(Box::new(case.clone())),
    };
    let next = next_phase(case)
        .filter(|_| !ended)
        .map(|phase| (phase.name.clone(), phase.detail.clone()));
    let handler = case.handler.clone();
    let phone = handler.as_ref().and_then(|handler| handler.phone.clone());
    let delivery = case.delivery.clone();
    let delivery_detail = delivery
        .as_ref()
        .and_then(|delivery| delivery.detail.clone());
    let clock = StoredValue::new(case.clock.clone());
    let due = due(case, today);
    let estimated = case.clock.estimated;
    let due_words = move || {
        clock.with_value(|clock| match &clock.due_at {
            _ if ended => t(K::CaseEnded),
            None => t(K::CaseDueNone),
            Some(day) if clock.estimated => {
                tf(K::CaseDueAbout, &[("date", &date(day, DateStyle::Day))])
            }
            Some(day) => date(day, DateStyle::FullDay),
        })
    };
    let days = move || {
        clock.with_value(|clock| {
            let mut parts = Vec::new();
            if let Some(promised) = clock.promised_days {
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
                <dt>{move || t(K::CaseDue)}</dt>
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

enum Words {
    Text(Text),
    Status(Box<Case>),
}

impl Words {
    fn words(&self) -> String {
        match self {
            Self::Text(text) => pick(text),
            Self::Status(case) => status_words(case),
        }
    }
}

/// Which days don't count, and why.
pub fn not_counted(case: &Case) -> AnyView {
    let suspensions = case.clock.suspensions.clone();
    let rows = move || {
        suspensions
            .iter()
            .map(|pause| {
                let (from, reason) = (date(&pause.from, DateStyle::Day), pick(&pause.reason));
                // Begun and ended on one day, it takes none out.
                let until = pause.until.as_ref().filter(|until| **until >= pause.from);
                if pause.until.is_some() && until.is_none() {
                    return None;
                }
                let words = match until {
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
                Some(view! { <li>{words}</li> })
            })
            .collect_view()
    };
    view! {
        <Disclosure summary=|| t(K::CaseNotCounted)>
            <p>{move || t(K::CaseNotCountedWhy)}</p>
            <ul>{rows}</ul>
        </Disclosure>
    }
    .into_any()
}
