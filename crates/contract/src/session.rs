//! Who is signed in.

use serde::{Deserialize, Serialize};

use crate::{FromJson, Instant};

/// `GET /session`: 200 also when nobody is signed in, so that asking is no error.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionState {
    /// Who; none when nobody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<SessionPerson>,
    /// When the session ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
}

/// A signed-in person or organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionPerson {
    /// Opaque id; changes nothing a person sees, keys what is kept on the device.
    pub id: String,
    /// Masked: 陈*, 示例**店.
    pub display_name: String,
    /// How to greet them (陈女士), where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salutation: Option<crate::Text>,
    /// Whether it is an organisation (法人).
    pub organisation: bool,
    /// Roles, e.g. `applicant`, `agent`.
    pub roles: Vec<String>,
}

/// `POST /session/exchange`: a ticket or code from a host portal, or of the sandbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ExchangeRequest {
    /// The ticket.
    pub ticket: String,
}
