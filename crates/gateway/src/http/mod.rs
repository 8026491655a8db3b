//! The contract over HTTP: a file per resource, and around them what every answer
//! goes through.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::clock::Clock;
use crate::config::Config;
use crate::content::Content;
use crate::files::Files;
use crate::limit::Limiter;
use crate::live::Hub;
use crate::metrics::Metrics;
use crate::problem::ApiError;
use crate::regions::Tables;
use crate::store::Store;

pub mod capabilities;
pub mod cases;
pub mod documents;
pub mod drafts;
mod etag;
mod guard;
pub mod health;
mod json;
pub mod lookup;
mod observe;
mod once;
mod page;
mod part;
pub mod regions;
pub mod services;
pub mod session;
pub mod stream;
pub mod submissions;
mod tus;
pub mod uploads;
mod warnings;

pub use page::Page;

/// Where the contract lives.
pub const BASE: &str = "/api/v1";
/// How long an answer may take. Streams and chunks of uploads are not timed.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes a JSON body may have.
const MOST_JSON_BYTES: usize = 512 * 1024;
/// Streams one person may have open: a browser has one, whatever the tabs.
const MOST_STREAMS: usize = 16;
/// Look-ups of one reference in [`REFERENCE_WINDOW_MS`], whoever makes them.
const LOOKUPS_PER_REFERENCE: u32 = 10;
const REFERENCE_WINDOW_MS: i64 = 600_000;

/// Everything a handler needs.
pub struct App {
    /// Settings.
    pub config: Config,
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// What is shown.
    pub content: Arc<Content>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Who is told.
    pub hub: Arc<Hub>,
    /// Figures.
    pub metrics: Arc<Metrics>,
    /// Bytes of uploads.
    pub files: Files,
    /// The regions there are, where there is a table.
    pub regions: Option<Tables>,
    /// The built page.
    pub page: Page,
    /// True when the server is on its way out.
    pub closing: watch::Receiver<bool>,
    lookups_by_address: Limiter,
    lookups_by_reference: Limiter,
    streams: Mutex<HashMap<String, usize>>,
    chunks: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

impl App {
    /// Puts the parts together.
    pub fn new(
        config: Config,
        store: Arc<dyn Store>,
        content: Arc<Content>,
        clock: Arc<dyn Clock>,
        files: Files,
        regions: Option<Tables>,
        closing: watch::Receiver<bool>,
    ) -> Arc<Self> {
        Arc::new(Self {
            page: Page::new(config.dist.clone()),
            lookups_by_address: Limiter::new(config.lookups_per_minute, 60_000),
            lookups_by_reference: Limiter::new(LOOKUPS_PER_REFERENCE, REFERENCE_WINDOW_MS),
            config,
            store,
            content,
            clock,
            hub: Arc::default(),
            metrics: Arc::default(),
            files,
            regions,
            closing,
            streams: Mutex::default(),
            chunks: Mutex::default(),
        })
    }

    /// One more stream for a person; none when they have too many.
    fn open_stream(self: &Arc<Self>, person: &str) -> Option<StreamPlace> {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let open = streams.entry(person.into()).or_default();
        if *open >= MOST_STREAMS {
            return None;
        }
        *open += 1;
        Some(StreamPlace {
            app: Arc::clone(self),
            person: person.into(),
        })
    }

    /// Chunks of one upload are written one after the other.
    fn chunk_lock(&self, upload: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        chunks.retain(|_, lock| Arc::strong_count(lock) > 1);
        Arc::clone(chunks.entry(upload.into()).or_default())
    }
}

/// A person's place among the open streams, given back when it is dropped.
struct StreamPlace {
    app: Arc<App>,
    person: String,
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut streams = self
            .app
            .streams
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = streams.get_mut(&self.person) {
            *open = open.saturating_sub(1);
            if *open == 0 {
                streams.remove(&self.person);
            }
        }
    }
}

/// The figures on a listener of their own.
pub fn metrics_router(app: Arc<App>) -> Router {
    Router::new()
        .route("/metrics", get(health::metrics))
        .fallback(async || ApiError::not_found())
        .layer(CatchPanicLayer::custom(guard::panicked))
        .with_state(app)
}

/// The whole server.
pub fn router(app: Arc<App>) -> Router {
    let resources = Router::new()
        .route("/capabilities", get(capabilities::get))
        .route("/session", get(session::get))
        .route("/session/exchange", post(session::exchange))
        .route("/session/extend", post(session::extend))
        .route("/session/logout", post(session::logout))
        .route("/services", get(services::list))
        .route("/services/suggested", get(services::suggested))
        .route("/services/{id}", get(services::get))
        .route("/services/{id}/form", get(services::form))
        .route("/regions", get(regions::provinces))
        .route("/regions/codes", get(regions::codes))
        .route("/regions/{code}", get(regions::inside))
        .route("/drafts", get(drafts::list))
        .route(
            "/drafts/{id}",
            get(drafts::get).put(drafts::put).delete(drafts::delete),
        )
        .route("/drafts/{id}/check", post(drafts::check))
        .route("/drafts/{id}/submit", post(submissions::submit))
        .route("/submissions/{id}", get(submissions::get))
        .route("/cases", get(cases::list))
        .route("/cases/lookup", post(lookup::lookup))
        .route("/cases/{id}", get(cases::get))
        .route("/cases/{id}/events", get(cases::events))
        .route("/cases/{id}/tasks", get(cases::tasks))
        .route("/cases/{id}/documents", get(cases::documents))
        .route("/tasks/{id}/documents", post(cases::answer_task))
        .route("/documents/{id}/content", get(documents::content))
        .route("/uploads", post(uploads::create).options(uploads::options))
        .route("/events", get(stream::events));
    let api = timed(resources)
        .layer(RequestBodyLimitLayer::new(MOST_JSON_BYTES))
        .route("/stream", get(stream::stream))
        .route(
            "/uploads/{id}",
            axum::routing::patch(uploads::patch)
                .head(uploads::head)
                .delete(uploads::delete)
                .options(uploads::options),
        )
        .fallback(async || ApiError::not_found())
        .layer(from_fn_with_state(Arc::clone(&app), guard::same_person))
        .layer(from_fn(guard::own_header))
        .layer(CompressionLayer::new());
    let server = Router::new()
        .nest(BASE, api)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::own_metrics))
        .fallback(page::serve)
        .layer(CatchPanicLayer::custom(guard::panicked));
    observe::observed(guard::secured(server, &app), &app).with_state(app)
}

/// Cuts off what takes too long.
fn timed<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let late = StatusCode::SERVICE_UNAVAILABLE;
    router.layer(TimeoutLayer::with_status_code(late, TIMEOUT))
}
