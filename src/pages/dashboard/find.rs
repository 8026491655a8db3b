//! The way to the services by search.

use leptos::prelude::*;

use crate::i18n::{K, t};
use crate::navigate::Nav;
use crate::routes::{CatalogueQuery, Route};

/// The search, which leads to the catalogue.
#[component]
pub fn Find() -> impl IntoView {
    let nav = Nav::use_here();
    let search = RwSignal::new(String::new());
    let find = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let search = search.get_untracked().trim().to_owned();
        nav.go(&Route::Services(CatalogueQuery {
            search,
            ..Default::default()
        }));
    };
    view! {
        <form class="find" role="search" on:submit=find>
            <input
                type="search"
                class="control"
                enterkeyhint="search"
                aria-label=move || t(K::PageFindLabel)
                placeholder=move || t(K::PageFindPlaceholder)
                prop:value=move || search.get()
                on:input=move |event| search.set(event_target_value(&event))
            />
            <button type="submit" class="btn">{move || t(K::PageFind)}</button>
        </form>
    }
}
