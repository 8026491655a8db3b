//! The document around the page: its title and the root element's attributes. An
//! embedded page leaves both to its host.

use leptos::prelude::document;

/// Sets attributes of the root element.
pub fn set_root_attributes(attributes: &[(&str, &str)]) {
    if let Some(root) = document().document_element() {
        for (name, value) in attributes {
            let _ = root.set_attribute(name, value);
        }
    }
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Takes the static shell of `index.html` away once the page stands.
pub fn remove_shell() {
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
}

/// The content of a `<meta name>` of `index.html`.
#[must_use]
pub fn meta(name: &str) -> Option<String> {
    document()
        .query_selector(&format!("meta[name=\"{name}\"]"))
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
}

/// Loads the whole page again.
pub fn reload() {
    let _ = leptos::prelude::window().location().reload();
}
