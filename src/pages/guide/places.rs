//! Where to go and whom to call.

use banshi_contract::{Line, Service, Window};
use leptos::prelude::*;

use super::{pair, phone};
use crate::i18n::{K, pick, t};

/// 办理地点 and 办理时间, with the reason for going there.
pub fn windows(service: &Service) -> AnyView {
    let reason = match &service.visit_reason {
        Some(reason) => view! {
            <p>
                <b>{t(K::GuideVisitWhy)}</b>
            </p>
            <p>{pick(reason)}</p>
        }
        .into_any(),
        None if service.summary.visits == 0 => {
            let key = match service.summary.form_id.is_some() {
                true => K::GuideNoVisit,
                false => K::GuideWindowOnly,
            };
            view! { <p>{t(key)}</p> }.into_any()
        }
        None => ().into_any(),
    };
    let book = service
        .can_book
        .then(|| view! { <p>{t(K::GuideCanBook)}</p> });
    view! {
        <div class="prose guide-why">{reason} {book}</div>
        <ul class="guide-windows">{service.windows.iter().map(window).collect_view()}</ul>
    }
    .into_any()
}

fn window(window: &Window) -> AnyView {
    let traffic = window
        .traffic
        .as_ref()
        .map(|traffic| pair(K::GuideTraffic, pick(traffic).into_any()));
    view! {
        <li class="card card-body">
            <h3>{pick(&window.name)}</h3>
            <dl class="facts-list">
                {pair(K::GuideAddress, pick(&window.address).into_any())}
                {pair(K::GuideHours, pick(&window.hours).into_any())}
                {pair(K::GuidePhone, phone(&window.phone))} {traffic}
            </dl>
        </li>
    }
    .into_any()
}

/// 咨询 and 监督投诉.
pub fn contact(service: &Service) -> AnyView {
    let row = |name: K, line: &Line| {
        let note = line
            .note
            .as_ref()
            .map(|note| view! { <small>{pick(note)}</small> });
        pair(name, view! { {phone(&line.phone)} {note} }.into_any())
    };
    view! {
        <dl class="card card-body facts-list">
            {row(K::GuideConsultation, &service.consultation)}
            {row(K::GuideComplaint, &service.complaint)}
        </dl>
    }
    .into_any()
}
