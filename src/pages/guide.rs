//! The guide to a service (办事指南): what one gets, the one next step, the key facts,
//! then everything there is to know, section by section.

mod codes;
mod facts;
mod legal;
mod materials;
mod places;
mod procedure;
pub mod words;

use banshi_contract::Service;
use leptos::html::H2;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::MouseEvent;

use super::ready_when;
use crate::api::{Api, Remote, services};
use crate::browser::{clock, focus, print};
use crate::components::fault::show;
use crate::components::heading::Heading;
use crate::components::{Icon, IconName, Notice, NoticeKind};
use crate::i18n::{K, pick, t, tf};
use crate::navigate::{Link, Nav};
use crate::routes::{CatalogueQuery, Route};

/// Cards in the place of a guide that is not there yet.
const WAITING_CARDS: usize = 6;
/// 事项状态 (exchange TASK_STATE): 在用.
const IN_USE: &str = "1";

/// A section of the guide.
struct Section {
    title: K,
    heading: NodeRef<H2>,
    body: AnyView,
}

impl Section {
    fn new(title: K, body: AnyView) -> Self {
        Self {
            title,
            heading: NodeRef::new(),
            body,
        }
    }
}

/// The guide.
#[component]
pub fn Guide(
    /// The service.
    id: String,
) -> impl IntoView {
    let api = Api::use_here();
    let guide = Remote::fetch(move || {
        let id = id.clone();
        async move { services::get(api, &id).await }
    });
    ready_when(move || guide.is_settled());
    let is_missing = Memo::new(move |_| !guide.is_there() && guide.error().is_some());
    let heading = move || {
        is_missing
            .get()
            .then(|| view! { <Heading text=Signal::derive(|| t(K::GuideTitle))/> })
    };
    let way_on = move || {
        is_missing.get().then(|| {
            view! {
                <p class="guide-missing">
                    <Link to=Route::Services(CatalogueQuery::default())>
                        {move || t(K::CatalogueNoneAll)}
                    </Link>
                </p>
            }
        })
    };
    view! {
        <div class="guide-page">{heading} {show(guide, WAITING_CARDS, page)} {way_on}</div>
    }
}

fn page(service: Service) -> AnyView {
    let service = StoredValue::new(service);
    let name = Signal::derive(move || service.with_value(|s| pick(&s.summary.name)));
    // Built anew in another language; the heading stays, since making it anew would
    // take the focus away from where the language was chosen.
    view! {
        <nav class="breadcrumb" aria-label=move || t(K::GuideBreadcrumb)>
            <ol>
                <li>
                    <Link to=Route::Services(CatalogueQuery::default())>
                        {move || t(K::GuideServices)}
                    </Link>
                </li>
                <li>
                    <span aria-current="page">{move || name.get()}</span>
                </li>
            </ol>
        </nav>
        <div class="hello guide-head">
            <Heading text=name/>
        </div>
        {move || service.with_value(body)}
    }
    .into_any()
}

fn body(service: &Service) -> AnyView {
    let is_printing = RwSignal::new(false);
    let windows = Section::new(K::GuideWindows, places::windows(service));
    let windows_heading = windows.heading;
    let sections: Vec<Section> = [
        Some(Section::new(
            K::GuideConditions,
            procedure::conditions(service),
        )),
        Some(Section::new(K::GuideMaterials, materials::view(service))),
        Some(Section::new(K::GuideSteps, procedure::steps(service))),
        Some(Section::new(K::GuideTime, facts::time(service))),
        Some(Section::new(K::GuideFees, facts::fees(service))),
        Some(windows),
        Some(Section::new(K::GuideResult, facts::result(service))),
        Some(Section::new(K::GuideContact, places::contact(service))),
        Some(Section::new(K::GuideLegal, legal::basis(service))),
        (!service.questions.is_empty())
            .then(|| Section::new(K::GuideQuestions, legal::questions(service, is_printing))),
        service
            .remedies
            .as_ref()
            .map(|text| Section::new(K::GuideRemedies, legal::remedies(text))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let contents = contents(&service.summary.id, &sections);
    let sections = sections.into_iter().map(|section| {
        view! {
            <section class="guide-section">
                <h2 tabindex="-1" node_ref=section.heading>
                    {t(section.title)}
                </h2>
                {section.body}
            </section>
        }
        .into_any()
    });
    view! {
        <p class="guide-summary">{pick(&service.summary.summary)}</p>
        {next_step(service, windows_heading, is_printing)}
        {facts::key(service)}
        {service.sample.then(sample)}
        <div class="guide">
            {contents}
            <div class="guide-sections">
                {sections.collect_view()} {legal::attributes(service, is_printing)}
            </div>
        </div>
    }
    .into_any()
}

/// The one next step: apply here, or where to go.
fn next_step(service: &Service, windows: NodeRef<H2>, is_printing: RwSignal<bool>) -> AnyView {
    let print = move |_| {
        is_printing.set(true);
        spawn_local(async move {
            // What was folded is opened before the paper is laid out.
            clock::sleep(50).await;
            print::print();
            is_printing.try_set(false);
        });
    };
    let print = view! {
        <button type="button" class="btn btn-link guide-print" on:click=print>
            <Icon name=IconName::Printer/>
            {t(K::GuidePrint)}
        </button>
    };
    let phone = &service.consultation.phone;
    let step = if service.state != IN_USE {
        let state = codes::coded(&service.state, codes::state);
        let words = tf(K::GuidePaused, &[("state", &state), ("phone", phone)]);
        view! {
            <Notice kind=NoticeKind::Act title=|| t(K::GuidePausedTitle)>
                <p>{words}</p>
            </Notice>
        }
        .into_any()
    } else if service.summary.form_id.is_some() {
        view! {
            <Link to=Route::Apply(service.summary.id.clone()) class="btn">
                {t(K::GuideApply)}
            </Link>
            <p class="guide-step-hint no-print">{t(K::GuideApplyHint)}</p>
        }
        .into_any()
    } else {
        let show = move |_| go_to(windows);
        let call = tf(K::GuideCall, &[("phone", phone)]);
        view! {
            <div class="guide-step-text">
                <p>
                    <b>{t(K::GuideOfflineTitle)}</b>
                </p>
                <p>{t(K::GuideOffline)}</p>
            </div>
            <button type="button" class="btn" on:click=show>
                <Icon name=IconName::MapPin/>
                {t(K::GuideOfflineGo)}
            </button>
            <a class="btn btn-quiet" href=words::tel(phone)>
                <Icon name=IconName::Phone/>
                {call}
            </a>
        }
        .into_any()
    };
    view! { <div class="guide-step">{step} {print}</div> }.into_any()
}

fn sample() -> AnyView {
    view! {
        <Notice title=|| t(K::GuideSampleTitle)>
            <p>{t(K::GuideSample)}</p>
        </Notice>
    }
    .into_any()
}

fn contents(id: &str, sections: &[Section]) -> AnyView {
    let href = Nav::use_here().href(&Route::Guide(id.to_owned()));
    let links = sections.iter().map(|section| {
        let heading = section.heading;
        // The address stays: a fragment means something else behind a hash, and nothing
        // in a host's page.
        let go = move |event: MouseEvent| {
            event.prevent_default();
            go_to(heading);
        };
        view! {
            <li>
                <a href=href.clone() on:click=go>
                    {t(section.title)}
                </a>
            </li>
        }
        .into_any()
    });
    view! {
        <nav class="guide-nav" aria-label=t(K::GuideContents)>
            <p class="guide-nav-title" aria-hidden="true">
                {t(K::GuideContents)}
            </p>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn go_to(heading: NodeRef<H2>) {
    if let Some(heading) = heading.get_untracked() {
        focus::focus_showing(&heading, &heading);
    }
}

/// A name and what holds for it, in a list of facts.
fn pair(name: K, value: AnyView) -> AnyView {
    view! {
        <div>
            <dt>{t(name)}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

/// A number to call.
fn phone(number: &str) -> AnyView {
    view! {
        <a class="tel" href=words::tel(number)>
            {number.to_owned()}
        </a>
    }
    .into_any()
}
