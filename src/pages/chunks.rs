//! The pages that come as chunks of their own, so that the first load carries the
//! dashboard alone.

use banshi_contract::{Draft, List};
use leptos::prelude::*;

use crate::api::Remote;
use crate::components::chunk::chunk;
use crate::pages;
use crate::routes::{CatalogueQuery, Route};

chunk! {
    /// Who is not signed in yet.
    sign_in, ahead: sign_in_ahead, (back: String) {
        view! { <pages::sign_in::SignInPage back=back/> }.into_any()
    }
}

chunk! {
    /// The catalogue.
    services, ahead: services_ahead, (query: Memo<CatalogueQuery>) {
        view! { <pages::services::Services query=query/> }.into_any()
    }
}

chunk! {
    /// The wizard.
    wizard, ahead: wizard_ahead, (service: String, draft: String, page: Memo<String>) {
        view! { <pages::apply::ApplyPage service=service draft=draft page=page/> }.into_any()
    }
}

chunk! {
    /// Everything else but the dashboard.
    other, ahead: other_ahead, (route: Route) {
        match route {
            Route::Guide(id) => view! { <pages::guide::Guide id=id/> }.into_any(),
            Route::Apply(service) => view! { <pages::apply::Apply service=service/> }.into_any(),
            Route::Receipt(case) => view! { <pages::receipt::Receipt case=case/> }.into_any(),
            Route::Cases => view! { <pages::cases::Cases/> }.into_any(),
            Route::Case(id) => view! { <pages::case::CasePage id=id/> }.into_any(),
            Route::Lookup => view! { <pages::lookup::Lookup/> }.into_any(),
            Route::Settings => view! { <pages::settings::Settings/> }.into_any(),
            _ => view! { <pages::not_found::NotFound/> }.into_any(),
        }
    }
}

chunk! {
    /// The question before a draft is deleted.
    delete_draft, ahead: delete_draft_ahead, (open: RwSignal<bool>, id: String, drafts: Remote<List<Draft>>) {
        view! { <pages::delete_draft::DeleteDraft open=open id=id drafts=drafts/> }.into_any()
    }
}

/// Loads what a person who is signed in will most likely open next, the wizard first, so
/// that it opens without waiting for code; what it shows still comes from the gateway.
/// What does not come now is asked for again when it is opened.
pub async fn ahead() {
    if wizard_ahead().await.is_ok() {
        let _ = other_ahead().await;
    }
}
