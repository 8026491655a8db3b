//! The stages of a case, and what happened to it.

use banshi_cases::timeline as ordered;
use banshi_contract::{Case, CaseEvent, List, PhaseState};
use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::{DateStyle, K, date, pick, t};

/// The stages, each with its state in words.
pub fn phases(case: &Case) -> AnyView {
    if case.phases.is_empty() {
        return ().into_any();
    }
    let rows = case
        .phases
        .clone()
        .into_iter()
        .map(|phase| {
            let (class, icon, words) = match phase.state {
                PhaseState::Done => ("phase phase-done", IconName::CheckCircle, K::CasePhaseDone),
                PhaseState::Current => ("phase phase-now", IconName::Clock, K::CasePhaseCurrent),
                PhaseState::Upcoming => ("phase", IconName::Calendar, K::CasePhaseUpcoming),
                PhaseState::Skipped => ("phase", IconName::X, K::CasePhaseSkipped),
            };
            let current = (phase.state == PhaseState::Current).then_some("step");
            view! {
                <li class=class aria-current=current>
                    <Icon name=icon/>
                    <span class="phase-name">{move || pick(&phase.name)}</span>
                    <span class="meta">{move || t(words)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{move || t(K::CasePhases)}</h2>
            </div>
            <ol class="phases card">{rows}</ol>
        </section>
    }
    .into_any()
}

/// What happened, newest first.
pub fn timeline(events: &List<CaseEvent>) -> AnyView {
    let story = ordered(&events.items);
    let gap = (!story.gaps.is_empty()).then(|| {
        view! { <p class="hint">{move || t(K::CaseTimelineGap)}</p> }
    });
    let none = story.events.is_empty().then(|| {
        view! { <p class="hint">{move || t(K::CaseTimelineNone)}</p> }
    });
    let rows = story
        .events
        .into_iter()
        .cloned()
        .enumerate()
        .map(|(place, event)| {
            let at = event.at.clone();
            view! {
                <li class=(place == 0).then_some("timeline-now")>
                    <b>{move || pick(&event.title)}</b>
                    <p>
                        <time datetime=event.at>{move || date(&at, DateStyle::Minute)}</time>
                        {move || {
                            event.by.as_ref().map(|by| format!(" · {}", pick(by)))
                        }}
                    </p>
                    {event.detail.map(|detail| view! { <p>{move || pick(&detail)}</p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{move || t(K::CaseTimeline)}</h2>
            </div>
            {gap}
            {none}
            <ol class="timeline card">{rows}</ol>
        </section>
    }
    .into_any()
}
