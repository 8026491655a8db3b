//! A case by its reference and a check, without signing in.

use banshi_cases::{CHECK_LENGTH, lookup_check, lookup_reference};
use banshi_contract::{LookupRequest, PhaseState, ProblemCode, PublicCase, Text};
use leptos::html::{Div, Input, Section};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ready;
use crate::api::{Api, ApiError, cases};
use crate::browser::focus;
use crate::components::announcer::Announcer;
use crate::components::fault::words;
use crate::components::heading::Heading;
use crate::components::{ErrorState, Icon, IconName, Notice, NoticeKind, StatusChip, unique_id};
use crate::i18n::{DateStyle, K, date, pick, t, tf, tn};
use crate::navigate::Link;
use crate::routes::Route;

/// The page.
#[component]
pub fn Lookup() -> impl IntoView {
    ready();
    let api = Api::use_here();
    let announcer = Announcer::use_here();
    let reference = Field::new("lookup-reference");
    let check = Field::new("lookup-check");
    let answer = RwSignal::new(None::<Result<PublicCase, ApiError>>);
    let busy = RwSignal::new(false);
    let tried = RwSignal::new(false);
    let summary = NodeRef::<Div>::new();
    let shown = NodeRef::<Section>::new();

    let faults = Memo::new(move |_| {
        if !tried.get() {
            return [None, None];
        }
        let count = check.value.with(|text| lookup_check(text).len());
        [
            reference
                .value
                .with(|text| lookup_reference(text).is_empty())
                .then_some(K::PageLookupReferenceMissing),
            if count == 0 {
                Some(K::PageLookupCheckMissing)
            } else {
                (count != CHECK_LENGTH).then_some(K::PageLookupCheckLength)
            },
        ]
    });
    let ask = Callback::new(move |()| {
        tried.set(true);
        answer.set(None);
        if faults.get_untracked().iter().any(Option::is_some) {
            // The summary is painted by then.
            request_animation_frame(move || {
                if let Some(summary) = summary.try_get_untracked().flatten() {
                    focus::focus_showing(&summary, &summary);
                }
            });
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let request = LookupRequest {
            reference: reference
                .value
                .with_untracked(|text| lookup_reference(text)),
            check: check.value.with_untracked(|text| lookup_check(text)),
        };
        spawn_local(async move {
            let found = cases::lookup(api, &request).await;
            busy.try_set(false);
            announcer.say(untrack(|| match &found {
                Ok(case) => said(case),
                Err(error) => t(title(error)),
            }));
            answer.try_set(Some(found));
            // It stands below the form: on a telephone its end would lie under the tab bar.
            request_animation_frame(move || {
                if let Some(shown) = shown.try_get_untracked().flatten() {
                    focus::reveal(&shown);
                }
            });
        });
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        ask.run(());
    };
    let count = move || faults.get().iter().flatten().count();
    let heading = Signal::derive(|| t(K::PageLookup));
    let window = Signal::derive(move || {
        let title = t(K::PageLookup);
        if count() > 0 {
            tf(K::PageErrorPrefix, &[("title", &title)])
        } else {
            title
        }
    });
    let listed = move || {
        let [first, second] = faults.get();
        [(reference, first), (check, second)]
            .into_iter()
            .filter_map(|(field, fault)| {
                fault.map(|fault| view! { <Jump field=field fault=fault/> })
            })
            .collect_view()
    };
    view! {
        <div class="hello">
            <Heading text=heading title=window/>
            <p>{move || t(K::PageLookupLead)}</p>
        </div>
        <form on:submit=submit novalidate class="lookup">
            {move || {
                (count() > 0)
                    .then(|| {
                        view! {
                            <div class="error-summary" tabindex="-1" role="alert" node_ref=summary>
                                <h2>{tn(K::PageErrorSummary, i64::try_from(count()).unwrap_or(0), &[])}</h2>
                                <ul>{listed()}</ul>
                            </div>
                        }
                    })
            }}
            <TextField
                field=reference
                label=K::PageLookupReference
                hint=K::PageLookupReferenceHint
                fault=Signal::derive(move || { let [first, _] = faults.get(); first })
            />
            <TextField
                field=check
                label=K::PageLookupCheck
                hint=K::PageLookupCheckHint
                fault=Signal::derive(move || { let [_, second] = faults.get(); second })
                short=true
            />
            <div class="actions">
                <button type="submit" class="btn" aria-disabled=move || busy.get().then_some("true")>
                    <Icon name=IconName::Search/>
                    {move || t(K::PageLookupSubmit)}
                </button>
            </div>
        </form>
        {move || {
            answer
                .get()
                .map(|answer| {
                    view! {
                        <section class="section" node_ref=shown>
                            {result(answer, ask)}
                        </section>
                    }
                })
        }}
    }
}

fn title(error: &ApiError) -> K {
    if error.is(ProblemCode::NotFound) {
        K::PageLookupNoneTitle
    } else {
        words(error).0
    }
}

fn result(answer: Result<PublicCase, ApiError>, ask: Callback<()>) -> AnyView {
    match answer {
        Ok(case) => view! { <Found case=case/> }.into_any(),
        Err(error) if error.is(ProblemCode::NotFound) => view! {
            <Notice kind=NoticeKind::Act title=|| t(K::PageLookupNoneTitle)>
                <p>{move || t(K::PageLookupNone)}</p>
                <p class="meta">{move || tf(K::FaultReference, &[("reference", &error.reference)])}</p>
            </Notice>
        }
        .into_any(),
        Err(error) => {
            let (title, detail) = words(&error);
            view! {
                <ErrorState
                    title=move || t(title)
                    detail=move || t(detail)
                    reference=Some(error.reference)
                    on_retry=Some(ask)
                />
            }
            .into_any()
        }
    }
}

/// The stage the case is in; none after the last.
fn stage(case: &PublicCase) -> Option<Text> {
    case.phases
        .iter()
        .find(|phase| phase.state == PhaseState::Current)
        .map(|phase| phase.name.clone())
}

fn named(reference: &str) -> String {
    tf(K::CaseReference, &[("reference", reference)])
}

fn said(case: &PublicCase) -> String {
    let name = named(&case.reference);
    stage(case).map_or_else(
        || format!("{}: {name}", t(K::PageLookupResult)),
        |stage| format!("{name}: {}", pick(&stage)),
    )
}

/// Its state and nothing else: a stranger at the screen must not learn what was
/// applied for, with whom and what came of it.
#[component]
fn Found(case: PublicCase) -> impl IntoView {
    let stage = stage(&case);
    let (reference, updated) = (case.reference, case.updated_at);
    view! {
        <div class="section-head">
            <h2>{move || t(K::PageLookupResult)}</h2>
        </div>
        <div class="card card-body">
            <div class="row">
                <h3>{move || named(&reference)}</h3>
                <StatusChip status=case.status native=None/>
            </div>
            {stage.map(|stage| view! { <p>{move || pick(&stage)}</p> })}
            <p class="meta">
                {move || tf(K::CaseUpdatedAt, &[("time", &date(&updated, DateStyle::Minute))])}
            </p>
            <p class="hint">
                {move || t(K::PageLookupOnlyState)} " "
                <Link to=Route::Cases.sign_in()>{move || t(K::PageLookupSignIn)}</Link>
            </p>
        </div>
    }
}

/// A text field of this page.
#[derive(Clone, Copy)]
struct Field {
    value: RwSignal<String>,
    input: NodeRef<Input>,
    id: StoredValue<String>,
}

impl Field {
    fn new(name: &'static str) -> Self {
        Self {
            value: RwSignal::new(String::new()),
            input: NodeRef::new(),
            id: StoredValue::new(unique_id(name)),
        }
    }
}

/// A line of the summary that leads to its field.
#[component]
fn Jump(field: Field, fault: K) -> impl IntoView {
    let jump = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        if let Some(input) = field.input.get_untracked() {
            let label = input.closest(".field").ok().flatten();
            focus::focus_showing(&input, label.as_ref().unwrap_or(&input));
        }
    };
    view! {
        <li>
            <a href=format!("#{}", field.id.get_value()) on:click=jump>
                {move || t(fault)}
            </a>
        </li>
    }
}

#[component]
fn TextField(
    field: Field,
    label: K,
    hint: K,
    fault: Signal<Option<K>>,
    #[prop(optional)] short: bool,
) -> impl IntoView {
    let id = field.id.get_value();
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            if fault.get().is_some() {
                format!("{hint_id} {error_id}")
            } else {
                hint_id.clone()
            }
        }
    };
    view! {
        <div class="field" class:field-error=move || fault.get().is_some()>
            <label class="label" for=id.clone()>{move || t(label)}</label>
            <p class="hint" id=hint_id>{move || t(hint)}</p>
            <input
                type="text"
                class=if short { "control control-short" } else { "control control-medium" }
                id=id
                node_ref=field.input
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=move || fault.get().map(|_| "true")
                prop:value=move || field.value.get()
                on:input=move |event| field.value.set(event_target_value(&event))
            />
            <p class="error-text" id=error_id>
                {move || fault.get().map(|fault| view! { <Icon name=IconName::AlertCircle/> {t(fault)} })}
            </p>
        </div>
    }
}
