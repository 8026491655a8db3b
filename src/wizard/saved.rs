//! How the draft stands, in words.

use leptos::prelude::*;

use super::saving::Saving;
use super::state::Wizard;
use crate::components::{Icon, IconName};
use crate::i18n::{DateStyle, K, date, t, tf};

/// The note beside the buttons.
pub fn note(wizard: Wizard) -> AnyView {
    let words = move || match wizard.saver.status.get() {
        Saving::Untouched | Saving::Conflict { .. } => ().into_any(),
        Saving::Now => {
            view! { <span class="saved muted">{move || t(K::WizardSaving)}</span> }.into_any()
        }
        Saving::Saved(at) => {
            let words = move || tf(K::WizardSaved, &[("time", &date(&at, DateStyle::Time))]);
            view! {
                <span class="saved">
                    <Icon name=IconName::Check/>
                    {words}
                </span>
            }
            .into_any()
        }
        Saving::Failed(reference) => view! {
            <p class="error-text">
                {move || t(K::WizardSaveFailed)} " "
                {move || tf(K::FaultReference, &[("reference", &reference)])}
            </p>
        }
        .into_any(),
    };
    words.into_any()
}

/// The question what to do when the draft was changed elsewhere.
pub fn conflict(wizard: Wizard) -> AnyView {
    let shown = move || {
        let Saving::Conflict { exists } = wizard.saver.status.get() else {
            return ().into_any();
        };
        let detail = if exists {
            K::WizardConflict
        } else {
            K::WizardConflictDeleted
        };
        let load = exists.then(|| {
            view! {
                <button type="button" class="btn btn-quiet" on:click=move |_| wizard.load_theirs()>
                    {move || t(K::WizardConflictLoad)}
                </button>
            }
        });
        view! {
            <div class="notice notice-act">
                <Icon name=IconName::AlertTriangle/>
                <div class="notice-body">
                    <p class="notice-title">{move || t(K::WizardConflictTitle)}</p>
                    <p>{move || t(detail)}</p>
                    <div class="actions">
                        {load}
                        <button
                            type="button"
                            class="btn btn-quiet"
                            on:click=move |_| wizard.keep_mine()
                        >
                            {move || t(K::WizardConflictKeep)}
                        </button>
                    </div>
                </div>
            </div>
        }
        .into_any()
    };
    shown.into_any()
}
