//! A room per page. A page composes pieces and asks the crates; it computes nothing.

pub mod apply;
pub mod case;
pub mod cases;
pub mod chunks;
pub mod dashboard;
pub mod delete_draft;
pub mod guide;
pub mod lookup;
pub mod not_found;
pub mod pieces;
pub mod receipt;
pub mod services;
pub mod settings;
pub mod sign_in;

use leptos::prelude::*;

/// Whether the page has painted its data, as a context; shown as `data-ready` on `main`.
#[derive(Clone, Copy)]
pub struct Ready(pub RwSignal<bool>);

/// Says that the page's data are painted.
pub fn ready() {
    if let Some(Ready(ready)) = use_context::<Ready>() {
        ready.try_set(true);
    }
}

/// Says it once `settled` holds.
pub fn ready_when(settled: impl Fn() -> bool + 'static) {
    let context = use_context::<Ready>();
    Effect::new(move |_| {
        if settled()
            && let Some(Ready(ready)) = context
        {
            ready.try_set(true);
        }
    });
}
