//! The kinds of page a wizard has, a file each, and what they have in common: heading,
//! summary of errors, form, buttons.

mod cards;
mod questions;
mod review;
mod row;

use banshi_forms::PageKind;
use leptos::prelude::*;

use super::place::Place;
use super::plan::counter;
use super::saved;
use super::state::Wizard;
use super::summary::summary;
use crate::components::heading::Heading;
use crate::i18n::{K, pick, t, tf};
use crate::routes::Route;

/// The page of a place.
pub fn step(wizard: Wizard, place: Place) -> AnyView {
    let view = match place.clone() {
        Place::Review => review::view(wizard),
        Place::Row { .. } => row::view(wizard, place),
        Place::Page(page) => {
            let kind = wizard.state.with_untracked(|state| state.page(&page));
            match kind.map(|view| view.summary.kind) {
                Some(PageKind::Loop) => cards::view(wizard, page),
                Some(PageKind::Questions) => questions::view(wizard, page),
                None => ().into_any(),
            }
        }
    };
    wizard.focus_next();
    view
}

/// The top of a page: which step it is, its heading, what to know, what is wrong.
fn head(wizard: Wizard, title: Signal<String>, intro: Signal<Option<String>>) -> AnyView {
    let window = Signal::derive(move || {
        let service = pick(&wizard.service_name());
        let name = tf(
            K::WizardTitle,
            &[("page", &title.get()), ("service", &service)],
        );
        if wizard.summary.with(Vec::is_empty) {
            name
        } else {
            tf(K::PageErrorPrefix, &[("title", &name)])
        }
    });
    let intro = move || intro.get().map(|words| view! { <p>{words}</p> });
    view! {
        <div class="hello">
            {counter(wizard)}
            <Heading text=title title=window/>
            {intro}
        </div>
        {summary(wizard)}
    }
    .into_any()
}

/// The form around a page; sending it is going on.
fn form(content: AnyView, next: impl Fn() + 'static) -> AnyView {
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        next();
    };
    view! {
        <form novalidate on:submit=submit>
            {content}
        </form>
    }
    .into_any()
}

/// The buttons below: go on, go back, leave it for later; and how the draft stands.
fn actions(wizard: Wizard, primary: AnyView, back: Option<Place>) -> AnyView {
    let back = back.map(|place| {
        view! {
            <button type="button" class="btn btn-link" on:click=move |_| wizard.go(&place)>
                {move || t(K::WizardBack)}
            </button>
        }
    });
    let later = move |_| {
        leptos::task::spawn_local(async move {
            if wizard.save_now().await {
                if wizard.stands() {
                    wizard.nav.go(&Route::Dashboard);
                }
            } else {
                wizard.hold.try_set(Some(K::WizardLaterFailed));
                wizard.announcer.say(untrack(|| t(K::WizardLaterFailed)));
            }
        });
    };
    let hold = move || {
        wizard
            .hold
            .get()
            .map(|key| view! { <p class="error-text">{move || t(key)}</p> })
    };
    view! {
        {hold}
        <div class="actions no-print">
            {primary}
            {back}
            <button type="button" class="btn btn-link" on:click=later>
                {move || t(K::WizardLater)}
            </button>
            {saved::note(wizard)}
        </div>
    }
    .into_any()
}

/// What goes on.
fn continue_button(wizard: Wizard) -> AnyView {
    let words = move || {
        t(if wizard.returning.get() {
            K::WizardContinueReview
        } else {
            K::WizardContinue
        })
    };
    view! { <button type="submit" class="btn">{words}</button> }.into_any()
}

/// The place before a page.
fn before(wizard: Wizard, page: Option<&str>) -> Option<Place> {
    if wizard.returning.get_untracked() {
        return Some(Place::Review);
    }
    wizard
        .state
        .with_untracked(|state| state.previous_page(page))
        .map(Place::Page)
}
