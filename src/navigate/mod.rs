//! Where the person is. Pages know [`Nav`] and typed routes; how an address stands in
//! the browser is a [`Navigator`]: in its path ([`History`]), behind a hash
//! ([`Hash`]), or nowhere ([`Memory`]).

mod hash;
mod history;
mod link;
mod memory;

use std::rc::Rc;

use leptos::prelude::*;

pub use hash::Hash;
pub use history::History;
pub use link::{Link, is_plain, link};
pub use memory::Memory;

use crate::routes::Route;

/// How an address is kept.
pub trait Navigator {
    /// The address now: path and query, from `/`.
    fn address(&self) -> String;
    /// What stands in a link to this address.
    fn href(&self, address: &str) -> String;
    /// Goes to an address.
    fn push(&self, address: &str);
    /// Takes the place of the present address.
    fn replace(&self, address: &str);
    /// Calls `moved` whenever the person goes back or forward.
    fn listen(&self, moved: Rc<dyn Fn()>);
}

struct Inner {
    navigator: Rc<dyn Navigator>,
}

/// Where the person is, as a context.
#[derive(Clone, Copy)]
pub struct Nav {
    inner: StoredValue<Inner, LocalStorage>,
    route: RwSignal<Route>,
    /// How often another page was gone to: 0 on the first, which takes no focus.
    moves: RwSignal<u32>,
}

impl Nav {
    /// Provides navigation to everything below.
    pub fn provide(navigator: Rc<dyn Navigator>) -> Self {
        let route = RwSignal::new(Route::parse(&navigator.address()));
        let this = Self {
            inner: StoredValue::new_local(Inner {
                navigator: Rc::clone(&navigator),
            }),
            route,
            moves: RwSignal::new(0),
        };
        navigator.listen(Rc::new(move || this.arrive(false)));
        provide_context(this);
        this
    }

    /// From context.
    ///
    /// # Panics
    /// When no [`Nav::provide`] stands above: a mistake in the program, not at run time.
    #[must_use]
    pub fn use_here() -> Self {
        expect_context::<Self>()
    }

    /// Where the person is, tracked.
    #[must_use]
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// Where the person is, untracked.
    #[must_use]
    pub fn route_now(self) -> Route {
        self.route.try_get_untracked().unwrap_or(Route::Dashboard)
    }

    /// Whether the person came here within the page, so that the heading takes focus.
    #[must_use]
    pub fn has_moved(self) -> bool {
        self.moves
            .try_get_untracked()
            .is_some_and(|moves| moves > 0)
    }

    /// Counts as coming to another page although the address stays: signing in or out in
    /// its place.
    pub fn count_move(self) {
        self.moves
            .try_update(|moves| *moves = moves.saturating_add(1));
    }

    /// What stands in a link to a route.
    #[must_use]
    pub fn href(self, route: &Route) -> String {
        let address = route.address();
        self.inner
            .try_with_value(|inner| inner.navigator.href(&address))
            .unwrap_or(address)
    }

    /// Goes to a route.
    pub fn go(self, route: &Route) {
        let address = route.address();
        self.inner
            .try_with_value(|inner| inner.navigator.push(&address));
        self.arrive(true);
    }

    /// Takes the place of the present route, so that going back skips it.
    pub fn replace(self, route: &Route) {
        let address = route.address();
        self.inner
            .try_with_value(|inner| inner.navigator.replace(&address));
        self.arrive(false);
    }

    fn arrive(self, to_top: bool) {
        let Some(address) = self.inner.try_with_value(|inner| inner.navigator.address()) else {
            return;
        };
        let next = Route::parse(&address);
        let Some(now) = self.route.try_get_untracked() else {
            return;
        };
        if now == next {
            return;
        }
        if now.is_other_page(&next) {
            self.moves
                .try_update(|moves| *moves = moves.saturating_add(1));
            if to_top {
                crate::browser::focus::scroll_to_top();
            }
        }
        self.route.try_set(next);
    }
}
