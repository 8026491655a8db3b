//! The event stream of a person: CloudEvents 1.0 with a thin payload. An event is
//! an invalidation, never the data.

use serde::{Deserialize, Serialize};

use crate::{FromJson, Instant};

/// One event of `GET /stream` (SSE `data:`) and `GET /events?after=`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CloudEvent {
    /// Always `1.0`.
    pub specversion: String,
    /// The opaque, monotonic cursor; also SSE `id:`.
    pub id: String,
    /// Always `/api/v1`.
    pub source: String,
    /// `banshi.<resource>.changed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    pub time: Instant,
    /// What changed.
    pub data: Change,
}

/// What changed, by name only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// `cases`, `drafts`, `uploads`, `notifications`.
    pub resource: String,
    /// Its id.
    pub id: String,
    /// Its revision now.
    pub revision: String,
    /// Its newest event's number, where it has events.
    pub seq: u64,
    /// Names of the fields that changed.
    pub changed: Vec<String>,
}
