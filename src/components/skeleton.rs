//! The room of what is still on its way. It stands still, and is silent: the page
//! announces that it loads.

use leptos::prelude::*;

/// Lines of text that are still on their way.
#[component]
pub fn Skeleton(
    /// How many.
    #[prop(default = 3)]
    lines: u8,
) -> impl IntoView {
    let lines = (0..lines)
        .map(|_| view! { <span class="skeleton-line"></span> })
        .collect_view();
    view! {
        <div class="skeleton" aria-hidden="true">
            {lines}
        </div>
    }
}

/// A card that is still on its way, as high as a task or a case.
#[component]
pub fn SkeletonCard() -> impl IntoView {
    view! {
        <div class="skeleton-card" aria-hidden="true">
            <span class="skeleton-line"></span>
            <span class="skeleton-line"></span>
        </div>
    }
}
