//! The regions of identity numbers: asked for once somebody types such a number, and
//! missed by nobody when they don't come.

use std::cell::RefCell;
use std::sync::Arc;

use banshi_forms::Changes;
use banshi_identifiers::Regions;
use leptos::task::spawn_local;

use super::Wizard;
use crate::api::regions;

#[derive(Clone)]
enum Known {
    Unasked,
    /// On the way, or not to be had.
    Asked,
    Here(Arc<Regions>),
}

thread_local! {
    /// For all forms that this page opens.
    static KNOWN: RefCell<Known> = const { RefCell::new(Known::Unasked) };
}

impl Wizard {
    /// Sees to it that unknown regions are warned of, now or in a while.
    pub(super) fn doubt_regions(self) {
        match KNOWN.with_borrow(Known::clone) {
            Known::Here(known) => self.know_regions(known),
            Known::Asked => {}
            Known::Unasked => {
                KNOWN.set(Known::Asked);
                spawn_local(async move {
                    let Ok(text) = regions::codes(self.api).await else {
                        return;
                    };
                    if let Ok(known) = Regions::from_codes(&text) {
                        let known = Arc::new(known);
                        KNOWN.set(Known::Here(Arc::clone(&known)));
                        self.know_regions(known);
                    }
                });
            }
        }
    }

    fn know_regions(self, known: Arc<Regions>) {
        self.state.edit(|state| match state.knows_regions() {
            true => Changes::default(),
            false => state.know_regions(known),
        });
    }
}
