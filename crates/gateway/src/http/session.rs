//! `session`: who is signed in. The page never sees the token; the store never does
//! either, only its hash.

use std::sync::Arc;

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use banshi_contract::{ExchangeRequest, Problem, SessionState};

use super::{App, etag, json};
use crate::clock::{Millis, Moment};
use crate::ids;
use crate::problem::{ApiError, ApiResult};
use crate::sandbox::TICKET;
use crate::sandbox::people::{self, Person};
use crate::store::Session;

/// However busy, a session ends after this.
const LONGEST_MS: Millis = 12 * 3_600_000;
/// A request moves the end of the session when it moves by at least this.
const WORTH_MOVING_MS: Millis = 30_000;

/// Who makes the request; their session lasts on.
pub struct Signed(pub Known);

/// Who makes the request, without their session lasting on: for what a page does by
/// itself while nobody is there.
pub struct Watching(pub Known);

/// A person with a session.
pub struct Known {
    /// Who.
    pub person: &'static Person,
    /// When the session ends.
    pub expires_at: Moment,
    /// The hash of its token.
    pub token_hash: String,
}

impl FromRequestParts<Arc<App>> for Signed {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> ApiResult<Self> {
        let known = known(app, &parts.headers)
            .await?
            .ok_or_else(ApiError::session_expired)?;
        Ok(Self(extend_session(app, known, WORTH_MOVING_MS).await?))
    }
}

impl FromRequestParts<Arc<App>> for Watching {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> ApiResult<Self> {
        known(app, &parts.headers)
            .await?
            .map(Self)
            .ok_or_else(ApiError::session_expired)
    }
}

fn cookie_name(app: &App) -> &'static str {
    if app.config.secure_cookies {
        "__Host-banshi"
    } else {
        "banshi"
    }
}

fn token_hash(app: &App, headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie_name(app))
        .map(|(_, token)| ids::sha256_hex(token.as_bytes()))
}

/// Who has the session of this request's cookie, if it still lasts.
async fn known(app: &App, headers: &HeaderMap) -> ApiResult<Option<Known>> {
    let Some(token_hash) = token_hash(app, headers) else {
        return Ok(None);
    };
    let session = app.store.session(&token_hash).await?;
    let now = app.clock.now();
    Ok(session
        .filter(|session| session.expires_at > now)
        .and_then(|session| {
            Some(Known {
                person: people::find(&session.person)?,
                expires_at: session.expires_at,
                token_hash,
            })
        }))
}

/// Who is signed in, without their session lasting on.
pub(super) async fn signed_in(
    app: &App,
    headers: &HeaderMap,
) -> ApiResult<Option<&'static Person>> {
    Ok(known(app, headers).await?.map(|known| known.person))
}

/// Whether a session still lasts.
pub(super) async fn lasts(app: &App, token_hash: &str) -> ApiResult<bool> {
    let session = app.store.session(token_hash).await?;
    Ok(session.is_some_and(|session| session.expires_at > app.clock.now()))
}

async fn extend_session(app: &App, mut known: Known, by_at_least: Millis) -> ApiResult<Known> {
    let now = app.clock.now();
    let full = i64::try_from(app.config.session.as_millis()).unwrap_or(LONGEST_MS);
    let wanted = now.plus_millis(full);
    if wanted.millis() - known.expires_at.millis() >= by_at_least {
        let began = app
            .store
            .session(&known.token_hash)
            .await?
            .map_or(now, |one| one.created_at);
        let end = wanted.min(began.plus_millis(LONGEST_MS));
        if end > known.expires_at {
            app.store.session_extend(&known.token_hash, end).await?;
            known.expires_at = end;
        }
    }
    Ok(known)
}

fn state(known: &Known) -> SessionState {
    SessionState {
        person: Some(known.person.in_session()),
        expires_at: Some(known.expires_at.rfc3339()),
    }
}

fn set_cookie(app: &App, token: &str, end: bool) -> HeaderValue {
    let secure = if app.config.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let end = if end { "; Max-Age=0" } else { "" };
    let text = format!(
        "{}={token}; HttpOnly; SameSite=Lax; Path=/{secure}{end}",
        cookie_name(app)
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// Who is signed in; 200 also when nobody is, so that asking is no error. Asking does
/// not make the session last.
///
/// # Errors
/// The store failed.
#[utoipa::path(get, path = "/api/v1/session", tag = "session", responses(
    (status = 200, description = "Who is signed in, if anybody", body = SessionState),
    (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
))]
pub async fn get(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult {
    let known = known(&app, &headers).await?;
    etag::plain(
        StatusCode::OK,
        &known.as_ref().map(state).unwrap_or_default(),
    )
}

/// Signs in with a ticket of the sandbox.
///
/// # Errors
/// 403: the ticket is of nobody.
#[utoipa::path(post, path = "/api/v1/session/exchange", tag = "session", request_body = ExchangeRequest,
    params(("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write")),
    responses(
        (status = 200, description = "Signed in; the cookie is set", body = SessionState),
        (status = 403, description = "The ticket is of nobody", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn exchange(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    json::Body(request): json::Body<ExchangeRequest>,
) -> ApiResult {
    let person = request
        .ticket
        .strip_prefix(TICKET)
        .and_then(people::find)
        .ok_or_else(|| ApiError::forbidden("The ticket is not good"))?;
    if let Some(old) = token_hash(&app, &headers) {
        app.store.session_end(&old).await?;
        app.hub.signed_out(&old);
    }
    let token = ids::token();
    let now = app.clock.now();
    let full = i64::try_from(app.config.session.as_millis()).unwrap_or(LONGEST_MS);
    let session = Session {
        token_hash: ids::sha256_hex(token.as_bytes()),
        person: person.id.into(),
        created_at: now,
        expires_at: now.plus_millis(full.min(LONGEST_MS)),
    };
    app.store.session_begin(&session).await?;
    let known = Known {
        person,
        expires_at: session.expires_at,
        token_hash: session.token_hash,
    };
    let mut response = etag::plain(StatusCode::OK, &state(&known))?;
    response
        .headers_mut()
        .insert(header::SET_COOKIE, set_cookie(&app, &token, false));
    Ok(response)
}

/// Makes the session last on.
///
/// # Errors
/// 401: it is over already.
#[utoipa::path(post, path = "/api/v1/session/extend", tag = "session",
    params(
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 200, description = "It lasts on", body = SessionState),
        (status = 401, description = "It is over already", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn extend(State(app): State<Arc<App>>, Watching(known): Watching) -> ApiResult {
    let known = extend_session(&app, known, 0).await?;
    etag::plain(StatusCode::OK, &state(&known))
}

/// Signs out; no error when nobody was signed in. Open streams of the session end.
///
/// # Errors
/// The store failed.
#[utoipa::path(post, path = "/api/v1/session/logout", tag = "session",
    params(
        ("X-Banshi" = String, Header, pattern = "^1$", description = "`1`, on every write"),
    ),
    responses(
        (status = 200, description = "Nobody is signed in now", body = SessionState),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn logout(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult<Response> {
    if let Some(hash) = token_hash(&app, &headers) {
        app.store.session_end(&hash).await?;
        app.hub.signed_out(&hash);
    }
    let mut response = etag::plain(StatusCode::OK, &SessionState::default())?;
    response
        .headers_mut()
        .insert(header::SET_COOKIE, set_cookie(&app, "", true));
    Ok(response)
}
