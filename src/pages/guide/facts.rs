//! The key facts, and what stands behind them: times, fees, the result.

use banshi_contract::{Fee, Period, Service};
use leptos::prelude::*;

use super::words::{amount, period};
use super::{codes, pair};
use crate::i18n::{K, pick, t, tf, tn};

/// What most people want to know, on one card.
pub fn key(service: &Service) -> AnyView {
    let summary = &service.summary;
    let (promised, by_law) = (&summary.promised, &service.statutory);
    let statutory = match (promised.value, promised.unit) == (by_law.value, by_law.unit) {
        true => t(K::GuideStatutorySame),
        false => tf(K::GuideStatutory, &[("period", &period(by_law))]),
    };
    let (visits, why) = match summary.visits {
        0 if summary.form_id.is_some() => (t(K::GuideVisitsNone), t(K::GuideVisitsOnline)),
        0 => (t(K::GuideVisitsNone), String::new()),
        visits => (
            tn(K::GuideVisitsSome, visits.into(), &[]),
            t(K::GuideVisitsSee),
        ),
    };
    let (fee, standard) = match service.fees.as_slice() {
        _ if !summary.has_fee => (t(K::GuideFeeNone), String::new()),
        [fee] => (
            amount(fee).unwrap_or_else(|| t(K::GuideFeeSome)),
            t(K::GuideFeeSee),
        ),
        _ => (t(K::GuideFeeSome), t(K::GuideFeeSee)),
    };
    let who = codes::coded_all(&summary.audience, codes::audience);
    view! {
        <dl class="card guide-facts" aria-label=t(K::GuideFacts)>
            {fact(K::GuidePromised, period(promised), statutory)}
            {fact(K::GuideVisits, visits, why)} {fact(K::GuideFee, fee, standard)}
            {fact(
                K::GuideDepartment,
                pick(&summary.department.name),
                tf(K::GuideFor, &[("who", &who)]),
            )}
        </dl>
    }
    .into_any()
}

fn fact(name: K, value: String, more: String) -> AnyView {
    let more = (!more.is_empty()).then(|| view! { <small>{more}</small> });
    pair(name, view! { {value} {more} }.into_any())
}

/// 办理时限.
pub fn time(service: &Service) -> AnyView {
    let row = |name: K, length: &Period| {
        let note = length
            .note
            .as_ref()
            .map(|note| view! { <small>{pick(note)}</small> });
        pair(name, view! { {period(length)} {note} }.into_any())
    };
    view! {
        <dl class="card card-body facts-list">
            {row(K::GuidePromised, &service.summary.promised)}
            {row(K::GuideStatutoryTime, &service.statutory)}
        </dl>
    }
    .into_any()
}

/// 收费.
pub fn fees(service: &Service) -> AnyView {
    if service.fees.is_empty() {
        return view! { <p>{t(K::GuideFeesNone)}</p> }.into_any();
    }
    let online = service
        .can_pay_online
        .then(|| view! { <p>{t(K::GuideFeeOnline)}</p> });
    view! {
        <ul class="stack">{service.fees.iter().map(fee).collect_view()}</ul>
        {online}
    }
    .into_any()
}

fn fee(fee: &Fee) -> AnyView {
    let standard = pick(&fee.standard);
    let amount = amount(fee).map(|amount| view! { <b class="num">{amount}</b> });
    let relief = fee
        .relief
        .as_ref()
        .map(|relief| pair(K::GuideFeeRelief, pick(relief).into_any()));
    view! {
        <li class="card card-body">
            <div class="row">
                <h3>{pick(&fee.name)}</h3>
                {amount}
            </div>
            <p>{standard}</p>
            <dl class="facts-list">
                {pair(K::GuideFeeBasis, pick(&fee.basis).into_any())} {relief}
            </dl>
        </li>
    }
    .into_any()
}

/// 结果, and how it reaches the person.
pub fn result(service: &Service) -> AnyView {
    let result = &service.result;
    let post = service
        .can_post
        .then(|| view! { <small>{t(K::GuideCanPost)}</small> });
    let delivery = view! { {pick(&result.delivery)} {post} }.into_any();
    view! {
        <dl class="card card-body facts-list">
            {pair(K::GuideResultName, pick(&result.name).into_any())}
            {pair(K::GuideResultKind, codes::coded(&result.kind, codes::result_kind).into_any())}
            {pair(K::GuideResultDelivery, delivery)}
        </dl>
    }
    .into_any()
}
