//! The receipt of a submission, to keep or print.

use banshi_cases::next_phase;
use banshi_contract::Case;
use leptos::prelude::*;

use super::ready_when;
use crate::api::{Api, Remote, cases};
use crate::browser::{clock, print};
use crate::components::fault::show;
use crate::components::heading::Heading;
use crate::components::{Icon, IconName};
use crate::i18n::{DateStyle, K, date, pick, t, tf};
use crate::navigate::Link;
use crate::routes::Route;

/// The receipt of a case.
#[component]
pub fn Receipt(
    /// The case's id.
    case: String,
) -> impl IntoView {
    let api = Api::use_here();
    let case = Remote::fetch(move || {
        let id = case.clone();
        async move { cases::get(api, &id).await }
    });
    ready_when(move || case.is_settled());
    show(case, 2, receipt)
}

fn receipt(case: Case) -> AnyView {
    let title = Signal::derive(|| t(K::ReceiptTitle));
    let next = next_phase(&case).map(|phase| phase.name.clone());
    let next = move || {
        next.as_ref()
            .map(|phase| tf(K::ReceiptNextPhase, &[("phase", &pick(phase))]))
    };
    let id = case.id.clone();
    // Moments as RFC 3339; this one is only ever shown.
    let now = String::from(js_sys::Date::new(&clock::now_ms().into()).to_iso_string());
    let printed = move || {
        tf(
            K::ReceiptPrinted,
            &[("time", &date(&now, DateStyle::Minute))],
        )
    };
    view! {
        <div class="receipt">
            <Icon name=IconName::CheckCircle/>
            <div class="hello">
                <p class="why">{move || t(K::ReceiptDocument)}</p>
                <Heading text=title/>
                <p>{move || t(K::ReceiptLead)}</p>
            </div>
            {facts(&case)}
            <section>
                <h2>{move || t(K::ReceiptNext)}</h2>
                <p>{move || t(K::ReceiptNextText)}</p>
                <p>{next}</p>
            </section>
            <p class="print-only">{printed}</p>
            <div class="actions no-print">
                <Link to=Route::Case(id) class="btn">
                    {move || t(K::ReceiptCase)}
                </Link>
                <button type="button" class="btn btn-quiet" on:click=move |_| print::print()>
                    <Icon name=IconName::Printer/>
                    {move || t(K::ReceiptPrint)}
                </button>
                <Link to=Route::Dashboard class="btn btn-link">
                    {move || t(K::ReceiptHome)}
                </Link>
            </div>
        </div>
    }
    .into_any()
}

fn facts(case: &Case) -> AnyView {
    let reference = case.reference.clone();
    let service = case.service_name.clone();
    let submitted = case.submitted_at.clone();
    let department = case
        .handler
        .as_ref()
        .map(|handler| handler.department.clone());
    let due = case.clock.due_at.clone();
    let estimated = case.clock.estimated;
    let due = move || match &due {
        None => t(K::ReceiptDueNone),
        Some(due) if estimated => tf(
            K::ReceiptDueAbout,
            &[("date", &date(due, DateStyle::FullDay))],
        ),
        Some(due) => date(due, DateStyle::FullDay),
    };
    view! {
        <dl class="facts-list">
            <div>
                <dt>{move || t(K::ReceiptReference)}</dt>
                <dd class="receipt-number">{reference}</dd>
            </div>
            {fact(K::ReceiptService, move || pick(&service))}
            {fact(K::ReceiptApplicant, { let name = case.applicant.clone(); move || name.clone() })}
            {fact(K::ReceiptSubmitted, move || date(&submitted, DateStyle::Minute))}
            {department.map(|department| fact(K::ReceiptDepartment, move || pick(&department)))}
            {fact(K::ReceiptDue, due)}
        </dl>
    }
    .into_any()
}

fn fact(name: K, words: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let words = Signal::derive(words);
    view! {
        <div>
            <dt>{move || t(name)}</dt>
            <dd>{move || words.get()}</dd>
        </div>
    }
    .into_any()
}
