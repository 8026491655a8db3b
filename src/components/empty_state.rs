//! Nothing here, said honestly.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Icon, IconName};

/// A list without anything in it: what would be here, and the one thing to do next.
#[component]
pub fn EmptyState(
    /// What is not here.
    #[prop(into)]
    title: TextProp,
    /// The sign above it.
    #[prop(default = IconName::File)]
    icon: IconName,
    /// What would be here, and a way on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <p class="state-title">{move || title.get()}</p>
            {children.map(|children| children())}
        </div>
    }
}
