//! The bytes of a document, to its owner only, and never shown by the browser itself.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use banshi_contract::Problem;

use super::App;
use super::session::Signed;
use crate::problem::{ApiError, ApiResult};
use crate::store::StoreError;

/// The document.
///
/// # Errors
/// 401, 404.
#[utoipa::path(get, path = "/api/v1/documents/{id}/content", tag = "cases", params(("id" = String, Path, description = "The document")),
    responses(
        (status = 200, description = "Its bytes, to be saved", content((String = "application/pdf"), (String = "image/jpeg"), (String = "image/png"))),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn content(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    Path(id): Path<String>,
) -> ApiResult {
    let upload = app.store.upload(&id).await?;
    let upload = upload
        .filter(|one| one.owner == known.person.id && one.complete && one.case_id.is_some())
        .ok_or_else(ApiError::not_found)?;
    let bytes = app.files.read(&upload.id).await.map_err(StoreError::from)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_str(&upload.media_type);
    headers.insert(
        header::CONTENT_TYPE,
        media_type.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    if let Ok(value) = HeaderValue::from_str(&disposition(&upload.name)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    Ok(response)
}

/// `attachment` with the file's name (RFC 6266, RFC 8187).
fn disposition(name: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_not_break_out_of_the_header() {
        assert_eq!(
            disposition("租\"\r\n.pdf"),
            "attachment; filename*=UTF-8''%E7%A7%9F%22%0D%0A.pdf"
        );
    }
}
