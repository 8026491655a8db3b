//! Drafts to go on with or to delete.

use banshi_contract::{Draft, List};
use leptos::prelude::*;

use crate::api::Remote;
use crate::components::chunk::{Until, later};
use crate::components::rows::{Row, rows};
use crate::components::{Icon, IconName};
use crate::i18n::{DateStyle, K, date, pick, t, tf};
use crate::navigate::Link;
use crate::pages::chunks;
use crate::routes::Route;

/// The drafts; nothing where there are none.
#[component]
pub fn Drafts(
    /// All of them.
    drafts: Remote<List<Draft>>,
) -> impl IntoView {
    let all = Signal::derive(move || drafts.get().map(|all| all.items).unwrap_or_default());
    let any = Memo::new(move |_| !all.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            view! {
                <section class="section">
                    <div class="section-head">
                        <h2>{move || t(K::PageDrafts)}</h2>
                    </div>
                    <ul class="card">
                        {rows(move || {
                            all.get()
                                .into_iter()
                                .map(|draft| {
                                    let key = format!("{} {}", draft.id, draft.revision);
                                    Row::new(
                                        key,
                                        move || {
                                            view! { <DraftRow draft=draft.clone() drafts=drafts/> }
                                                .into_any()
                                        },
                                    )
                                })
                                .collect()
                        })}
                    </ul>
                </section>
            }
        })
    }
}

#[component]
fn DraftRow(draft: Draft, drafts: Remote<List<Draft>>) -> impl IntoView {
    let open = RwSignal::new(false);
    // Once it was asked for, it stays.
    let asked = Memo::new(move |before| open.get() || before == Some(&true));
    let Draft {
        id,
        service_id,
        service_name,
        page,
        progress,
        updated_at,
        keep_until,
        ..
    } = draft;
    // A page that is not there leads to the first unfinished one.
    let page = page.unwrap_or_else(|| "start".to_owned());
    let to = Route::ApplyPage {
        service: service_id,
        draft: id.clone(),
        page,
    };
    let name = StoredValue::new(service_name);
    let named = move || name.with_value(pick);
    let has_progress = progress.is_some();
    let far = move || {
        progress.as_ref().map(|far| {
            let (page, of) = (far.page.to_string(), far.of.to_string());
            tf(K::PageDraftPage, &[("page", &page), ("of", &of)])
        })
    };
    let saved = move || {
        let at = date(&updated_at, DateStyle::Minute);
        let until = date(&keep_until, DateStyle::Day);
        tf(K::PageDraftSaved, &[("at", &at), ("until", &until)])
    };
    view! {
        <li>
            <article class="case-row">
                <div class="row">
                    <h3>
                        <Link
                            to=to
                            label=Signal::derive(move || tf(K::PageDraftContinue, &[("name", &named())]))
                        >
                            {named}
                        </Link>
                    </h3>
                    {has_progress
                        .then(|| {
                            view! {
                                <span class="chip">
                                    <Icon name=IconName::Pencil/>
                                    {far}
                                </span>
                            }
                        })}
                </div>
                <p class="meta">
                    <span>{saved}</span>
                </p>
                <div class="row-actions">
                    // For the eye alone: the title's link covers the row and says it.
                    <span class="btn btn-quiet" aria-hidden="true">
                        {move || t(K::PageDraftsGo)}
                    </span>
                    <button
                        type="button"
                        class="btn btn-link"
                        aria-label=move || tf(K::PageDraftDeleteLabel, &[("name", &named())])
                        on:click=move |_| open.set(true)
                    >
                        {move || t(K::PageDraftDelete)}
                    </button>
                </div>
                {move || {
                    asked
                        .get()
                        .then(|| {
                            let id = id.clone();
                            later(
                                move || chunks::delete_draft(open, id.clone(), drafts),
                                Until::Nothing,
                            )
                        })
                }}
            </article>
        </li>
    }
}
