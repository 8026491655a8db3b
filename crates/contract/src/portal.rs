//! What this portal is and can do.

use serde::{Deserialize, Serialize};

use crate::{FromJson, Text};

/// `GET /capabilities`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Capabilities {
    /// The API's version, e.g. `1`.
    pub version: String,
    /// Who runs the portal.
    pub operator: Operator,
    /// How a person signs in.
    pub sign_in: SignIn,
    /// Upload limits.
    pub uploads: UploadLimits,
    /// Whether `stream` is there.
    pub live: bool,
    /// Today in the service's time zone, `YYYY-MM-DD`.
    pub today: String,
}

/// `operator.json`: who runs the portal (网站主办单位).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Operator {
    /// The portal's name.
    pub name: Text,
    /// Its name where there is little room, as in the bar of a telephone: about four
    /// Chinese characters. The whole name where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<Text>,
    /// The region it serves, e.g. 示例省.
    pub region: Text,
    /// 主办单位.
    pub sponsor: Text,
    /// One or two characters drawn in the mark when there is no emblem file.
    pub emblem: String,
    /// ICP备案号; sample data says so.
    pub icp: String,
    /// 公安备案号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub police_record: Option<String>,
    /// 网站标识码.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_code: Option<String>,
    /// Support line (12345 热线).
    pub support: OperatorLine,
    /// Suggestions and complaints (意见建议).
    pub suggestions: OperatorLine,
    /// Whether its data are invented.
    pub sample: bool,
}

/// A line a person can turn to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OperatorLine {
    /// What it is called.
    pub label: Text,
    /// The number.
    pub phone: String,
    /// When it is answered.
    pub hours: Text,
}

/// How a person signs in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SignIn {
    /// The embedded back end's invented people; never beside a connected back end.
    /// Sign in with `POST session/exchange {"ticket": "sandbox:ID"}`.
    Sandbox {
        /// Who there is to sign in as.
        people: Vec<SandboxPerson>,
    },
    /// At the identity provider: go to `href?return=`.
    Redirect {
        /// Where.
        href: String,
    },
}

/// An invented person of the sandbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SandboxPerson {
    /// The id to sign in with.
    pub id: String,
    /// The invented name.
    pub name: Text,
    /// Whether it is an organisation.
    pub organisation: bool,
    /// Who they are, in a sentence.
    pub about: Text,
}

/// Upload limits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UploadLimits {
    /// Bytes a file.
    pub max_bytes: u64,
    /// MIME types taken.
    pub media_types: Vec<String>,
}
