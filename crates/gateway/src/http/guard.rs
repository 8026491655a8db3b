//! What every request and answer passes: the custom headers, a panic's end, the security
//! headers.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::set_header::SetResponseHeaderLayer;

use super::{App, session};
use crate::problem::ApiError;

/// A page of another site can't send this without being asked for permission first.
const OWN_HEADER: &str = "x-banshi";
/// Whom the page that asks believes to be signed in: the id that `GET session` gave it.
const PERSON_HEADER: &str = "x-banshi-person";
/// Where the page learns who that is, and changes it.
const ANYBODYS: [&str; 3] = ["/session", "/session/exchange", "/session/logout"];
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

pub(super) async fn own_header(request: Request, next: Next) -> Response {
    let has = request
        .headers()
        .get(OWN_HEADER)
        .is_some_and(|value| value == "1");
    if writes(&request) && !has {
        return ApiError::forbidden("Writes need the header X-Banshi: 1").into_response();
    }
    next.run(request).await
}

fn writes(request: &Request) -> bool {
    !request.method().is_safe()
}

/// Tabs share a cookie: one that still shows a person neither writes as another who
/// signed in since nor is shown what is theirs. Where one person follows another it is
/// not asked: who is signed in, signing in, and signing out, since whoever wants out of
/// this browser wants everybody out of it.
pub(super) async fn same_person(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    let believed = request.headers().get(PERSON_HEADER);
    let Some(believed) = believed.filter(|_| is_somebodys(&request)) else {
        return next.run(request).await;
    };
    match session::signed_in(&app, request.headers()).await {
        Ok(Some(person)) if believed.as_bytes() != person.id.as_bytes() => {
            ApiError::session_expired().into_response()
        }
        Ok(_) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// Whether the answer depends on who asks. `OPTIONS` tells only what the gateway can do.
fn is_somebodys(request: &Request) -> bool {
    let path = request.uri().path();
    request.method() != Method::OPTIONS && !ANYBODYS.contains(&path)
}

pub(super) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    ApiError::internal().into_response()
}

/// The security headers, on every answer, whatever it is.
pub(super) fn secured(router: Router<Arc<App>>, app: &Arc<App>) -> Router<Arc<App>> {
    let page = Arc::clone(app);
    // Read anew for each answer: it follows `index.html`.
    let policy = move |_: &Response| HeaderValue::from_str(&page.page.policy()).ok();
    let https = "max-age=31536000; includeSubDomains";
    let https = app.config.secure_cookies.then_some(https);
    router.layer(
        ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::overriding(
                header::CONTENT_SECURITY_POLICY,
                policy,
            ))
            .layer(SetResponseHeaderLayer::overriding(
                header::STRICT_TRANSPORT_SECURITY,
                https.map(HeaderValue::from_static),
            ))
            .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
            .layer(fixed(OPENER_POLICY, "same-origin"))
            .layer(fixed(RESOURCE_POLICY, "same-origin"))
            .layer(fixed(
                PERMISSIONS_POLICY,
                "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            )),
    )
}

fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
