//! Who can apply, and what happens then.

use banshi_contract::{GuideStep, Service};
use leptos::prelude::*;

use super::words::period;
use crate::components::{Icon, IconName};
use crate::i18n::{K, pick, t, tf};

/// 受理条件 and 数量限制.
pub fn conditions(service: &Service) -> AnyView {
    let conditions = service
        .conditions
        .iter()
        .map(|condition| view! { <li class="measured">{pick(condition)}</li> }.into_any());
    let limit = service.quantity_limit.as_ref().map(|limit| {
        view! { <p>{tf(K::GuideQuantityLimit, &[("limit", &pick(limit))])}</p> }
    });
    view! {
        <div class="prose">
            <ul>{conditions.collect_view()}</ul>
            {limit}
        </div>
    }
    .into_any()
}

/// 办理流程.
pub fn steps(service: &Service) -> AnyView {
    view! {
        <ol class="card guide-steps" aria-label=t(K::GuideSteps)>
            {service.steps.iter().map(step).collect_view()}
        </ol>
    }
    .into_any()
}

fn step(step: &GuideStep) -> AnyView {
    let length = step.period.as_ref().map(|length| {
        let words = match period(length) {
            at_once if length.value == 0 => at_once,
            period => tf(K::GuideStepPeriod, &[("period", &period)]),
        };
        view! {
            <span class="chip">
                <Icon name=IconName::Clock/>
                {words}
            </span>
        }
    });
    view! {
        <li>
            <div class="guide-steps-head">
                <h3>{pick(&step.name)}</h3>
                {length}
            </div>
            <p>{pick(&step.detail)}</p>
        </li>
    }
    .into_any()
}
