//! The contract between the page and the gateway: the canonical types of the
//! API (service, form delivery, draft, submission, case, event, task, document,
//! session, problem). Serde, and [`FromJson`] for the page: no I/O, no rules, nothing
//! of a particular back end. JSON is camelCase; times are RFC 3339, dates `YYYY-MM-DD`, ids opaque
//! strings. What nobody mapped is a value (`Unknown`, [`EventKind::Other`]), shown
//! with its native label, never an error.

// So that what `FromJson` derives names this crate the same way inside and outside.
extern crate self as banshi_contract;

use serde::{Deserialize, Serialize};

pub use banshi_contract_derive::FromJson;
pub use json::FromJson;

pub mod case;
pub mod draft;
pub mod json;
pub mod live;
pub mod portal;
pub mod problem;
pub mod region;
pub mod service;
pub mod session;
pub mod text;
pub mod upload;

pub use case::*;
pub use draft::*;
pub use live::*;
pub use portal::*;
pub use problem::*;
pub use region::*;
pub use service::*;
pub use session::*;
pub use text::*;
pub use upload::*;

/// A calendar date as `YYYY-MM-DD`, in the time zone of the service (Asia/Shanghai).
pub type Date = String;
/// A moment as RFC 3339 with offset, e.g. `2026-11-23T09:12:00+08:00`.
pub type Instant = String;

/// One page of a list. The cursor is opaque; `total` may be missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct List<T> {
    /// The items of this page, in the order the gateway chose.
    pub items: Vec<T>,
    /// Hand back as `?cursor=` for the next page; none at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// How many there are in all, when the gateway knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u32>,
}

impl<T> List<T> {
    /// A list that comes whole, in one page.
    #[must_use]
    pub fn whole(items: Vec<T>) -> Self {
        Self {
            total: u32::try_from(items.len()).ok(),
            items,
            next_cursor: None,
        }
    }
}
