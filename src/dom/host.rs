//! These views within a page that is made with `view!`.

use leptos::html::{Div, ElementType, div};
use leptos::prelude::*;
use leptos::tachys::html::node_ref::NodeRefContainer;

use super::element::View;

/// Fills an element of `view!` as soon as it is made.
#[derive(Clone, Copy)]
struct Inside(StoredValue<Option<View>, LocalStorage>);

impl<E: ElementType> NodeRefContainer<E> for Inside {
    fn load(self, element: &leptos::tachys::renderer::types::Element) {
        if let Some(view) = self.0.try_update_value(Option::take).flatten() {
            // `view!` gives the element of the view before to the next of the same shape.
            element.set_text_content(None);
            let _ = element.append_child(view.node());
        }
    }
}

/// A view for a page made with `view!`, in an element with these classes.
#[must_use]
pub fn host(class: &'static str, view: View) -> AnyView {
    let inside = Inside(StoredValue::new_local(Some(view)));
    div()
        .class(class)
        .add_any_attr(leptos::tachys::html::node_ref::node_ref::<Div, _>(inside))
        .into_any()
}
