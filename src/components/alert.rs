//! What went wrong with something that has no place of its own on the page: signing out,
//! another language.

use leptos::prelude::*;

use super::{Icon, IconName};
use crate::i18n::{K, t, tf};

thread_local! {
    static RAISED: ArcRwSignal<Option<(K, String)>> = ArcRwSignal::new(None);
}

/// Says it in one sentence that tells what to do, with the reference to quote.
pub fn raise(words: K, reference: String) {
    RAISED.with(|raised| raised.set(Some((words, reference))));
}

/// What was said holds no more.
pub fn clear() {
    RAISED.with(|raised| raised.set(None));
}

/// Where it is said, above everything, until the person has read it.
#[component]
pub fn Alert() -> impl IntoView {
    let raised = RAISED.with(ArcRwSignal::clone);
    let shown = raised.clone();
    move || {
        let close = raised.clone();
        shown.get().map(|(words, reference)| {
            view! {
                <div class="alert notice notice-bad" role="alert">
                    <Icon name=IconName::AlertTriangle/>
                    <div class="notice-body">
                        <p>{move || t(words)}</p>
                        {(!reference.is_empty())
                            .then(|| {
                                view! {
                                    <p class="reference-note">
                                        {move || tf(K::FaultReference, &[("reference", &reference)])}
                                    </p>
                                }
                            })}
                    </div>
                    <button
                        type="button"
                        class="icon-btn"
                        aria-label=move || t(K::ComponentClose)
                        on:click=move |_| close.set(None)
                    >
                        <Icon name=IconName::X/>
                    </button>
                </div>
            }
        })
    }
}
