//! Runs a form definition: one file per widget (`widgets/`), one per kind of page
//! (`steps/`). What is valid, what comes next and what is computed is decided by the
//! engine in `crates/forms`; here it is painted, and what the person does is handed on.

mod attention;
mod frame;
mod held;
mod place;
mod plan;
mod reading;
mod regions;
mod saved;
mod saving;
mod state;
mod steps;
mod submitting;
mod summary;
mod widgets;
mod words;

use leptos::prelude::*;

use crate::dom::{el, host, live};

pub use place::{Place, REVIEW, reach};
pub use saving::{forget_others, forget_unsaved, save_pending};
pub use state::{Unusable, Wizard};

/// The wizard: the steps at the side, and the page where the person is.
#[must_use]
pub fn wizard_view(wizard: Wizard, page: Memo<String>) -> AnyView {
    wizard.follow(page);
    wizard.guard();
    let place = Memo::new(move |_| wizard.place.get());
    let step = live(move || {
        let place = place.get();
        untrack(|| steps::step(wizard, place))
    });
    let middle = el("div")
        .kid(saved::submitted(wizard))
        .kid(saved::conflict(wizard))
        .kid(step);
    wizard.root.set_value(Some(middle.cast()));
    host("wiz", plan::plan(wizard).and(middle))
}
