//! For those who run it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use super::{App, etag};
use crate::limit::address;
use crate::problem::{ApiError, ApiResult};

#[derive(Serialize)]
struct Ready {
    ready: bool,
    database: bool,
    /// Files that were refused; the last good version of each is in use.
    content: Vec<Refused>,
}

#[derive(Serialize)]
struct Refused {
    file: String,
    fault: String,
}

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// It can serve people. A refused content file does not make it unready: the last good
/// one is in use.
///
/// # Errors
/// None: 503 is an answer.
pub async fn ready(State(app): State<Arc<App>>) -> ApiResult {
    let database = app.store.ping().await.is_ok();
    let ready = database && !*app.closing.borrow();
    let content = app.content.faults().into_iter().map(|one| Refused {
        file: one.file,
        fault: one.fault,
    });
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    etag::plain(
        status,
        &Ready {
            ready,
            database,
            content: content.collect(),
        },
    )
}

/// Figures beside the page, for this machine only, and not when they have a listener of
/// their own. What a proxy on this machine hands on is from elsewhere.
///
/// # Errors
/// 404: from elsewhere. The store failed.
pub async fn own_metrics(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let near = peer.ip().to_canonical().is_loopback() && !address::forwarded(&headers);
    if !near || app.config.metrics_listen.is_some() {
        return Err(ApiError::not_found());
    }
    metrics(State(app)).await
}

/// Figures in the Prometheus text format.
///
/// # Errors
/// The store failed.
pub async fn metrics(State(app): State<Arc<App>>) -> ApiResult<Response> {
    let cases = app.store.cases_by_status().await?;
    let text = app.metrics.text(&cases);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
