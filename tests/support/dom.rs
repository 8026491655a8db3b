//! Mounting the page into the test's document.

use std::any::Any;
use std::rc::Rc;

use banshi::api::Transport;
use banshi::i18n::{self, Catalogue};
use banshi::navigate::{Memory, Navigator};
use banshi::preferences::Preferences;
use banshi::{App, AppProps};
use leptos::mount::mount_to;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The page as it stands; dropping it takes it down.
pub struct Mounted {
    /// What it is mounted in.
    pub root: HtmlElement,
    /// Its history.
    pub history: Memory,
    handle: Option<Box<dyn Any>>,
}

/// Mounts the whole page at an address, in Chinese, over a transport.
pub fn mount(address: &str, transport: Rc<dyn Transport>) -> Mounted {
    mount_in("zh-CN", address, transport)
}

/// Mounts the whole page in a language.
pub fn mount_in(language: &str, address: &str, transport: Rc<dyn Transport>) -> Mounted {
    let words = match language {
        "en" => include_str!(concat!(env!("OUT_DIR"), "/en.json")),
        _ => include_str!(concat!(env!("OUT_DIR"), "/zh-CN.json")),
    };
    i18n::set(Catalogue::parse(language, words).expect("the locale file is read"));
    let document = web_sys::window()
        .and_then(|w| w.document())
        .expect("a document");
    let root: HtmlElement = document
        .create_element("div")
        .expect("an element")
        .dyn_into()
        .expect("a div");
    document
        .body()
        .expect("a body")
        .append_child(&root)
        .expect("appended");
    let history = Memory::at(address);
    let navigator: Rc<dyn Navigator> = Rc::new(history.clone());
    let preferences = Preferences {
        language: language.into(),
        ..Default::default()
    };
    let handle = mount_to(root.clone(), move || {
        App(AppProps {
            transport,
            navigator,
            preferences,
        })
    });
    Mounted {
        root,
        history,
        handle: Some(Box::new(handle)),
    }
}

/// Lets all that is ready run: promises and one frame.
pub async fn settle() {
    for _ in 0..4 {
        let frame = js_sys::Promise::new(&mut |resolve, _| {
            let window = web_sys::window().expect("a window");
            window.request_animation_frame(&resolve).expect("a frame");
        });
        wasm_bindgen_futures::JsFuture::from(frame)
            .await
            .expect("a frame came");
    }
}

impl Mounted {
    /// The first element for a selector.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).expect("a selector")
    }

    /// The text of the first element for a selector; a failed test when there is none.
    pub fn text(&self, selector: &str) -> String {
        self.find(selector)
            .unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html()))
            .text_content()
            .unwrap_or_default()
    }

    /// Clicks the first element for a selector.
    pub fn click(&self, selector: &str) {
        let element = self
            .find(selector)
            .unwrap_or_else(|| panic!("no {selector} to click"));
        element
            .dyn_into::<HtmlElement>()
            .expect("an element of HTML")
            .click();
    }

    /// Types into an input: the value, then an input event.
    pub fn type_into(&self, selector: &str, words: &str) {
        let input: web_sys::HtmlInputElement = self
            .find(selector)
            .expect("an input")
            .dyn_into()
            .expect("an input");
        input.set_value(words);
        let event = web_sys::Event::new_with_event_init_dict("input", &{
            let init = web_sys::EventInit::new();
            init.set_bubbles(true);
            init
        })
        .expect("an event");
        input.dispatch_event(&event).expect("dispatched");
    }

    /// The id of what has the focus.
    pub fn focused(&self) -> Option<Element> {
        self.root
            .owner_document()
            .and_then(|document| document.active_element())
    }

    /// Takes the page down; nothing of it stays.
    pub fn unmount(&mut self) {
        self.handle.take();
        self.root.remove();
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.unmount();
    }
}
