//! What a native file input shows of itself.

use leptos::prelude::*;

use super::{Icon, IconName};
use crate::i18n::{K, t};

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
