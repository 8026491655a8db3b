//! What every page needs to know: which portal this is, and who is signed in.

use banshi_contract::{Capabilities, SessionPerson, SessionState};
use leptos::prelude::*;

use crate::api::{Api, Remote, session};
use crate::browser::tabs;
use crate::i18n::{K, pick, t};

/// The channel on which tabs tell each other that somebody signed in or out.
const SESSION_CHANNEL: &str = "banshi-session";

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
    /// The other tabs, which share it.
    others: StoredValue<Option<tabs::Channel>, LocalStorage>,
    /// Whether another tab has just said that it changed.
    elsewhere: StoredValue<bool>,
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

    /// Asks who is signed in, and again whenever another tab says that this changed.
    #[must_use]
    pub fn watch(api: Api) -> Self {
        let this = Self {
            state: Remote::fetch(move || session::get(api)),
            ended: RwSignal::new(false),
            others: StoredValue::new_local(None),
            elsewhere: StoredValue::new(false),
        };
        let others = tabs::Channel::open(SESSION_CHANNEL, move |_| {
            this.elsewhere.try_set_value(true);
            this.state.reload();
        });
        this.others.set_value(others);
        this
    }

    /// The person signed in or out here: the other tabs are told.
    pub fn change(self, state: SessionState) {
        self.ended.try_set(false);
        self.state.set(state);
        self.others.try_with_value(|others| {
            if let Some(others) = others {
                others.send("");
            }
        });
    }

    /// Whether another tab changed it, once.
    #[must_use]
    pub fn take_elsewhere(self) -> bool {
        self.elsewhere.try_update_value(std::mem::take) == Some(true)
    }

    /// Who, tracked.
    #[must_use]
    pub fn person(self) -> Option<SessionPerson> {
        self.state.get().and_then(|state| state.person)
    }
}
