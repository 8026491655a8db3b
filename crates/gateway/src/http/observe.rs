//! Around every request: a short reference, a log line, figures, and the body of
//! whatever problem came of it.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use tower::ServiceBuilder;
use tower::util::MapRequestLayer;
use tower_http::request_id::{
    MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tracing::Instrument as _;

use super::App;
use crate::ids;
use crate::problem::ApiError;

const X_REQUEST_ID: &str = "x-request-id";

/// Makes the short reference of a request, e.g. `7K3M-Q2XD`.
#[derive(Clone, Copy)]
struct Reference;

impl MakeRequestId for Reference {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&ids::trace())
            .ok()
            .map(RequestId::new)
    }
}

/// Puts all of it around a server.
pub(super) fn observed(router: Router<Arc<App>>, app: &Arc<App>) -> Router<Arc<App>> {
    router
        .layer(from_fn(problems))
        .layer(from_fn_with_state(Arc::clone(app), observe))
        .layer(
            ServiceBuilder::new()
                // A person quotes the reference: a stranger's must not get into the log.
                .layer(MapRequestLayer::new(|mut request: Request| {
                    request.headers_mut().remove(X_REQUEST_ID);
                    request
                }))
                .layer(SetRequestIdLayer::x_request_id(Reference))
                .layer(PropagateRequestIdLayer::x_request_id()),
        )
}

/// The reference of a request, in the log and in what a person is told.
fn trace_of(request: &Request) -> String {
    let id = request.extensions().get::<RequestId>();
    id.and_then(|id| id.header_value().to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let trace = trace_of(&request);
    let began = Instant::now();
    let method = request.method().clone();
    // The pattern, not the address: an address can hold what must not be logged.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", trace, %method, route);
    let response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
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

/// Writes a handler's [`ApiError`] as a problem, and on the API also whatever the
/// framework or a layer refused with a bare status: too late, too large, no such method.
async fn problems(request: Request, next: Next) -> Response {
    let trace = trace_of(&request);
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let error = response.extensions_mut().remove::<ApiError>();
        if error.is_some() || is_api {
            let error = error.unwrap_or_else(|| ApiError::of_status(status));
            return write_problem(response, &error, &trace);
        }
    }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;
    use axum::http::StatusCode;
    use axum::routing::get;
    use banshi_contract::{Problem, ProblemCode};
    use std::time::Duration;
    use tower::ServiceExt as _;

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_takes_too_long_is_cut_off_with_a_problem() {
        let slow = async || tokio::time::sleep(Duration::from_secs(3600)).await;
        let app = super::super::timed(Router::new().route("/api/slow", get(slow)))
            .layer(from_fn(problems));
        let request = Request::get("/api/slow").body(Body::empty()).unwrap();
        let response = app.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        let kind = response.headers().get(header::CONTENT_TYPE).unwrap();
        assert_eq!(kind, "application/problem+json");
        let body = axum::body::to_bytes(response.into_body(), 4096)
            .await
            .unwrap();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.code, ProblemCode::UpstreamUnavailable);
    }
}
