//! The page as a whole: what every page shares is provided here, and which page stands
//! in the shell is decided.

mod ahead;
mod destinations;
mod header;
mod me;
mod place;
mod shell;

use std::rc::Rc;

use leptos::prelude::*;

use self::place::{Place, place_of};
use self::shell::Shell;
use crate::api::{Api, Remote, Transport, portal};
use crate::browser::{clock, document, fetch::Fetch, panic, pointer};
use crate::components::announcer::Announcer;
use crate::context::{Portal, Session};
use crate::i18n::{self, K, t};
use crate::live::Live;
use crate::navigate::{History, Nav, Navigator};
use crate::pages::Ready;
use crate::preferences::{Preferences, UsePreferences};

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
            crate::wizard::forget_others(person);
            live.start(api, person);
        }
        person
    });

    ahead::load_ahead(ready, session);

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

    view! { <Shell ready=ready>{move || place::page(place.get().0, nav)}</Shell> }
}

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
