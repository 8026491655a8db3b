//! The page of Banshi 办事: a Leptos single-page app, rendered in the browser.
//! It paints and talks; what is valid, what comes next and what a case means is
//! decided in `crates/`. Rooms import downwards only: `browser` ← `api`, `live`,
//! `i18n`, `navigate` ← `dom` ← `components` ← `wizard` ← `pages` ← `app`.

pub mod api;
mod app;
pub mod browser;
pub mod components;
pub mod context;
pub mod dom;
pub mod i18n;
pub mod live;
pub mod navigate;
pub mod pages;
pub mod preferences;
pub mod routes;
pub mod wizard;

pub use app::{App, AppProps, start};
