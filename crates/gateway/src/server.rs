//! The running server: its parts, its helpers, its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::Config;
use crate::content::Content;
use crate::files::Files;
use crate::http::{self, App};
use crate::regions::Tables;
use crate::sandbox::{mover, seed};
use crate::store::{SqliteStore, Store};

/// Open streams and running requests get this long to end.
const GRACE: Duration = Duration::from_secs(5);
/// How often files of content are looked at.
const CONTENT_EVERY: Duration = Duration::from_millis(500);
/// How often what is over is dropped.
const SWEEP_EVERY: Duration = Duration::from_secs(600);

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A running server, for the command line and for tests.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where the figures are served, when on a listener of their own.
    pub metrics_address: Option<SocketAddr>,
    /// Its parts.
    pub app: Arc<App>,
    serving: tokio::task::JoinHandle<std::io::Result<()>>,
    helpers: Vec<tokio::task::JoinHandle<()>>,
}

impl Server {
    /// Opens the database and the content and begins to serve; `closing` ends it.
    ///
    /// # Errors
    /// The database, the content or the regions can't be opened, or the place for figures is taken.
    pub async fn start(
        config: Config,
        listener: TcpListener,
        clock: Arc<dyn Clock>,
        closing: watch::Receiver<bool>,
    ) -> Result<Self, Failure> {
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&config.database).await?);
        let files = Files::beside(&config.database)?;
        let content = Arc::new(Content::open(&config.content)?);
        if let Some(step) = config.sandbox_step {
            store.set_setting(mover::PACE, &step.to_string()).await?;
        }
        seed::seed(&*store, &files, &content.now(), clock.now()).await?;
        let regions = Tables::open(&config.regions)?;
        if regions.is_none() {
            tracing::warn!(
                folder = %config.regions.display(),
                "no tables of regions: none can be chosen, and no code is doubted"
            );
        }
        let app = App::new(
            config,
            store,
            content,
            clock,
            files,
            regions,
            closing.clone(),
        );
        let address = listener.local_addr()?;
        let mut helpers = helpers(&app);
        let metrics_address = serve_metrics(&app, &mut helpers).await?;
        let router =
            http::router(Arc::clone(&app)).into_make_service_with_connect_info::<SocketAddr>();
        let mut ending = closing;
        let serving = tokio::spawn(async move {
            axum::serve(listener, router)
                .with_graceful_shutdown(async move {
                    let _ = ending.wait_for(|closing| *closing).await;
                })
                .await
        });
        Ok(Self {
            address,
            metrics_address,
            app,
            serving,
            helpers,
        })
    }

    /// Waits until running requests have ended, but not for ever.
    pub async fn end(self) {
        if tokio::time::timeout(GRACE, self.serving).await.is_err() {
            tracing::warn!("some requests did not end in time");
        }
        for helper in self.helpers {
            helper.abort();
        }
    }
}

async fn serve_metrics(
    app: &Arc<App>,
    helpers: &mut Vec<tokio::task::JoinHandle<()>>,
) -> Result<Option<SocketAddr>, Failure> {
    let Some(wanted) = app.config.metrics_listen else {
        return Ok(None);
    };
    let listener = TcpListener::bind(wanted)
        .await
        .map_err(|error| format!("{wanted}: {error}"))?;
    let address = listener.local_addr()?;
    let router = http::metrics_router(Arc::clone(app));
    helpers.push(tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "figures are served no more");
        }
    }));
    Ok(Some(address))
}

fn helpers(app: &Arc<App>) -> Vec<tokio::task::JoinHandle<()>> {
    let watcher = {
        let app = Arc::clone(app);
        tokio::spawn(async move { app.hub.watch(Arc::clone(&app.store)).await })
    };
    let sandbox = tokio::spawn(mover::run(Arc::clone(&app.store), Arc::clone(&app.clock)));
    let content = {
        let content = Arc::clone(&app.content);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(CONTENT_EVERY).await;
                let content = Arc::clone(&content);
                let _ = tokio::task::spawn_blocking(move || content.refresh()).await;
            }
        })
    };
    let sweeper = {
        let app = Arc::clone(app);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(SWEEP_EVERY).await;
                sweep(&app).await;
            }
        })
    };
    vec![watcher, sandbox, content, sweeper]
}

async fn sweep(app: &App) {
    match app.store.sweep(app.clock.now()).await {
        Ok(gone) => {
            for upload in gone {
                if let Err(error) = app.files.remove(&upload).await {
                    tracing::error!(%error, "a file could not be removed");
                }
            }
        }
        Err(error) => tracing::error!(%error, "what is over could not be dropped"),
    }
}
