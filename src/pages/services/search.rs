//! Words to look for, and whom the service is for.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{Catalogue, ORGANISATION, PERSON};
use crate::components::{Icon, IconName, unique_id};
use crate::i18n::{K, t};
use crate::routes::{CatalogueQuery, Route};

/// How long after the last key the list is asked for.
const TYPING_DELAY_MS: u64 = 250;

#[derive(Clone, Copy)]
struct Typing {
    catalogue: Catalogue,
    typed: RwSignal<String>,
    /// Whether an input method is still composing: its letters are not words yet.
    composing: StoredValue<bool>,
    /// The words last put into the address from here.
    sent: StoredValue<String>,
    /// Grows with every key, so that only the last one counts.
    keys: StoredValue<u32>,
}

impl Typing {
    fn new(catalogue: Catalogue) -> Self {
        let now = catalogue.query.get_untracked().search;
        let this = Self {
            catalogue,
            typed: RwSignal::new(now.clone()),
            composing: StoredValue::new(false),
            sent: StoredValue::new(now),
            keys: StoredValue::new(0),
        };
        // Going back, or taking the words away below, changes what stands in the field;
        // what was typed since the last search is not overwritten by that search.
        Effect::new(move |_| {
            let search = catalogue.query.get().search;
            if this.sent.get_value() != search {
                this.sent.set_value(search.clone());
                this.typed.set(search);
            }
        });
        this
    }

    fn key(self) {
        let Some(turn) = self.keys.try_update_value(|keys| {
            *keys = keys.wrapping_add(1);
            *keys
        }) else {
            return;
        };
        if self.composing.get_value() {
            return;
        }
        set_timeout(
            move || {
                if self.keys.try_get_value() == Some(turn) {
                    self.send(false);
                }
            },
            Duration::from_millis(TYPING_DELAY_MS),
        );
    }

    /// Puts the words into the address.
    fn send(self, as_a_step: bool) {
        self.keys.update_value(|keys| *keys = keys.wrapping_add(1));
        let nav = self.catalogue.nav;
        let Route::Services(now) = nav.route_now() else {
            return;
        };
        let search = self.typed.get_untracked().trim().to_owned();
        if now.search == search {
            return;
        }
        self.sent.set_value(search.clone());
        let next = Route::Services(CatalogueQuery { search, ..now });
        if as_a_step {
            nav.go(&next);
        } else {
            nav.replace(&next);
        }
    }
}

/// The search form.
pub(super) fn form(catalogue: Catalogue) -> AnyView {
    let typing = Typing::new(catalogue);
    let id = unique_id("search");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        typing.send(true);
    };
    let input = move |event: web_sys::Event| {
        typing.typed.set(event_target_value(&event));
        typing.key();
    };
    let composing = move |on: bool| {
        typing.composing.set_value(on);
        typing.key();
    };
    view! {
        <form role="search" class="catalogue-search" on:submit=submit>
            <label class="visually-hidden" for=id.clone()>
                {move || t(K::CatalogueSearchLabel)}
            </label>
            <div class="find">
                <input
                    id=id
                    class="control"
                    type="search"
                    enterkeyhint="search"
                    autocomplete="off"
                    placeholder=move || t(K::CatalogueSearchPlaceholder)
                    prop:value=move || typing.typed.get()
                    on:input=input
                    on:compositionstart=move |_| composing(true)
                    on:compositionend=move |_| composing(false)
                />
                <button type="submit" class="btn">
                    <Icon name=IconName::Search/>
                    {move || t(K::CatalogueSearch)}
                </button>
            </div>
            <fieldset class="segmented">
                <legend class="visually-hidden">{move || t(K::CatalogueAudience)}</legend>
                {[("", K::CatalogueAudienceAll), (PERSON, K::CatalogueAudiencePerson),
                    (ORGANISATION, K::CatalogueAudienceOrganisation)]
                    .map(|(code, words)| audience(catalogue, code, words))
                    .collect_view()}
            </fieldset>
        </form>
    }
    .into_any()
}

fn audience(catalogue: Catalogue, code: &'static str, words: K) -> AnyView {
    let is_chosen = move || {
        let now = catalogue.query.get().audience;
        // Any kind of organisation in an address counts as the switch's one.
        match code {
            ORGANISATION => !now.is_empty() && now != PERSON,
            _ => now == code,
        }
    };
    let choose = move |_: ev::Event| {
        let query = catalogue.query.get_untracked();
        catalogue.go(CatalogueQuery {
            audience: code.to_owned(),
            ..query
        });
    };
    view! {
        <label>
            <input type="radio" name="audience" value=code prop:checked=is_chosen on:change=choose/>
            <span>{move || t(words)}</span>
        </label>
    }
    .into_any()
}
