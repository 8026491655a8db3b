//! `uploads`: tus 1.0 with creation, checksum (sha256), termination and expiration.
//! An upload belongs to the person who began it; what it really is, is looked at when
//! its last byte is there.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use banshi_contract::{Problem, ProblemCode};
use futures_util::StreamExt as _;
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use super::session::Signed;
use super::tus::{
    UPLOAD_EXPIRES, UPLOAD_LENGTH, UPLOAD_OFFSET, VERSION, checksum, http_date, is_what_it_says,
    metadata, not_taken, number, speaks_tus, tidy_name, tus,
};
use super::{App, BASE};
use crate::clock::Millis;
use crate::ids;
use crate::problem::{ApiError, ApiResult, field_error};
use crate::store::{MOST_UPLOADS, StoreError, Upload};

/// Bytes a file may have.
pub const MOST_BYTES: u64 = 10 * 1024 * 1024;
/// What is taken.
pub const MEDIA_TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];
/// Bytes a person may have uploaded without a case.
const MOST_PENDING_BYTES: u64 = 200 * 1024 * 1024;
/// How long an upload is kept without a case, unless a draft that is kept longer names it.
const KEPT_MS: Millis = 24 * 3_600_000;

fn file_error(error: std::io::Error) -> ApiError {
    StoreError::from(error).into()
}

async fn own_upload(app: &App, owner: &str, id: &str) -> ApiResult<Upload> {
    let upload = app.store.upload(id).await?;
    upload
        .filter(|one| one.owner == owner)
        .filter(|one| one.case_id.is_some() || one.expires_at > app.clock.now())
        .ok_or_else(ApiError::not_found)
}

/// What this server speaks of tus.
#[utoipa::path(options, path = "/api/v1/uploads", tag = "uploads", responses(
    (status = 204, description = "`Tus-Version`, `Tus-Extension`, `Tus-Max-Size`"),
))]
pub async fn options() -> Response {
    let headers = [
        (HeaderName::from_static("tus-version"), VERSION.to_owned()),
        (
            HeaderName::from_static("tus-extension"),
            "creation,checksum,termination,expiration".to_owned(),
        ),
        (
            HeaderName::from_static("tus-max-size"),
            MOST_BYTES.to_string(),
        ),
        (
            HeaderName::from_static("tus-checksum-algorithm"),
            "sha256".to_owned(),
        ),
    ];
    tus((
        StatusCode::NO_CONTENT,
        axum::response::AppendHeaders(headers),
    )
        .into_response())
}

/// Begins an upload.
///
/// # Errors
/// 400: no length or metadata. 412: not tus 1.0. 413: too large. 415 (`accept`): not a
/// kind that is taken. 422: too many files wait without a case. 429: too many bytes do.
#[utoipa::path(post, path = "/api/v1/uploads", tag = "uploads",
    params(
        ("Tus-Resumable" = String, Header, pattern = r"^1\.0\.0$", description = "`1.0.0`"),
        ("Upload-Length" = u64, Header, minimum = 1, maximum = 10485760, description = "Bytes in all"),
        ("Upload-Metadata" = String, Header, min_length = 1, description = "`filename` and `filetype`, base64"),
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 201, description = "Begun; `Location` is its address"),
        (status = 400, description = "No length or metadata", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Not tus 1.0", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not a kind that is taken: keyword `accept`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Too many files wait without a case", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
) -> ApiResult {
    speaks_tus(&headers)?;
    let size = number(&headers, &UPLOAD_LENGTH)
        .ok_or_else(|| ApiError::bad_request("Upload-Length must say how many bytes"))?;
    if size > MOST_BYTES {
        let mut error = field_error("", "maxBytes");
        error.params.insert("limit".into(), MOST_BYTES.into());
        return Err(ApiError {
            errors: vec![error],
            ..ApiError::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                ProblemCode::Validation,
                "The file is too large",
            )
        });
    }
    if size == 0 {
        return Err(ApiError::bad_request("The file is empty"));
    }
    let media_type = metadata(&headers, "filetype")
        .ok_or_else(|| ApiError::bad_request("Upload-Metadata must name the filetype"))?;
    if !MEDIA_TYPES.contains(&media_type.as_str()) {
        let title = "This kind of file is not taken";
        return Err(not_this_file("accept", &media_type, title));
    }
    let name = metadata(&headers, "filename")
        .ok_or_else(|| ApiError::bad_request("Upload-Metadata must name the filename"))?;
    if app.store.uploads_pending(known.person.id).await? + size > MOST_PENDING_BYTES {
        return Err(ApiError::rate_limited(3600));
    }
    let upload = Upload {
        id: ids::id(),
        owner: known.person.id.into(),
        name: tidy_name(&name),
        media_type,
        size,
        complete: false,
        expires_at: app.clock.now().plus_millis(KEPT_MS),
        case_id: None,
    };
    app.files
        .write_whole(&upload.id, &[])
        .await
        .map_err(file_error)?;
    if !app.store.upload_begin(&upload).await? {
        app.files.remove(&upload.id).await.map_err(file_error)?;
        return Err(too_many());
    }
    let mut response = tus(StatusCode::CREATED.into_response());
    let place = HeaderValue::from_str(&format!("{BASE}/uploads/{}", upload.id));
    response
        .headers_mut()
        .insert(header::LOCATION, place.map_err(|_| ApiError::internal())?);
    response
        .headers_mut()
        .insert(UPLOAD_EXPIRES, http_date(upload.expires_at));
    Ok(response)
}

/// Why a file is not taken: `accept` names a kind that never is, `contentMediaType` one
/// that the content is not; beside it, what is taken.
fn not_this_file(keyword: &str, media_type: &str, title: &str) -> ApiError {
    let mut error = field_error("", keyword);
    error.params.insert("mediaType".into(), media_type.into());
    let taken: Vec<serde_json::Value> = MEDIA_TYPES.iter().map(|&kind| kind.into()).collect();
    error.params.insert("accept".into(), taken.into());
    ApiError {
        errors: vec![error],
        ..not_taken(title)
    }
}

fn too_many() -> ApiError {
    let mut error = field_error("", "maxItems");
    error.params.insert("limit".into(), MOST_UPLOADS.into());
    ApiError {
        title: "Too many files wait without an application; remove some or hand them in".into(),
        ..ApiError::invalid(vec![error])
    }
}

/// How much of an upload has arrived.
///
/// # Errors
/// 401, 404, 412.
#[utoipa::path(head, path = "/api/v1/uploads/{id}", tag = "uploads",
    params(
        ("id" = String, Path, description = "The upload"),
        ("Tus-Resumable" = String, Header, pattern = r"^1\.0\.0$", description = "`1.0.0`"),
    ),
    responses(
        (status = 200, description = "`Upload-Offset`, `Upload-Length`"),
        (status = 404, description = "There is none"),
        (status = 412, description = "Not tus 1.0"),
        (status = "default", description = "A problem"),
    ))]
pub async fn head(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> ApiResult {
    speaks_tus(&headers)?;
    let lock = app.chunk_lock(&id);
    let _not_while_it_grows = lock.lock().await;
    let upload = own_upload(&app, known.person.id, &id).await?;
    let offset = app.files.length(&upload.id).await.map_err(file_error)?;
    if offset == upload.size && !upload.complete {
        // The connection broke right after the last byte: a client that sees all of it
        // here sends nothing more, so it is looked at now.
        finish(&app, &upload).await?;
    }
    let mut response = tus(StatusCode::OK.into_response());
    response
        .headers_mut()
        .insert(UPLOAD_OFFSET, HeaderValue::from(offset));
    response
        .headers_mut()
        .insert(UPLOAD_LENGTH, HeaderValue::from(upload.size));
    response
        .headers_mut()
        .insert(UPLOAD_EXPIRES, http_date(upload.expires_at));
    Ok(response)
}

/// Adds bytes at the end of an upload.
///
/// # Errors
/// 400: more than was said. 404. 409: not where the last bytes ended. 412. 415: not
/// `application/offset+octet-stream`, or (`contentMediaType`) the whole is not what it
/// says. 460: the checksum does not fit; nothing was added.
#[utoipa::path(patch, path = "/api/v1/uploads/{id}", tag = "uploads",
    params(
        ("id" = String, Path, description = "The upload"),
        ("Tus-Resumable" = String, Header, pattern = r"^1\.0\.0$", description = "`1.0.0`"),
        ("Upload-Offset" = u64, Header, description = "Where these bytes begin"),
        ("Upload-Checksum" = Option<String>, Header, description = "`sha256` and base64"),
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    request_body(content = String, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Added; `Upload-Offset` is the end now"),
        (status = 409, description = "Not where the last bytes ended", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The whole is not what it says: keyword `contentMediaType`", body = Problem, content_type = "application/problem+json"),
        (status = 460, description = "The checksum does not fit", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn patch(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> ApiResult {
    speaks_tus(&headers)?;
    if headers
        .get(header::CONTENT_TYPE)
        .is_none_or(|value| value != "application/offset+octet-stream")
    {
        return Err(not_taken("Bytes come as application/offset+octet-stream"));
    }
    let at = number(&headers, &UPLOAD_OFFSET)
        .ok_or_else(|| ApiError::bad_request("Upload-Offset must say where these bytes begin"))?;
    let checksum = checksum(&headers)?;
    let lock = app.chunk_lock(&id);
    let _one_at_a_time = lock.lock().await;
    let upload = own_upload(&app, known.person.id, &id).await?;
    let offset = app.files.length(&upload.id).await.map_err(file_error)?;
    if upload.complete || offset != at {
        return Err(ApiError::conflict("The upload is not there"));
    }
    let room = upload.size - offset;
    let added = match checksum {
        Some(wanted) => add_checked(&app, &upload, body, room, &wanted).await?,
        None => add(&app, &upload, body, room).await?,
    };
    if offset + added == upload.size {
        finish(&app, &upload).await?;
    }
    let mut response = tus(StatusCode::NO_CONTENT.into_response());
    response
        .headers_mut()
        .insert(UPLOAD_OFFSET, HeaderValue::from(offset + added));
    response
        .headers_mut()
        .insert(UPLOAD_EXPIRES, http_date(upload.expires_at));
    Ok(response)
}

fn too_much() -> ApiError {
    ApiError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        ProblemCode::Validation,
        "More bytes than Upload-Length said",
    )
}

/// Writes bytes as they come, so that what arrived before a broken connection counts.
async fn add(app: &App, upload: &Upload, body: Body, room: u64) -> ApiResult<u64> {
    let mut file = app.files.append(&upload.id).await.map_err(file_error)?;
    let mut stream = body.into_data_stream();
    let mut added = 0;
    while let Some(chunk) = stream.next().await {
        let Ok(chunk) = chunk else {
            break;
        };
        let length = chunk.len() as u64;
        if added + length > room {
            return Err(too_much());
        }
        file.write_all(&chunk).await.map_err(file_error)?;
        added += length;
    }
    file.flush().await.map_err(file_error)?;
    file.sync_data().await.map_err(file_error)?;
    Ok(added)
}

/// Takes all bytes first: nothing may be added that does not fit its checksum.
async fn add_checked(
    app: &App,
    upload: &Upload,
    body: Body,
    room: u64,
    wanted: &[u8],
) -> ApiResult<u64> {
    let most = usize::try_from(room).unwrap_or(usize::MAX);
    let bytes = axum::body::to_bytes(body, most)
        .await
        .map_err(|_| too_much())?;
    if Sha256::digest(&bytes).as_slice() != wanted {
        let status = StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST);
        return Err(ApiError::new(
            status,
            ProblemCode::Validation,
            "The checksum does not fit",
        ));
    }
    add(app, upload, Body::from(bytes), room).await
}

async fn finish(app: &App, upload: &Upload) -> ApiResult<()> {
    let bytes = app.files.read(&upload.id).await.map_err(file_error)?;
    if !is_what_it_says(&upload.media_type, &bytes) {
        app.store.upload_delete(&upload.id).await?;
        app.files.remove(&upload.id).await.map_err(file_error)?;
        let title = "The file is not what it says it is";
        return Err(not_this_file("contentMediaType", &upload.media_type, title));
    }
    app.store.upload_complete(upload, app.clock.now()).await?;
    app.hub.nudge();
    Ok(())
}

/// Takes an upload away.
///
/// # Errors
/// 401, 404, 412; 409: it belongs to a case.
#[utoipa::path(delete, path = "/api/v1/uploads/{id}", tag = "uploads",
    params(
        ("id" = String, Path, description = "The upload"),
        ("Tus-Resumable" = String, Header, pattern = r"^1\.0\.0$", description = "`1.0.0`"),
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It belongs to a case", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn delete(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> ApiResult {
    speaks_tus(&headers)?;
    let lock = app.chunk_lock(&id);
    let _one_at_a_time = lock.lock().await;
    let upload = own_upload(&app, known.person.id, &id).await?;
    if !app.store.upload_delete(&upload.id).await? {
        return Err(ApiError::conflict("It belongs to a case"));
    }
    app.files.remove(&upload.id).await.map_err(file_error)?;
    Ok(tus(StatusCode::NO_CONTENT.into_response()))
}
