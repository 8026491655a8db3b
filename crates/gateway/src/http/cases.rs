//! `cases`, their events, tasks and documents; and the answer to a task.

use std::collections::HashSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use banshi_contract::{Case, CaseEvent, Document, List, Problem, Task, TaskDocuments};
use banshi_identifiers::mask_resident_id;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::session::Signed;
use super::{App, etag, json, once, part, submissions};
use crate::cases::engine::{self, TaskClosed};
use crate::cases::{CaseRecord, view, words};
use crate::problem::{ApiError, ApiResult};
use crate::store::{After, Upload};

const AT_ONCE: u32 = 50;
const ANSWER_ROUTE: &str = "POST /tasks/{id}/documents";
/// Files that answer one task.
const MOST_FILES: usize = 20;
/// Tries to store a step while others move the same case.
const TRIES: usize = 5;

/// Which part of a list.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// From the page before.
    cursor: Option<String>,
    /// How many, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

impl Part {
    fn limit(&self) -> ApiResult<u32> {
        part::limit(self.limit, AT_ONCE)
    }

    fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref().filter(|cursor| !cursor.is_empty())
    }
}

fn bad_cursor() -> ApiError {
    ApiError::bad_request("The cursor is none of ours")
}

fn read_cursor(cursor: &str) -> ApiResult<After> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| bad_cursor())?;
    let text = String::from_utf8(bytes).map_err(|_| bad_cursor())?;
    let (updated_at, id) = text.split_once(' ').ok_or_else(bad_cursor)?;
    Ok(After {
        updated_at: updated_at.parse().map_err(|_| bad_cursor())?,
        id: id.into(),
    })
}

fn cursor_after(record: &CaseRecord) -> Option<String> {
    let at = crate::clock::Moment::parse(&record.case.updated_at)?;
    Some(URL_SAFE_NO_PAD.encode(format!("{} {}", at.millis(), record.case.id)))
}

async fn own_case(app: &App, owner: &str, id: &str) -> ApiResult<CaseRecord> {
    let record = app.store.case(id).await?;
    record
        .filter(|record| record.owner == owner)
        .ok_or_else(ApiError::not_found)
}

/// A person's cases, latest change first.
///
/// # Errors
/// 400: the cursor is none of ours, or the limit is not 1 to 100. 401.
#[utoipa::path(get, path = "/api/v1/cases", tag = "cases", params(Part), responses(
    (status = 200, description = "Cases, latest change first", body = List<Case>),
    (status = 304, description = "As the client knows it"),
    (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
    (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Query(part): Query<Part>,
) -> ApiResult {
    let after = part.cursor().map(read_cursor).transpose()?;
    let page = app
        .store
        .cases(known.person.id, after, part.limit()?)
        .await?;
    let now = app.clock.now();
    let list = List {
        next_cursor: page
            .items
            .last()
            .filter(|_| page.more)
            .and_then(cursor_after),
        items: page
            .items
            .iter()
            .map(|record| view::show(record, now))
            .collect::<Vec<_>>(),
        total: Some(page.total),
    };
    etag::tagged(&headers, None, &list)
}

/// A case.
///
/// # Errors
/// 401, 404.
#[utoipa::path(get, path = "/api/v1/cases/{id}", tag = "cases", params(("id" = String, Path, description = "The case")),
    responses(
        (status = 200, description = "The case", body = Case),
        (status = 304, description = "As the client knows it"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn get(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> ApiResult {
    let record = own_case(&app, known.person.id, &id).await?;
    let mut case = view::show(&record, app.clock.now());
    // For the receipt; a list of cases needs neither.
    case.applicant_name = Some(known.person.name.0.into());
    case.applicant_number = Some(mask_resident_id(&known.person.number()));
    etag::tagged(&headers, Some(&case.revision), &case)
}

/// What happened to a case, newest first.
///
/// # Errors
/// 400: the cursor is none of ours, or the limit is not 1 to 100. 401, 404.
#[utoipa::path(get, path = "/api/v1/cases/{id}/events", tag = "cases", params(("id" = String, Path, description = "The case"), Part),
    responses(
        (status = 200, description = "Events, newest first", body = List<CaseEvent>),
        (status = 304, description = "As the client knows it"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn events(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(part): Query<Part>,
) -> ApiResult {
    let record = own_case(&app, known.person.id, &id).await?;
    let before = part
        .cursor()
        .map(str::parse::<u64>)
        .transpose()
        .map_err(|_| bad_cursor())?;
    let items = app.store.case_events(&id, before, part.limit()?).await?;
    let next_cursor = items
        .last()
        .map(|event| event.seq)
        .filter(|seq| *seq > 1)
        .map(|seq| seq.to_string());
    let list = List {
        items,
        next_cursor,
        total: u32::try_from(record.seq).ok(),
    };
    etag::tagged(&headers, None, &list)
}

/// What the person is asked to do, open tasks first.
///
/// # Errors
/// 401, 404.
#[utoipa::path(get, path = "/api/v1/cases/{id}/tasks", tag = "cases", params(("id" = String, Path, description = "The case")),
    responses(
        (status = 200, description = "Tasks, open ones first", body = List<Task>),
        (status = 304, description = "As the client knows it"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn tasks(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> ApiResult {
    let record = own_case(&app, known.person.id, &id).await?;
    let items = view::show(&record, app.clock.now()).tasks;
    etag::tagged(&headers, None, &List::whole(items))
}

/// The documents of a case.
///
/// # Errors
/// 401, 404.
#[utoipa::path(get, path = "/api/v1/cases/{id}/documents", tag = "cases", params(("id" = String, Path, description = "The case")),
    responses(
        (status = 200, description = "Documents", body = List<Document>),
        (status = 304, description = "As the client knows it"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn documents(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> ApiResult {
    let items = own_case(&app, known.person.id, &id).await?.case.documents;
    etag::tagged(&headers, None, &List::whole(items))
}

/// Answers a task with uploads: it is closed and the case goes on. The same key and
/// body get the same answer again; what failed can be tried again with the same key.
///
/// # Errors
/// 400: no `Idempotency-Key`. 404. 409: the first request still runs (its one error has
/// the keyword `running`), the task is closed, or an upload was used meanwhile. 422:
/// there are no uploads, one of them is not finished, not theirs, or used already, or
/// the key was used for something else.
#[utoipa::path(post, path = "/api/v1/tasks/{id}/documents", tag = "cases", request_body = TaskDocuments,
    params(
        ("id" = String, Path, description = "The task"),
        ("Idempotency-Key" = String, Header, min_length = 1, max_length = 255, pattern = r"\S", description = "Made by the client, the same on each try"),
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 200, description = "The case now", body = Case),
        (status = 400, description = "No `Idempotency-Key`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The first request still runs (`errors[0].keyword` is `running`: ask again), the task is closed, or an upload was used meanwhile", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The uploads can't be used, or the key was used for something else", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn answer_task(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
    json::Body(request): json::Body<TaskDocuments>,
) -> ApiResult {
    let mut seen = HashSet::new();
    let mut uploads = request.upload_ids;
    uploads.retain(|upload| seen.insert(upload.clone()));
    let what = format!("{id}\n{}", uploads.join("\n"));
    let key = once::key(&headers, known.person.id, ANSWER_ROUTE, &what)?;
    let work = {
        let app = Arc::clone(&app);
        async move { take_answer(&app, known.person.id, &id, &uploads).await }
    };
    let case = once::once(&app, key, work).await?;
    etag::plain(StatusCode::OK, &case)
}

async fn take_answer(app: &App, owner: &str, task: &str, uploads: &[String]) -> ApiResult<Case> {
    if uploads.is_empty() || uploads.len() > MOST_FILES {
        let keyword = if uploads.is_empty() {
            "minItems"
        } else {
            "maxItems"
        };
        return Err(ApiError::field("/uploadIds", keyword));
    }
    let find = async || -> ApiResult<CaseRecord> {
        let record = app.store.case_of_task(task).await?;
        record
            .filter(|record| record.owner == owner)
            .ok_or_else(ApiError::not_found)
    };
    let own = async |id: &str| -> ApiResult<Option<Upload>> {
        let upload = app.store.upload(id).await?;
        Ok(upload.filter(|one| one.owner == owner && one.complete && one.case_id.is_none()))
    };
    find().await?;
    let now = app.clock.now();
    let mut received = Vec::new();
    for (place, id) in uploads.iter().enumerate() {
        let upload = own(id).await?;
        let upload =
            upload.ok_or_else(|| ApiError::field(format!("/uploadIds/{place}"), "upload"))?;
        let material = Some(words::handed_in_later());
        received.push(submissions::document_of(&upload, material, now.rfc3339()));
    }
    for _ in 0..TRIES {
        let record = find().await?;
        let step = engine::answer_task(&record, task, received.clone(), now)
            .map_err(|TaskClosed| ApiError::conflict("The task is closed"))?;
        if app.store.case_step(record.seq, &step, uploads, now).await? {
            return Ok(view::show(&step.record, now));
        }
        for id in uploads {
            if own(id).await?.is_none() {
                return Err(ApiError::conflict("An upload was used meanwhile"));
            }
        }
    }
    Err(ApiError::conflict("The case moved meanwhile; try again"))
}
