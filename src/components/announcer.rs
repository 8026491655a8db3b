//! What is said to a screen reader: one polite live region for the whole page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;

/// Words that come within this time are said as one.
const GATHER_MS: u32 = 150;
/// After so long the region is emptied, so that the same words can be said again.
const KEEP_MS: u32 = 6_000;

/// Says things, as a context.
#[derive(Clone, Copy)]
pub struct Announcer {
    waiting: RwSignal<Vec<String>>,
    said: RwSignal<String>,
}

impl Announcer {
    /// Provides it to everything below; show it once with [`Region`].
    pub fn provide() -> Self {
        let this = Self {
            waiting: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
        };
        provide_context(this);
        this
    }

    /// From context.
    ///
    /// # Panics
    /// When no [`Announcer::provide`] stands above: a mistake in the program.
    #[must_use]
    pub fn use_here() -> Self {
        expect_context::<Self>()
    }

    /// Says `words` once, after what is being said.
    pub fn say(self, words: String) {
        let Some(is_first) = self.waiting.try_update(|waiting| {
            if !waiting.contains(&words) {
                waiting.push(words);
            }
            waiting.len() == 1
        }) else {
            return;
        };
        if !is_first {
            return;
        }
        spawn_local(async move {
            clock::sleep(GATHER_MS).await;
            let Some(words) = self.waiting.try_update(std::mem::take) else {
                return;
            };
            let words = words.join(" ");
            self.said.try_set(words.clone());
            clock::sleep(KEEP_MS).await;
            if self.said.try_with_untracked(|said| *said == words) == Some(true) {
                self.said.try_set(String::new());
            }
        });
    }
}

/// The live region.
#[component]
pub fn Region() -> impl IntoView {
    let announcer = Announcer::use_here();
    view! {
        <div class="visually-hidden" id="announcer" role="status" aria-live="polite" aria-atomic="true">
            {move || announcer.said.get()}
        </div>
    }
}
