//! `drafts`: answers on their way. Ids are made by the client, so that a draft can be
//! begun without a connection.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use banshi_contract::{CheckResult, Draft, List, Problem};
use uuid::Uuid;

use super::session::Signed;
use super::{App, BASE, etag, json, services, submissions, warnings};
use crate::content::{Catalogue, Form};
use crate::problem::{ApiError, ApiResult, field_error};
use crate::store::{Deleted, Put};

/// The form of a service.
pub(super) fn form_of<'a>(catalogue: &'a Catalogue, service: &str) -> Option<&'a Form> {
    let form = catalogue.services.get(service)?.summary.form_id.as_ref()?;
    catalogue.forms.get(form)
}

fn with_tag(mut response: Response, revision: &str) -> Response {
    response
        .headers_mut()
        .insert(header::ETAG, etag::quoted(revision));
    response
}

/// A person's drafts, latest first.
///
/// # Errors
/// 401.
#[utoipa::path(get, path = "/api/v1/drafts", tag = "drafts", responses(
    (status = 200, description = "Drafts, latest first", body = List<Draft>),
    (status = 304, description = "As the client knows it"),
    (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
    (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
) -> ApiResult {
    let items = app.store.drafts(known.person.id).await?;
    etag::tagged(&headers, None, &List::whole(items))
}

/// A draft.
///
/// # Errors
/// 401, 404.
#[utoipa::path(get, path = "/api/v1/drafts/{id}", tag = "drafts", params(("id" = String, Path, description = "The draft")),
    responses(
        (status = 200, description = "The draft", body = Draft),
        (status = 304, description = "As the client knows it"),
        (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn get(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> ApiResult {
    let draft = app
        .store
        .draft(known.person.id, &id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    etag::tagged(&headers, Some(&draft.revision), &draft)
}

/// Makes a draft (`If-None-Match: *`) or changes it (`If-Match`).
///
/// # Errors
/// 403: the service is for another kind of account. 409: it was submitted. 412: it has
/// changed since. 422: the body does not fit. 428: it does not say what it is based on.
#[utoipa::path(put, path = "/api/v1/drafts/{id}", tag = "drafts", request_body = Draft,
    params(
        ("id" = String, Path, format = "uuid", description = "A UUID that the client made"),
        ("If-None-Match" = Option<String>, Header, description = "`*`, to create"),
        ("If-Match" = Option<String>, Header, description = "The revision, to change"),
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 200, description = "Changed", body = Draft),
        (status = 201, description = "Made", body = Draft),
        (status = 403, description = "The service is for another kind of account", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It was submitted", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "It has changed since", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The body does not fit", body = Problem, content_type = "application/problem+json"),
        (status = 428, description = "It does not say what it is based on", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn put(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
    json::Body(mut draft): json::Body<Draft>,
) -> ApiResult {
    let expect = etag::expected(&headers)?;
    if Uuid::try_parse(&id).is_err() {
        return Err(ApiError::field("/id", "uuid"));
    }
    if draft.id != id {
        return Err(ApiError::field("/id", "const"));
    }
    if !draft.answers.is_object() {
        return Err(ApiError::field("/answers", "type"));
    }
    let catalogue = app.content.now();
    let form = form_of(&catalogue, &draft.service_id)
        .ok_or_else(|| ApiError::field("/serviceId", "unknown"))?;
    services::for_this_account(&catalogue, known.person, &draft.service_id)?;
    let now = app.clock.now();
    let kept = i32::try_from(form.definition.keep_draft_days).unwrap_or(60);
    draft.keep_until = now.date().add_days(kept).to_string();
    if let Some(service) = catalogue.services.get(&draft.service_id) {
        draft.service_name = service.summary.name.clone();
    }
    let (status, draft) = match app
        .store
        .draft_put(known.person.id, draft, expect, now)
        .await?
    {
        Put::Created(draft) => (StatusCode::CREATED, draft),
        Put::Changed(draft) => (StatusCode::OK, draft),
        Put::Stale => return Err(ApiError::stale()),
        Put::Submitted => {
            return Err(ApiError {
                errors: vec![field_error("", "submitted")],
                ..ApiError::conflict("It was submitted and changes no more")
            });
        }
        Put::Full => {
            return Err(ApiError::conflict(
                "There are too many drafts; delete one first",
            ));
        }
    };
    app.hub.nudge();
    let mut response = with_tag(etag::plain(status, &draft)?, &draft.revision);
    if let Ok(place) = HeaderValue::from_str(&format!("{BASE}/drafts/{}", draft.id)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// Takes a draft away.
///
/// # Errors
/// 401, 404; 412: `If-Match` was sent and it has changed since.
#[utoipa::path(delete, path = "/api/v1/drafts/{id}", tag = "drafts",
    params(
        ("id" = String, Path, description = "The draft"),
        ("If-Match" = Option<String>, Header, description = "The revision it must still have"),
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "It has changed since", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn delete(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> ApiResult {
    let revision = etag::if_match(&headers);
    match app
        .store
        .draft_delete(known.person.id, &id, revision, app.clock.now())
        .await?
    {
        Deleted::Yes => {
            app.hub.nudge();
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        Deleted::Missing => Err(ApiError::not_found()),
        Deleted::Stale => Err(ApiError::stale()),
    }
}

/// What would keep the draft from being submitted.
///
/// # Errors
/// 401; 403: the service is for another kind of account; 404; 409: the form is gone or
/// can't take these answers any more.
#[utoipa::path(post, path = "/api/v1/drafts/{id}/check", tag = "drafts",
    params(
        ("id" = String, Path, description = "The draft"),
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 200, description = "What is wrong; nothing when it could be submitted", body = CheckResult),
        (status = 403, description = "The service is for another kind of account", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The form has changed too much", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn check(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    Path(id): Path<String>,
) -> ApiResult {
    let draft = app
        .store
        .draft(known.person.id, &id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let errors = match submissions::judge(&app, known.person, &draft).await? {
        Ok(_) => Vec::new(),
        Err(errors) => errors,
    };
    let warnings = warnings::of(&app, known.person, &draft);
    etag::plain(StatusCode::OK, &CheckResult { errors, warnings })
}
