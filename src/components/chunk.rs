//! What comes in a chunk of its own, loaded when it is needed for the first time. Built
//! without the feature `split`, it is part of the one module. See `docs/decisions/0004`.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use crate::api::{Api, ApiError, TransportError, portal};
use crate::browser::document;
use crate::components::fault::{Fault, Waiting};

/// A chunk could not be loaded.
pub struct Lost;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for Lost {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// What stands there until a chunk has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// The room of a page.
    Page,
    /// Nothing.
    Nothing,
}

/// Shows a page once its chunk is there, and room for it until then. A chunk that does
/// not come can be asked for again: a failure is not kept.
pub fn later<F>(page: impl Fn() -> F + 'static, until: Until) -> AnyView
where
    F: Future<Output = Result<AnyView, Lost>> + 'static,
{
    later_of(Box::new(move || Box::pin(page())), until)
}

type Coming = Pin<Box<dyn Future<Output = Result<AnyView, Lost>>>>;

fn later_of(page: Box<dyn Fn() -> Coming>, until: Until) -> AnyView {
    let api = Api::use_here();
    let view = RwSignal::new_local(None::<AnyView>);
    let lost = RwSignal::new(false);
    let failed = StoredValue::new(false);
    // What the page makes belongs to here, and lives as long as it is shown.
    let owner = Owner::current().unwrap_or_default();
    let load = StoredValue::new_local(Rc::new(move || {
        let page = owner.with(|| ScopedFuture::new_untracked(page()));
        spawn_local(async move {
            if let Ok(made) = page.await {
                view.try_set(Some(made));
                return;
            }
            // The gateway answers and the chunk still does not come: the portal was
            // renewed meanwhile, and the page has to be.
            if failed.try_get_value() == Some(true) && portal::capabilities(api).await.is_ok() {
                document::reload();
            }
            failed.try_set_value(true);
            lost.try_set(true);
        });
    }) as Rc<dyn Fn()>);
    let ask = move || {
        if let Some(load) = load.try_get_value() {
            load();
        }
    };
    ask();
    let on_retry = Callback::new(move |()| {
        lost.try_set(false);
        ask();
    });
    (move || {
        if lost.get() {
            let error = ApiError::from(TransportError::Unreachable);
            return view! { <Fault error=error on_retry=on_retry/> }.into_any();
        }
        view.track();
        match (view.try_update_untracked(Option::take).flatten(), until) {
            (Some(view), _) => view,
            (None, Until::Nothing) => ().into_any(),
            (None, Until::Page) => {
                let slow = Signal::derive(|| false);
                view! { <Waiting page=true cards=3 slow=slow/> }.into_any()
            }
        }
    })
    .into_any()
}

/// A function whose view comes in a chunk of its own, to be shown with [`later`].
macro_rules! chunk {
    ($(#[$doc:meta])* $name:ident, ahead: $ahead:ident, ($($argument:ident: $type:ty),*) $body:block) => {
        $(#[$doc])*
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split(
            $name,
            wasm_split_path = leptos::wasm_split,
            fallible,
            preload(#[doc = "Loads the chunk before it is asked for."] $ahead)
        )]
        pub fn $name($($argument: $type),*) -> Result<AnyView, $crate::components::chunk::Lost> {
            Ok($body)
        }
        $(#[$doc])*
        #[cfg(not(feature = "split"))]
        #[allow(clippy::unused_async, reason = "the chunk of the same name is awaited")]
        pub async fn $name($($argument: $type),*) -> Result<AnyView, $crate::components::chunk::Lost> {
            Ok($body)
        }

        /// Nothing to load: it is part of the one module.
        #[cfg(not(feature = "split"))]
        #[allow(clippy::unused_async, reason = "the chunk of the same name is awaited")]
        pub async fn $ahead() -> Result<(), $crate::components::chunk::Lost> {
            Ok(())
        }
    };
}
pub(crate) use chunk;
