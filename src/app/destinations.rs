//! What the main navigation leads to, and its bar at the foot of a small screen.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::{K, t};
use crate::navigate::{Link, Nav};
use crate::routes::{CatalogueQuery, Route};

/// What the main navigation leads to: its name, a short one, a picture.
pub fn destinations() -> [(Route, K, K, IconName); 4] {
    [
        (Route::Dashboard, K::AppHome, K::AppHome, IconName::Home),
        (
            Route::Services(CatalogueQuery::default()),
            K::AppServices,
            K::AppServices,
            IconName::Services,
        ),
        (
            Route::Cases,
            K::AppMyCases,
            K::AppCasesShort,
            IconName::Cases,
        ),
        (
            Route::Lookup,
            K::AppLookup,
            K::AppLookupShort,
            IconName::Search,
        ),
    ]
}

fn is_within(place: &Route, here: &Route) -> bool {
    match place {
        Route::Services(_) => matches!(here, Route::Services(_) | Route::Guide(_)),
        Route::Cases => matches!(here, Route::Cases | Route::Case(_)),
        other => other == here,
    }
}

/// The `aria-current` of a link to a route: `page` on it, `true` on a page within it.
pub fn current(nav: Nav, route: Route) -> Signal<Option<String>> {
    Signal::derive(move || {
        let here = nav.route();
        is_within(&route, &here).then(|| if route == here { "page" } else { "true" }.to_owned())
    })
}

/// The main navigation of a small screen.
#[component]
pub fn Tabs() -> impl IntoView {
    let nav = Nav::use_here();
    view! {
        <nav class="tabs no-print" aria-label=move || t(K::AppMainNavigation)>
            {destinations()
                .into_iter()
                .map(|(route, _, name, icon)| {
                    let here = current(nav, route.clone());
                    view! {
                        <Link to=route current=here>
                            <Icon name=icon/>
                            <span>{move || t(name)}</span>
                        </Link>
                    }
                })
                .collect_view()}
        </nav>
    }
}
