//! Uploads: tus 1.0 (core, creation, checksum, termination, expiration).

use serde::{Deserialize, Serialize};

use crate::FromJson;

/// What a finished upload is kept as in an answer of type file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UploadedFile {
    /// The upload's id: the last part of its tus address.
    pub upload_id: String,
    /// The file's name on the person's device.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// MIME type.
    pub media_type: String,
}
