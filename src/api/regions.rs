//! `regions`: the codes there were.

use std::rc::Rc;

use super::{Api, ApiError};

/// The codes of regions since 1980, to be read by `banshi_identifiers::Regions::from_codes`.
///
/// # Errors
/// See [`ApiError`]; 404 where the gateway has no table of regions.
pub async fn codes(api: Api) -> Result<Rc<str>, ApiError> {
    api.get_text("/regions/codes").await
}
