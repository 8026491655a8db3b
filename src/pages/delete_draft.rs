//! The question before a draft is deleted. It comes when it is asked for: the first load
//! does without it.

use banshi_contract::{Draft, List};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Api, ApiError, Remote};
use crate::components::Dialog;
use crate::components::announcer::Announcer;
use crate::components::fault::FaultLine;
use crate::i18n::{K, t};

/// Asks, deletes, and says so.
#[component]
pub fn DeleteDraft(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// Which draft.
    id: String,
    /// The list it is taken from.
    drafts: Remote<List<Draft>>,
) -> impl IntoView {
    let api = Api::use_here();
    let announcer = Announcer::use_here();
    let fault = RwSignal::new(None::<ApiError>);
    let delete = move |_| {
        let id = id.clone();
        spawn_local(async move {
            match crate::api::drafts::delete(api, &id).await {
                Ok(()) => {
                    open.try_set(false);
                    announcer.say(untrack(|| t(K::PageDraftDeleted)));
                    drafts.reload();
                }
                Err(error) => {
                    fault.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Dialog open=open title=|| t(K::PageDraftDeleteTitle)>
            <p>{move || t(K::PageDraftDeleteText)}</p>
            {move || fault.get().map(|error| view! { <FaultLine error=error/> })}
            <div class="actions">
                <button type="button" class="btn btn-danger" on:click=delete>
                    {move || t(K::PageDraftDelete)}
                </button>
                <button type="button" class="btn btn-quiet" on:click=move |_| open.set(false)>
                    {move || t(K::PageCancel)}
                </button>
            </div>
        </Dialog>
    }
}
