//! Requests that happen once: the same key and body get the first answer again.

use std::sync::Arc;

use axum::http::HeaderMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::App;
use crate::ids;
use crate::problem::{ApiError, ApiResult, field_error};
use crate::store::{Once, OnceKey};

/// The key of a request; `what` is everything that must be the same on each try.
///
/// # Errors
/// 400: no `Idempotency-Key`.
pub(super) fn key(
    headers: &HeaderMap,
    person: &str,
    route: &str,
    what: &str,
) -> ApiResult<OnceKey> {
    let key = headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok())
        .map(str::trim)
        .filter(|key| !key.is_empty() && key.len() <= 255)
        .ok_or_else(|| {
            ApiError::bad_request("This needs an Idempotency-Key of 1 to 255 characters")
        })?;
    Ok(OnceKey {
        person: person.into(),
        route: route.into(),
        key: key.into(),
        fingerprint: ids::sha256_hex(what.as_bytes()),
    })
}

/// Does the work, or answers as the first time. What failed can be tried again with the
/// same key.
///
/// # Errors
/// Those of the work. 409 with the keyword `running`: the first request still runs, so
/// that it is worth asking again. 422: the key was used for something else.
pub(super) async fn once<T, F>(app: &Arc<App>, key: OnceKey, work: F) -> ApiResult<T>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: Future<Output = ApiResult<T>> + Send + 'static,
{
    match app.store.once_begin(&key, app.clock.now()).await? {
        Once::First => {}
        Once::Running => {
            return Err(ApiError {
                errors: vec![field_error("", "running")],
                ..ApiError::conflict("The first request with this key still runs")
            });
        }
        Once::Mismatch => {
            return Err(ApiError {
                title: "The key was used for something else".into(),
                ..ApiError::field("", "idempotency-key")
            });
        }
        Once::Answered(body) => {
            return serde_json::from_str(&body).map_err(|_| ApiError::internal());
        }
    }
    let app = Arc::clone(app);
    // On its own task: it runs to its end even when the person goes away meanwhile.
    let done = tokio::spawn(async move {
        let result = work.await;
        match &result {
            Ok(answer) => {
                let body = serde_json::to_string(answer).map_err(|_| ApiError::internal())?;
                app.store.once_done(&key, &body).await?;
                app.hub.nudge();
            }
            Err(_) => app.store.once_failed(&key).await?,
        }
        result
    });
    done.await.map_err(|_| ApiError::internal())?
}
