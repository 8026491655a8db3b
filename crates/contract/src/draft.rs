//! From form to submission.

use serde::{Deserialize, Serialize};

use crate::{Date, FieldError, FromJson, Instant, Text};

/// `GET /services/{id}/form`: the definition to fill in, and what is known already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormDelivery {
    /// The definition (`banshi_forms::Definition` as JSON).
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub definition: serde_json::Value,
    /// SHA-256 of the definition, hex; sent back with the submission.
    pub hash: String,
    /// What the account knows, by source name: `person.name`, `person.idNumber`,
    /// `organisation.uscc` …
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub prefill: serde_json::Map<String, serde_json::Value>,
}

/// Answers that are not yet submitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// Made by the client (UUID v4).
    pub id: String,
    /// Its ETag, without quotes.
    #[serde(default)]
    pub revision: String,
    /// The service applied for.
    pub service_id: String,
    /// Its name when the draft was saved.
    #[serde(default)]
    pub service_name: Text,
    /// The definition's version that the answers fit.
    pub form_version: u32,
    /// The answers, shaped by the definition's schema.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: serde_json::Value,
    /// The page the person was on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Which page of how many, counted over the pages that are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<DraftProgress>,
    /// When it was last saved; the gateway sets it.
    #[serde(default)]
    pub updated_at: Instant,
    /// Until when it is kept; the gateway sets it.
    #[serde(default)]
    pub keep_until: Date,
}

/// How far a draft is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DraftProgress {
    /// The page, from 1.
    pub page: u32,
    /// Of so many.
    pub of: u32,
}

/// `POST /drafts/{id}/check`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CheckResult {
    /// What is wrong; empty when the draft could be submitted.
    pub errors: Vec<FieldError>,
    /// What is worth a second look but holds nobody up, such as a region code that no
    /// list knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<FieldError>,
}

/// `POST /drafts/{id}/submit`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SubmitRequest {
    /// The hash of the definition that the answers were checked against.
    pub definition_hash: String,
}

/// What became of a submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Submission {
    /// Opaque id.
    pub id: String,
    /// The draft it came from.
    pub draft_id: String,
    /// Where it is.
    pub state: SubmissionState,
    /// The case, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
    /// 办件编号 of the case, to keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When it was received.
    pub received_at: Instant,
}

/// The states of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum SubmissionState {
    /// Received, not yet handed on.
    Accepted,
    /// Being handed to the back end.
    Processing,
    /// There is a case.
    Succeeded,
    /// It did not become a case; nothing is lost, the draft stays.
    Failed,
}
