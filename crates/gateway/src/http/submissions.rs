//! From a draft to a case: once, and only when every rule holds.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use banshi_contract::{
    Document, DocumentState, Draft, FieldError, Problem, Submission, SubmissionState,
    SubmitRequest, Text, UploadedFile,
};
use banshi_forms::{Context, Definition};
use serde_json::Value;

use super::drafts::form_of;
use super::session::Signed;
use super::{App, BASE, etag, json, once, services};
use crate::cases::delivery;
use crate::cases::opening::{self, Applicant};
use crate::ids;
use crate::problem::{ApiError, ApiResult, field_error};
use crate::sandbox::people::Person;
use crate::store::{NewCase, Submitted, Upload};

const ROUTE: &str = "POST /drafts/{id}/submit";
/// A reference has a million numbers a day: a clash is rare, and five never happen.
const REFERENCE_TRIES: usize = 5;

/// What passed every check.
pub(super) struct Judged {
    answers: Value,
    /// Each once, with where the answers name it.
    uploads: Vec<(String, Upload)>,
}

/// Checks a draft as a submission: with the form engine, and its files.
pub(super) async fn judge(
    app: &App,
    person: &Person,
    draft: &Draft,
) -> ApiResult<Result<Judged, Vec<FieldError>>> {
    let catalogue = app.content.now();
    let form = form_of(&catalogue, &draft.service_id)
        .ok_or_else(|| ApiError::conflict("The service can't be applied for here any more"))?;
    services::for_this_account(&catalogue, person, &draft.service_id)?;
    let answers = form
        .definition
        .migrate(draft.form_version, draft.answers.clone())
        .map_err(|_| ApiError::conflict("The form has changed too much for these answers"))?;
    let context = Context {
        today: app.clock.now().date().to_string(),
        known: person.prefill(),
    };
    let answers = match banshi_forms::accept(&form.definition, &context, &answers) {
        Ok(answers) => answers,
        Err(errors) => return Ok(Err(errors)),
    };
    let mut named = Vec::new();
    files_in(&answers, "", &mut named);
    let (mut uploads, mut errors) = (Vec::<(String, Upload)>::new(), Vec::new());
    for (pointer, file) in named {
        let upload = app.store.upload(&file.upload_id).await?;
        // What the answers say of a file was judged by the form: it must be what the file is.
        match upload.filter(|one| {
            one.owner == person.id
                && one.complete
                && one.case_id.is_none()
                && one.size == file.size
                && one.media_type == file.media_type
        }) {
            Some(upload) if uploads.iter().any(|(_, one)| one.id == upload.id) => {}
            Some(upload) => uploads.push((pointer, upload)),
            None => errors.push(field_error(pointer, "upload")),
        }
    }
    Ok(if errors.is_empty() {
        Ok(Judged { answers, uploads })
    } else {
        Err(errors)
    })
}

/// Where answers name uploads.
fn files_in(value: &Value, pointer: &str, found: &mut Vec<(String, UploadedFile)>) {
    match value {
        Value::Object(map) => {
            if let Ok(file) = serde_json::from_value(value.clone()) {
                found.push((pointer.to_owned(), file));
            }
            for (name, value) in map {
                files_in(value, &banshi_forms::pointer::join(pointer, name), found);
            }
        }
        Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                files_in(value, &format!("{pointer}/{place}"), found);
            }
        }
        _ => {}
    }
}

/// What a file was handed in as: the form's words for the question it answers.
fn material_of(definition: &Definition, pointer: &str) -> Option<Text> {
    // One of several files has its place behind the question's pointer.
    let question = || {
        let (question, _) = pointer.rsplit_once('/')?;
        definition.label(question)
    };
    definition.label(pointer).or_else(question).cloned()
}

/// A document that a person handed in.
pub(super) fn document_of(
    upload: &Upload,
    material: Option<Text>,
    received_at: String,
) -> Document {
    Document {
        id: upload.id.clone(),
        name: upload.name.clone(),
        material,
        media_type: upload.media_type.clone(),
        size: upload.size,
        state: DocumentState::Received,
        received_at,
        from_person: true,
    }
}

/// Submits a draft: it becomes a case, at most one whatever the key. The same key and
/// body get the same answer again; what failed can be tried again with the same key.
///
/// # Errors
/// 400: no `Idempotency-Key`. 403: the service is for another kind of account. 404. 409:
/// the first request still runs (its one error has the keyword `running`), or the form has
/// changed. 412: `If-Match` was sent and the draft has changed. 422: the answers are not
/// valid, or the key was used for something else.
#[utoipa::path(post, path = "/api/v1/drafts/{id}/submit", tag = "drafts", request_body = SubmitRequest,
    params(
        ("id" = String, Path, description = "The draft"),
        ("Idempotency-Key" = String, Header, min_length = 1, max_length = 255, pattern = r"\S", description = "Made by the client, the same on each try"),
        ("If-Match" = Option<String>, Header, description = "The draft's revision"),
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 201, description = "It was submitted", body = Submission),
        (status = 400, description = "No `Idempotency-Key`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The service is for another kind of account", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The first request still runs (`errors[0].keyword` is `running`: ask again), or the form has changed", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "The draft has changed", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The answers are not valid, or the key was used for something else", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn submit(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
    json::Body(request): json::Body<SubmitRequest>,
) -> ApiResult {
    let what = format!("{id}\n{}", request.definition_hash);
    let key = once::key(&headers, known.person.id, ROUTE, &what)?;
    let revision = etag::if_match(&headers).map(str::to_owned);
    let work = {
        let app = Arc::clone(&app);
        async move { at_most_once(&app, known.person, &id, &request, revision).await }
    };
    let submission = once::once(&app, key, work).await?;
    answer(&submission)
}

fn answer(submission: &Submission) -> ApiResult<Response> {
    let mut response = etag::plain(StatusCode::CREATED, submission)?;
    if let Ok(place) = HeaderValue::from_str(&format!("{BASE}/submissions/{}", submission.id)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// What a draft became stays the answer, under any key. Another request may submit it
/// while this one judges it, and takes its answers and files along: so a failure counts
/// only for a draft that is still one.
async fn at_most_once(
    app: &App,
    person: &'static Person,
    draft_id: &str,
    request: &SubmitRequest,
    revision: Option<String>,
) -> ApiResult<Submission> {
    let before = || app.store.submission_of_draft(person.id, draft_id);
    if let Some(before) = before().await? {
        return Ok(before);
    }
    match carry_out(app, person, draft_id, request, revision).await {
        Err(error) => before().await?.ok_or(error),
        made => made,
    }
}

async fn carry_out(
    app: &App,
    person: &'static Person,
    draft_id: &str,
    request: &SubmitRequest,
    revision: Option<String>,
) -> ApiResult<Submission> {
    let draft = app
        .store
        .draft(person.id, draft_id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    if revision.is_some_and(|revision| revision != draft.revision) {
        return Err(ApiError::stale());
    }
    let catalogue = app.content.now();
    let form = form_of(&catalogue, &draft.service_id);
    let service = catalogue.services.get(&draft.service_id);
    let (Some(form), Some(service)) = (form, service) else {
        return Err(ApiError::conflict(
            "The service can't be applied for here any more",
        ));
    };
    if form.hash != request.definition_hash {
        return Err(ApiError::conflict(
            "The form has changed since the answers were checked",
        ));
    }
    let judged = judge(app, person, &draft)
        .await?
        .map_err(ApiError::invalid)?;
    for _ in 0..REFERENCE_TRIES {
        let now = app.clock.now();
        let reference = ids::reference(now);
        let applicant = Applicant {
            owner: person.id.into(),
            shown_as: person.masked(),
            delivery: delivery::chosen(&form.json, &judged.answers),
        };
        let documents = judged
            .uploads
            .iter()
            .map(|(pointer, one)| {
                let material = material_of(&form.definition, pointer);
                document_of(one, material, now.rfc3339())
            })
            .collect();
        let step = opening::open(
            ids::id(),
            reference.clone(),
            service,
            &applicant,
            documents,
            now,
        );
        let submission = Submission {
            id: ids::id(),
            draft_id: draft.id.clone(),
            state: SubmissionState::Succeeded,
            case_id: Some(step.record.case.id.clone()),
            reference: Some(reference.clone()),
            received_at: now.rfc3339(),
        };
        let new = NewCase {
            submission: submission.clone(),
            step,
            check_hash: ids::check_hash(&reference, &person.check()),
            answers: judged.answers.clone(),
            draft_revision: draft.revision.clone(),
            uploads: judged
                .uploads
                .iter()
                .map(|(_, one)| one.id.clone())
                .collect(),
        };
        match app.store.submit(new, now).await? {
            Submitted::Made => return Ok(submission),
            Submitted::Already(before) => return Ok(before),
            Submitted::Stale => {
                return Err(ApiError::conflict(
                    "The draft changed while it was submitted",
                ));
            }
            Submitted::Missing => return Err(ApiError::not_found()),
            Submitted::ReferenceTaken => {}
            // Another application took it since it was judged.
            Submitted::UploadTaken(taken) => {
                let place = judged.uploads.iter().find(|(_, one)| one.id == taken);
                let pointer = place.map_or("", |(pointer, _)| pointer.as_str());
                return Err(ApiError::field(pointer, "upload"));
            }
        }
    }
    Err(ApiError::internal())
}

/// What became of a submission.
///
/// # Errors
/// 401, 404.
#[utoipa::path(get, path = "/api/v1/submissions/{id}", tag = "drafts", params(("id" = String, Path, description = "The submission")),
    responses(
        (status = 200, description = "What became of it", body = Submission),
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
    let submission = app
        .store
        .submission(known.person.id, &id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    etag::tagged(&headers, None, &submission)
}
