//! What stands around every page.

use leptos::prelude::*;

use super::destinations::Tabs;
use super::header::Header;
use crate::components::alert::Alert;
use crate::components::announcer::Region;
use crate::context::Portal;
use crate::i18n::{K, pick, t};
use crate::pages::Ready;

/// The frame, with the page in its middle.
#[component]
pub fn Shell(
    /// Whether the page has painted its data.
    ready: Ready,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink/>
        <Header/>
        <main id="main" class="page" tabindex="-1" data-ready=move || ready.0.get().then_some("")>
            {children()}
        </main>
        <Footer/>
        <Tabs/>
        <Alert/>
        <Region/>
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
                    } " · " <span class="whole">{operator.icp.clone()}</span>
                </p>
                {operator.sample.then(|| view! { <p>{move || t(K::AppSampleNote)}</p> })}
            }
        })
    };
    view! { <footer class="foot no-print"><div class="foot-inner">{content}</div></footer> }
}
