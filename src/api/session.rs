//! `session`: who is signed in.

use banshi_contract::{ExchangeRequest, SessionState};

use super::{Api, ApiError, Call, Method};

/// Where the session is.
pub(super) const PATH: &str = "/session";

/// Who is signed in.
///
/// # Errors
/// See [`ApiError`].
pub async fn get(api: Api) -> Result<SessionState, ApiError> {
    api.get(PATH).await
}

/// Signs in with a ticket.
///
/// # Errors
/// See [`ApiError`].
pub async fn exchange(api: Api, ticket: &str) -> Result<SessionState, ApiError> {
    let body = ExchangeRequest {
        ticket: ticket.to_owned(),
    };
    api.write(Method::Post, "/session/exchange", &[], &body)
        .await
}

/// Signs out.
///
/// # Errors
/// See [`ApiError`].
pub async fn logout(api: Api) -> Result<(), ApiError> {
    api.send(Call::new(Method::Post, "/session/logout"))
        .await
        .map(|_| ())
}
