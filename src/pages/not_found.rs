//! There is no such page.

use leptos::prelude::*;

use crate::components::heading::Heading;
use crate::i18n::{K, t};
use crate::navigate::Link;
use crate::routes::Route;

/// Says so, and offers a way on.
#[component]
pub fn NotFound() -> impl IntoView {
    super::ready();
    let heading = Signal::derive(|| t(K::PageNotFound));
    view! {
        <div class="empty">
            <Heading text=heading/>
            <p>{move || t(K::FaultNotFound)}</p>
            <Link to=Route::Dashboard class="btn">{move || t(K::FaultGoHome)}</Link>
        </div>
    }
}
