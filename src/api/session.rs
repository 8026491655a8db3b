//! `session`: who is signed in.

use banshi_contract::{ExchangeRequest, SessionState};

use super::{Api, ApiError, Call, Method};

/// Where a ticket is exchanged for a session.
pub(super) const EXCHANGE: &str = "/session/exchange";

/// Who is signed in.
///
/// # Errors
/// See [`ApiError`].
pub async fn get(api: Api) -> Result<SessionState, ApiError> {
    api.get("/session").await
}

/// Signs in with a ticket.
///
/// # Errors
/// See [`ApiError`].
pub async fn exchange(api: Api, ticket: &str) -> Result<SessionState, ApiError> {
    let body = ExchangeRequest {
        ticket: ticket.to_owned(),
    };
    api.write(Method::Post, EXCHANGE, &[], &body).await
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
