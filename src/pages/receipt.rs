//! The receipt of a submission, to keep or print: who handed in what, and when.

use banshi_cases::{Deadline, deadline, materials, next_phase};
use banshi_contract::{Case, Text};
use leptos::prelude::*;

use super::ready_when;
use crate::api::{Api, Remote, cases};
use crate::browser::{clock, print};
use crate::components::fault::show;
use crate::components::heading::Heading;
use crate::components::{Icon, IconName};
use crate::context::Portal;
use crate::i18n::{DateStyle, K, date, pick, t, tf, tn};
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
    let portal = Portal::use_here();
    show(case, 2, move |case| receipt(&case, portal))
}

fn receipt(case: &Case, portal: Portal) -> AnyView {
    let title = Signal::derive(|| t(K::ReceiptTitle));
    let next = next_phase(case).map(|phase| phase.name.clone());
    let next = move || {
        next.as_ref()
            .map(|phase| tf(K::ReceiptNextPhase, &[("phase", &pick(phase))]))
    };
    let id = case.id.clone();
    // Moments as RFC 3339; this one is only ever shown.
    let now = String::from(js_sys::Date::new(&clock::now_ms().into()).to_iso_string());
    let printed = move || tf(K::ReceiptPrinted, &[("time", &moment(&now))]);
    view! {
        <div class="receipt">
            <Icon name=IconName::CheckCircle/>
            <div class="hello">
                <p class="print-only">{move || portal.name()}</p>
                <p class="why">{move || t(K::ReceiptDocument)}</p>
                <Heading text=title/>
                <p>{move || t(K::ReceiptLead)}</p>
            </div>
            {facts(case)}
            {handed_in(case)}
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

/// A moment in full: a receipt is read years later too.
fn moment(at: &str) -> String {
    format!(
        "{} {}",
        date(at, DateStyle::FullDay),
        date(at, DateStyle::Time)
    )
}

fn facts(case: &Case) -> AnyView {
    let reference = case.reference.clone();
    let service = case.service_name.clone();
    let submitted = case.submitted_at.clone();
    // A gateway that does not know the full name has at least the masked one.
    let name = case.applicant_name.as_ref().unwrap_or(&case.applicant);
    let number = case.applicant_number.clone();
    let department = case
        .handler
        .as_ref()
        .map(|handler| handler.department.clone());
    view! {
        <dl class="facts-list">
            <div>
                <dt>{move || t(K::ReceiptReference)}</dt>
                <dd class="receipt-number">{reference}</dd>
            </div>
            {fact(K::ReceiptService, move || pick(&service))}
            {fact(K::ReceiptApplicant, { let name = name.clone(); move || name.clone() })}
            {number.map(|number| fact(K::ReceiptApplicantNumber, move || number.clone()))}
            {fact(K::ReceiptSubmitted, move || moment(&submitted))}
            {department.map(|department| fact(K::ReceiptDepartment, move || pick(&department)))}
            {due(case)}
        </dl>
    }
    .into_any()
}

/// By when it is to be done, as far as that is known.
fn due(case: &Case) -> Option<AnyView> {
    let (day, estimated) = match deadline(case) {
        Deadline::On { day, estimated } => (day.to_owned(), estimated),
        Deadline::OnceAccepted { days } => {
            return Some(fact(K::ReceiptDue, move || match days {
                Some(days) => tn(K::ReceiptDueDays, i64::from(days), &[]),
                None => t(K::ReceiptDueNone),
            }));
        }
        Deadline::Unknown => return None,
    };
    Some(fact(K::ReceiptDue, move || {
        let day = date(&day, DateStyle::FullDay);
        if estimated {
            tf(K::ReceiptDueAbout, &[("date", &day)])
        } else {
            day
        }
    }))
}

/// The files that were handed in, by material, with how many there are.
fn handed_in(case: &Case) -> AnyView {
    let materials = materials(case);
    if materials.is_empty() {
        return view! { <p>{move || t(K::ReceiptMaterialsNone)}</p> }.into_any();
    }
    let all = count(materials.iter().map(|one| one.files.len()).sum());
    let rows = materials
        .into_iter()
        .map(|one| {
            let files = one.files.iter().map(|file| file.name.clone()).collect();
            material(one.name.cloned(), files)
        })
        .collect_view();
    view! {
        <section>
            <h2>{move || tn(K::ReceiptMaterials, all, &[])}</h2>
            <dl class="facts-list">{rows}</dl>
        </section>
    }
    .into_any()
}

fn material(name: Option<Text>, files: Vec<String>) -> AnyView {
    let number = count(files.len());
    let files = files
        .into_iter()
        .map(|file| view! { <li>{file}</li> })
        .collect_view();
    view! {
        <div>
            <dt>
                {move || name.as_ref().map_or_else(|| t(K::ReceiptMaterialOther), pick)}
            </dt>
            <dd>
                <ul>{files}</ul>
                <small>{move || tn(K::ReceiptFiles, number, &[])}</small>
            </dd>
        </div>
    }
    .into_any()
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
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
