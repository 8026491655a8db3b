//! Around every request: a short reference, a log line, figures, and the body of
//! whatever problem came of it.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use super::App;
use crate::ids;
use crate::problem::ApiError;

pub(super) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let trace = ids::trace();
    let began = Instant::now();
    let method = request.method().clone();
    // The pattern, not the address: an address can hold what must not be logged.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let is_api = request.uri().path().starts_with("/api/");
    let span = tracing::info_span!("request", trace, %method, route);
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let error = response.extensions_mut().remove::<ApiError>();
        if error.is_some() || is_api {
            let error = error.unwrap_or_else(|| ApiError::of_status(status));
            response = write_problem(response, &error, &trace);
        }
    }
    if let Ok(trace) = HeaderValue::from_str(&trace) {
        response.headers_mut().insert("x-request-id", trace);
    }
    let took = began.elapsed();
    app.metrics
        .request(method.as_str(), &route, status.as_u16(), took);
    span.in_scope(|| {
        let (status, ms) = (status.as_u16(), took.as_secs_f64() * 1000.0);
        if status >= 500 {
            tracing::error!(status, ms, "answered");
        } else {
            tracing::info!(status, ms, "answered");
        }
    });
    response
}

fn write_problem(response: Response, error: &ApiError, trace: &str) -> Response {
    let (mut parts, _) = response.into_parts();
    let body = serde_json::to_vec(&error.problem(trace)).unwrap_or_default();
    for stale in [
        header::CONTENT_LENGTH,
        header::CONTENT_ENCODING,
        header::ETAG,
    ] {
        parts.headers.remove(stale);
    }
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, Body::from(body))
}
