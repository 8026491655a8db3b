//! `cases`: list, one, its events, answering a task, looking up.

use banshi_contract::{Case, CaseEvent, FromJson, List, LookupRequest, PublicCase, TaskDocuments};

use super::{Api, ApiError, Method};
use crate::routes::encode;

/// All cases of the person.
///
/// # Errors
/// See [`ApiError`].
pub async fn list(api: Api) -> Result<List<Case>, ApiError> {
    all(api, "/cases").await
}

/// Every page of a list, one after another.
async fn all<T: FromJson>(api: Api, path: &str) -> Result<List<T>, ApiError> {
    let mut list: List<T> = api.get(path).await?;
    while let Some(cursor) = list.next_cursor.take() {
        let next = format!("{path}?cursor={}", encode(&cursor));
        let next: List<T> = api.get(&next).await?;
        list.items.extend(next.items);
        list.next_cursor = next.next_cursor;
    }
    Ok(list)
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
    all(api, &format!("/cases/{}/events", encode(id))).await
}

/// Answers a task with finished uploads. A try again sends the same `key` and uploads,
/// so that an answer lost on the way is not given twice.
///
/// # Errors
/// See [`ApiError`].
pub async fn answer_task(
    api: Api,
    task: &str,
    key: &str,
    upload_ids: Vec<String>,
) -> Result<Case, ApiError> {
    let path = format!("/tasks/{}/documents", encode(task));
    let body = TaskDocuments { upload_ids };
    api.write(Method::Post, &path, &[("Idempotency-Key", key)], &body)
        .await
}

/// The state of a case by reference and check, without signing in.
///
/// # Errors
/// See [`ApiError`].
pub async fn lookup(api: Api, request: &LookupRequest) -> Result<PublicCase, ApiError> {
    api.write(Method::Post, "/cases/lookup", &[], request).await
}
