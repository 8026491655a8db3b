//! Which part of a list.

use crate::problem::{ApiError, ApiResult};

/// Items a page may have.
pub(super) const MOST_AT_ONCE: u32 = 100;

/// How many to send; `usual` when it was not said.
///
/// # Errors
/// 400: none, or more than [`MOST_AT_ONCE`].
pub(super) fn limit(asked: Option<u32>, usual: u32) -> ApiResult<u32> {
    let limit = asked.unwrap_or(usual);
    if (1..=MOST_AT_ONCE).contains(&limit) {
        return Ok(limit);
    }
    Err(ApiError::bad_request("The limit is 1 to 100"))
}
