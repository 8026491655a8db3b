//! The dashboard: what needs the person now, their cases, drafts to go on with,
//! services suggested and why.

use banshi_cases::{Need, is_active, needs_you, ordered};
use banshi_contract::{Case, Draft, List, Suggestion};
use banshi_workdays::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::pieces::{CaseRow, LiveMark, day, keep_fresh};
use super::{Portal, Session, ready_when};
use crate::api::{Api, Remote, cases, drafts, services};
use crate::components::announcer::Announcer;
use crate::components::fault::{Waiting, show, words};
use crate::components::heading::Heading;
use crate::components::{Dialog, DueChip, EmptyState, Icon, IconName};
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
    let side = move || {
        suggested
            .get()
            .filter(|all| !all.items.is_empty())
            .map(|all| view! { <Suggested all=all/> })
    };
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
                    {show(
                        cases,
                        3,
                        move |all| view! { <MyCases all=all today=today.get()/> }.into_any(),
                    )}
                    {move || drafts.get().map(|all| view! { <Drafts all=all drafts=drafts/> })}
                </div>
                <div class="side">{side}</div>
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
            match i64::try_from(count) {
                Ok(count) if count > 0 => tn(K::PageHelloActive, count, &[]),
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
fn MyCases(all: List<Case>, today: Date) -> impl IntoView {
    let needs: Vec<AnyView> = needs_you(&all.items, today).into_iter().map(need).collect();
    let active: Vec<Case> = ordered(&all.items)
        .into_iter()
        .filter(|case| is_active(case, today))
        .cloned()
        .collect();
    let total = i64::try_from(all.items.len()).unwrap_or(0);
    let rows = active
        .into_iter()
        .take(SHOWN_CASES)
        .map(|case| view! { <CaseRow case=case today=today/> })
        .collect_view();
    let cases = if total == 0 {
        view! {
            <EmptyState title=|| t(K::PageNoCasesTitle) icon=IconName::Cases>
                <p>{move || t(K::PageNoCases)}</p>
                <Link to=Route::Services(CatalogueQuery::default()) class="btn btn-quiet">
                    {move || t(K::PageBrowseServices)}
                </Link>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <ul class="card">{rows}</ul> }.into_any()
    };
    view! {
        {(!needs.is_empty())
            .then(|| {
                view! {
                    <section class="section">
                        <div class="section-head">
                            <h2>{move || t(K::PageNeedsYou)}</h2>
                        </div>
                        <ul>{needs}</ul>
                    </section>
                }
            })}
        <section class="section">
            <div class="section-head">
                <h2>{move || t(K::PageInProgress)}</h2>
                {(total > 0)
                    .then(|| {
                        view! {
                            <Link to=Route::Cases>{move || tn(K::PageAllCases, total, &[])}</Link>
                        }
                    })}
            </div>
            {cases}
            <LiveMark/>
        </section>
    }
}

fn need(need: Need<'_>) -> AnyView {
    let title = need.task.title.clone();
    let service = need.case.service_name.clone();
    let due_at = need.task.due_at.clone();
    let consequence = need.task.consequence.clone();
    let due = need.due;
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
                <Link to=Route::Case(need.case.id.clone()) class="btn">
                    {move || t(K::PageDoNow)}
                </Link>
            </article>
        </li>
    }
    .into_any()
}

#[component]
fn Drafts(all: List<Draft>, drafts: Remote<List<Draft>>) -> impl IntoView {
    if all.items.is_empty() {
        return ().into_any();
    }
    let rows = all
        .items
        .into_iter()
        .map(|draft| view! { <DraftRow draft=draft drafts=drafts/> })
        .collect_view();
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{move || t(K::PageDrafts)}</h2>
            </div>
            <ul class="card">{rows}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn DraftRow(draft: Draft, drafts: Remote<List<Draft>>) -> impl IntoView {
    let open = RwSignal::new(false);
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
                <button
                    type="button"
                    class="btn btn-link"
                    aria-label=move || tf(K::PageDraftDeleteLabel, &[("name", &named())])
                    on:click=move |_| open.set(true)
                >
                    {move || t(K::PageDraftDelete)}
                </button>
                <DeleteDraft open=open id=id drafts=drafts/>
            </article>
        </li>
    }
}

#[component]
fn DeleteDraft(open: RwSignal<bool>, id: String, drafts: Remote<List<Draft>>) -> impl IntoView {
    let api = Api::use_here();
    let announcer = Announcer::use_here();
    let fault = RwSignal::new(None::<K>);
    let delete = move |_| {
        let id = id.clone();
        spawn_local(async move {
            match drafts::delete(api, &id).await {
                Ok(()) => {
                    open.try_set(false);
                    announcer.say(t(K::PageDraftDeleted));
                    drafts.reload();
                }
                Err(error) => {
                    fault.try_set(Some(words(&error).0));
                }
            }
        });
    };
    view! {
        <Dialog open=open title=|| t(K::PageDraftDeleteTitle)>
            <p>{move || t(K::PageDraftDeleteText)}</p>
            {move || fault.get().map(|key| view! { <p class="error-text" role="alert">{t(key)}</p> })}
            <div class="actions">
                <button type="button" class="btn btn-danger" on:click=delete>
                    {move || t(K::PageDraftDelete)}
                </button>
                <button type="button" class="btn btn-quiet" on:click=move |_| open.set(false)>
                    {move || t(K::PageCancel)}
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn Suggested(all: List<Suggestion>) -> impl IntoView {
    let rows = all
        .items
        .into_iter()
        .map(|Suggestion { service, reason }| {
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
}
