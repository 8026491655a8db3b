//! What changed for a person: as one stream of events, or polled. Both read the same
//! log by the same cursor.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use banshi_contract::{CloudEvent, List, Problem, ProblemCode};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior};

use super::session::{Known, Watching};
use super::{App, BASE, etag, session};
use crate::live::Signal;
use crate::problem::{ApiError, ApiResult};
use crate::store::LogEntry;

/// A comment goes out this often, so that whoever sits between keeps the line open.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After how long to come again, and up to how much more, so that not all come at once.
const RETRY_MS: u64 = 1000;
const RETRY_JITTER_MS: u64 = 500;
/// Entries read from the log at once.
const AT_ONCE: u32 = 200;
/// Events that wait for a slow client.
const WAITING: usize = 32;

/// From where on.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct From {
    /// The cursor of the last event that was seen; without it, from now on.
    after: Option<String>,
}

fn cloud_event(entry: LogEntry) -> CloudEvent {
    CloudEvent {
        specversion: "1.0".into(),
        id: entry.cursor.to_string(),
        source: BASE.into(),
        kind: format!("banshi.{}.changed", entry.change.resource),
        time: entry.at.rfc3339(),
        data: entry.change,
    }
}

/// The cursor that was sent; one that is no cursor is like one that is too old.
fn cursor(sent: Option<&str>) -> Option<u64> {
    sent.filter(|text| !text.is_empty())
        .map(|text| text.parse().unwrap_or(u64::MAX))
}

/// What changed after a cursor, oldest first. `nextCursor` is always there: hand it
/// back. Without a cursor: nothing, and the cursor of now.
///
/// # Errors
/// 401. 410: the cursor is too old; list everything again.
#[utoipa::path(get, path = "/api/v1/events", tag = "live", params(From), responses(
    (status = 200, description = "What changed, oldest first", body = List<CloudEvent>),
    (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
    (status = 410, description = "The cursor is too old: list everything again", body = Problem, content_type = "application/problem+json"),
    (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
))]
pub async fn events(
    State(app): State<Arc<App>>,
    Watching(known): Watching,
    Query(from): Query<From>,
) -> ApiResult {
    let page = app
        .store
        .log(known.person.id, cursor(from.after.as_deref()), AT_ONCE)
        .await?;
    if page.reset {
        return Err(ApiError::new(
            StatusCode::GONE,
            ProblemCode::NotFound,
            "The cursor is too old: list everything again",
        ));
    }
    let last = page.entries.last().map_or(page.head, |entry| entry.cursor);
    let items: Vec<CloudEvent> = page.entries.into_iter().map(cloud_event).collect();
    let list = List {
        items,
        next_cursor: Some(last.to_string()),
        total: None,
    };
    etag::plain(StatusCode::OK, &list)
}

/// What changes, as it changes: SSE with CloudEvents. `Last-Event-ID` (or `after`)
/// resumes; `event: reset` says to list everything again.
///
/// # Errors
/// 401. 429: too many streams.
#[utoipa::path(get, path = "/api/v1/stream", tag = "live",
    params(From, ("Last-Event-ID" = Option<String>, Header, description = "The cursor of the last event that was seen")),
    responses(
        (status = 200, description = "Each `data:` is a CloudEvent", body = CloudEvent, content_type = "text/event-stream"),
        (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many streams", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn stream(
    State(app): State<Arc<App>>,
    Watching(known): Watching,
    headers: HeaderMap,
    Query(from): Query<From>,
) -> ApiResult<Response> {
    let place = app
        .open_stream(known.person.id)
        .ok_or_else(|| ApiError::rate_limited(30))?;
    let sent = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok());
    let after = cursor(sent.or(from.after.as_deref()));
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let counted = app.metrics.stream();
    tokio::spawn(async move {
        let _held = (place, counted);
        feed(&app, &known, after, &sender).await;
    });
    let stream = futures_util::stream::poll_fn(move |context| receiver.poll_recv(context));
    let mut response = Sse::new(stream).into_response();
    // A proxy that buffers would hold events back.
    response.headers_mut().insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    Ok(response)
}

type Sender = mpsc::Sender<Result<Event, Infallible>>;

/// Feeds a stream until its client, its session or the server goes.
async fn feed(app: &App, known: &Known, after: Option<u64>, sender: &Sender) {
    // Listening comes first: what is written while the log is read is then told twice,
    // never not at all; the cursor keeps it from being sent twice.
    let mut pulse = Pulse::of(app.hub.listen());
    let mut closing = app.closing.clone();
    let retry = Duration::from_millis(RETRY_MS + rand::random::<u64>() % RETRY_JITTER_MS);
    let Some(mut at) = begin(app, known, after, retry, sender).await else {
        return;
    };
    loop {
        let turn = tokio::select! {
            () = sender.closed() => return,
            () = closed(&mut closing) => return,
            turn = pulse.next(known.person.id, &known.token_hash) => turn,
        };
        // Signals of an end can get lost, and time ends a session without any.
        if turn == Turn::Over
            || !session::lasts(app, &known.token_hash)
                .await
                .unwrap_or(false)
        {
            return;
        }
        if turn == Turn::Beat {
            let beat = Event::default().comment("beat");
            if sender.send(Ok(beat)).await.is_err() {
                return;
            }
        }
        // After a beat too: a signal that got lost is noticed then at the latest.
        if send_after(app, known, &mut at, sender).await.is_none() {
            return;
        }
    }
}

/// What a stream does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// It shows that it is alive.
    Beat,
    /// It tells what is new.
    Grew,
    /// It ends.
    Over,
}

/// The heartbeat and the signals of the hub.
struct Pulse {
    beat: Interval,
    signals: broadcast::Receiver<Signal>,
}

impl Pulse {
    fn of(signals: broadcast::Receiver<Signal>) -> Self {
        let mut beat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { beat, signals }
    }

    /// Waits for what matters to this person and session. What others do passes, and
    /// does not put the heartbeat off.
    async fn next(&mut self, person: &str, token_hash: &str) -> Turn {
        loop {
            let signal = tokio::select! {
                _ = self.beat.tick() => return Turn::Beat,
                signal = self.signals.recv() => signal,
            };
            match signal {
                Ok(Signal::Grew(persons)) if persons.iter().any(|one| one == person) => {
                    return Turn::Grew;
                }
                Ok(Signal::SignedOut(token)) if *token == *token_hash => return Turn::Over,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Turn::Grew,
                Err(RecvError::Closed) => return Turn::Over,
            }
        }
    }
}

async fn closed(closing: &mut watch::Receiver<bool>) {
    let _ = closing.wait_for(|closing| *closing).await;
}

/// The head of the stream: how to come again, from where, and what was missed.
async fn begin(
    app: &App,
    known: &Known,
    after: Option<u64>,
    retry: Duration,
    sender: &Sender,
) -> Option<u64> {
    let page = app.store.log(known.person.id, after, 1).await.ok()?;
    let mut at = if page.reset {
        page.head
    } else {
        after.unwrap_or(page.head)
    };
    let head = Event::default().id(at.to_string()).retry(retry);
    let head = if page.reset {
        head.event("reset").data("{}")
    } else {
        head.comment("open")
    };
    sender.send(Ok(head)).await.ok()?;
    send_after(app, known, &mut at, sender).await?;
    Some(at)
}

/// Sends everything after the cursor and moves it; none when the stream is over.
async fn send_after(app: &App, known: &Known, at: &mut u64, sender: &Sender) -> Option<()> {
    loop {
        let page = app
            .store
            .log(known.person.id, Some(*at), AT_ONCE)
            .await
            .ok()?;
        if page.reset {
            *at = page.head;
            let reset = Event::default()
                .id(at.to_string())
                .event("reset")
                .data("{}");
            sender.send(Ok(reset)).await.ok()?;
            return Some(());
        }
        if page.entries.is_empty() {
            return Some(());
        }
        for entry in page.entries {
            *at = entry.cursor;
            let event = cloud_event(entry);
            let data = serde_json::to_string(&event).ok()?;
            sender
                .send(Ok(Event::default().id(event.id).data(data)))
                .await
                .ok()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::Hub;

    #[tokio::test(start_paused = true)]
    async fn a_busy_hub_does_not_put_the_heartbeat_off() {
        let hub = std::sync::Arc::new(Hub::default());
        let mut pulse = Pulse::of(hub.listen());
        let busy = tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(1)).await;
                hub.signed_out("somebody else's");
            }
        });
        for beat in 1..=3 {
            let began = Instant::now();
            let turn = tokio::time::timeout(HEARTBEAT * 2, pulse.next("wang-xiulan", "own"));
            assert_eq!(turn.await, Ok(Turn::Beat), "beat {beat}");
            assert!(began.elapsed() <= HEARTBEAT + Duration::from_secs(1));
        }
        busy.abort();
    }
}
