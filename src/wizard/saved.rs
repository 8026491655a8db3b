//! How the draft stands, in words.

use leptos::prelude::*;

use super::frame::wrong;
use super::saving::Saving;
use super::state::Wizard;
use crate::components::{IconName, icon};
use crate::dom::{View, el, live};
use crate::i18n::{DateStyle, K, date, t, tf};

/// The note beside the buttons.
pub fn note(wizard: Wizard) -> View {
    live(move || match wizard.saver.status.get() {
        Saving::Untouched | Saving::Conflict { .. } => View::default(),
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
        Saving::Failed(reference) => wrong(el("span").say(move || {
            let quote = tf(K::FaultReference, &[("reference", &reference)]);
            [t(K::WizardSaveFailed).as_str(), " ", &quote].concat()
        }))
        .into(),
    })
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
        let body = el("div")
            .class("notice-body")
            .kid(el("p").class("notice-title").words(K::WizardConflictTitle))
            .kid(el("p").words(detail))
            .kid(el("div").class("actions").kid(load).kid(keep));
        el("div")
            .class("notice notice-act")
            .kid(icon(IconName::AlertTriangle))
            .kid(body)
            .into()
    })
}
