//! The steps: a list beside the page, and one line above it on small screens.

use leptos::prelude::*;

use super::place::Place;
use super::saving::progress;
use super::state::Wizard;
use crate::components::{IconName, icon};
use crate::dom::{View, el, live};
use crate::i18n::{K, pick, t, tf};
use crate::navigate::link;

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
pub fn plan(wizard: Wizard) -> View {
    let steps = Memo::new(move |_| steps(wizard));
    let items = live(move || {
        let all = steps.get().into_iter().enumerate();
        View::of(all.map(|(at, step)| item(wizard, at + 1, step)))
    });
    el("ol")
        .class("plan no-print")
        .words_attr("aria-label", K::WizardSteps)
        .kid(items)
        .into()
}

/// What is applied for; and where there is no plan beside it, 第 2 步，共 6 步.
pub fn counter(wizard: Wizard) -> View {
    let progress = Memo::new(move |_| {
        let place = wizard.place.get();
        wizard.state.with_lists(|state| progress(state, &place))
    });
    let words = move || {
        let progress = progress.get();
        let (n, of) = (progress.page.to_string(), progress.of.to_string());
        let words = tf(K::WizardStep, &[("n", &n), ("of", &of)]);
        [" · ", &words].concat()
    };
    el("p")
        .class("why")
        .kid(el("span").say(move || pick(&wizard.service_name())))
        .kid(el("span").class("counter-step").say(words))
        .into()
}

fn steps(wizard: Wizard) -> Vec<Step> {
    let place = wizard.place.get();
    wizard.state.with(|state| {
        let barrier = state.first_faulty();
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

fn item(wizard: Wizard, number: usize, step: Step) -> View {
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
        Some("plan-now")
    } else {
        ticked.then_some("plan-done")
    };
    let mark = el("i").attr("aria-hidden", "true");
    let mark = if ticked {
        mark.kid(icon(IconName::Check))
    } else {
        mark.text(&number.to_string())
    };
    let name = if open && !now {
        link(wizard.href(&place), move || wizard.go(&place))
    } else {
        el("span")
    };
    let name = name.say(move || title.as_ref().map_or_else(|| t(K::WizardReview), pick));
    let state = if faulty {
        Some(K::WizardStepFaulty)
    } else {
        ticked.then_some(K::WizardStepDone)
    };
    el("li")
        .maybe("class", class)
        .maybe("aria-current", now.then_some("step"))
        .kid(mark)
        .kid(name)
        .kid(state.map(|key| el("span").class("visually-hidden").words(key)))
        .into()
}
