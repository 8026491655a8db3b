//! Where a case stands, as a word with its icon.

use banshi_contract::{CaseStatus, Native};
use leptos::prelude::*;

use super::{Icon, IconName};
use crate::i18n::{K, t};

/// Where a case stands. A state nobody mapped shows the back end's own words, with a
/// question mark; it is never guessed.
#[component]
pub fn StatusChip(
    /// The canonical status.
    status: CaseStatus,
    /// What the back end calls it; shown where the status is unknown.
    #[prop(optional_no_strip)]
    native: Option<Native>,
) -> impl IntoView {
    let (class, icon, key) = look(status);
    let native = native
        .filter(|_| status == CaseStatus::Unknown)
        .map(|native| native.label);
    view! {
        <span class=class>
            <Icon name=icon />
            {move || native.clone().unwrap_or_else(|| t(key))}
        </span>
    }
}

fn look(status: CaseStatus) -> (&'static str, IconName, K) {
    match status {
        CaseStatus::Draft => ("chip chip-wait", IconName::Pencil, K::ComponentStatusDraft),
        CaseStatus::Submitted => ("chip chip-go", IconName::Send, K::ComponentStatusSubmitted),
        CaseStatus::Accepted => ("chip chip-go", IconName::Check, K::ComponentStatusAccepted),
        CaseStatus::InProgress => (
            "chip chip-go",
            IconName::Clock,
            K::ComponentStatusInProgress,
        ),
        CaseStatus::ActionRequired => (
            "chip chip-act",
            IconName::AlertCircle,
            K::ComponentStatusActionRequired,
        ),
        CaseStatus::Suspended => (
            "chip chip-wait",
            IconName::Pause,
            K::ComponentStatusSuspended,
        ),
        CaseStatus::Completed => (
            "chip chip-ok",
            IconName::CheckCircle,
            K::ComponentStatusCompleted,
        ),
        CaseStatus::Rejected => (
            "chip chip-bad",
            IconName::XCircle,
            K::ComponentStatusRejected,
        ),
        CaseStatus::Withdrawn => (
            "chip chip-wait",
            IconName::Undo,
            K::ComponentStatusWithdrawn,
        ),
        CaseStatus::Failed => (
            "chip chip-bad",
            IconName::AlertTriangle,
            K::ComponentStatusFailed,
        ),
        CaseStatus::Unknown => (
            "chip chip-wait",
            IconName::Question,
            K::ComponentStatusUnknown,
        ),
    }
}
