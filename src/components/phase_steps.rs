//! How far a case is, as a row of pieces.

use leptos::prelude::*;

use crate::i18n::{K, tf};

/// How far a case is: a piece for each phase, full, half or empty, and the same in
/// words for those who do not see it. Nothing where there are no phases.
#[component]
pub fn PhaseSteps(
    /// Phases behind it.
    done: u32,
    /// Of so many.
    of: u32,
    /// The one it is in, from 0; none before the first and after the last.
    #[prop(optional_no_strip)]
    current: Option<u32>,
) -> impl IntoView {
    if of == 0 {
        return ().into_any();
    }
    let words = move || {
        let (done, of) = (done.to_string(), of.to_string());
        let now = current.map(|at| at.saturating_add(1).to_string());
        match &now {
            Some(now) => {
                let values = [("done", done.as_str()), ("of", &of), ("now", now)];
                tf(K::ComponentStepsNow, &values)
            }
            None => tf(K::ComponentSteps, &[("done", done.as_str()), ("of", &of)]),
        }
    };
    // Progress need not be a row of full pieces before the current one: a case may have
    // been sent back. The current piece is therefore drawn where it is, and the full
    // ones are counted around it.
    let mut left = done;
    let pieces = (0..of)
        .map(|at| {
            let class = if current == Some(at) {
                "now"
            } else if left > 0 {
                left -= 1;
                "done"
            } else {
                ""
            };
            view! { <i class=class></i> }
        })
        .collect_view();
    view! {
        <div class="steps" role="img" aria-label=words>
            {pieces}
        </div>
    }
    .into_any()
}
