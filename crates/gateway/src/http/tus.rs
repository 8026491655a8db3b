//! What tus 1.0 says in headers, and what a file may be called and begin with.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use banshi_contract::ProblemCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::clock::Moment;
use crate::problem::{ApiError, ApiResult};

pub(super) const VERSION: &str = "1.0.0";
pub(super) const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

pub(super) fn speaks_tus(headers: &HeaderMap) -> ApiResult<()> {
    if headers
        .get(TUS_RESUMABLE)
        .is_some_and(|value| value == VERSION)
    {
        return Ok(());
    }
    Err(ApiError::new(
        StatusCode::PRECONDITION_FAILED,
        ProblemCode::Unsupported,
        "Tus-Resumable: 1.0.0 is spoken here",
    ))
}

pub(super) fn tus(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(TUS_RESUMABLE, HeaderValue::from_static(VERSION));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

pub(super) fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// RFC 9110 dates, as tus wants them.
pub(super) fn http_date(moment: Moment) -> HeaderValue {
    let format = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    OffsetDateTime::from_unix_timestamp(moment.millis().div_euclid(1000))
        .ok()
        .and_then(|time| time.format(&format).ok())
        .and_then(|text| HeaderValue::from_str(&text).ok())
        .unwrap_or(HeaderValue::from_static(""))
}

/// `Upload-Metadata`: names and base64 values.
pub(super) fn metadata(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let all = headers.get("upload-metadata")?.to_str().ok()?;
    let value = all.split(',').find_map(|pair| {
        let (name, value) = pair.trim().split_once(' ')?;
        (name == wanted).then_some(value)
    })?;
    String::from_utf8(STANDARD.decode(value.trim()).ok()?).ok()
}

/// A file's name without what could be a path, a control or a direction mark.
pub(super) fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let kept: String = last
        .chars()
        .filter(|one| !one.is_control() && !matches!(one, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .take(150)
        .collect();
    let kept = kept.trim().trim_start_matches('.').to_owned();
    if kept.is_empty() { "file".into() } else { kept }
}

/// Whether a file begins like what it says it is.
pub(super) fn is_what_it_says(media_type: &str, bytes: &[u8]) -> bool {
    match media_type {
        "application/pdf" => bytes.starts_with(b"%PDF-"),
        "image/jpeg" => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        "image/png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        _ => false,
    }
}

pub(super) fn not_taken(title: &str) -> ApiError {
    ApiError::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ProblemCode::Unsupported,
        title,
    )
}

pub(super) fn checksum(headers: &HeaderMap) -> ApiResult<Option<Vec<u8>>> {
    let Some(value) = headers.get("upload-checksum") else {
        return Ok(None);
    };
    value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .filter(|(algorithm, _)| *algorithm == "sha256")
        .and_then(|(_, sum)| STANDARD.decode(sum).ok())
        .map(Some)
        .ok_or_else(|| ApiError::bad_request("Upload-Checksum must be sha256 and base64"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_could_harm() {
        assert_eq!(tidy_name("C:\\a\\租房合同.pdf"), "租房合同.pdf");
        assert_eq!(tidy_name("../../etc/passwd"), "passwd");
        assert_eq!(tidy_name("evil\u{202e}fdp.exe"), "evilfdp.exe");
        assert_eq!(tidy_name("\r\n"), "file");
    }

    #[test]
    fn dates_are_as_http_wants_them() {
        let moment = Moment::from_millis(784_111_777_000);
        assert_eq!(http_date(moment), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
