//! Something that is fetched: not there yet, there, or failed; asked for again without
//! taking away what is shown.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ApiError;
use crate::browser::clock;

/// After how long a person is told that it takes longer than usual.
const SLOW_AFTER_MS: u32 = 3_000;

type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;
type Fetcher<T> = Rc<dyn Fn() -> Fetching<T>>;

/// A thing from the gateway.
pub struct Remote<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    error: RwSignal<Option<ApiError>>,
    slow: RwSignal<bool>,
    asked: RwSignal<u32>,
    fetch: StoredValue<Fetcher<T>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Remote<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Remote<T> {
    /// Fetches now.
    pub fn fetch<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let fetch: Fetcher<T> = Rc::new(move || Box::pin(fetch()));
        let this = Self {
            value: RwSignal::new(None),
            error: RwSignal::new(None),
            slow: RwSignal::new(false),
            asked: RwSignal::new(0),
            fetch: StoredValue::new_local(fetch),
        };
        this.reload();
        this
    }

    /// Asks again; what is shown stays until the answer is there.
    pub fn reload(self) {
        let Some(fetch) = self.fetch.try_get_value() else {
            return;
        };
        let Some(asked) = self.asked.try_get_untracked() else {
            return;
        };
        let turn = asked.wrapping_add(1);
        self.asked.try_set(turn);
        let is_latest = move || self.asked.try_get_untracked() == Some(turn);
        // Begun at once: what it reads may be gone by the next turn.
        let fetching = fetch();
        spawn_local(async move {
            let answer = fetching.await;
            // An answer that a newer question has overtaken is not shown.
            if !is_latest() {
                return;
            }
            self.slow.try_set(false);
            match answer {
                Ok(value) => {
                    self.error.try_set(None);
                    if self
                        .value
                        .try_with_untracked(|old| old.as_ref() != Some(&value))
                        == Some(true)
                    {
                        self.value.try_set(Some(value));
                    }
                }
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
            self.asked.try_set(turn.wrapping_add(1));
        });
        spawn_local(async move {
            clock::sleep(SLOW_AFTER_MS).await;
            if is_latest() {
                self.slow.try_set(true);
            }
        });
    }

    /// What is there, tracked.
    #[must_use]
    pub fn get(self) -> Option<T> {
        self.value.try_get().flatten()
    }

    /// What is there, untracked.
    #[must_use]
    pub fn now(self) -> Option<T> {
        self.value.try_get_untracked().flatten()
    }

    /// Puts a value in place that came by another way (the answer to a write). An answer
    /// that is still on its way is older and is not shown.
    pub fn set(self, value: T) {
        self.asked
            .try_update(|asked| *asked = asked.wrapping_add(1));
        self.slow.try_set(false);
        self.error.try_set(None);
        self.value.try_set(Some(value));
    }

    /// Whether there is anything, tracked.
    #[must_use]
    pub fn is_there(self) -> bool {
        self.value.try_with(Option::is_some) == Some(true)
    }

    /// Why it can't be had, tracked. What was there before may still be shown.
    #[must_use]
    pub fn error(self) -> Option<ApiError> {
        self.error.try_get().flatten()
    }

    /// Whether what it belonged to is gone.
    #[must_use]
    pub fn is_disposed(self) -> bool {
        self.value.is_disposed()
    }

    /// Whether it takes longer than usual, tracked.
    #[must_use]
    pub fn is_slow(self) -> bool {
        self.slow.try_get() == Some(true)
    }

    /// Whether there is an answer, good or bad, tracked.
    #[must_use]
    pub fn is_settled(self) -> bool {
        self.is_there() || self.error().is_some()
    }
}
