//! JSON bodies whose faults are problems.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use banshi_contract::ProblemCode;
use serde::de::DeserializeOwned;

use crate::problem::{ApiError, field_error};

/// A JSON body. What serde says about it is not passed on, since it can quote what
/// was sent; the kind of the fault is.
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let is_json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                ProblemCode::Unsupported,
                "The body must be application/json",
            ));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| ApiError::of_status(rejection.into_response().status()))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            let (title, keyword) = if error.is_data() {
                ("The body has not the shape it must have", "shape")
            } else {
                ("The body is not JSON", "json")
            };
            ApiError {
                errors: vec![field_error("", keyword)],
                ..ApiError::bad_request(title)
            }
        })
    }
}
