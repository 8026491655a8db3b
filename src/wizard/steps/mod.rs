//! The kinds of page a wizard has, a file each, and what they have in common: heading,
//! summary of errors, form, buttons.

mod cards;
mod questions;
mod review;
mod row;

use banshi_contract::Text;
use banshi_forms::PageKind;
use leptos::prelude::*;
use web_sys::Event;

use super::frame::wrong;
use super::place::Place;
use super::plan::counter;
use super::saved;
use super::state::Wizard;
use super::summary::summary;
use crate::components::heading::heading;
use crate::dom::{El, View, el, live};
use crate::i18n::{K, pick, t, tf};
use crate::routes::Route;

/// The page of a place.
pub fn step(wizard: Wizard, place: Place) -> View {
    let view = match place.clone() {
        Place::Review => review::view(wizard),
        Place::Row { .. } => row::view(wizard, place),
        Place::Page(page) => match wizard.head_of(&page).map(|head| head.kind) {
            Some(PageKind::Loop) => cards::view(wizard, page),
            Some(PageKind::Questions) => questions::view(wizard, page),
            None => View::default(),
        },
    };
    wizard.focus_next();
    view
}

/// The top of a page: which step it is, its heading, what to know, what is wrong.
fn head(wizard: Wizard, title: Signal<String>, intro: Option<El>) -> View {
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
    el("div")
        .class("hello")
        .kid(counter(wizard))
        .kid(heading(title, Some(window)))
        .kid(intro)
        .into()
}

/// What to know before answering.
fn told(intro: Option<Text>) -> Option<El> {
    intro.map(|intro| el("p").say(move || pick(&intro)))
}

/// The form around a page, below what is wrong with it; sending it is going on.
fn form(wizard: Wizard, content: View, next: impl Fn() + 'static) -> View {
    let form = el("form")
        .flag("novalidate", true)
        .on("submit", move |event: Event| {
            event.prevent_default();
            next();
        })
        .kid(content);
    summary(wizard).and(form)
}

/// A button that is no more than words.
fn plain_button(words: K, run: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class("btn btn-link")
        .words(words)
        .click(run)
}

/// The buttons below: go on, go back, leave it for later; and how the draft stands.
fn actions(wizard: Wizard, primary: impl Into<View>, back: Option<Place>) -> View {
    let back = back.map(|place| plain_button(K::WizardBack, move || wizard.go(&place)));
    let later = move || {
        if wizard.is_held() {
            return;
        }
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
    let hold = live(move || {
        let words = wizard.hold.get();
        words.map(|key| wrong(el("span").words(key))).into()
    });
    let buttons = el("div")
        .class("actions no-print")
        .kid(primary)
        .kid(back)
        .kid(plain_button(K::WizardLater, later))
        .kid(saved::note(wizard));
    hold.and(buttons)
}

/// What goes on.
fn continue_button(wizard: Wizard) -> El {
    el("button")
        .attr("type", "submit")
        .class("btn")
        .say(move || {
            t(if wizard.returning.get() {
                K::WizardContinueReview
            } else {
                K::WizardContinue
            })
        })
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
