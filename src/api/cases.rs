//! `cases`: list, one, its events, answering a task, looking up.

use banshi_contract::{Case, CaseEvent, List, LookupRequest, PublicCase, TaskDocuments};

use super::{Api, ApiError, Method};
use crate::{browser, routes::encode};

/// All cases of the person.
///
/// # Errors
/// See [`ApiError`].
pub async fn list(api: Api) -> Result<List<Case>, ApiError> {
    api.get("/cases").await
}

/// One case.
///
/// # Errors
/// See [`ApiError`].
pub async fn get(api: Api, id: &str) -> Result<Case, ApiError> {
    api.get(&format!("/cases/{}", encode(id))).await
}

/// What happened to it.
///
/// # Errors
/// See [`ApiError`].
pub async fn events(api: Api, id: &str) -> Result<List<CaseEvent>, ApiError> {
    api.get(&format!("/cases/{}/events", encode(id))).await
}

/// Answers a task with finished uploads.
///
/// # Errors
/// See [`ApiError`].
pub async fn answer_task(api: Api, task: &str, upload_ids: Vec<String>) -> Result<Case, ApiError> {
    let path = format!("/tasks/{}/documents", encode(task));
    let key = browser::random::uuid();
    let body = TaskDocuments { upload_ids };
    api.write(Method::Post, &path, &[("Idempotency-Key", &key)], &body)
        .await
}

/// The state of a case by reference and check, without signing in.
///
/// # Errors
/// See [`ApiError`].
pub async fn lookup(api: Api, request: &LookupRequest) -> Result<PublicCase, ApiError> {
    api.write(Method::Post, "/cases/lookup", &[], request).await
}
