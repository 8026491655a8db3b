//! By when, as words with an icon.

use banshi_cases::Due;
use leptos::prelude::*;

use super::{Icon, IconName};
use crate::i18n::{K, t, tn};

/// From so many working days left on, a date calls for attention.
const SOON_DAYS: u32 = 3;

/// How a date stands to today, in working days; nothing where there is no date.
#[component]
pub fn DueChip(
    /// How the date stands.
    due: Due,
    /// Whether the date is an estimate, and may not be told as firm.
    #[prop(optional)]
    estimated: bool,
) -> impl IntoView {
    let (class, icon, key, days) = match due {
        Due::None => return ().into_any(),
        Due::DaysLeft(days) => {
            let key = if estimated {
                K::ComponentDueLeftAbout
            } else {
                K::ComponentDueLeft
            };
            if days <= SOON_DAYS {
                ("chip chip-act", IconName::Clock, key, Some(days))
            } else {
                ("chip chip-wait", IconName::Calendar, key, Some(days))
            }
        }
        Due::Today => ("chip chip-act", IconName::Clock, K::ComponentDueToday, None),
        Due::Overdue(days) => (
            "chip chip-bad",
            IconName::AlertTriangle,
            K::ComponentDueOver,
            Some(days),
        ),
        Due::Paused => (
            "chip chip-wait",
            IconName::Pause,
            K::ComponentDuePaused,
            None,
        ),
    };
    let words = move || match days {
        Some(days) => tn(key, days.into(), &[]),
        None => t(key),
    };
    view! {
        <span class=class>
            <Icon name=icon />
            {words}
        </span>
    }
    .into_any()
}
