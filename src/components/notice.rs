//! Something to know, within a page.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Icon, IconName};

/// What a notice is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something to know.
    #[default]
    Info,
    /// Something went well.
    Ok,
    /// Something to take care of.
    Act,
    /// Something went wrong.
    Bad,
}

/// Something to know. It stands still in the page and is read in its place; what must
/// be announced is announced by the page.
#[component]
pub fn Notice(
    /// What it is about.
    #[prop(optional)]
    kind: NoticeKind,
    /// Its first line.
    #[prop(optional, into)]
    title: Option<TextProp>,
    /// What more there is to say.
    children: Children,
) -> impl IntoView {
    let (class, icon) = match kind {
        NoticeKind::Info => ("notice notice-info", IconName::Info),
        NoticeKind::Ok => ("notice notice-ok", IconName::CheckCircle),
        NoticeKind::Act => ("notice notice-act", IconName::AlertCircle),
        NoticeKind::Bad => ("notice notice-bad", IconName::AlertTriangle),
    };
    view! {
        <div class=class>
            <Icon name=icon />
            <div class="notice-body">
                {title.map(|title| view! { <p class="notice-title">{move || title.get()}</p> })}
                {children()}
            </div>
        </div>
    }
}
