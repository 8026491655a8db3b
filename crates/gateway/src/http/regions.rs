//! `regions`: what there is to choose from, in parts, and the codes that there were.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use banshi_contract::{Problem, RegionPart};

use super::{App, etag};
use crate::problem::{ApiError, ApiResult};
use crate::regions::Tables;

fn tables(app: &App) -> ApiResult<&Tables> {
    app.regions.as_ref().ok_or_else(ApiError::not_found)
}

/// The provinces, with what the table was made from.
///
/// # Errors
/// 404: this gateway has no table of regions.
#[utoipa::path(get, path = "/api/v1/regions", tag = "regions", responses(
    (status = 200, description = "The provinces; may be kept for a day", body = RegionPart),
    (status = 304, description = "As the client knows it"),
    (status = 404, description = "There is no table of regions", body = Problem, content_type = "application/problem+json"),
    (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
))]
pub async fn provinces(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult {
    let part = tables(&app)?.provinces();
    etag::shared(&headers, &part)
}

/// What lies in a region: of a province its cities with their counties, of a county its
/// streets and townships.
///
/// # Errors
/// 404: no region in use has this code, or this gateway has no table of regions.
#[utoipa::path(get, path = "/api/v1/regions/{code}", tag = "regions",
    params(("code" = String, Path, description = "Six digits (GB/T 2260)")),
    responses(
        (status = 200, description = "What lies in it; may be kept for a day", body = RegionPart),
        (status = 304, description = "As the client knows it"),
        (status = 404, description = "No region in use has this code", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn inside(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> ApiResult {
    let part = tables(&app)?.inside(&code).await.map_err(|error| {
        tracing::error!(%error, "a table of regions can't be read");
        ApiError::internal()
    })?;
    let part = part.ok_or_else(ApiError::not_found)?;
    etag::shared(&headers, &part)
}

/// All codes since 1980 with the last year of each, for judging identity numbers: a line
/// that says what it is, as of when and from what, then words, each a code as its
/// difference to the one before, and after a hyphen the last year.
///
/// # Errors
/// 404: this gateway has no table of regions.
#[utoipa::path(get, path = "/api/v1/regions/codes", tag = "regions", responses(
    (status = 200, description = "The codes; may be kept for a day", body = String, content_type = "text/plain"),
    (status = 304, description = "As the client knows it"),
    (status = 404, description = "There is no table of regions", body = Problem, content_type = "application/problem+json"),
    (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
))]
pub async fn codes(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult {
    let codes = tables(&app)?.codes().as_bytes().to_vec();
    Ok(etag::kept(&headers, "text/plain; charset=utf-8", codes))
}
