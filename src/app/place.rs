//! Which page stands in the shell.

use leptos::prelude::*;

use crate::components::chunk::{Until, later};
use crate::components::fault::Waiting;
use crate::context::Session;
use crate::navigate::Nav;
use crate::pages::{self, chunks};
use crate::routes::{CatalogueQuery, Route};

/// Which page stands there. What may change without mounting the page anew (the
/// catalogue's narrowing, the wizard's page) is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Who is signed in is not known yet, and decides it.
    Unknown,
    /// Signing in, and the address to go on with.
    SignIn(String),
    /// The catalogue.
    Services,
    /// The wizard.
    Wizard {
        /// The service.
        service: String,
        /// The draft.
        draft: String,
    },
    /// Any other page.
    At(Route),
}

/// Which page a route is for who is signed in, or is not, tracked.
pub fn place_of(route: &Route, session: Session) -> Place {
    if route.needs_person() {
        let Some(state) = session.state.get() else {
            // Not known yet, or not to be known: the page's own answer tells.
            return if session.state.error().is_some() {
                Place::At(route.clone())
            } else {
                Place::Unknown
            };
        };
        if state.person.is_none() {
            return Place::SignIn(route.address());
        }
    }
    match route {
        Route::SignIn(back) => Place::SignIn(crate::routes::safe_return(back)),
        Route::Services(_) => Place::Services,
        Route::ApplyPage { service, draft, .. } => Place::Wizard {
            service: service.clone(),
            draft: draft.clone(),
        },
        other => Place::At(other.clone()),
    }
}

/// The page of a place.
pub fn page(place: Place, nav: Nav) -> AnyView {
    match place {
        Place::Unknown => {
            view! { <Waiting page=true cards=3 slow=Signal::derive(|| false)/> }.into_any()
        }
        Place::SignIn(back) => later(move || chunks::sign_in(back.clone()), Until::Page),
        Place::Services => {
            // While another page takes over, what was last asked for stays.
            let query = Memo::new(move |before: Option<&CatalogueQuery>| match nav.route() {
                Route::Services(query) => query,
                _ => before.cloned().unwrap_or_default(),
            });
            later(move || chunks::services(query), Until::Page)
        }
        Place::Wizard { service, draft } => {
            // While another page takes over, the last page of the wizard stays.
            let page = Memo::new(move |before: Option<&String>| match nav.route() {
                Route::ApplyPage { page, .. } => page,
                _ => before.cloned().unwrap_or_default(),
            });
            later(
                move || chunks::wizard(service.clone(), draft.clone(), page),
                Until::Page,
            )
        }
        Place::At(route) => match route {
            Route::Dashboard => view! { <pages::dashboard::Dashboard/> }.into_any(),
            other => later(move || chunks::other(other.clone()), Until::Page),
        },
    }
}
