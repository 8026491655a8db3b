//! The event stream. One tab leads: it reads the stream (SSE, read with `fetch`) and
//! tells the others. When the stream breaks it is opened again after a growing pause
//! with jitter, from the last cursor; when it can't be opened twice, the same log is
//! polled. An event names what changed; the page asks again for it.

mod sse;
mod stop;

use std::cell::RefCell;
use std::rc::Rc;

use banshi_contract::{Change, CloudEvent, FromJson, List, json};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

use crate::api::{Api, ApiError, Call, Chunks, Method};
use crate::browser::{clock, random, tabs};
use crate::routes::encode;
use sse::{Frame, Parser};
use stop::Stop;

const CHANNEL: &str = "banshi-live";
const FIRST_PAUSE_MS: u32 = 1_000;
const LONGEST_PAUSE_MS: u32 = 30_000;
const POLL_EVERY_MS: u32 = 5_000;
/// The gateway beats every 15 seconds.
const SILENT_AT_MOST_MS: u32 = 40_000;
/// Failed openings in a row until polling begins.
const POLL_AFTER_FAILURES: u32 = 2;
/// The cursor is too old: everything is to be listed again.
const GONE: u16 = 410;
/// Polls until the stream is tried again.
const POLLS_PER_TRY: u32 = 6;

/// How fresh what is shown is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromJson)]
pub enum Freshness {
    /// Not connected yet.
    Connecting,
    /// Told at once.
    Live,
    /// Asked for every few seconds.
    Polling,
    /// Neither gets through.
    Offline,
}

/// What tabs tell each other.
#[derive(Serialize, FromJson)]
#[serde(tag = "word")]
enum Word {
    Changed {
        cursor: String,
        change: Change,
    },
    Reset,
    Freshness {
        freshness: Freshness,
    },
    /// A new tab asks how fresh it is.
    Hello,
}

type Listener = Rc<dyn Fn(&Change)>;

struct Inner {
    listeners: Vec<(u32, Listener)>,
    next: u32,
    cursor: Option<String>,
    channel: Option<tabs::Channel>,
    leads: bool,
    /// Ends the run that goes on, when there is one.
    run: Option<Stop>,
}

/// The event stream, as a context.
#[derive(Clone, Copy)]
pub struct Live {
    inner: StoredValue<RefCell<Inner>, LocalStorage>,
    freshness: RwSignal<Freshness>,
}

impl Live {
    /// Provides it to everything below; it stands still until [`Live::start`].
    pub fn provide() -> Self {
        let this = Self {
            inner: StoredValue::new_local(RefCell::new(Inner {
                listeners: Vec::new(),
                next: 0,
                cursor: None,
                channel: None,
                leads: false,
                run: None,
            })),
            freshness: RwSignal::new(Freshness::Connecting),
        };
        provide_context(this);
        on_cleanup(move || this.stop());
        this
    }

    /// From context.
    ///
    /// # Panics
    /// When no [`Live::provide`] stands above: a mistake in the program, not at run time.
    #[must_use]
    pub fn use_here() -> Self {
        expect_context::<Self>()
    }

    /// How fresh what is shown is, tracked.
    #[must_use]
    pub fn freshness(self) -> Freshness {
        self.freshness.get()
    }

    /// Calls `act` at every change until the present owner goes away. A change of the
    /// resource `*` means: anything may have changed.
    pub fn listen(self, act: impl Fn(&Change) + 'static) {
        let act: Listener = Rc::new(act);
        let id = self.with(|inner| {
            inner.next += 1;
            inner.listeners.push((inner.next, act));
            inner.next
        });
        on_cleanup(move || {
            self.with(|inner| inner.listeners.retain(|(other, _)| Some(*other) != id));
        });
    }

    /// Starts for the signed-in person `person` (an opaque id: the tabs of one person
    /// share a leader, another person's don't).
    pub fn start(self, api: Api, person: &str) {
        if self.with(|inner| inner.run.is_some()) != Some(false) {
            return;
        }
        let stop = Stop::default();
        let name = format!("{CHANNEL}:{person}");
        let channel = tabs::Channel::open(&name, move |text| {
            if let Some(word) = json::read(&text) {
                self.hear(word);
            }
        });
        self.with(|inner| {
            inner.channel = channel;
            inner.run = Some(stop.clone());
        });
        self.tell(&Word::Hello);
        spawn_local(async move {
            let lock = tabs::Lock::default();
            let lead = async {
                lock.acquire(&name).await;
                self.with(|inner| inner.leads = true);
                self.lead(api).await;
            };
            // Stopping drops what is waited for: the stream is closed with it.
            stop.or(lead).await;
        });
    }

    /// Stops: the person signed out, or the page is taken down.
    pub fn stop(self) {
        let run = self.with(|inner| {
            inner.channel = None;
            inner.leads = false;
            inner.cursor = None;
            inner.run.take()
        });
        if let Some(stop) = run.flatten() {
            stop.stop();
        }
        self.set_freshness(Freshness::Connecting);
    }

    fn with<T>(self, act: impl FnOnce(&mut Inner) -> T) -> Option<T> {
        self.inner
            .try_with_value(|inner| inner.try_borrow_mut().ok().map(|mut i| act(&mut i)))
            .flatten()
    }

    fn tell(self, word: &Word) {
        if let Ok(text) = serde_json::to_string(word) {
            self.with(|inner| {
                if let Some(channel) = &inner.channel {
                    channel.send(&text);
                }
            });
        }
    }

    fn hear(self, word: Word) {
        match word {
            Word::Changed { cursor, change } => {
                self.with(|inner| inner.cursor = Some(cursor));
                self.spread(&change);
            }
            Word::Reset => self.spread(&anything()),
            Word::Freshness { freshness } => self.set_freshness(freshness),
            Word::Hello => {
                if self.with(|inner| inner.leads) == Some(true)
                    && let Some(freshness) = self.freshness.try_get_untracked()
                {
                    self.tell(&Word::Freshness { freshness });
                }
            }
        }
    }

    fn spread(self, change: &Change) {
        // Cloned first: a listener may itself listen or go away.
        let listeners = self
            .with(|inner| inner.listeners.clone())
            .unwrap_or_default();
        for (_, listener) in listeners {
            listener(change);
        }
    }

    fn set_freshness(self, freshness: Freshness) {
        if self.freshness.try_get_untracked() != Some(freshness) {
            self.freshness.try_set(freshness);
        }
    }

    fn publish(self, freshness: Freshness) {
        self.set_freshness(freshness);
        self.tell(&Word::Freshness { freshness });
    }

    fn publish_event(self, event: CloudEvent) {
        self.with(|inner| inner.cursor = Some(event.id.clone()));
        self.tell(&Word::Changed {
            cursor: event.id,
            change: event.data.clone(),
        });
        self.spread(&event.data);
    }

    fn publish_reset(self) {
        self.tell(&Word::Reset);
        self.spread(&anything());
    }

    async fn lead(self, api: Api) {
        let mut failures = 0_u32;
        loop {
            match self.open(api).await {
                Ok(mut chunks) => {
                    self.publish(Freshness::Live);
                    // What changed between the page's first answers and now.
                    self.publish_reset();
                    // Who cuts it off each time before anything comes leaves it no better
                    // than one that can't be opened.
                    if self.read(chunks.as_mut()).await {
                        failures = 0;
                    } else {
                        failures += 1;
                    }
                }
                Err(Some(error)) if error.is_signed_out() => return,
                Err(_) => failures += 1,
            }
            if failures >= POLL_AFTER_FAILURES {
                if self.poll(api).await {
                    return;
                }
            } else {
                self.publish(Freshness::Connecting);
                clock::sleep(pause(failures)).await;
            }
        }
    }

    async fn open(self, api: Api) -> Result<Box<dyn Chunks>, Option<ApiError>> {
        let transport = api.transport().ok_or(None)?;
        let path = self.after("/stream");
        let call = Call::new(Method::Get, &path).header("Accept", "text/event-stream");
        transport
            .stream(api.for_person(call))
            .await
            .map_err(|error| match error {
                Ok(answer) => api.judge(&answer).err(),
                Err(_) => None,
            })
    }

    /// Reads the stream to its end; whether more came of it than its beginning.
    async fn read(self, chunks: &mut dyn Chunks) -> bool {
        let mut parser = Parser::default();
        let mut pieces = 0_u32;
        // A line that is silent for longer than its beat is dead, whatever the browser says.
        while let Some(Some(chunk)) = clock::within(SILENT_AT_MOST_MS, chunks.next()).await {
            pieces = pieces.saturating_add(1);
            for frame in parser.push(&chunk) {
                match frame {
                    Frame::At(cursor) => {
                        self.with(|inner| inner.cursor = Some(cursor));
                    }
                    Frame::Reset(cursor) => {
                        self.with(|inner| inner.cursor = cursor);
                        self.publish_reset();
                    }
                    Frame::Data(data) => {
                        if let Some(event) = json::read(&data) {
                            self.publish_event(event);
                        }
                    }
                }
            }
        }
        pieces > 1
    }

    /// Polls for a while; whether the session is over.
    async fn poll(self, api: Api) -> bool {
        for _ in 0..POLLS_PER_TRY {
            match api.get::<List<CloudEvent>>(&self.after("/events")).await {
                Ok(events) => {
                    let is_new = self.freshness.try_get_untracked() != Some(Freshness::Polling);
                    let next = events.next_cursor;
                    let before = self
                        .with(|inner| std::mem::replace(&mut inner.cursor, next))
                        .flatten();
                    self.publish(Freshness::Polling);
                    // What changed meanwhile; without a cursor nothing else tells it.
                    if is_new || before.is_none() {
                        self.publish_reset();
                    }
                    for event in events.items {
                        self.publish_event(event);
                    }
                }
                Err(error) if error.is_signed_out() => return true,
                Err(error) if error.status == GONE => {
                    self.with(|inner| inner.cursor = None);
                    continue;
                }
                Err(_) => self.publish(Freshness::Offline),
            }
            clock::sleep(POLL_EVERY_MS).await;
        }
        false
    }

    fn after(self, path: &str) -> String {
        match self.with(|inner| inner.cursor.clone()).flatten() {
            Some(cursor) => format!("{path}?after={}", encode(&cursor)),
            None => path.to_owned(),
        }
    }
}

fn anything() -> Change {
    Change {
        resource: "*".into(),
        id: String::new(),
        revision: String::new(),
        seq: 0,
        changed: Vec::new(),
    }
}

/// Doubles with each failure; half of it is chance, so that a restarted gateway is not
/// met by everyone at once.
fn pause(failures: u32) -> u32 {
    let longest = FIRST_PAUSE_MS
        .saturating_mul(1 << failures.min(5))
        .min(LONGEST_PAUSE_MS);
    let [chance] = random::bytes::<1>();
    longest / 2 + longest / 2 * u32::from(chance) / 255
}
