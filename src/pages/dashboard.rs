//! The dashboard: what needs the person now, their cases, drafts to go on with,
//! services suggested and why.

use banshi_cases::{Due, is_active, needs_you, ordered};
use banshi_contract::{Case, Draft, List, Task};
use banshi_workdays::Date;
use leptos::prelude::*;

use super::pieces::{CaseRows, LiveMark, day, keep_fresh};
use super::{Portal, Session, chunks, ready_when};
use crate::api::services::Suggested;
use crate::api::{Api, Remote, cases, drafts, services};
use crate::components::chunk::{Until, later};
use crate::components::fault::{Waiting, parts, show};
use crate::components::heading::Heading;
use crate::components::rows::{Row, rows};
use crate::components::{DueChip, EmptyState, Icon, IconName};
use crate::i18n::{DateStyle, K, date, pick, t, tf, tn};
use crate::navigate::{Link, Nav};
use crate::routes::{CatalogueQuery, Route};

/// How many cases are shown before the link to all.
const SHOWN_CASES: usize = 5;

/// The dashboard.
#[component]
pub fn Dashboard() -> impl IntoView {
    let api = Api::use_here();
    let portal = Portal::use_here();
    let cases = Remote::fetch(move || cases::list(api));
    let drafts = Remote::fetch(move || drafts::list(api));
    let suggested = Remote::fetch(move || services::suggested(api));
    keep_fresh(cases, &["cases"]);
    keep_fresh(drafts, &["drafts"]);
    ready_when(move || cases.is_settled() && drafts.is_settled() && suggested.is_settled());
    let today = Memo::new(move |_| day(&portal.today()));
    // All at once: what came first would be pushed about by what comes after.
    let settled =
        Memo::new(move |_| cases.is_settled() && drafts.is_settled() && suggested.is_settled());
    let slow = Signal::derive(move || cases.is_slow() || drafts.is_slow() || suggested.is_slow());
    move || {
        if !settled.get() {
            return view! { <Waiting page=true cards=3 slow=slow/> }.into_any();
        }
        view! {
            <Hello cases=cases today=today/>
            <Find/>
            <div class="cols">
                <div>
                    {parts(cases, move || view! { <MyCases cases=cases today=today/> }.into_any())}
                    {parts(drafts, move || view! { <Drafts drafts=drafts/> }.into_any())}
                </div>
                <div class="side">
                    {show(suggested, 1, |all| view! { <Suggestions all=all/> }.into_any())}
                </div>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Hello(cases: Remote<List<Case>>, today: Memo<Date>) -> impl IntoView {
    let session = Session::use_here();
    let name = move || {
        session.person().map_or_else(String::new, |person| {
            person.salutation.as_ref().map_or(person.display_name, pick)
        })
    };
    let heading = Signal::derive(move || {
        let needs = cases
            .get()
            .map_or(0, |all| needs_you(&all.items, today.get()).len());
        match i64::try_from(needs) {
            Ok(count) if count > 0 => tn(K::PageHelloSome, count, &[("name", &name())]),
            _ => tf(K::PageHelloNone, &[("name", &name())]),
        }
    });
    let active = move || {
        cases.get().map(|all| {
            let today = today.get();
            let going =
                |case: &&Case| !case.status.is_final() && case.tasks.iter().all(|t| !t.open);
            let count = all
                .items
                .iter()
                .filter(|case| is_active(case, today))
                .filter(going)
                .count();
            let more = !needs_you(&all.items, today).is_empty();
            match i64::try_from(count) {
                Ok(count) if count > 0 && more => tn(K::PageHelloActive, count, &[]),
                Ok(count) if count > 0 => tn(K::PageHelloGoing, count, &[]),
                _ => t(K::PageHelloActiveNone),
            }
        })
    };
    view! {
        <div class="hello">
            <Heading text=heading title=Signal::derive(|| t(K::AppHome))/>
            <p>{active} "\u{a0}"</p>
        </div>
    }
}

#[component]
fn Find() -> impl IntoView {
    let nav = Nav::use_here();
    let search = RwSignal::new(String::new());
    let find = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let search = search.get_untracked().trim().to_owned();
        nav.go(&Route::Services(CatalogueQuery {
            search,
            ..Default::default()
        }));
    };
    view! {
        <form class="find" role="search" on:submit=find>
            <input
                type="search"
                class="control"
                enterkeyhint="search"
                aria-label=move || t(K::PageFindLabel)
                placeholder=move || t(K::PageFindPlaceholder)
                prop:value=move || search.get()
                on:input=move |event| search.set(event_target_value(&event))
            />
            <button type="submit" class="btn">{move || t(K::PageFind)}</button>
        </form>
    }
}

#[component]
fn MyCases(cases: Remote<List<Case>>, today: Memo<Date>) -> impl IntoView {
    let needs = move || {
        let all = cases.get().map(|all| all.items).unwrap_or_default();
        let needs = needs_you(&all, today.get());
        needs
            .into_iter()
            .map(|one| {
                let (case, task, due) = (one.case.clone(), one.task.clone(), one.due);
                let key = format!("{} {} {due:?}", case.id, task.id);
                Row::new(key, move || need(case.clone(), task.clone(), due))
            })
            .collect::<Vec<_>>()
    };
    let total = Memo::new(move |_| {
        cases.get().map_or(0, |all| {
            let shown = u32::try_from(all.items.len()).unwrap_or(u32::MAX);
            i64::from(all.total.unwrap_or(shown))
        })
    });
    let active = Signal::derive(move || {
        let all = cases.get().map(|all| all.items).unwrap_or_default();
        ordered(&all)
            .into_iter()
            .filter(|case| !case.status.is_final())
            .take(SHOWN_CASES)
            .cloned()
            .collect::<Vec<_>>()
    });
    let has_needs = Memo::new(move |_| !needs().is_empty());
    let has_cases = Memo::new(move |_| total.get() > 0);
    view! {
        {move || {
            has_needs
                .get()
                .then(|| {
                    view! {
                        <section class="section">
                            <div class="section-head">
                                <h2>{move || t(K::PageNeedsYou)}</h2>
                            </div>
                            <ul>
                                {rows(needs)}
                            </ul>
                        </section>
                    }
                })
        }}
        <section class="section">
            <div class="section-head">
                <h2>{move || t(K::PageInProgress)}</h2>
                {move || {
                    has_cases
                        .get()
                        .then(|| {
                            view! {
                                <Link to=Route::Cases>
                                    {move || tn(K::PageAllCases, total.get(), &[])}
                                </Link>
                            }
                        })
                }}
            </div>
            {move || {
                if has_cases.get() {
                    view! { <CaseRows cases=active today=today/> }.into_any()
                } else {
                    view! {
                        <EmptyState title=|| t(K::PageNoCasesTitle) icon=IconName::Cases>
                            <p>{move || t(K::PageNoCases)}</p>
                            <Link
                                to=Route::Services(CatalogueQuery::default())
                                class="btn btn-quiet"
                            >
                                {move || t(K::PageBrowseServices)}
                            </Link>
                        </EmptyState>
                    }
                        .into_any()
                }
            }}
            <LiveMark/>
        </section>
    }
}

fn need(case: Case, task: Task, due: Due) -> AnyView {
    let title = task.title;
    let service = case.service_name;
    let due_at = task.due_at;
    let consequence = task.consequence;
    view! {
        <li>
            <article class="card task">
                <h3>{move || pick(&title)}</h3>
                <p>
                    {move || pick(&service)}
                    {move || {
                        due_at
                            .as_ref()
                            .map(|day| {
                                " · ".to_owned()
                                    + &tf(K::PageDueBy, &[("date", &date(day, DateStyle::Day))])
                            })
                    }}
                    {move || consequence.as_ref().map(|text| " · ".to_owned() + &pick(text))} " "
                    <DueChip due=due/>
                </p>
                <Link to=Route::Case(case.id) class="btn">
                    {move || t(K::PageDoNow)}
                </Link>
            </article>
        </li>
    }
    .into_any()
}

#[component]
fn Drafts(drafts: Remote<List<Draft>>) -> impl IntoView {
    let all = Signal::derive(move || drafts.get().map(|all| all.items).unwrap_or_default());
    let any = Memo::new(move |_| !all.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            view! {
                <section class="section">
                    <div class="section-head">
                        <h2>{move || t(K::PageDrafts)}</h2>
                    </div>
                    <ul class="card">
                        {rows(move || {
                            all.get()
                                .into_iter()
                                .map(|draft| {
                                    let key = format!("{} {}", draft.id, draft.revision);
                                    Row::new(
                                        key,
                                        move || {
                                            view! { <DraftRow draft=draft.clone() drafts=drafts/> }
                                                .into_any()
                                        },
                                    )
                                })
                                .collect()
                        })}
                    </ul>
                </section>
            }
        })
    }
}

#[component]
fn DraftRow(draft: Draft, drafts: Remote<List<Draft>>) -> impl IntoView {
    let open = RwSignal::new(false);
    // Once it was asked for, it stays.
    let asked = Memo::new(move |before| open.get() || before == Some(&true));
    let Draft {
        id,
        service_id,
        service_name,
        page,
        progress,
        updated_at,
        keep_until,
        ..
    } = draft;
    // A page that is not there leads to the first unfinished one.
    let page = page.unwrap_or_else(|| "start".to_owned());
    let to = Route::ApplyPage {
        service: service_id,
        draft: id.clone(),
        page,
    };
    let name = StoredValue::new(service_name);
    let named = move || name.with_value(pick);
    let has_progress = progress.is_some();
    let far = move || {
        progress.as_ref().map(|far| {
            let (page, of) = (far.page.to_string(), far.of.to_string());
            tf(K::PageDraftPage, &[("page", &page), ("of", &of)])
        })
    };
    let saved = move || {
        let at = date(&updated_at, DateStyle::Minute);
        let until = date(&keep_until, DateStyle::Day);
        tf(K::PageDraftSaved, &[("at", &at), ("until", &until)])
    };
    view! {
        <li>
            <article class="case-row">
                <div class="row">
                    <h3>
                        <Link
                            to=to
                            label=Signal::derive(move || tf(K::PageDraftContinue, &[("name", &named())]))
                        >
                            {named}
                        </Link>
                    </h3>
                    {has_progress
                        .then(|| {
                            view! {
                                <span class="chip">
                                    <Icon name=IconName::Pencil/>
                                    {far}
                                </span>
                            }
                        })}
                </div>
                <p class="meta">
                    <span>{saved}</span>
                </p>
                <div class="row-actions">
                    // For the eye alone: the title's link covers the row and says it.
                    <span class="btn btn-quiet" aria-hidden="true">
                        {move || t(K::PageDraftsGo)}
                    </span>
                    <button
                        type="button"
                        class="btn btn-link"
                        aria-label=move || tf(K::PageDraftDeleteLabel, &[("name", &named())])
                        on:click=move |_| open.set(true)
                    >
                        {move || t(K::PageDraftDelete)}
                    </button>
                </div>
                {move || {
                    asked
                        .get()
                        .then(|| {
                            let id = id.clone();
                            later(
                                move || chunks::delete_draft(open, id.clone(), drafts),
                                Until::Nothing,
                            )
                        })
                }}
            </article>
        </li>
    }
}

#[component]
fn Suggestions(all: List<Suggested>) -> impl IntoView {
    if all.items.is_empty() {
        return ().into_any();
    }
    let rows = all
        .items
        .into_iter()
        .map(|Suggested { service, reason }| {
            let name = service.name;
            view! {
                <li>
                    <Link to=Route::Guide(service.id)>{move || pick(&name)}</Link>
                    <p class="why">{move || pick(&reason)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>{move || t(K::PageSuggested)}</h2>
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}
