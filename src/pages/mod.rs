//! A room per page. A page composes pieces and asks the crates; it computes nothing.

pub mod apply;
pub mod case;
pub mod cases;
pub mod dashboard;
pub mod guide;
pub mod lookup;
pub mod not_found;
pub mod pieces;
pub mod receipt;
pub mod services;
pub mod settings;
pub mod sign_in;

use banshi_contract::{Capabilities, SessionPerson, SessionState};
use leptos::prelude::*;

use crate::api::Remote;
use crate::i18n::{K, pick, t};

/// What this portal is, as a context.
#[derive(Clone, Copy)]
pub struct Portal(pub Remote<Capabilities>);

impl Portal {
    /// From context.
    ///
    /// # Panics
    /// When none is provided above: a mistake in the program, not at run time.
    #[must_use]
    pub fn use_here() -> Self {
        expect_context::<Self>()
    }

    /// Its name, tracked; the product's own until it is known.
    #[must_use]
    pub fn name(self) -> String {
        self.0
            .get()
            .map_or_else(|| t(K::PortalName), |all| pick(&all.operator.name))
    }

    /// Today for the service, tracked; the browser's until it is known.
    #[must_use]
    pub fn today(self) -> String {
        self.0
            .get()
            .map_or_else(crate::browser::clock::today, |all| all.today)
    }
}

/// Who is signed in, as a context: unknown, nobody, or somebody.
#[derive(Clone, Copy)]
pub struct Session {
    /// The gateway's answer.
    pub state: Remote<SessionState>,
    /// Whether it ended while the person was here.
    pub ended: RwSignal<bool>,
}

impl Session {
    /// From context.
    ///
    /// # Panics
    /// When none is provided above: a mistake in the program, not at run time.
    #[must_use]
    pub fn use_here() -> Self {
        expect_context::<Self>()
    }

    /// Who, tracked.
    #[must_use]
    pub fn person(self) -> Option<SessionPerson> {
        self.state.get().and_then(|state| state.person)
    }
}

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
