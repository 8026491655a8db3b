//! For those who run it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use super::{App, etag};
use crate::problem::ApiResult;

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

/// Figures in the Prometheus text format.
///
/// # Errors
/// The store failed.
pub async fn metrics(State(app): State<Arc<App>>) -> ApiResult<Response> {
    let cases = app.store.cases_by_status().await?;
    let text = app.metrics.text(&cases);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
