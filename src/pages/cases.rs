//! All cases of the person: those that go on, then those that ended.

use banshi_cases::ordered;
use banshi_contract::{Case, List};
use banshi_workdays::Date;
use leptos::prelude::*;

use super::pieces::{CaseRow, LiveMark, day, keep_fresh};
use super::{Portal, ready_when};
use crate::api::{Api, Remote, cases};
use crate::components::fault::{Waiting, show};
use crate::components::heading::Heading;
use crate::components::{EmptyState, IconName};
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
            {show(cases, 4, move |all| lists(&all, today.get()))}
        }
        .into_any()
    }
}

fn lists(all: &List<Case>, today: Date) -> AnyView {
    if all.items.is_empty() {
        return view! {
            <EmptyState title=|| t(K::PageNoCasesTitle) icon=IconName::Cases>
                <p>{move || t(K::PageNoCases)}</p>
                <Link to=Route::Services(CatalogueQuery::default()) class="btn">
                    {move || t(K::PageBrowseServices)}
                </Link>
            </EmptyState>
        }
        .into_any();
    }
    let (ended, going): (Vec<&Case>, Vec<&Case>) = ordered(&all.items)
        .into_iter()
        .partition(|case| case.status.is_final());
    let section = |title: K, cases: Vec<&Case>| {
        (!cases.is_empty()).then(|| {
            let rows = cases
                .into_iter()
                .map(|case| view! { <CaseRow case=case.clone() today=today/> })
                .collect_view();
            view! {
                <section class="section">
                    <div class="section-head">
                        <h2>{move || t(title)}</h2>
                    </div>
                    <ul class="card">{rows}</ul>
                </section>
            }
        })
    };
    view! {
        {section(K::PageCasesActive, going)}
        {section(K::PageCasesEnded, ended)}
    }
    .into_any()
}
