//! What needs the person now, and their cases that are not closed.

use banshi_cases::{Due, needs_you, ordered};
use banshi_contract::{Case, List, Task};
use banshi_workdays::Date;
use leptos::prelude::*;

use crate::api::Remote;
use crate::components::rows::{Row, rows};
use crate::components::{DueChip, EmptyState, IconName};
use crate::i18n::{DateStyle, K, date, pick, t, tf, tn};
use crate::navigate::Link;
use crate::pages::pieces::{CaseRows, LiveMark};
use crate::routes::{CatalogueQuery, Route};

/// How many cases are shown before the link to all.
const SHOWN_CASES: usize = 5;

/// What needs them first, then what goes on.
#[component]
pub fn MyCases(
    /// All of them.
    cases: Remote<List<Case>>,
    /// Today for the service.
    today: Memo<Date>,
) -> impl IntoView {
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
