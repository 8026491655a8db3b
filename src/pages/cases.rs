//! All cases of the person: those that go on, then those that ended.

use banshi_cases::ordered;
use banshi_contract::{Case, List};
use banshi_workdays::Date;
use leptos::prelude::*;

use super::pieces::{CaseRows, LiveMark, day, keep_fresh};
use super::ready_when;
use crate::api::{Api, Remote, cases};
use crate::components::fault::{Waiting, parts};
use crate::components::heading::Heading;
use crate::components::{EmptyState, IconName};
use crate::context::Portal;
use crate::i18n::{K, t};
use crate::navigate::Link;
use crate::routes::{CatalogueQuery, Route};

/// The list of cases.
#[component]
pub fn Cases() -> impl IntoView {
    let api = Api::use_here();
    let portal = Portal::use_here();
    let cases = Remote::fetch(move || cases::list(api));
    keep_fresh(cases, &["cases"]);
    ready_when(move || cases.is_settled());
    let today = Memo::new(move |_| day(&portal.today()));
    let heading = Signal::derive(|| t(K::PageCases));
    let settled = Memo::new(move |_| cases.is_settled());
    let slow = Signal::derive(move || cases.is_slow());
    move || {
        if !settled.get() {
            return view! { <Waiting page=true cards=3 slow=slow/> }.into_any();
        }
        view! {
            <div class="hello">
                <Heading text=heading/>
                <LiveMark/>
            </div>
            {parts(cases, move || lists(cases, today))}
        }
        .into_any()
    }
}

fn lists(cases: Remote<List<Case>>, today: Memo<Date>) -> AnyView {
    let sorted = move |ended: bool| {
        Signal::derive(move || {
            let all = cases.get().map(|all| all.items).unwrap_or_default();
            ordered(&all)
                .into_iter()
                .filter(|case| case.status.is_final() == ended)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let section = move |title: K, ended: bool| {
        let cases = sorted(ended);
        let any = Memo::new(move |_| !cases.with(Vec::is_empty));
        move || {
            any.get().then(|| {
                view! {
                    <section class="section">
                        <div class="section-head">
                            <h2>{move || t(title)}</h2>
                        </div>
                        <CaseRows cases=cases today=today/>
                    </section>
                }
            })
        }
    };
    let none = Memo::new(move |_| cases.get().is_some_and(|all| all.items.is_empty()));
    let empty = move || {
        none.get().then(|| {
            view! {
                <EmptyState title=|| t(K::PageNoCasesTitle) icon=IconName::Cases>
                    <p>{move || t(K::PageNoCases)}</p>
                    <Link to=Route::Services(CatalogueQuery::default()) class="btn">
                        {move || t(K::PageBrowseServices)}
                    </Link>
                </EmptyState>
            }
        })
    };
    view! {
        {empty}
        {section(K::PageCasesActive, false)}
        {section(K::PageCasesEnded, true)}
    }
    .into_any()
}
