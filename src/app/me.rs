//! Who is signed in, and signing out.

use leptos::prelude::*;

use crate::api::{Api, session};
use crate::browser::clock;
use crate::components::alert;
use crate::components::{Icon, IconName};
use crate::context::Session;
use crate::i18n::{K, t, tf};
use crate::navigate::Nav;
use crate::routes::Route;

/// How long a fault of signing out stands before it may be tried again.
const READ_FIRST_MS: u32 = 1_000;

/// Who is signed in, with the way out.
#[component]
pub fn Me(
    /// Their name, masked.
    name: String,
) -> impl IntoView {
    let api = Api::use_here();
    let nav = Nav::use_here();
    let session = Session::use_here();
    let first: String = name.chars().take(1).collect();
    let announced = name.clone();
    // Told what could not be saved, a person who asks again is let go without it.
    let warned = StoredValue::new(false);
    let leaving = RwSignal::new(false);
    let leave = move |_| {
        if leaving.get_untracked() {
            return;
        }
        leaving.set(true);
        leptos::task::spawn_local(async move {
            let unsaved = crate::wizard::save_pending().await.err();
            let told =
                warned.try_update_value(|warned| std::mem::replace(warned, unsaved.is_some()));
            let fault = match unsaved {
                Some(reference) if told == Some(false) => Some((K::AppSignOutUnsaved, reference)),
                _ => match session::logout(api).await {
                    // Told as it is: on a shared device somebody relies on it.
                    Err(error) if !error.is_signed_out() => {
                        Some((K::AppSignOutFailed, error.reference))
                    }
                    _ => None,
                },
            };
            if let Some((words, reference)) = fault {
                alert::raise(words, reference);
                // Nobody has read it by the second click of a double click.
                clock::sleep(READ_FIRST_MS).await;
                leaving.try_set(false);
                return;
            }
            leaving.try_set(false);
            alert::clear();
            crate::wizard::forget_unsaved();
            session.change(banshi_contract::SessionState::default());
            nav.go(&Route::SignIn(String::new()));
        });
    };
    view! {
        <span class="me" aria-label=move || tf(K::AppSignedInAs, &[("name", &announced)]) role="group">
            <span class="avatar" aria-hidden="true">{first}</span>
            <span class="me-name">{name}</span>
        </span>
        <button
            type="button"
            class="icon-btn"
            aria-label=move || t(K::AppSignOut)
            aria-disabled=move || leaving.get().then_some("true")
            title=move || t(K::AppSignOut)
            on:click=leave
        >
            <Icon name=IconName::LogOut/>
            <span class="tool-word" aria-hidden="true">{move || t(K::AppSignOutShort)}</span>
        </button>
    }
}
