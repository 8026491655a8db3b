//! Telling open streams that a person's log grew. One watcher looks at the store's
//! log, so that what another process wrote (the officer's command) is seen too;
//! writes of this process nudge it, so that they are seen at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, broadcast};

use crate::store::Store;

/// How often the watcher looks; a step of the way to the second that an open page has.
const LOOKS_EVERY: Duration = Duration::from_millis(100);
/// Signals kept for a stream that is slow; one that misses some just looks by itself.
const KEPT: usize = 256;

/// What streams are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// These people's logs grew.
    Grew(Arc<[String]>),
    /// The session with this token's hash ended.
    SignedOut(Arc<str>),
}

/// Where streams listen.
#[derive(Debug)]
pub struct Hub {
    signals: broadcast::Sender<Signal>,
    nudge: Notify,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            signals: broadcast::channel(KEPT).0,
            nudge: Notify::new(),
        }
    }
}

impl Hub {
    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Signal> {
        self.signals.subscribe()
    }

    /// Something was written: the watcher looks now.
    pub fn nudge(&self) {
        self.nudge.notify_one();
    }

    /// A session ended.
    pub fn signed_out(&self, token_hash: &str) {
        let _ = self.signals.send(Signal::SignedOut(token_hash.into()));
    }

    /// Watches for as long as the server runs.
    pub async fn watch(&self, store: Arc<dyn Store>) {
        // From the start: a stream that began before this did may have missed some of it.
        let mut head = 0;
        loop {
            let _ = tokio::time::timeout(LOOKS_EVERY, self.nudge.notified()).await;
            match store.log_since(head).await {
                Ok((now, persons)) => {
                    head = now;
                    if !persons.is_empty() {
                        let _ = self.signals.send(Signal::Grew(persons.into()));
                    }
                }
                Err(error) => tracing::error!(%error, "the log can't be read"),
            }
        }
    }
}
