//! The dashboard: what needs the person now, their cases, drafts to go on with,
//! services suggested and why.

mod cases;
mod drafts;
mod find;
mod hello;
mod suggestions;

use leptos::prelude::*;

use self::cases::MyCases;
use self::drafts::Drafts;
use self::find::Find;
use self::hello::Hello;
use self::suggestions::Suggestions;
use super::pieces::{day, keep_fresh};
use super::ready_when;
use crate::api::{self, Api, Remote};
use crate::components::fault::{Waiting, parts, show};
use crate::context::Portal;

/// The dashboard.
#[component]
pub fn Dashboard() -> impl IntoView {
    let api = Api::use_here();
    let portal = Portal::use_here();
    let cases = Remote::fetch(move || api::cases::list(api));
    let drafts = Remote::fetch(move || api::drafts::list(api));
    let suggested = Remote::fetch(move || api::services::suggested(api));
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
