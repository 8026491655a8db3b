//! What the list can be narrowed by: links beside it where there is room, native
//! selects above it where there is not.

use banshi_contract::{Facet, Facets};
use leptos::prelude::*;
use web_sys::MouseEvent;

use super::{By, Catalogue, ORGANISATION_THEMES, PERSON, label};
use crate::components::{Icon, IconName, unique_id};
use crate::i18n::{K, number, t, tf, tn};
use crate::navigate::is_plain;
use crate::routes::{CatalogueQuery, Route};

/// How many values a group shows before it is opened; the style sheet folds the rest.
const SHOWN: usize = 6;

/// The filters.
pub(super) fn view(catalogue: Catalogue) -> AnyView {
    let open = RwSignal::new(false);
    let id = unique_id("filters");
    let count = Memo::new(move |_| {
        let query = catalogue.query.get();
        By::ALL
            .iter()
            .filter(|by| !by.chosen(&query).is_empty())
            .count()
    });
    let words = move || match i64::try_from(count.get()) {
        Ok(count) if count > 0 => tf(K::CatalogueFiltersSome, &[("n", &count.to_string())]),
        _ => t(K::CatalogueFilters),
    };
    view! {
        <div
            class="catalogue-side"
            hidden=move || catalogue.facets.with(|all| *all == Facets::default())
        >
            <button
                type="button"
                class="btn btn-quiet filters-toggle"
                aria-expanded=move || open.get().to_string()
                aria-controls=id.clone()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {words}
                <Icon name=IconName::ChevronDown/>
            </button>
            <section class="filters" class:filters-open=move || open.get() id=id>
                <h2 class="visually-hidden">{move || t(K::CatalogueFilters)}</h2>
                {By::ALL.map(|by| group(catalogue, by)).collect_view()}
            </section>
        </div>
    }
    .into_any()
}

fn group(catalogue: Catalogue, by: By) -> AnyView {
    let open = RwSignal::new(false);
    // The links are made anew only when the values change, so that the one just
    // followed keeps the focus.
    let audience = Memo::new(move |_| catalogue.query.get().audience);
    let codes: Memo<Vec<String>> = Memo::new(move |_| {
        catalogue.facets.with(|all| {
            let codes = by.facets(all).iter().map(|facet| facet.value.code.clone());
            codes
                .filter(|code| by != By::Theme || is_theme_for(&audience.get(), code))
                .collect()
        })
    });
    let links = move || {
        let links = codes
            .get()
            .into_iter()
            .map(|code| value_link(catalogue, by, code));
        links.collect_view().into_any()
    };
    let options = move || {
        let options = codes
            .get()
            .into_iter()
            .map(|code| option(catalogue, by, code));
        options.collect_view().into_any()
    };
    let choose = move |event: web_sys::Event| {
        let query = catalogue.query.get_untracked();
        catalogue.go(by.narrowed(&query, &event_target_value(&event)));
    };
    let more = move || {
        let count = codes.with(Vec::len);
        (count > SHOWN).then(|| {
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
        })
    };
    // What stands as tiles above the list is not said twice beside it.
    let is_above = move || {
        by != By::Department
            && catalogue
                .query
                .with(|query| *query == CatalogueQuery::default())
    };
    view! {
        <div
            class="filter-group"
            class:filter-above=is_above
            hidden=move || codes.with(Vec::is_empty)
        >
            <h3>{move || t(by.label())}</h3>
            <ul class="fold" class:fold-open=move || open.get()>
                {links}
            </ul>
            {more}
            <label class="filter-select">
                <span class="label">{move || t(by.label())}</span>
                <select class="control" on:change=choose>
                    <option
                        value=""
                        prop:selected=move || catalogue.query.with(|q| by.chosen(q).is_empty())
                    >
                        {move || t(K::CatalogueAny)}
                    </option>
                    {options}
                </select>
            </label>
        </div>
    }
    .into_any()
}

/// Whether a theme is of the table for whom the services are wanted.
fn is_theme_for(audience: &str, code: &str) -> bool {
    audience.is_empty() || (audience == PERSON) != code.starts_with(ORGANISATION_THEMES)
}

fn facet(catalogue: Catalogue, by: By, code: &str) -> Option<Facet> {
    catalogue.facets.with(|all| {
        by.facets(all)
            .iter()
            .find(|facet| facet.value.code == code)
            .cloned()
    })
}

/// The words of a value, the code itself where the gateway knows none.
pub(super) fn words(catalogue: Catalogue, by: By, code: &str) -> String {
    facet(catalogue, by, code).map_or_else(|| code.to_owned(), |facet| label(&facet.value))
}

fn count(catalogue: Catalogue, by: By, code: &str) -> String {
    number(
        facet(catalogue, by, code)
            .map_or(0, |facet| facet.count)
            .into(),
    )
}

fn value_link(catalogue: Catalogue, by: By, code: String) -> AnyView {
    let code = StoredValue::new(code);
    let is_chosen = Memo::new(move |_| {
        catalogue
            .query
            .with(|query| code.with_value(|code| by.chosen(query) == code))
    });
    // Following the chosen one takes it away again.
    let to = move |query: &CatalogueQuery, chosen: bool| {
        Route::Services(code.with_value(|code| by.narrowed(query, if chosen { "" } else { code })))
    };
    let href = move || {
        catalogue
            .query
            .with(|query| catalogue.nav.href(&to(query, is_chosen.get())))
    };
    let go = move |event: MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            let chosen = is_chosen.get_untracked();
            catalogue
                .nav
                .go(&catalogue.query.with_untracked(|query| to(query, chosen)));
        }
    };
    view! {
        <li class:chosen=move || is_chosen.get()>
            <a href=href aria-current=move || is_chosen.get().then_some("true") on:click=go>
                <span>{move || code.with_value(|code| words(catalogue, by, code))}</span>
                <span class="num" aria-hidden="true">
                    {move || code.with_value(|code| count(catalogue, by, code))}
                </span>
                <span class="visually-hidden">{move || counted(catalogue, by, code)}</span>
            </a>
        </li>
    }
    .into_any()
}

fn counted(catalogue: Catalogue, by: By, code: StoredValue<String>) -> String {
    let count = code
        .with_value(|code| facet(catalogue, by, code))
        .map_or(0, |facet| facet.count);
    tn(K::CatalogueCount, count.into(), &[])
}

fn option(catalogue: Catalogue, by: By, code: String) -> AnyView {
    let value = code.clone();
    let code = StoredValue::new(code);
    let is_chosen = move || {
        catalogue
            .query
            .with(|query| code.with_value(|code| by.chosen(query) == code))
    };
    let label = move || {
        code.with_value(|code| {
            let (label, count) = (words(catalogue, by, code), count(catalogue, by, code));
            tf(K::CatalogueOption, &[("label", &label), ("count", &count)])
        })
    };
    view! {
        <option value=value prop:selected=is_chosen>
            {label}
        </option>
    }
    .into_any()
}
