//! Elements, and the pieces that views are put together from.

use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement, Node};

use super::live::effect;
use crate::i18n::{K, t};

/// A finished piece: an element, or several in a fragment.
#[derive(Clone)]
pub struct View(Node);

/// An element in the making.
#[derive(Clone)]
pub struct El(Element);

/// An element of HTML by its tag.
#[must_use]
pub fn el(tag: &str) -> El {
    El(made(document().create_element(tag)))
}

/// Only a name that is none is refused by the browser, and names stand in the code.
fn made(element: Result<Element, JsValue>) -> Element {
    element.unwrap_or_else(|error| wasm_bindgen::throw_val(error))
}

/// Sets an attribute, or takes it away.
pub fn set_attr(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

impl El {
    /// An element of SVG by its tag.
    #[must_use]
    pub fn svg(tag: &str) -> Self {
        Self(made(
            document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag),
        ))
    }

    /// Its classes.
    #[must_use]
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// An attribute.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        set_attr(&self.0, name, Some(value));
        self
    }

    /// An attribute that may not be there.
    #[must_use]
    pub fn maybe(self, name: &str, value: Option<&str>) -> Self {
        if value.is_some() {
            set_attr(&self.0, name, value);
        }
        self
    }

    /// An attribute that is there, without a value, or not.
    #[must_use]
    pub fn flag(self, name: &str, on: bool) -> Self {
        self.maybe(name, on.then_some(""))
    }

    /// An attribute that follows what its closure reads.
    #[must_use]
    pub fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        self.follow(name, Box::new(value))
    }

    fn follow(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.0.clone();
        effect(move || {
            let value = value();
            // Writing the same again would wake observers for nothing.
            if element.get_attribute(name) != value {
                set_attr(&element, name, value.as_deref());
            }
        });
        self
    }

    /// An attribute in the person's language.
    #[must_use]
    pub fn words_attr(self, name: &'static str, words: K) -> Self {
        self.live_attr(name, move || Some(t(words)))
    }

    /// A class that comes and goes.
    #[must_use]
    pub fn live_class(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        let element = self.0.clone();
        let on: Box<dyn Fn() -> bool> = Box::new(on);
        effect(move || {
            let _ = element.class_list().toggle_with_force(name, on());
        });
        self
    }

    /// Whether a box is ticked, followed.
    #[must_use]
    pub fn live_checked(self, on: impl Fn() -> bool + 'static) -> Self {
        let element: HtmlInputElement = self.0.clone().unchecked_into();
        let on: Box<dyn Fn() -> bool> = Box::new(on);
        effect(move || element.set_checked(on()));
        self
    }

    /// Its text, and nothing else in it.
    #[must_use]
    pub fn text(self, words: &str) -> Self {
        self.0.set_text_content(Some(words));
        self
    }

    /// Its text in the person's language.
    #[must_use]
    pub fn words(self, words: K) -> Self {
        self.say(move || t(words))
    }

    /// Its text, which follows what the closure reads. It is the whole content of the
    /// element: that survives a browser's translation, which puts elements of its own
    /// where text stood.
    #[must_use]
    pub fn say(self, words: impl Fn() -> String + 'static) -> Self {
        self.tell(Box::new(words))
    }

    fn tell(self, words: Box<dyn Fn() -> String>) -> Self {
        let element = self.0.clone();
        let mut before = None;
        effect(move || {
            let now = words();
            if before.as_ref() != Some(&now) {
                element.set_text_content(Some(&now));
                before = Some(now);
            }
        });
        self
    }

    /// What is done when an event comes.
    #[must_use]
    pub fn on<E: JsCast>(self, event: &str, run: impl Fn(E) + 'static) -> Self {
        self.listen(event, Box::new(move |event| run(event.unchecked_into())))
    }

    fn listen(self, event: &str, run: Box<dyn Fn(Event)>) -> Self {
        // The browser frees it with the element.
        let run = Closure::wrap(run).into_js_value();
        let _ = self
            .0
            .add_event_listener_with_callback(event, run.unchecked_ref());
        self
    }

    /// What is done on a click.
    #[must_use]
    pub fn click(self, run: impl Fn() + 'static) -> Self {
        self.listen("click", Box::new(move |_| run()))
    }

    /// Something in it, behind what is there.
    #[must_use]
    pub fn kid(self, child: impl Into<View>) -> Self {
        append(&self.0, &child.into());
        self
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> &Element {
        &self.0
    }

    /// The element as what it is known to be.
    #[must_use]
    pub fn cast<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }
}

fn append(to: &Node, child: &View) {
    let _ = to.append_child(&child.0);
}

impl View {
    /// Several pieces, one behind the other.
    #[must_use]
    pub fn of(pieces: impl IntoIterator<Item = Self>) -> Self {
        let all = Self::default();
        for piece in pieces {
            append(&all.0, &piece);
        }
        all
    }

    /// This, and another piece behind it.
    #[must_use]
    pub fn and(self, next: impl Into<Self>) -> Self {
        Self::of([self, next.into()])
    }

    /// A text alone.
    #[must_use]
    pub fn text(words: &str) -> Self {
        Self(document().create_text_node(words).into())
    }

    /// A mark in the page that nobody sees.
    pub(super) fn mark() -> Self {
        Self(document().create_comment("").into())
    }

    /// What holds it together.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.0
    }
}

impl Default for View {
    fn default() -> Self {
        Self(document().create_document_fragment().into())
    }
}

impl From<El> for View {
    fn from(element: El) -> Self {
        Self(element.0.into())
    }
}

impl<V: Into<Self>> From<Option<V>> for View {
    fn from(piece: Option<V>) -> Self {
        piece.map_or_else(Self::default, Into::into)
    }
}
