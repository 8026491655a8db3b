//! Loading ahead what will most likely be opened next.

use leptos::prelude::*;

use crate::browser::clock;
use crate::context::Session;
use crate::pages::{Ready, chunks};

/// How long after a page stands the chunks of others are loaded.
const AHEAD_AFTER_MS: u32 = 2_000;

/// Loads the chunks of other pages once, when a page stands for somebody who is signed
/// in and nothing more is to be done for it.
pub fn load_ahead(ready: Ready, session: Session) {
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
}
