//! What the service rests on, what people ask, where to turn against a decision, and
//! the codes by which offices know it.

use banshi_contract::{DEFAULT_LANGUAGE, LegalBasis, Question, Service, Text};
use leptos::prelude::*;

use super::{codes, pair};
use crate::i18n::{DateStyle, K, date, number, pick, t};

/// 设定依据.
pub fn basis(service: &Service) -> AnyView {
    let laws = service.legal_basis.iter().map(law).collect_view();
    view! { <ul class="card guide-laws">{laws}</ul> }.into_any()
}

fn law(law: &LegalBasis) -> AnyView {
    let article = law.article.as_ref().map(|article| {
        view! { <span>{pick(article)}</span> }
    });
    view! {
        <li>
            <h3>{pick(&law.title)}</h3>
            <p class="meta">
                <span lang=DEFAULT_LANGUAGE>{law.number.clone()}</span>
                {article}
            </p>
            <p>{pick(&law.says)}</p>
        </li>
    }
    .into_any()
}

/// 常见问题.
pub fn questions(service: &Service, is_printing: RwSignal<bool>) -> AnyView {
    let all = service
        .questions
        .iter()
        .map(|question| one(question, is_printing))
        .collect_view();
    view! { <div class="card card-body">{all}</div> }.into_any()
}

fn one(question: &Question, is_printing: RwSignal<bool>) -> AnyView {
    let body = view! { <p>{pick(&question.answer)}</p> }.into_any();
    folded(pick(&question.question), body, is_printing)
}

fn folded(title: String, body: AnyView, is_printing: RwSignal<bool>) -> AnyView {
    view! {
        <details class="disclosure" prop:open=move || is_printing.get()>
            <summary>{title}</summary>
            <div class="disclosure-body">{body}</div>
        </details>
    }
    .into_any()
}

/// 行政复议 and 行政诉讼.
pub fn remedies(text: &Text) -> AnyView {
    view! { <p>{pick(text)}</p> }.into_any()
}

/// The codes, folded: offices and integrators need them, few people do.
pub fn attributes(service: &Service, is_printing: RwSignal<bool>) -> AnyView {
    let summary = &service.summary;
    let code = |code: &str| view! { <code>{code.to_owned()}</code> }.into_any();
    let can = |can: bool| t(if can { K::GuideYes } else { K::GuideNo }).into_any();
    let word = |code: &str, table: codes::Table| codes::coded(code, table).into_any();
    let words = |all: &[String], table: codes::Table| codes::coded_all(all, table).into_any();
    let handling = service
        .handling_code
        .as_deref()
        .map(|c| pair(K::GuideHandlingCode, code(c)));
    let cross = service
        .cross_region
        .as_deref()
        .map(|c| pair(K::GuideCrossRegion, word(c, codes::cross_region)));
    let depth = (!service.online_depth.is_empty())
        .then(|| pair(K::GuideDepth, words(&service.online_depth, codes::depth)));
    let rows = view! {
        <dl class="facts-list">
            {pair(K::GuideBasicCode, code(&service.basic_code))}
            {pair(K::GuideImplementationCode, code(&service.implementation_code))} {handling}
            {pair(K::GuideItemType, word(&service.item_type, codes::item_type))}
            {pair(K::GuideCaseType, word(&summary.case_type, codes::case_type))}
            {pair(K::GuideLevel, word(&service.level, codes::level))}
            {pair(K::GuideDepartmentCode, code(&summary.department.code))}
            {pair(K::GuideNature, word(&summary.department.nature, codes::nature))}
            {pair(K::GuideForWhom, words(&summary.audience, codes::audience))}
            {pair(K::GuideChannels, words(&service.channels, codes::channel))} {depth} {cross}
            {pair(K::GuideBooking, can(service.can_book))}
            {pair(K::GuideOnlinePayment, can(service.can_pay_online))}
            {pair(K::GuidePosting, can(service.can_post))}
            {pair(K::GuideState, word(&service.state, codes::state))}
            {pair(K::GuideVersion, number(service.version.into()).into_any())}
            {pair(K::GuideEffective, date(&service.effective_from, DateStyle::FullDay).into_any())}
        </dl>
    }
    .into_any();
    view! {
        <div class="guide-section card card-body guide-codes">
            {folded(t(K::GuideCodes), rows, is_printing)}
        </div>
    }
    .into_any()
}
