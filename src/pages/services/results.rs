//! What was found: how much, by which conditions, and the services themselves.

use banshi_contract::ServiceSummary;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::filters::words;
use super::{By, Catalogue, Found, WAITING_CARDS};
use crate::api::{Api, ApiError, services};
use crate::components::announcer::Announcer;
use crate::components::fault::{FaultLine, show};
use crate::components::{EmptyState, Icon, IconName};
use crate::context::Portal;
use crate::i18n::{K, pick, t, tf, tn};
use crate::navigate::Link;
use crate::pages::guide::words as guide;
use crate::routes::{CatalogueQuery, Route};

/// Says once how much was found, whenever something else was asked for.
pub(super) fn announce(catalogue: Catalogue) {
    let announcer = Announcer::use_here();
    Effect::new(move |before: Option<Option<CatalogueQuery>>| {
        let Some(Found { query, list }) = catalogue.found.get() else {
            return before.flatten();
        };
        let is_news = match before.flatten() {
            Some(before) => before != query,
            None => query != CatalogueQuery::default(),
        };
        if is_news {
            announcer.say(untrack(|| match list.total {
                0 => t(K::CatalogueAnnounceNone),
                total => tn(K::CatalogueAnnounce, total.into(), &[]),
            }));
        }
        Some(query)
    });
}

/// The results.
pub(super) fn view(catalogue: Catalogue) -> AnyView {
    let title = move || {
        t(
            match catalogue
                .query
                .with(|query| *query == CatalogueQuery::default())
            {
                true => K::CatalogueAllServices,
                false => K::CatalogueResults,
            },
        )
    };
    let count = move || {
        catalogue
            .found
            .get()
            .map(|found| tn(K::CatalogueCount, found.list.total.into(), &[]))
    };
    let slow =
        move || (catalogue.found.is_there() && catalogue.found.is_slow()).then(|| t(K::FaultSlow));
    view! {
        <section class="catalogue-results">
            <div class="section-head">
                <h2 tabindex="-1" node_ref=catalogue.results>
                    {title}
                </h2>
                <p class="meta">{count}</p>
            </div>
            {tags(catalogue)}
            <p class="meta slow-note">{slow}</p>
            {show(catalogue.found, WAITING_CARDS, move |found| list(catalogue, found))}
        </section>
    }
    .into_any()
}

fn tags(catalogue: Catalogue) -> AnyView {
    let tags = move || {
        let query = catalogue.query.get();
        let mut tags = Vec::new();
        if !query.search.is_empty() {
            let without = CatalogueQuery {
                search: String::new(),
                ..query.clone()
            };
            let words = tf(K::CatalogueSearched, &[("words", &query.search)]);
            tags.push((words, without));
        }
        for by in By::ALL {
            let code = by.chosen(&query);
            if !code.is_empty() {
                let label = words(catalogue, by, code);
                let label = tf(
                    K::CatalogueTag,
                    &[("by", &t(by.label())), ("label", &label)],
                );
                tags.push((label, by.narrowed(&query, "")));
            }
        }
        if tags.is_empty() {
            return ().into_any();
        }
        let clear = (tags.len() > 1).then(|| {
            let all = CatalogueQuery {
                audience: query.audience,
                ..Default::default()
            };
            let clear = move |_| {
                catalogue.go(all.clone());
                catalogue.focus_results();
            };
            view! {
                <li>
                    <button type="button" class="btn btn-link" on:click=clear>
                        {t(K::CatalogueClearAll)}
                    </button>
                </li>
            }
        });
        let tags = tags
            .into_iter()
            .map(|(label, without)| tag(catalogue, label, without));
        view! {
            <ul class="tags" aria-label=t(K::CatalogueChosen)>
                {tags.collect_view()} {clear}
            </ul>
        }
        .into_any()
    };
    tags.into_any()
}

fn tag(catalogue: Catalogue, label: String, without: CatalogueQuery) -> AnyView {
    let remove = move |_| {
        catalogue.go(without.clone());
        catalogue.focus_results();
    };
    let name = tf(K::CatalogueRemove, &[("label", &label)]);
    view! {
        <li>
            <button
                type="button"
                class="tag tag-remove"
                aria-label=name
                on:click=remove
            >
                {label}
                <Icon name=IconName::X/>
            </button>
        </li>
    }
    .into_any()
}

fn list(catalogue: Catalogue, found: Found) -> AnyView {
    let Found { query, list } = found;
    // What answers another question is not shown beside the error for this one.
    let asked = query.clone();
    let is_stale =
        move || catalogue.found.error().is_some() && catalogue.query.with(|now| *now != asked);
    if list.items.is_empty() {
        return view! { <div hidden=is_stale>{nothing(catalogue)}</div> }.into_any();
    }
    let total = list.total;
    let items = RwSignal::new(list.items);
    let cursor = RwSignal::new(list.next_cursor);
    let search = query.search.clone();
    let rows = move || {
        items.with(|items| {
            items
                .iter()
                .map(|item| row(item, &search))
                .collect_view()
                .into_any()
        })
    };
    view! {
        <div hidden=is_stale>
            <ul class="card results">{rows}</ul>
            {move || cursor.get().map(|after| more(query.clone(), after, total, items, cursor))}
        </div>
    }
    .into_any()
}

/// The next page of a long list, put below the first.
fn more(
    query: CatalogueQuery,
    after: String,
    total: u32,
    items: RwSignal<Vec<ServiceSummary>>,
    cursor: RwSignal<Option<String>>,
) -> AnyView {
    let api = Api::use_here();
    let is_busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<ApiError>);
    let left = move || i64::from(total) - i64::try_from(items.with(Vec::len)).unwrap_or(i64::MAX);
    let load = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let (query, after) = (query.clone(), after.clone());
        spawn_local(async move {
            match services::list_after(api, &query, &after).await {
                Ok(next) => {
                    items.try_update(|items| items.extend(next.items));
                    cursor.try_set(next.next_cursor);
                    fault.try_set(None);
                }
                Err(error) => {
                    fault.try_set(Some(error));
                }
            }
            is_busy.try_set(false);
        });
    };
    view! {
        {move || fault.get().map(|error| view! { <FaultLine error=error/> })}
        <p class="actions">
            <button
                type="button"
                class="btn btn-quiet"
                aria-busy=move || is_busy.get().then_some("true")
                on:click=load
            >
                {move || tn(K::CatalogueLoadMore, left(), &[])}
            </button>
        </p>
    }
    .into_any()
}

/// A service in the list.
fn row(service: &ServiceSummary, search: &str) -> AnyView {
    let name = pick(&service.name);
    let is_online = service.form_id.is_some();
    let visits = match (service.visits, is_online) {
        (0, true) => t(K::CatalogueFullyOnline),
        (0, false) => t(K::CatalogueNoVisit),
        (visits, _) => tn(K::CatalogueVisits, visits.into(), &[]),
    };
    let promised = match guide::period(&service.promised) {
        at_once if service.promised.value == 0 => at_once,
        period => tf(K::CataloguePromised, &[("period", &period)]),
    };
    let apply = is_online.then(|| {
        let label = tf(K::CatalogueApplyFor, &[("name", &name)]);
        view! {
            <Link to=Route::Apply(service.id.clone()) class="btn btn-quiet" label=label>
                {t(K::CatalogueApply)}
            </Link>
        }
    });
    let chip = is_online.then(|| {
        view! {
            <span class="chip chip-ok">
                <Icon name=IconName::Check/>
                {t(K::CatalogueOnline)}
            </span>
        }
    });
    let link = marked(&name, search);
    view! {
        <li>
            <article class="result">
                <div class="result-text">
                    <div class="result-head">
                        <h3>
                            <Link to=Route::Guide(service.id.clone())>{link}</Link>
                        </h3>
                        {chip}
                    </div>
                    <p>{pick(&service.summary)}</p>
                    <p class="meta">
                        <span>{pick(&service.department.name)}</span>
                        <span>{promised}</span>
                        <span>{visits}</span>
                        {(!service.has_fee).then(|| view! { <span>{t(K::CatalogueFree)}</span> })}
                    </p>
                </div>
                {apply}
            </article>
        </li>
    }
    .into_any()
}

/// A name with the words looked for marked in it.
fn marked(name: &str, search: &str) -> AnyView {
    // ASCII lower case keeps every byte where it is.
    let found = (!search.is_empty())
        .then(|| name.to_ascii_lowercase().find(&search.to_ascii_lowercase()))
        .flatten();
    let Some(parts) = found.and_then(|start| {
        let end = start + search.len();
        Some((name.get(..start)?, name.get(start..end)?, name.get(end..)?))
    }) else {
        return name.to_owned().into_any();
    };
    let (before, hit, after) = (parts.0.to_owned(), parts.1.to_owned(), parts.2.to_owned());
    view! { {before}<mark>{hit}</mark>{after} }.into_any()
}

fn nothing(catalogue: Catalogue) -> AnyView {
    let portal = Portal::use_here();
    let clear = move |_| {
        catalogue.go(CatalogueQuery::default());
        catalogue.focus_results();
    };
    let call = move || {
        portal.0.get().map(|all| {
            let line = all.operator.support;
            let words = tf(K::CatalogueNoneCall, &[("phone", &line.phone)]);
            view! {
                <a class="btn btn-quiet" href=guide::tel(&line.phone)>
                    <Icon name=IconName::Phone/>
                    {words}
                </a>
                <p class="meta">{pick(&line.hours)}</p>
            }
        })
    };
    view! {
        <div class="card">
            <EmptyState title=|| t(K::CatalogueNoneTitle) icon=IconName::Search>
                <p>{move || t(K::CatalogueNone)}</p>
                <button type="button" class="btn" on:click=clear>
                    {move || t(K::CatalogueNoneAll)}
                </button>
                {call}
            </EmptyState>
        </div>
    }
    .into_any()
}
