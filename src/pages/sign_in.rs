//! Signing in: at the identity provider, or as one of the sandbox's invented people.

use banshi_contract::{SandboxPerson, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ready_when;
use crate::api::{Api, ApiError, session};
use crate::components::fault::{Fault, show};
use crate::components::heading::Heading;
use crate::components::{Icon, IconName, Notice, NoticeKind};
use crate::context::{Portal, Session};
use crate::i18n::{K, pick, t, tf};
use crate::navigate::Nav;
use crate::routes::{Route, encode};

/// The page for signing in. It may stand in the place of another page, whose address
/// stays; `back` is where to go on.
#[component]
pub fn SignInPage(
    /// The address to go on with.
    back: String,
) -> impl IntoView {
    let portal = Portal::use_here();
    let ended = Session::use_here().ended;
    ready_when(move || portal.0.is_settled());
    let back = StoredValue::new(back);
    let heading = Signal::derive(|| t(K::PageSignIn));
    view! {
        <div class="hello">
            <Heading text=heading/>
        </div>
        {move || {
            ended
                .get()
                .then(|| {
                    view! {
                        <Notice kind=NoticeKind::Act>
                            <p>{move || t(K::AppSignedOutElsewhere)}</p>
                        </Notice>
                    }
                })
        }}
        {show(portal.0, 2, move |all| match all.sign_in {
            SignIn::Sandbox { people } => {
                view! { <Sandbox people=people back=back.get_value()/> }.into_any()
            }
            SignIn::Redirect { href } => {
                let href = format!("{href}?return={}", encode(&back.get_value()));
                view! {
                    <p>{move || t(K::PageSignInRedirect)}</p>
                    <a class="btn" href=href>{move || t(K::PageSignInGo)}</a>
                }
                    .into_any()
            }
        })}
    }
}

#[component]
fn Sandbox(people: Vec<SandboxPerson>, back: String) -> impl IntoView {
    let (organisations, persons): (Vec<_>, Vec<_>) =
        people.into_iter().partition(|person| person.organisation);
    let failed = RwSignal::new(None::<(String, ApiError)>);
    let busy = RwSignal::new(false);
    let api = Api::use_here();
    let nav = Nav::use_here();
    let state = Session::use_here();
    let enter = Callback::new(move |id: String| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let back = Route::parse(&crate::routes::safe_return(&back));
        spawn_local(async move {
            let answer = session::exchange(api, &format!("sandbox:{id}")).await;
            busy.try_set(false);
            match answer {
                Ok(session) => {
                    state.change(session);
                    nav.go(&back);
                }
                Err(error) => {
                    failed.try_set(Some((id, error)));
                }
            }
        });
    });
    let retry = Callback::new(move |()| {
        if let Some((id, _)) = failed.get_untracked() {
            enter.run(id);
        }
    });
    let group = move |title: K, people: Vec<SandboxPerson>| {
        view! {
            <section class="section">
                <h2>{move || t(title)}</h2>
                <ul class="people">
                    {people.into_iter().map(|p| view! { <Person person=p enter=enter/> }).collect_view()}
                </ul>
            </section>
        }
    };
    view! {
        <Notice title=|| t(K::PageSandboxTitle)>
            <p>{move || t(K::PageSandbox)}</p>
        </Notice>
        {move || failed.get().map(|(_, error)| view! { <Fault error=error on_retry=retry/> })}
        {group(K::PageSandboxPeople, persons)}
        {group(K::PageSandboxOrganisations, organisations)}
    }
}

#[component]
fn Person(person: SandboxPerson, enter: Callback<String>) -> impl IntoView {
    let SandboxPerson {
        id,
        name,
        organisation,
        about,
    } = person;
    view! {
        <li>
            <button
                type="button"
                class="person-card"
                on:click=move |_| enter.run(id.clone())
            >
                <span class="avatar" aria-hidden="true">
                    <Icon name=if organisation { IconName::Building } else { IconName::User }/>
                </span>
                <span>
                    <b>{move || tf(K::PageSignInAs, &[("name", &pick(&name))])}</b>
                    <small>{move || pick(&about)}</small>
                </span>
            </button>
        </li>
    }
}
