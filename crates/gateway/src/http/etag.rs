//! Revisions on the wire: `ETag`, `If-None-Match`, `If-Match`.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use banshi_contract::ProblemCode;
use serde::Serialize;

use crate::ids;
use crate::problem::{ApiError, ApiResult};
use crate::store::Expect;

/// `"revision"`.
pub(super) fn quoted(revision: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{revision}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

/// JSON that a client may keep and ask about again; without a revision the tag comes
/// from the bytes.
pub(super) fn tagged<T: Serialize>(
    request: &HeaderMap,
    revision: Option<&str>,
    body: &T,
) -> ApiResult {
    let bytes = serde_json::to_vec(body).map_err(|_| ApiError::internal())?;
    let revision = revision.map_or_else(
        || ids::sha256_hex(&bytes).chars().take(24).collect(),
        str::to_owned,
    );
    let known = tags(request, &header::IF_NONE_MATCH).any(|tag| tag == revision || tag == "*");
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "application/json")], bytes).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, quoted(&revision));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    headers.append(header::VARY, HeaderValue::from_static("cookie"));
    Ok(response)
}

/// JSON that is the same for everybody.
pub(super) fn shared<T: Serialize>(request: &HeaderMap, body: &T) -> ApiResult {
    let bytes = serde_json::to_vec(body).map_err(|_| ApiError::internal())?;
    Ok(kept(request, "application/json", bytes))
}

/// What is the same for everybody and seldom changes: kept for a day, and then asked
/// about again.
pub(super) fn kept(request: &HeaderMap, kind: &'static str, bytes: Vec<u8>) -> Response {
    let revision: String = ids::sha256_hex(&bytes).chars().take(24).collect();
    let known = tags(request, &header::IF_NONE_MATCH).any(|tag| tag == revision || tag == "*");
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind)], bytes).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, quoted(&revision));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=86400"),
    );
    response
}

/// JSON that is not kept.
pub(super) fn plain<T: Serialize>(status: StatusCode, body: &T) -> ApiResult {
    let bytes = serde_json::to_vec(body).map_err(|_| ApiError::internal())?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((status, headers, bytes).into_response())
}

/// What a write is based on.
///
/// # Errors
/// 428 when it does not say.
pub(super) fn expected(request: &HeaderMap) -> ApiResult<Expect> {
    if let Some(tag) = tags(request, &header::IF_MATCH).next() {
        return Ok(Expect::Revision(tag.to_owned()));
    }
    if tags(request, &header::IF_NONE_MATCH).any(|tag| tag == "*") {
        return Ok(Expect::None);
    }
    Err(ApiError::new(
        StatusCode::PRECONDITION_REQUIRED,
        ProblemCode::Precondition,
        "Say `If-None-Match: *` to create or `If-Match` to change",
    ))
}

/// The first tag of `If-Match`.
pub(super) fn if_match(request: &HeaderMap) -> Option<&str> {
    tags(request, &header::IF_MATCH).next()
}

fn tags<'a>(request: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    request
        .get_all(name)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        // A compressing layer on the way may have made the tag weak.
        .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
        .filter(|tag| !tag.is_empty())
}
