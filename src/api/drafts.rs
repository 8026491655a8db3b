//! `drafts`: list, load, save, delete, submit.

use banshi_contract::{Draft, List, Submission, SubmitRequest};

use super::{Api, ApiError, Call, Method};
use crate::routes::encode;

/// The person's drafts, last saved first.
///
/// # Errors
/// See [`ApiError`].
pub async fn list(api: Api) -> Result<List<Draft>, ApiError> {
    api.get("/drafts").await
}

/// One draft.
///
/// # Errors
/// See [`ApiError`].
pub async fn get(api: Api, id: &str) -> Result<Draft, ApiError> {
    api.get(&path(id)).await
}

/// Creates the draft when its revision is empty, else changes it if nobody else did
/// (`precondition` otherwise). Answers with the new revision.
///
/// # Errors
/// See [`ApiError`].
pub async fn save(api: Api, draft: &Draft) -> Result<Draft, ApiError> {
    let tag = format!("\"{}\"", draft.revision);
    let condition = if draft.revision.is_empty() {
        ("If-None-Match", "*")
    } else {
        ("If-Match", tag.as_str())
    };
    api.write(Method::Put, &path(&draft.id), &[condition], draft)
        .await
}

/// Deletes the draft.
///
/// # Errors
/// See [`ApiError`].
pub async fn delete(api: Api, id: &str) -> Result<(), ApiError> {
    api.send(Call::new(Method::Delete, &path(id)))
        .await
        .map(|_| ())
}

/// Submits the draft. The same `key` gives the same answer, however often it is sent.
///
/// # Errors
/// See [`ApiError`]; `validation` carries the fields' faults.
pub async fn submit(
    api: Api,
    id: &str,
    definition_hash: &str,
    key: &str,
) -> Result<Submission, ApiError> {
    let body = SubmitRequest {
        definition_hash: definition_hash.to_owned(),
    };
    let path = format!("{}/submit", path(id));
    api.write(Method::Post, &path, &[("Idempotency-Key", key)], &body)
        .await
}

fn path(id: &str) -> String {
    format!("/drafts/{}", encode(id))
}
