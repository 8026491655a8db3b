//! How the draft stands, in words.

use leptos::prelude::*;

use super::frame::wrong;
use super::saving::Saving;
use super::state::Wizard;
use crate::components::{IconName, icon};
use crate::dom::{View, el, live};
use crate::i18n::{DateStyle, K, date, t, tf};
use crate::navigate::link;
use crate::routes::Route;

/// The note beside the buttons.
pub fn note(wizard: Wizard) -> View {
    live(move || match wizard.saver.status.get() {
        Saving::Untouched | Saving::Submitted | Saving::Conflict { .. } => View::default(),
        Saving::Now => el("span")
            .class("saved muted")
            .words(K::WizardSaving)
            .into(),
        Saving::Saved(at) => {
            let words = move || tf(K::WizardSaved, &[("time", &date(&at, DateStyle::Time))]);
            el("span")
                .class("saved")
                .kid(icon(IconName::Check))
                .kid(el("span").say(words))
                .into()
        }
        Saving::Failed(reference) => unsaved(K::WizardSaveFailed, reference),
        Saving::Refused(reference) => unsaved(K::WizardSaveRefused, reference),
    })
}

fn unsaved(words: K, reference: String) -> View {
    wrong(el("span").say(move || {
        let quote = tf(K::FaultReference, &[("reference", &reference)]);
        [t(words).as_str(), " ", &quote].concat()
    }))
    .into()
}

/// That the application was submitted elsewhere, and where it stands now.
pub fn submitted(wizard: Wizard) -> View {
    live(move || {
        if wizard.saver.status.get() != Saving::Submitted {
            return View::default();
        }
        let cases = link(wizard.nav.href(&Route::Cases), move || {
            wizard.nav.go(&Route::Cases)
        });
        let cases = cases.class("btn btn-quiet").words(K::AppMyCases);
        notice(
            K::WizardSubmittedTitle,
            K::WizardSubmitted,
            View::from(cases),
        )
    })
}

fn notice(title: K, detail: K, actions: View) -> View {
    let body = el("div")
        .class("notice-body")
        .kid(el("p").class("notice-title").words(title))
        .kid(el("p").words(detail))
        .kid(el("div").class("actions").kid(actions));
    el("div")
        .class("notice notice-act")
        .kid(icon(IconName::AlertTriangle))
        .kid(body)
        .into()
}

/// The question what to do when the draft was changed elsewhere.
pub fn conflict(wizard: Wizard) -> View {
    live(move || {
        let Saving::Conflict { exists } = wizard.saver.status.get() else {
            return View::default();
        };
        let detail = if exists {
            K::WizardConflict
        } else {
            K::WizardConflictDeleted
        };
        let button = |words: K| {
            el("button")
                .attr("type", "button")
                .class("btn btn-quiet")
                .words(words)
        };
        let load =
            exists.then(|| button(K::WizardConflictLoad).click(move || wizard.load_theirs()));
        let keep = button(K::WizardConflictKeep).click(move || wizard.keep_mine());
        notice(K::WizardConflictTitle, detail, View::from(load).and(keep))
    })
}
