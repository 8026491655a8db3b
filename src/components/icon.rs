//! Line icons from the Lucide set (1.62, ISC licence; see `NOTICE`), only those used.
//! Every shape of an icon is written as one path, which keeps both the markup and the
//! Wasm small.

use leptos::prelude::*;

use crate::dom::{El, View};

/// The icons there are, by what they mean here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IconName {
    /// The start page.
    Home,
    /// Services, things in a grid.
    Services,
    /// Cases, a written sheet.
    Cases,
    /// A person.
    User,
    /// Several people.
    Users,
    /// Looking for something.
    Search,
    /// Settings.
    Settings,
    /// Size of type, how the page is shown.
    Type,
    /// A tick.
    Check,
    /// Done and well.
    CheckCircle,
    /// Take care.
    AlertTriangle,
    /// The person must act.
    AlertCircle,
    /// Refused.
    XCircle,
    /// Unknown.
    Question,
    /// Something to know.
    Info,
    /// Time running.
    Clock,
    /// Standing still.
    Pause,
    /// A date.
    Calendar,
    /// Sent.
    Send,
    /// Taken back.
    Undo,
    /// Close.
    X,
    /// Add.
    Plus,
    /// Change, write.
    Pencil,
    /// Delete.
    Trash,
    /// Hand in.
    Upload,
    /// Print.
    Printer,
    /// Again.
    Refresh,
    /// Telephone.
    Phone,
    /// A place.
    MapPin,
    /// Leaves this site.
    ExternalLink,
    /// Sign out.
    LogOut,
    /// Language.
    Globe,
    /// An organisation.
    Building,
    /// A file.
    File,
    /// No connection.
    WifiOff,
    /// Back.
    ArrowLeft,
    /// Before.
    ChevronLeft,
    /// Further.
    ChevronRight,
    /// Opens downwards.
    ChevronDown,
}

impl IconName {
    /// Whether it points along the line of reading, and so is mirrored where that runs
    /// from right to left.
    fn is_directional(self) -> bool {
        matches!(
            self,
            Self::ArrowLeft
                | Self::ChevronLeft
                | Self::ChevronRight
                | Self::LogOut
                | Self::Send
                | Self::Undo
        )
    }

    /// Its path on a field of 24 by 24.
    fn path(self) -> &'static str {
        match self {
            Self::Home => {
                "M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8M3 10a2 2 0 0 1 .709-1.528l7-6a2 2 0 0 1 2.582 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"
            }
            Self::Services => {
                "M4 3h5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1zM15 3h5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1zM15 14h5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1zM4 14h5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1z"
            }
            Self::Cases => {
                "M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2zM14 2v5a1 1 0 0 0 1 1h5M10 9H8M16 13H8M16 17H8"
            }
            Self::User => {
                "M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M8 7a4 4 0 1 0 8 0 4 4 0 1 0-8 0"
            }
            Self::Users => {
                "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M16 3.128a4 4 0 0 1 0 7.744M22 21v-2a4 4 0 0 0-3-3.87M5 7a4 4 0 1 0 8 0 4 4 0 1 0-8 0"
            }
            Self::Search => "M21 21l-4.34-4.34M3 11a8 8 0 1 0 16 0 8 8 0 1 0-16 0",
            Self::Settings => {
                "M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915M9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0"
            }
            Self::Type => "M12 4v16M4 7V5a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v2M9 20h6",
            Self::Check => "M20 6 9 17l-5-5",
            Self::CheckCircle => "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M16 9l-5.5 5.5L8 12",
            Self::AlertTriangle => {
                "M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01"
            }
            Self::AlertCircle => {
                "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M12 8L12 12M12 16L12.01 16"
            }
            Self::XCircle => "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M15 9l-6 6M9 9l6 6",
            Self::Question => {
                "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3M12 17h.01"
            }
            Self::Info => "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M12 16v-4M12 8h.01",
            Self::Clock => "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M12 6v6l4 2",
            Self::Pause => "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M10 15L10 9M14 15L14 9",
            Self::Calendar => {
                "M8 2v3M16 2v3M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-14a2 2 0 0 1 2-2zM3 9h18"
            }
            Self::Send => {
                "M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11zM21.854 2.147l-10.94 10.939"
            }
            Self::Undo => "M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11",
            Self::X => "M18 6 6 18M6 6l12 12",
            Self::Plus => "M5 12h14M12 5v14",
            Self::Pencil => {
                "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497zM15 5l4 4"
            }
            Self::Trash => {
                "M10 11v6M14 11v6M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M3 6h18M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2"
            }
            Self::Upload => "M12 3v12M17 8l-5-5-5 5M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4",
            Self::Printer => {
                "M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6M7 14h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-10a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z"
            }
            Self::Refresh => {
                "M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8M21 3v5h-5M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16M8 16H3v5"
            }
            Self::Phone => {
                "M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384"
            }
            Self::MapPin => {
                "M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0M9 10a3 3 0 1 0 6 0 3 3 0 1 0-6 0"
            }
            Self::ExternalLink => {
                "M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6"
            }
            Self::LogOut => "M16 17l5-5-5-5M21 12H9M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4",
            Self::Globe => {
                "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20M2 12h20"
            }
            Self::Building => {
                "M10 12h4M10 8h4M14 21v-3a2 2 0 0 0-4 0v3M6 10H4a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-2M6 21V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v16"
            }
            Self::File => {
                "M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2zM14 2v5a1 1 0 0 0 1 1h5"
            }
            Self::WifiOff => {
                "M12 20h.01M8.5 16.429a5 5 0 0 1 7 0M5 12.859a10 10 0 0 1 5.17-2.69M19 12.859a10 10 0 0 0-2.007-1.523M2 8.82a15 15 0 0 1 4.177-2.643M22 8.82a15 15 0 0 0-11.288-3.764M2 2l20 20"
            }
            Self::ArrowLeft => "M12 19l-7-7 7-7M19 12H5",
            Self::ChevronLeft => "M15 18l-6-6 6-6",
            Self::ChevronRight => "M9 18l6-6-6-6",
            Self::ChevronDown => "M6 9l6 6 6-6",
        }
    }
}

/// The classes of an icon, with further ones, e.g. `icon-flip` for another that is mirrored.
fn classes(name: IconName, more: &str) -> String {
    let mut classes = String::from("icon");
    if name.is_directional() {
        classes.push_str(" icon-flip");
    }
    if !more.is_empty() {
        classes.push(' ');
        classes.push_str(more);
    }
    classes
}

/// An icon beside words that say the same, as a view made one by one.
#[must_use]
pub fn icon(name: IconName) -> View {
    El::svg("svg")
        .class(&classes(name, ""))
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .kid(El::svg("path").attr("d", name.path()))
        .into()
}

/// An icon beside words that say the same: hidden from assistive technology, in the
/// colour and size of the text around it. A button with nothing but an icon takes its
/// name from its own `aria-label`.
#[component]
pub fn Icon(
    /// Which.
    name: IconName,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=classes(name, class) viewBox="0 0 24 24" aria-hidden="true">
            <path d=name.path()></path>
        </svg>
    }
}
