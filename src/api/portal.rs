//! `capabilities`.

use banshi_contract::Capabilities;

use super::{Api, ApiError};

/// What this portal is and can do.
///
/// # Errors
/// See [`ApiError`].
pub async fn capabilities(api: Api) -> Result<Capabilities, ApiError> {
    api.get("/capabilities").await
}
