//! Seeing a case's state without signing in. Whoever guesses learns nothing: a wrong
//! check and an unknown reference get the same answer after the same work, and only
//! few tries are let through.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use banshi_cases::{CHECK_LENGTH, lookup_check, lookup_reference};
use banshi_contract::{LookupRequest, Problem, PublicCase};

use super::{App, etag, json};
use crate::cases::view;
use crate::ids;
use crate::limit::address;
use crate::problem::{ApiError, ApiResult};

/// Looks a case up by its reference and the last four characters of the number it was
/// applied with. Spaces, full-width and small letters and every kind of hyphen are taken.
///
/// # Errors
/// 404: they do not fit. 422: not of the right shape. 429: too often.
#[utoipa::path(post, path = "/api/v1/cases/lookup", tag = "cases", request_body = LookupRequest,
    params(
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 200, description = "Its state and nothing else", body = PublicCase),
        (status = 404, description = "Reference and check do not fit", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Not of the right shape", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too often; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn lookup(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    json::Body(request): json::Body<LookupRequest>,
) -> ApiResult {
    let reference = ids::as_reference(lookup_reference(&request.reference));
    let check = lookup_check(&request.check);
    if reference.is_empty() || reference.len() > 50 {
        return Err(ApiError::field("/reference", "pattern"));
    }
    if check.len() != CHECK_LENGTH {
        return Err(ApiError::field("/check", "pattern"));
    }
    let now = app.clock.now();
    let client = address::client(peer.ip(), &headers, &app.config.trusted_proxies);
    app.lookups_by_address
        .take(&address::counted_by(client), now)
        .map_err(ApiError::rate_limited)?;
    // Counted for unknown references too, or the count would tell which exist.
    app.lookups_by_reference
        .take(&reference, now)
        .map_err(ApiError::rate_limited)?;
    let given = ids::check_hash(&reference, &check);
    let found = app.store.case_by_reference(&reference).await?;
    let stored = found.as_ref().map_or("", |(_, hash)| hash.as_str());
    let fits = ids::same_hash(&given, stored);
    match found {
        Some((record, _)) if fits => etag::plain(StatusCode::OK, &view::show_public(&record)),
        _ => Err(ApiError::not_found()),
    }
}
