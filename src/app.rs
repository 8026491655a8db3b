//! The shell: what stands around every page, and which page stands in it.

use std::rc::Rc;

use leptos::prelude::*;

use crate::api::{Api, Remote, Transport, portal, session};
use crate::browser::{clock, document, fetch::Fetch, panic, pointer};
use crate::components::alert::{self, Alert};
use crate::components::announcer::{Announcer, Region};
use crate::components::chunk::{Until, later};
use crate::components::fault::Waiting;
use crate::components::{Icon, IconName};
use crate::i18n::{self, K, pick, t, tf};
use crate::live::Live;
use crate::navigate::{History, Link, Nav, Navigator};
use crate::pages::{self, Portal, Ready, Session, chunks};
use crate::preferences::{Preferences, UsePreferences};
use crate::routes::{CatalogueQuery, Route};

/// Starts the page in the browser: loads the words, then mounts.
pub fn start() {
    panic::set_hook();
    pointer::watch();
    // Not Leptos's own: its executor stands only once something is mounted.
    wasm_bindgen_futures::spawn_local(async {
        let preferences = Preferences::load();
        // A language that can't be loaded falls back to the default one, which is then
        // the language of the page, not of the next visit; without any words there is
        // nothing to show, and `boot.js` says so.
        let mut shown = preferences.clone();
        if i18n::load(&shown.language).await.is_err() {
            shown.language = banshi_contract::DEFAULT_LANGUAGE.to_owned();
            if i18n::load(&shown.language).await.is_err() {
                panic::report_lost();
                return;
            }
        }
        shown.show();
        let transport: Rc<dyn Transport> = Rc::new(Fetch);
        let navigator: Rc<dyn Navigator> = Rc::new(History);
        mount_to_body(move || {
            view! { <App transport=transport navigator=navigator preferences=shown/> }
        });
        document::remove_shell();
    });
}

/// The whole page over a transport and a navigator.
#[component]
pub fn App(
    /// The way to the gateway.
    transport: Rc<dyn Transport>,
    /// Where addresses are kept.
    navigator: Rc<dyn Navigator>,
    /// Language and appearance to begin with.
    preferences: Preferences,
) -> impl IntoView {
    UsePreferences::provide(preferences);
    let api = Api::provide(transport);
    let nav = Nav::provide(navigator);
    let announcer = Announcer::provide();
    let live = Live::provide();
    let portal = Portal(Remote::fetch(move || portal::capabilities(api)));
    provide_context(portal);
    let session = Session::watch(api);
    provide_context(session);
    new_day(portal);
    let ready = Ready(RwSignal::new(false));
    provide_context(ready);

    api.on_signed_out(move || {
        // Told once, and only to somebody who was signed in.
        if session
            .state
            .now()
            .is_some_and(|state| state.person.is_some())
        {
            session.ended.try_set(true);
            session.state.set(banshi_contract::SessionState::default());
            announcer.say(untrack(|| t(K::AppSignedOutElsewhere)));
        }
    });
    // Nothing of one person is left when it is another, or nobody.
    Effect::new(move |before: Option<Option<String>>| {
        let person = session.person().map(|person| person.id);
        if before.as_ref() != Some(&person) {
            api.forget(person.clone());
        }
        if let Some(before) = before.filter(|before| *before != person) {
            live.stop();
            if session.take_elsewhere() && before.is_some() && person.is_none() {
                session.ended.try_set(true);
                announcer.say(untrack(|| t(K::AppSignedOutElsewhere)));
            }
        }
        if let Some(person) = &person {
            live.start(api, person);
        }
        person
    });

    // Once, when a page stands and nothing more is to be done for it.
    Effect::new(move |begun: Option<bool>| {
        if begun == Some(true) {
            return true;
        }
        let begin = ready.0.get() && session.person().is_some();
        if begin {
            leptos::task::spawn_local(async {
                clock::sleep(AHEAD_AFTER_MS).await;
                clock::idle().await;
                chunks::ahead().await;
            });
        }
        begin
    });

    // A page that is a person's is another one for another person.
    let place = Memo::new(move |_| {
        let route = nav.route();
        let person = session.person().filter(|_| route.needs_person());
        (place_of(&route, session), person.map(|person| person.id))
    });
    Effect::new(move |before: Option<(Place, Option<String>)>| {
        let now = place.get();
        if let Some(before) = before.filter(|before| *before != now) {
            ready.0.try_set(false);
            // Not what stood there while the session was still asked for.
            if before.0 != Place::Unknown {
                nav.count_move();
            }
        }
        now
    });

    view! {
        <SkipLink/>
        <Header/>
        <main id="main" class="page" tabindex="-1" data-ready=move || ready.0.get().then_some("")>
            {move || page(place.get().0, nav)}
        </main>
        <Footer/>
        <Tabs/>
        <Alert/>
        <Region/>
    }
}

/// How long after a page stands the chunks of others are loaded.
const AHEAD_AFTER_MS: u32 = 2_000;

/// Asks the portal again at midnight: days left are reckoned from its today.
fn new_day(portal: Portal) {
    leptos::task::spawn_local(async move {
        loop {
            clock::sleep(clock::until_midnight_ms()).await;
            if portal.0.is_disposed() {
                return;
            }
            portal.0.reload();
        }
    });
}

/// Which page stands there. What may change without mounting the page anew (the
/// catalogue's narrowing, the wizard's page) is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Unknown,
    SignIn(String),
    Services,
    Wizard { service: String, draft: String },
    At(Route),
}

fn place_of(route: &Route, session: Session) -> Place {
    if route.needs_person() {
        let Some(state) = session.state.get() else {
            // Not known yet, or not to be known: the page's own answer tells.
            return if session.state.error().is_some() {
                Place::At(route.clone())
            } else {
                Place::Unknown
            };
        };
        if state.person.is_none() {
            return Place::SignIn(route.address());
        }
    }
    match route {
        Route::SignIn(back) => Place::SignIn(crate::routes::safe_return(back)),
        Route::Services(_) => Place::Services,
        Route::ApplyPage { service, draft, .. } => Place::Wizard {
            service: service.clone(),
            draft: draft.clone(),
        },
        other => Place::At(other.clone()),
    }
}

fn page(place: Place, nav: Nav) -> AnyView {
    match place {
        Place::Unknown => {
            view! { <Waiting page=true cards=3 slow=Signal::derive(|| false)/> }.into_any()
        }
        Place::SignIn(back) => later(move || chunks::sign_in(back.clone()), Until::Page),
        Place::Services => {
            // While another page takes over, what was last asked for stays.
            let query = Memo::new(move |before: Option<&CatalogueQuery>| match nav.route() {
                Route::Services(query) => query,
                _ => before.cloned().unwrap_or_default(),
            });
            later(move || chunks::services(query), Until::Page)
        }
        Place::Wizard { service, draft } => {
            // While another page takes over, the last page of the wizard stays.
            let page = Memo::new(move |before: Option<&String>| match nav.route() {
                Route::ApplyPage { page, .. } => page,
                _ => before.cloned().unwrap_or_default(),
            });
            later(
                move || chunks::wizard(service.clone(), draft.clone(), page),
                Until::Page,
            )
        }
        Place::At(route) => match route {
            Route::Dashboard => view! { <pages::dashboard::Dashboard/> }.into_any(),
            other => later(move || chunks::other(other.clone()), Until::Page),
        },
    }
}

#[component]
fn SkipLink() -> impl IntoView {
    let skip = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        let link = event.current_target().and_then(|t| {
            use wasm_bindgen::JsCast;
            t.dyn_into::<web_sys::Element>().ok()
        });
        if let Some(main) = link.and_then(|link| crate::browser::focus::find(&link, "main")) {
            crate::browser::focus::focus_showing(&main, &main);
        }
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip>
            {move || t(K::AppSkipToContent)}
        </a>
    }
}

/// What the main navigation leads to.
fn destinations() -> [(Route, K, K, IconName); 4] {
    [
        (Route::Dashboard, K::AppHome, K::AppHome, IconName::Home),
        (
            Route::Services(CatalogueQuery::default()),
            K::AppServices,
            K::AppServices,
            IconName::Services,
        ),
        (
            Route::Cases,
            K::AppMyCases,
            K::AppCasesShort,
            IconName::Cases,
        ),
        (
            Route::Lookup,
            K::AppLookup,
            K::AppLookupShort,
            IconName::Search,
        ),
    ]
}

fn is_within(place: &Route, here: &Route) -> bool {
    match place {
        Route::Services(_) => matches!(here, Route::Services(_) | Route::Guide(_)),
        Route::Cases => matches!(here, Route::Cases | Route::Case(_)),
        other => other == here,
    }
}

fn current(nav: Nav, route: Route) -> Signal<Option<String>> {
    Signal::derive(move || {
        let here = nav.route();
        is_within(&route, &here).then(|| if route == here { "page" } else { "true" }.to_owned())
    })
}

#[component]
fn Header() -> impl IntoView {
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
    view! {
        <header class="top no-print">
            <div class="bar">
                <Link to=Route::Dashboard class="mark">
                    <i aria-hidden="true">{emblem}</i>
                    {move || portal.name()}
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
            {move || session.person().map(|person| view! { <Me name=person.display_name/> })}
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
            </Link>
        </div>
    }
}

/// How long a fault of signing out stands before it may be tried again.
const READ_FIRST_MS: u32 = 1_000;

#[component]
fn Me(name: String) -> impl IntoView {
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
        </button>
    }
}

#[component]
fn Tabs() -> impl IntoView {
    let nav = Nav::use_here();
    view! {
        <nav class="tabs no-print" aria-label=move || t(K::AppMainNavigation)>
            {destinations()
                .into_iter()
                .map(|(route, _, name, icon)| {
                    let here = current(nav, route.clone());
                    view! {
                        <Link to=route current=here>
                            <Icon name=icon/>
                            <span>{move || t(name)}</span>
                        </Link>
                    }
                })
                .collect_view()}
        </nav>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let portal = Portal::use_here();
    let content = move || {
        portal.0.get().map(|all| {
            let operator = all.operator;
            let lines = [
                (K::AppSupport, operator.support),
                (K::AppSuggestions, operator.suggestions),
            ];
            view! {
                <ul>
                    {lines
                        .into_iter()
                        .map(|(name, line)| {
                            let hours = line.hours.clone();
                            view! {
                                <li>
                                    {move || t(name)} " "
                                    <a href=format!("tel:{}", line.phone)>{line.phone.clone()}</a>
                                    " " {move || pick(&hours)}
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
                <p>
                    {move || t(K::AppSponsor)} " " {
                        let sponsor = operator.sponsor.clone();
                        move || pick(&sponsor)
                    } " · " {operator.icp.clone()}
                </p>
                {operator.sample.then(|| view! { <p>{move || t(K::AppSampleNote)}</p> })}
            }
        })
    };
    view! { <footer class="foot no-print"><div class="foot-inner">{content}</div></footer> }
}
