//! The steps: a list beside the page, and one line above it on small screens.

use leptos::prelude::*;

use super::place::{Place, first_faulty};
use super::saving::progress;
use super::state::Wizard;
use crate::components::{Icon, IconName};
use crate::i18n::{K, pick, t, tf};
use crate::navigate::is_plain;

#[derive(Clone, PartialEq)]
struct Step {
    place: Place,
    /// None for the review, which the page names itself.
    title: Option<banshi_contract::Text>,
    done: bool,
    faulty: bool,
    now: bool,
    open: bool,
}

/// The list of steps.
pub fn plan(wizard: Wizard) -> AnyView {
    let steps = Memo::new(move |_| steps(wizard));
    let items = move || {
        steps
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, step)| item(wizard, at + 1, step))
            .collect_view()
    };
    view! {
        <ol class="plan no-print" aria-label=move || t(K::WizardSteps)>
            {items}
        </ol>
    }
    .into_any()
}

/// What is applied for; and where there is no plan beside it, 第 2 步，共 6 步.
pub fn counter(wizard: Wizard) -> AnyView {
    let words = move || {
        let place = wizard.place.get();
        let progress = wizard.state.with(|state| progress(state, &place));
        let (n, of) = (progress.page.to_string(), progress.of.to_string());
        tf(K::WizardStep, &[("n", &n), ("of", &of)])
    };
    view! {
        <p class="why">
            {move || pick(&wizard.service_name())} <span class="counter-step">" · " {words}</span>
        </p>
    }
    .into_any()
}

fn steps(wizard: Wizard) -> Vec<Step> {
    let place = wizard.place.get();
    wizard.state.with(|state| {
        let barrier = first_faulty(state);
        let mut open = true;
        let mut all: Vec<Step> = state
            .pages()
            .into_iter()
            .map(|page| {
                let step = Step {
                    now: place.page() == Some(page.id.as_str()),
                    done: page.done,
                    faulty: page.has_errors,
                    open,
                    title: Some(page.title),
                    place: Place::Page(page.id.clone()),
                };
                open &= barrier.as_deref() != Some(page.id.as_str());
                step
            })
            .collect();
        all.push(Step {
            now: place == Place::Review,
            done: false,
            faulty: false,
            open,
            title: None,
            place: Place::Review,
        });
        all
    })
}

fn item(wizard: Wizard, number: usize, step: Step) -> AnyView {
    let Step {
        place,
        title,
        done,
        faulty,
        now,
        open,
    } = step;
    let ticked = done && !faulty && !now;
    let class = if now {
        "plan-now"
    } else if ticked {
        "plan-done"
    } else {
        ""
    };
    let mark = if ticked {
        view! { <Icon name=IconName::Check/> }.into_any()
    } else {
        number.to_string().into_any()
    };
    let words = move || title.as_ref().map_or_else(|| t(K::WizardReview), pick);
    let name = if open && !now {
        let href = wizard.href(&place);
        let go = move |event: web_sys::MouseEvent| {
            if is_plain(&event) {
                event.prevent_default();
                wizard.go(&place);
            }
        };
        view! {
            <a href=href on:click=go>
                {words}
            </a>
        }
        .into_any()
    } else {
        view! { <span>{words}</span> }.into_any()
    };
    let state = if faulty {
        Some(K::WizardStepFaulty)
    } else {
        ticked.then_some(K::WizardStepDone)
    };
    let state = state.map(|key| view! { <span class="visually-hidden">{move || t(key)}</span> });
    view! {
        <li class=class aria-current=now.then_some("step")>
            <i aria-hidden="true">{mark}</i>
            {name}
            {state}
        </li>
    }
    .into_any()
}
