//! Something went wrong, with what to do about it.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Icon, IconName};
use crate::i18n::{K, t, tf};

/// In place of what could not be shown: what happened, what the person can do, and the
/// short reference to quote to the service line.
#[component]
pub fn ErrorState(
    /// What happened.
    #[prop(into)]
    title: TextProp,
    /// What it means for the person, and what they can do.
    #[prop(into)]
    detail: TextProp,
    /// The reference to quote.
    #[prop(optional_no_strip)]
    reference: Option<String>,
    /// Tries again; without it there is no such button.
    #[prop(optional_no_strip)]
    on_retry: Option<Callback<()>>,
    /// Whether it takes the place of the whole page: its title is then the page's
    /// heading, which gets the focus, so it is not announced a second time.
    #[prop(optional)]
    page: bool,
) -> impl IntoView {
    let title = if page {
        view! { <h1 class="state-title" tabindex="-1">{move || title.get()}</h1> }.into_any()
    } else {
        view! { <p class="state-title">{move || title.get()}</p> }.into_any()
    };
    let retry = on_retry.map(|on_retry| {
        view! {
            <button type="button" class="btn btn-quiet" on:click=move |_| on_retry.run(())>
                <Icon name=IconName::Refresh />
                {move || t(K::FaultRetry)}
            </button>
        }
    });
    let quote = reference.map(|reference| {
        let words = move || tf(K::FaultReference, &[("reference", &reference)]);
        view! { <p class="reference-note">{words}</p> }
    });
    view! {
        <div class="error-state" role=(!page).then_some("alert")>
            <Icon name=IconName::AlertTriangle />
            {title}
            <p>{move || detail.get()}</p>
            {retry}
            {quote}
        </div>
    }
}
