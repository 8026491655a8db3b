//! Services suggested, and why.

use banshi_contract::List;
use leptos::prelude::*;

use crate::api::services::Suggested;
use crate::i18n::{K, pick, t};
use crate::navigate::Link;
use crate::routes::Route;

/// The suggestions; nothing where there are none.
#[component]
pub fn Suggestions(
    /// All of them.
    all: List<Suggested>,
) -> impl IntoView {
    if all.items.is_empty() {
        return ().into_any();
    }
    let rows = all
        .items
        .into_iter()
        .map(|Suggested { service, reason }| {
            let name = service.name;
            view! {
                <li>
                    <Link to=Route::Guide(service.id)>{move || pick(&name)}</Link>
                    <p class="why">{move || pick(&reason)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>{move || t(K::PageSuggested)}</h2>
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}
