//! Errors on the wire: RFC 9457 `application/problem+json`.

use serde::{Deserialize, Serialize};

use crate::FromJson;

/// A problem. `trace_id` is shown to the person as a short reference to quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// URI of the kind; `about:blank` when `code` says it all.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short words, for developers; people read the page's own words for `code`.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable name.
    pub code: ProblemCode,
    /// Short reference, e.g. `7K3M-Q2XD`.
    pub trace_id: String,
    /// Faults by field; empty where there are none.
    #[serde(default)]
    pub errors: Vec<FieldError>,
}

/// Stable names of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// What was sent is not valid; see `errors`.
    Validation,
    /// It clashes with what is there, or still runs.
    Conflict,
    /// `If-Match` is stale (412) or missing (428).
    Precondition,
    /// There is no such thing, or not for this person.
    NotFound,
    /// Not allowed.
    Forbidden,
    /// Nobody is signed in, or no longer.
    SessionExpired,
    /// Too often; see `Retry-After`.
    RateLimited,
    /// The back end does not answer.
    UpstreamUnavailable,
    /// The back end refused.
    UpstreamRejected,
    /// Not offered here.
    Unsupported,
    /// The gateway itself failed, or a code nobody mapped.
    #[serde(other)]
    Internal,
}

/// What is wrong with one field: the form engine's triple.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// JSON Pointer into the answers (check, submit) or the request body.
    pub pointer: String,
    /// The schema keyword, format or rule that failed, e.g. `required`, `format`, `rule`.
    pub keyword: String,
    /// Its particulars, e.g. `{"format": "resident-id", "reason": "check-digit"}`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub params: serde_json::Map<String, serde_json::Value>,
}
