//! The catalogue: every service, found by search, theme, department, life event and
//! whom it is for. What is asked for stands in the address, so that it can be kept,
//! shared and gone back to.

mod entries;
mod filters;
mod results;
mod search;

use std::cmp::Reverse;

use banshi_contract::{Coded, Facet, Facets, ServiceList};
use leptos::html::{Div, H2};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ready_when;
use crate::api::{Api, Remote, services};
use crate::browser::{clock, focus};
use crate::components::fault::Waiting;
use crate::components::heading::Heading;
use crate::i18n::{K, pick, t, tf};
use crate::navigate::Nav;
use crate::routes::{CatalogueQuery, Route};

/// An answer with the question it answers.
#[derive(Clone, PartialEq)]
struct Found {
    query: CatalogueQuery,
    list: ServiceList,
}

/// What the pieces of the catalogue share.
#[derive(Clone, Copy)]
struct Catalogue {
    /// What is asked for, from the address.
    query: Signal<CatalogueQuery>,
    found: Remote<Found>,
    facets: Memo<Facets>,
    nav: Nav,
    top: NodeRef<Div>,
    results: NodeRef<H2>,
}

impl Catalogue {
    fn new(query: Signal<CatalogueQuery>) -> Self {
        let api = Api::use_here();
        let found = Remote::fetch(move || {
            let query = query.get_untracked();
            async move {
                let list = services::list(api, &query).await?;
                Ok(Found { query, list })
            }
        });
        Effect::new(move |before: Option<CatalogueQuery>| {
            let query = query.get();
            if before.is_some_and(|before| before != query) {
                found.reload();
            }
            query
        });
        let facets = Memo::new(move |_| {
            let mut facets = found
                .get()
                .map(|found| found.list.facets)
                .unwrap_or_default();
            for group in [
                &mut facets.themes,
                &mut facets.life_events,
                &mut facets.departments,
            ] {
                // What most services have comes first; the rest may be folded away.
                group.sort_by_key(|facet| Reverse(facet.count));
            }
            facets
        });
        Self {
            query,
            found,
            facets,
            nav: Nav::use_here(),
            top: NodeRef::new(),
            results: NodeRef::new(),
        }
    }

    /// Goes to a narrower or wider list.
    fn go(self, query: CatalogueQuery) {
        self.nav.go(&Route::Services(query));
    }

    /// Gives the focus to the results, for a control that is gone once it was used.
    fn focus_results(self) {
        spawn_local(async move {
            // The list is painted anew first, else it would move away under the scroll.
            clock::sleep(0).await;
            let (Some(top), Some(results)) = (
                self.top.try_get_untracked().flatten(),
                self.results.try_get_untracked().flatten(),
            ) else {
                return;
            };
            focus::focus_showing(&results, &top);
        });
    }
}

/// What a list is narrowed by, besides words and audience.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    LifeEvent,
    Theme,
    Department,
}

impl By {
    const ALL: [Self; 3] = [Self::LifeEvent, Self::Theme, Self::Department];

    fn label(self) -> K {
        match self {
            Self::LifeEvent => K::CatalogueLifeEvent,
            Self::Theme => K::CatalogueTheme,
            Self::Department => K::CatalogueDepartment,
        }
    }

    fn facets(self, all: &Facets) -> &[Facet] {
        match self {
            Self::LifeEvent => &all.life_events,
            Self::Theme => &all.themes,
            Self::Department => &all.departments,
        }
    }

    fn chosen(self, query: &CatalogueQuery) -> &str {
        match self {
            Self::LifeEvent => &query.life_event,
            Self::Theme => &query.theme,
            Self::Department => &query.department,
        }
    }

    /// The query with this restriction in place of the one it had.
    fn narrowed(self, query: &CatalogueQuery, code: &str) -> CatalogueQuery {
        let mut next = query.clone();
        match self {
            Self::LifeEvent => code.clone_into(&mut next.life_event),
            Self::Theme => code.clone_into(&mut next.theme),
            Self::Department => code.clone_into(&mut next.department),
        }
        next
    }
}

/// Cards in the place of a list that is not there yet.
const WAITING_CARDS: usize = 6;
/// 服务对象 (附录A.4): 自然人.
const PERSON: &str = "1";
/// 服务对象 (附录A.4): 企业法人, which stands for every organisation in the switch.
const ORGANISATION: &str = "2";
/// Themes of the table for organisations (法人服务主题).
const ORGANISATION_THEMES: &str = "corporate:";

/// The words of a value; the code itself where the gateway has none. Some themes have
/// the same name in the tables for people and for organisations, so the latter say so.
fn label(value: &Coded) -> String {
    let words = pick(&value.label);
    match (
        words.is_empty(),
        value.code.starts_with(ORGANISATION_THEMES),
    ) {
        (true, _) => value.code.clone(),
        (false, true) => tf(K::CatalogueOrganisationTheme, &[("label", &words)]),
        (false, false) => words,
    }
}

/// The catalogue.
#[component]
pub fn Services(
    /// What is asked for, as the address has it.
    #[prop(into)]
    query: Signal<CatalogueQuery>,
) -> impl IntoView {
    let catalogue = Catalogue::new(query);
    ready_when(move || catalogue.found.is_settled());
    results::announce(catalogue);
    // All at once, so that the list does not jump when the ways in come above it.
    let is_settled = Memo::new(move |_| catalogue.found.is_settled());
    // Without an answer there is nothing to narrow by, and no side for it.
    let has_side = Memo::new(move |_| catalogue.facets.with(|all| *all != Facets::default()));
    let main = move || {
        if !is_settled.get() {
            let slow = Signal::derive(move || catalogue.found.is_slow());
            return view! { <Waiting cards=WAITING_CARDS slow=slow/> }.into_any();
        }
        view! {
            {entries::view(catalogue)}
            <div class="section catalogue-list" class:split=move || has_side.get()>
                {filters::view(catalogue)} {results::view(catalogue)}
            </div>
        }
        .into_any()
    };
    view! {
        <div class="catalogue" node_ref=catalogue.top>
            <div class="hello">
                <Heading text=Signal::derive(|| t(K::CatalogueTitle))/>
                <p>{move || t(K::CatalogueLead)}</p>
            </div>
            {search::form(catalogue)}
            {main}
        </div>
    }
}
