//! The greeting: how much needs the person, and how much goes on without them.

use banshi_cases::{is_active, needs_you};
use banshi_contract::{Case, List};
use banshi_workdays::Date;
use leptos::prelude::*;

use crate::api::Remote;
use crate::components::heading::Heading;
use crate::context::Session;
use crate::i18n::{K, pick, t, tf, tn};

/// The greeting, which is the page's heading.
#[component]
pub fn Hello(
    /// All of them.
    cases: Remote<List<Case>>,
    /// Today for the service.
    today: Memo<Date>,
) -> impl IntoView {
    let session = Session::use_here();
    let name = move || {
        session.person().map_or_else(String::new, |person| {
            person.salutation.as_ref().map_or(person.display_name, pick)
        })
    };
    let heading = Signal::derive(move || {
        let needs = cases
            .get()
            .map_or(0, |all| needs_you(&all.items, today.get()).len());
        match i64::try_from(needs) {
            Ok(count) if count > 0 => tn(K::PageHelloSome, count, &[("name", &name())]),
            _ => tf(K::PageHelloNone, &[("name", &name())]),
        }
    });
    let active = move || {
        cases.get().map(|all| {
            let today = today.get();
            let going =
                |case: &&Case| !case.status.is_final() && case.tasks.iter().all(|t| !t.open);
            let count = all
                .items
                .iter()
                .filter(|case| is_active(case, today))
                .filter(going)
                .count();
            let more = !needs_you(&all.items, today).is_empty();
            match i64::try_from(count) {
                Ok(count) if count > 0 && more => tn(K::PageHelloActive, count, &[]),
                Ok(count) if count > 0 => tn(K::PageHelloGoing, count, &[]),
                _ => t(K::PageHelloActiveNone),
            }
        })
    };
    view! {
        <div class="hello">
            <Heading text=heading title=Signal::derive(|| t(K::AppHome))/>
            <p>{active} "\u{a0}"</p>
        </div>
    }
}
