//! Ways in for who does not know the word yet: life events and themes, shown while
//! nothing is asked for.

use banshi_contract::Facet;
use leptos::prelude::*;
use web_sys::MouseEvent;

use super::{By, Catalogue, label};
use crate::i18n::{K, number, t, tf, tn};
use crate::navigate::is_plain;
use crate::routes::{CatalogueQuery, Route};

/// How many a group shows on a narrow screen before it is opened.
const SHOWN: usize = 8;

/// The ways in.
pub(super) fn view(catalogue: Catalogue) -> AnyView {
    let is_asked = Memo::new(move |_| catalogue.query.with(|q| *q != CatalogueQuery::default()));
    let entries = move || {
        if is_asked.get() || !catalogue.found.is_there() {
            return ().into_any();
        }
        view! {
            {group(catalogue, By::LifeEvent, K::CatalogueByLifeEvent, "theme-grid")}
            {group(catalogue, By::Theme, K::CatalogueByTheme, "theme-pills")}
        }
        .into_any()
    };
    entries.into_any()
}

fn group(catalogue: Catalogue, by: By, title: K, class: &'static str) -> AnyView {
    let facets = catalogue.facets.with(|all| by.facets(all).to_vec());
    if facets.is_empty() {
        return ().into_any();
    }
    let open = RwSignal::new(false);
    let count = facets.len();
    let more = (count > SHOWN).then(|| {
        let words = move || match open.get() {
            true => t(K::CatalogueFewer),
            false => tf(K::CatalogueMore, &[("n", &count.to_string())]),
        };
        view! {
            <button
                type="button"
                class="btn btn-link fold-more"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {words}
            </button>
        }
    });
    let tiles = facets
        .into_iter()
        .map(|facet| tile(catalogue, by, facet))
        .collect_view();
    view! {
        <section class="section catalogue-entries">
            <div class="section-head">
                <h2>{move || t(title)}</h2>
            </div>
            <ul class=format!("{class} fold fold-narrow") class:fold-open=move || open.get()>
                {tiles}
            </ul>
            {more}
        </section>
    }
    .into_any()
}

fn tile(catalogue: Catalogue, by: By, facet: Facet) -> AnyView {
    let Facet { value, count } = facet;
    let to = by.narrowed(&CatalogueQuery::default(), &value.code);
    let href = catalogue.nav.href(&Route::Services(to.clone()));
    let counted = move || tn(K::CatalogueCount, count.into(), &[]);
    // The tiles are gone once one was followed, so the focus goes to what was asked for.
    let follow = move |event: MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            catalogue.go(to.clone());
            catalogue.focus_results();
        }
    };
    view! {
        <li>
            <a href=href on:click=follow>
                <span>{move || label(&value)}</span>
                <span class="num" aria-hidden="true">
                    {move || number(count.into())}
                </span>
                <span class="visually-hidden">{counted}</span>
            </a>
        </li>
    }
    .into_any()
}
