//! What goes wrong, as RFC 9457 says it. A handler returns an [`ApiError`]; the
//! outermost layer writes the body, since it alone knows the trace id.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use banshi_contract::{FieldError, Problem, ProblemCode};

use crate::store::StoreError;

/// An error that a handler answers with.
#[derive(Clone, Debug)]
pub struct ApiError {
    /// HTTP status.
    pub status: StatusCode,
    /// Its stable name.
    pub code: ProblemCode,
    /// For developers.
    pub title: String,
    /// Faults by field.
    pub errors: Vec<FieldError>,
    /// Seconds after which to try again.
    pub retry_after: Option<u64>,
}

/// What a handler returns.
pub type ApiResult<T = Response> = Result<T, ApiError>;

impl ApiError {
    /// An error with these words.
    pub fn new(status: StatusCode, code: ProblemCode, title: impl Into<String>) -> Self {
        Self {
            status,
            code,
            title: title.into(),
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// 404, also for what belongs to somebody else.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            ProblemCode::NotFound,
            "There is no such thing, or not for you",
        )
    }

    /// 401: nobody is signed in, or no longer.
    #[must_use]
    pub fn session_expired() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            ProblemCode::SessionExpired,
            "Nobody is signed in, or no longer",
        )
    }

    /// 403.
    pub fn forbidden(title: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, ProblemCode::Forbidden, title)
    }

    /// 409.
    pub fn conflict(title: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, ProblemCode::Conflict, title)
    }

    /// 412: what it was based on has changed.
    #[must_use]
    pub fn stale() -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            ProblemCode::Precondition,
            "It has changed since",
        )
    }

    /// 400: the request makes no sense.
    pub fn bad_request(title: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, ProblemCode::Validation, title)
    }

    /// 422: understood, and not valid.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                ProblemCode::Validation,
                "Some of it is not valid",
            )
        }
    }

    /// 422 at one place of the request body.
    pub fn field(pointer: impl Into<String>, keyword: impl Into<String>) -> Self {
        Self::invalid(vec![field_error(pointer, keyword)])
    }

    /// 429.
    #[must_use]
    pub fn rate_limited(retry_after: u64) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                ProblemCode::RateLimited,
                "Too often",
            )
        }
    }

    /// 500.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            ProblemCode::Internal,
            "The gateway failed",
        )
    }

    /// The error that an answer of the framework stands for, by its status.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        let code = match status.as_u16() {
            401 => ProblemCode::SessionExpired,
            403 => ProblemCode::Forbidden,
            404 => ProblemCode::NotFound,
            405 | 415 | 501 => ProblemCode::Unsupported,
            409 => ProblemCode::Conflict,
            412 | 428 => ProblemCode::Precondition,
            429 => ProblemCode::RateLimited,
            503 | 504 => ProblemCode::UpstreamUnavailable,
            400..=499 => ProblemCode::Validation,
            _ => ProblemCode::Internal,
        };
        Self::new(status, code, status.canonical_reason().unwrap_or("Error"))
    }

    /// The problem document.
    #[must_use]
    pub fn problem(&self, trace_id: &str) -> Problem {
        Problem {
            kind: "about:blank".into(),
            title: self.title.clone(),
            status: self.status.as_u16(),
            code: self.code,
            trace_id: trace_id.into(),
            errors: self.errors.clone(),
        }
    }
}

/// One fault without particulars.
pub fn field_error(pointer: impl Into<String>, keyword: impl Into<String>) -> FieldError {
    FieldError {
        pointer: pointer.into(),
        keyword: keyword.into(),
        params: serde_json::Map::new(),
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::internal()
    }
}
