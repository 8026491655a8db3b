//! `capabilities`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use banshi_contract::{Capabilities, Problem, SignIn, UploadLimits};

use super::{App, etag, uploads};
use crate::problem::ApiResult;
use crate::sandbox::people::PEOPLE;

/// What this portal is and can do.
///
/// # Errors
/// None of its own.
#[utoipa::path(get, path = "/api/v1/capabilities", tag = "portal", responses(
    (status = 200, description = "What this portal is and can do", body = Capabilities),
    (status = 304, description = "As the client knows it"),
    (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
))]
pub async fn get(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult {
    let capabilities = Capabilities {
        version: "1".into(),
        operator: app.content.now().operator.clone(),
        sign_in: SignIn::Sandbox {
            people: PEOPLE.iter().map(|person| person.listed()).collect(),
        },
        uploads: UploadLimits {
            max_bytes: uploads::MOST_BYTES,
            media_types: uploads::MEDIA_TYPES.map(str::to_owned).to_vec(),
        },
        live: true,
        today: app.clock.now().date().to_string(),
    };
    etag::tagged(&headers, None, &capabilities)
}
