//! What was announced to a screen reader, in order.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, MutationObserverInit};

use super::Mounted;

/// Listens to the page's live region until dropped.
pub struct Transcript {
    said: Rc<RefCell<Vec<String>>>,
    observer: MutationObserver,
    _act: Closure<dyn FnMut()>,
}

impl Transcript {
    /// Begins to listen.
    pub fn of(page: &Mounted) -> Self {
        let region = page.find("#announcer").expect("a live region");
        let said = Rc::new(RefCell::new(Vec::<String>::new()));
        let (heard, from) = (Rc::clone(&said), region.clone());
        let act = Closure::<dyn FnMut()>::new(move || {
            let words = from.text_content().unwrap_or_default();
            let mut heard = heard.borrow_mut();
            if !words.is_empty() && heard.last() != Some(&words) {
                heard.push(words);
            }
        });
        let observer = MutationObserver::new(act.as_ref().unchecked_ref()).expect("an observer");
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_character_data(true);
        what.set_subtree(true);
        observer
            .observe_with_options(&region, &what)
            .expect("observed");
        Self {
            said,
            observer,
            _act: act,
        }
    }

    /// What was said so far.
    pub fn said(&self) -> Vec<String> {
        self.said.borrow().clone()
    }
}

impl Drop for Transcript {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
