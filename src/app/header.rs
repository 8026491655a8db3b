//! The top bar: whose portal it is, the main navigation, who is signed in, the settings.

use leptos::prelude::*;

use super::destinations::{current, destinations};
use super::me::Me;
use crate::components::{Icon, IconName};
use crate::context::{Portal, Session};
use crate::i18n::{self, K, pick, t};
use crate::navigate::{Link, Nav};
use crate::preferences::UsePreferences;
use crate::routes::Route;

/// The top bar.
#[component]
pub fn Header() -> impl IntoView {
    let portal = Portal::use_here();
    let session = Session::use_here();
    let emblem = move || {
        portal
            .0
            .get()
            .map_or_else(|| "办".to_owned(), |all| all.operator.emblem)
    };
    // Not where the name says it already.
    let region = move || {
        let operator = portal.0.get()?.operator;
        let region = pick(&operator.region);
        (!pick(&operator.name).contains(&region)).then_some(region)
    };
    // What comes late would push about what stands: all at once, unless that takes long.
    let settled = Memo::new(move |before| {
        before == Some(&true)
            || portal.0.is_slow()
            || session.state.is_slow()
            || (portal.0.is_settled() && session.state.is_settled())
    });
    let short = Memo::new(move |_| portal.0.get().and_then(|all| all.operator.short_name));
    view! {
        <header class="top no-print">
            <div class="bar">
                <Link to=Route::Dashboard class="mark">
                    <i aria-hidden="true">{emblem}</i>
                    <span class:mark-long=move || {
                        short.get().is_some()
                    }>{move || portal.name()}</span>
                    {move || {
                        short.get().map(|name| view! { <span class="mark-short">{pick(&name)}</span> })
                    }}
                    <small>{region}</small>
                </Link>
                {move || {
                    settled
                        .get()
                        .then(|| {
                            view! {
                                <Destinations/>
                                <Tools/>
                            }
                        })
                }}
            </div>
        </header>
    }
}

#[component]
fn Destinations() -> impl IntoView {
    let nav = Nav::use_here();
    view! {
        <nav aria-label=move || t(K::AppMainNavigation)>
            <ul>
                {destinations()
                    .into_iter()
                    .map(|(route, name, _, _)| {
                        let here = current(nav, route.clone());
                        view! {
                            <li>
                                <Link to=route current=here>{move || t(name)}</Link>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

#[component]
fn Tools() -> impl IntoView {
    let nav = Nav::use_here();
    let session = Session::use_here();
    let preferences = UsePreferences::use_here();
    let other_language = move || {
        let now = preferences.get().language;
        i18n::LANGUAGES
            .iter()
            .find(|(tag, _)| *tag != now)
            .copied()
            .unwrap_or(i18n::LANGUAGES[0])
    };
    let switch = move |_| {
        let (tag, _) = other_language();
        preferences.change(|preferences| preferences.language = tag.to_owned());
    };
    view! {
        <div class="tools">
            {move || {
                session
                    .state
                    .get()
                    .map(|state| match state.person {
                        Some(person) => view! { <Me name=person.display_name/> }.into_any(),
                        None => view! { <SignIn/> }.into_any(),
                    })
            }}
            <button
                type="button"
                class="icon-btn"
                lang=move || other_language().0
                title=move || other_language().1
                on:click=switch
            >
                {move || if other_language().0 == "en" { "EN" } else { "中" }}
                <span class="visually-hidden">{move || format!(" {}", other_language().1)}</span>
            </button>
            <Link
                to=Route::Settings
                class="icon-btn"
                label=Signal::derive(|| t(K::AppSettings))
                current=current(nav, Route::Settings)
            >
                <Icon name=IconName::Type/>
                <span class="tool-word" aria-hidden="true">{move || t(K::AppSettingsShort)}</span>
            </Link>
        </div>
    }
}

/// Signing in, and then on with what stands there now.
#[component]
fn SignIn() -> impl IntoView {
    let nav = Nav::use_here();
    move || {
        let here = nav.route();
        // A page that is a person's has the way in in its place.
        let is_here = here.needs_person() || matches!(here, Route::SignIn(_));
        view! {
            <Link to=here.sign_in() class="btn btn-quiet enter" current=is_here.then(|| "page".to_owned())>
                {move || t(K::AppSignIn)}
            </Link>
        }
    }
}
