//! Runs a form definition: one file per widget (`widgets/`), one per kind of page
//! (`steps/`). What is valid, what comes next and what is computed is decided by the
//! engine in `crates/forms`; here it is painted, and what the person does is handed on.

mod attention;
mod frame;
mod place;
mod plan;
mod reading;
mod saved;
mod saving;
mod state;
mod steps;
mod submitting;
mod summary;
mod widgets;
mod words;

use leptos::prelude::*;

pub use place::{Place, REVIEW, reach};
pub use saving::{forget_unsaved, save_pending};
pub use state::{Unusable, Wizard};

/// The wizard: the steps at the side, and the page where the person is.
#[component]
pub fn WizardView(
    /// The form being filled in.
    wizard: Wizard,
    /// The last part of the address.
    page: Memo<String>,
) -> impl IntoView {
    wizard.follow(page);
    wizard.guard();
    let place = Memo::new(move |_| wizard.place.get());
    view! {
        <div class="wiz" node_ref=wizard.root>
            {plan::plan(wizard)}
            <div>{saved::conflict(wizard)} {move || steps::step(wizard, place.get())}</div>
        </div>
    }
}
