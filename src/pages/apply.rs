//! Applying: starting or going on, and the wizard itself.

use std::cell::Cell;

use banshi_contract::{Draft, FromJson, Instant, List, ProblemCode, Text};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ready_when;
use crate::api::{Api, ApiError, Remote, drafts, services};
use crate::browser::random;
use crate::components::fault::{Fault, Waiting};
use crate::components::heading::Heading;
use crate::components::{Icon, IconName};
use crate::context::Portal;
use crate::i18n::{DateStyle, K, date, pick, t, tf};
use crate::navigate::{Link, Nav};
use crate::routes::Route;
use crate::wizard::{Wizard, wizard_view};

/// Starts an application, or offers to go on with one that is not finished.
#[component]
pub fn Apply(
    /// The service's id.
    service: String,
) -> impl IntoView {
    let api = Api::use_here();
    let nav = Nav::use_here();
    let id = service.clone();
    let form = Remote::fetch(move || {
        let id = id.clone();
        async move { services::form(api, &id).await }
    });
    let all = Remote::fetch(move || drafts::list(api));
    let fault = RwSignal::new(None::<ApiError>);
    let id = StoredValue::new(service.clone());
    let begun = Memo::new(move |_| {
        all.get().map(|List { items, .. }| {
            id.with_value(|id| {
                items
                    .into_iter()
                    .filter(|d| d.service_id == *id)
                    .collect::<Vec<_>>()
            })
        })
    });
    let start = Callback::new(move |()| {
        let Some(delivery) = form.now() else { return };
        fault.set(None);
        let service_name = title_of(&delivery.definition);
        let version = delivery
            .definition
            .get("version")
            .and_then(serde_json::Value::as_u64);
        let first = first_page(&delivery.definition);
        let draft = Draft {
            id: random::uuid(),
            revision: String::new(),
            service_id: id.get_value(),
            service_name,
            form_version: version.and_then(|v| u32::try_from(v).ok()).unwrap_or(1),
            answers: serde_json::json!({}),
            page: None,
            progress: None,
            updated_at: Instant::default(),
            keep_until: String::default(),
        };
        let asked_from = nav.route_now();
        spawn_local(async move {
            match drafts::save(api, &draft).await {
                // Who has gone elsewhere meanwhile is not fetched back.
                Ok(_) if nav.route_now() != asked_from => {}
                Ok(saved) => nav.replace(&Route::ApplyPage {
                    service: draft.service_id,
                    draft: saved.id,
                    page: first,
                }),
                Err(error) => {
                    fault.try_set(Some(error));
                }
            }
        });
    });
    // Without a draft there is nothing to choose.
    let started = Cell::new(false);
    Effect::new(move |_| {
        if form.is_there() && begun.get().is_some_and(|begun| begun.is_empty()) && !started.get() {
            started.set(true);
            start.run(());
        }
    });
    let chooses = move || begun.with(|begun| begun.as_ref().is_some_and(|begun| !begun.is_empty()));
    let failed = move || form.error().or_else(|| all.error()).or_else(|| fault.get());
    ready_when(move || failed().is_some() || (form.is_there() && chooses()));
    let retry = Callback::new(move |()| {
        if form.error().is_some() || all.error().is_some() {
            form.reload();
            all.reload();
        } else {
            start.run(());
        }
    });
    let slow = Signal::derive(move || form.is_slow() || all.is_slow());
    move || {
        if let Some(error) = failed() {
            return if error.is(ProblemCode::NotFound) {
                not_online(service.clone())
            } else if error.is(ProblemCode::Forbidden) {
                wrong_account(service.clone())
            } else {
                view! { <Fault error=error on_retry=retry/> }.into_any()
            };
        }
        match (form.get(), begun.get()) {
            (Some(form), Some(begun)) if !begun.is_empty() => {
                choice(&title_of(&form.definition), begun, start)
            }
            _ => view! { <Waiting cards=2 slow=slow/> }.into_any(),
        }
    }
}

fn title_of(definition: &serde_json::Value) -> Text {
    let mut title = definition.get("title").cloned().unwrap_or_default();
    FromJson::from_json(&mut title).unwrap_or_default()
}

/// Where a new application begins.
fn first_page(definition: &serde_json::Value) -> String {
    let first = definition
        .pointer("/pages/0/id")
        .and_then(serde_json::Value::as_str);
    first.unwrap_or(crate::wizard::REVIEW).to_owned()
}

fn not_online(service: String) -> AnyView {
    nothing(
        K::WizardStartNoneTitle,
        K::WizardStartNone,
        Route::Guide(service),
        K::WizardGuide,
    )
}

fn wrong_account(service: String) -> AnyView {
    nothing(
        K::WizardWrongAccountTitle,
        K::WizardWrongAccount,
        Route::Guide(service),
        K::WizardGuide,
    )
}

/// There is nothing to fill in: why, and where to go instead.
fn nothing(title: K, detail: K, to: Route, go: K) -> AnyView {
    view! {
        <div class="empty">
            <Icon name=IconName::File/>
            <Heading text=Signal::derive(move || t(title))/>
            <p>{move || t(detail)}</p>
            <Link to=to class="btn">
                {move || t(go)}
            </Link>
        </div>
    }
    .into_any()
}

fn choice(title: &Text, begun: Vec<Draft>, start: Callback<()>) -> AnyView {
    let title = title.clone();
    let heading = Signal::derive(move || pick(&title));
    let rows = begun
        .into_iter()
        .enumerate()
        .map(|(at, draft)| begun_row(at, draft))
        .collect_view();
    view! {
        <div class="hello">
            <Heading text=heading/>
            <p>{move || t(K::WizardStartLead)}</p>
        </div>
        <ul class="rows section">{rows}</ul>
        <div class="actions">
            <button type="button" class="btn btn-quiet" on:click=move |_| start.run(())>
                {move || t(K::WizardStartNew)}
            </button>
        </div>
    }
    .into_any()
}

fn begun_row(at: usize, draft: Draft) -> AnyView {
    let (updated, until) = (draft.updated_at.clone(), draft.keep_until.clone());
    let saved = move || {
        let (at, until) = (
            date(&updated, DateStyle::Minute),
            date(&until, DateStyle::Day),
        );
        tf(K::WizardStartSaved, &[("at", &at), ("until", &until)])
    };
    let progress = draft.progress.clone();
    let step = move || {
        progress.as_ref().map(|progress| {
            let (page, of) = (progress.page.to_string(), progress.of.to_string());
            tf(K::WizardStartAt, &[("page", &page), ("of", &of)])
        })
    };
    // One filled button on a screen: the draft saved last.
    let class = if at == 0 { "btn" } else { "btn btn-quiet" };
    let page = draft
        .page
        .clone()
        .unwrap_or_else(|| crate::wizard::REVIEW.into());
    let to = Route::ApplyPage {
        service: draft.service_id,
        draft: draft.id,
        page,
    };
    view! {
        <li class="row-card">
            <div>
                <p>{step}</p>
                <p class="hint">{saved}</p>
            </div>
            <Link to=to class=class>
                {move || t(K::WizardStartContinue)}
            </Link>
        </li>
    }
    .into_any()
}

/// The wizard on a draft. Going from page to page of it does not mount it anew.
#[component]
pub fn ApplyPage(
    /// The service's id.
    service: String,
    /// The draft's id.
    draft: String,
    /// The last part of the address.
    page: Memo<String>,
) -> impl IntoView {
    let api = Api::use_here();
    let portal = Portal::use_here();
    let form = Remote::fetch(move || {
        let id = service.clone();
        async move { services::form(api, &id).await }
    });
    let draft = Remote::fetch(move || {
        let id = draft.clone();
        async move { drafts::get(api, &id).await }
    });
    let reload = Callback::new(move |()| {
        form.reload();
        draft.reload();
    });
    let adopt = Callback::new(move |other| draft.set(other));
    let failed = move || form.error().or_else(|| draft.error());
    let settled = move || portal.0.is_settled() && form.is_settled() && draft.is_settled();
    ready_when(move || failed().is_some() || settled());
    let slow = Signal::derive(move || form.is_slow() || draft.is_slow());
    let loaded = Memo::new(move |_| {
        if settled() {
            form.get().zip(draft.get())
        } else {
            None
        }
    });
    move || {
        if let Some((form, draft)) = loaded.get() {
            let today = untrack(|| portal.today());
            let wanted = page.get_untracked();
            return match Wizard::open(&form, draft, today, &wanted, reload, adopt) {
                Ok(wizard) => wizard_view(wizard, page),
                Err(_) => broken(),
            };
        }
        match failed() {
            Some(error) if error.is(ProblemCode::NotFound) => gone(),
            Some(error) => view! { <Fault error=error on_retry=reload/> }.into_any(),
            None => view! { <Waiting cards=3 slow=slow/> }.into_any(),
        }
    }
}

fn gone() -> AnyView {
    nothing(
        K::WizardGoneTitle,
        K::WizardGone,
        Route::Cases,
        K::WizardCases,
    )
}

fn broken() -> AnyView {
    nothing(
        K::WizardBrokenTitle,
        K::WizardBroken,
        Route::Dashboard,
        K::FaultGoHome,
    )
}
