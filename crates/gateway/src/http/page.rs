//! The built page: its files, and `index.html` for every address that is the page's
//! own to show.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use tower::ServiceExt as _;
use tower_http::services::{ServeDir, ServeFile};

use super::App;
use crate::problem::ApiError;

const FOREVER: &str = "public, max-age=31536000, immutable";

type Stamp = (SystemTime, u64);

/// The folder of the built page, and the policy that its `index.html` needs.
#[derive(Debug)]
pub struct Page {
    dist: PathBuf,
    seen: RwLock<(Option<Stamp>, String)>,
}

impl Page {
    /// Of this folder.
    #[must_use]
    pub fn new(dist: PathBuf) -> Self {
        let page = Self {
            dist,
            seen: RwLock::new((None, policy(""))),
        };
        page.look();
        page
    }

    /// The content security policy.
    #[must_use]
    pub fn policy(&self) -> String {
        self.seen
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .1
            .clone()
    }

    /// Reads `index.html` again when it changed; false when there is none.
    fn look(&self) -> bool {
        let index = self.dist.join("index.html");
        let stamp =
            std::fs::metadata(&index).and_then(|about| Ok((about.modified()?, about.len())));
        let Ok(stamp) = stamp else {
            return false;
        };
        if self.seen.read().unwrap_or_else(PoisonError::into_inner).0 == Some(stamp) {
            return true;
        }
        let Ok(html) = std::fs::read_to_string(&index) else {
            return false;
        };
        *self.seen.write().unwrap_or_else(PoisonError::into_inner) = (Some(stamp), policy(&html));
        true
    }
}

/// The policy of a page: nothing but its own files, and exactly the inline scripts and
/// styles it was built with.
fn policy(html: &str) -> String {
    let scripts = hashes(html, "script");
    let styles = hashes(html, "style");
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
         worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
    )
}

/// ` 'sha256-…'` for each inline element of this name.
fn hashes(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}"));
    let mut found = String::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&open) {
        let Some((attributes, body)) = after.split_once('>') else {
            break;
        };
        let Some((text, next)) = body.split_once(&close) else {
            break;
        };
        let ours = attributes.is_empty() || attributes.starts_with(char::is_whitespace);
        let elsewhere = attributes
            .split_whitespace()
            .any(|one| one.starts_with("src"));
        if ours && !elsewhere && !text.is_empty() {
            let hash = STANDARD.encode(Sha256::digest(text.as_bytes()));
            found.push_str(&format!(" 'sha256-{hash}'"));
        }
        rest = next;
    }
    found
}

/// Whether a file's name carries a hash of what is in it (Trunk: `banshi-0123456789abcdef.js`).
fn is_hashed(name: &str) -> bool {
    name.split(['-', '_', '.']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|one| one.is_ascii_hexdigit())
            && part.bytes().any(|one| one.is_ascii_digit())
    })
}

pub(super) async fn serve(State(app): State<Arc<App>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path == "/api" || path.starts_with("/api/") {
        return ApiError::not_found().into_response();
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return (
            StatusCode::METHOD_NOT_ALLOWED,
            [(header::ALLOW, "GET, HEAD")],
        )
            .into_response();
    }
    let name = path.rsplit('/').next().unwrap_or("");
    if name.contains('.') && name != "index.html" {
        let files = ServeDir::new(&app.page.dist)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        let mut response = answer(files.oneshot(request).await);
        if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
            let keep = if is_hashed(name) { FOREVER } else { "no-cache" };
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        }
        return response;
    }
    if !app.page.look() {
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")],
            "页面还没有构建：请运行 cargo xtask build\nThe page is not built yet: run `cargo xtask build`\n",
        )
            .into_response();
    }
    let index = ServeFile::new(app.page.dist.join("index.html"))
        .precompressed_br()
        .precompressed_gzip();
    let mut response = answer(index.oneshot(request).await);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn answer<B, E>(result: Result<axum::http::Response<B>, E>) -> Response
where
    B: axum::body::HttpBody<Data = bytes::Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    match result {
        Ok(response) => response.map(Body::new),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_and_styles_are_let_through_by_hash() {
        let html = "<head><style>a{}</style><script src=\"x.js\"></script>\
                    <script type=\"module\">start()</script><scripted>no</scripted></head>";
        let policy = policy(html);
        // printf 'start()' | openssl dgst -sha256 -binary | base64
        assert!(policy.contains("'wasm-unsafe-eval' 'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='; style-src"), "{policy}");
        assert_eq!(policy.matches("sha256-").count(), 2);
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn names_with_a_hash_are_known() {
        assert!(is_hashed("banshi-4f0d2c9a81b3e6f7.js"));
        assert!(is_hashed("banshi-4f0d2c9a81b3e6f7_bg.wasm"));
        assert!(!is_hashed("manifest.webmanifest"));
        assert!(!is_hashed("facade-deadbeefs.js"));
        assert!(!is_hashed("zh-CN.json"));
    }
}
