//! What a native file input shows of itself.

use leptos::prelude::*;

use super::{Icon, IconName, icon};
use crate::dom::{El, View, el};
use crate::i18n::{K, t};

/// The face of the file input, as a view made one by one.
#[must_use]
pub fn upload_face() -> View {
    let hidden = |class: &str| -> El { el("span").class(class).attr("aria-hidden", "true") };
    View::of([
        hidden("upload-face btn btn-quiet")
            .kid(icon(IconName::File))
            .kid(el("span").words(K::ComponentChooseFiles))
            .into(),
        hidden("upload-drop hint")
            .words(K::ComponentDropFiles)
            .into(),
    ])
}

/// The face of the file input that stands before it and fills the same room: a browser
/// names its own button in its own language, not in the page's.
#[component]
pub fn UploadFace() -> impl IntoView {
    view! {
        <span class="upload-face btn btn-quiet" aria-hidden="true">
            <Icon name=IconName::File/>
            {move || t(K::ComponentChooseFiles)}
        </span>
        <span class="upload-drop hint" aria-hidden="true">
            {move || t(K::ComponentDropFiles)}
        </span>
    }
}
