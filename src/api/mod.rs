//! The client of the contract: one error type, one ETag cache, one [`Transport`],
//! and one function per operation, grouped by resource.

mod cache;
pub mod cases;
pub mod drafts;
mod error;
pub mod portal;
pub mod regions;
mod remote;
pub mod services;
pub mod session;
mod transport;
pub mod uploads;

use std::rc::Rc;

use banshi_contract::{FromJson, json};
use leptos::prelude::*;
use serde::Serialize;

pub use cache::EtagCache;
pub use error::{ApiError, ErrorKind};
pub use remote::Remote;
pub use transport::{
    Answer, Body, Call, Chunks, Method, SendFuture, StreamError, StreamFuture, Transport,
    TransportError,
};

/// Where the contract lives under the gateway's origin.
pub const BASE_PATH: &str = "/api/v1";

struct Inner {
    transport: Rc<dyn Transport>,
    cache: EtagCache,
    /// Whom the page takes to be signed in: calls say so, and the gateway refuses them
    /// when it is somebody else by now.
    person: Option<String>,
    /// Called when the gateway says that nobody is signed in any more.
    signed_out: Option<Rc<dyn Fn()>>,
}

/// The client, as a context. Copy: it may be used in handlers and async tails.
#[derive(Clone, Copy)]
pub struct Api(StoredValue<Inner, LocalStorage>);

impl Api {
    /// Provides a client over `transport` to everything below.
    pub fn provide(transport: Rc<dyn Transport>) -> Self {
        let this = Self(StoredValue::new_local(Inner {
            transport,
            cache: EtagCache::default(),
            person: None,
            signed_out: None,
        }));
        provide_context(this);
        this
    }

    /// From context.
    ///
    /// # Panics
    /// When no [`Api::provide`] stands above: a mistake in the program, not at run time.
    #[must_use]
    pub fn use_here() -> Self {
        expect_context::<Self>()
    }

    /// What to do when the session turns out to be over.
    pub fn on_signed_out(self, act: impl Fn() + 'static) {
        self.0
            .try_update_value(|inner| inner.signed_out = Some(Rc::new(act)));
    }

    /// Who is signed in, as far as the page knows.
    #[must_use]
    pub fn person(self) -> Option<String> {
        self.0
            .try_with_value(|inner| inner.person.clone())
            .flatten()
    }

    /// Forgets every cached answer: another person is signed in now, or nobody.
    pub fn forget(self, person: Option<String>) {
        self.0.try_update_value(|inner| {
            inner.cache = EtagCache::default();
            inner.person = person;
        });
    }

    /// The transport itself, for the event stream.
    #[must_use]
    pub fn transport(self) -> Option<Rc<dyn Transport>> {
        self.0.try_with_value(|inner| Rc::clone(&inner.transport))
    }

    /// Sends a call and takes the answer apart: anything but 2xx is an error.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn send(self, call: Call) -> Result<Answer, ApiError> {
        let answer = self.ask(call).await?;
        self.judge(&answer)?;
        Ok(answer)
    }

    /// The call, saying who the page takes to be signed in. The session itself is where
    /// it learns that, and where one person follows another.
    pub(crate) fn for_person(self, call: Call) -> Call {
        match self.person() {
            Some(person) if !call.path.starts_with(session::PATH) => {
                call.header("X-Banshi-Person", &person)
            }
            _ => call,
        }
    }

    async fn ask(self, call: Call) -> Result<Answer, ApiError> {
        let transport = self.transport().ok_or(ApiError::gone())?;
        let call = self.for_person(call);
        Ok(transport.send(call).await?)
    }

    /// Anything but 2xx is an error; who turns out to be signed out is told.
    ///
    /// # Errors
    /// What the gateway said.
    pub(crate) fn judge(self, answer: &Answer) -> Result<(), ApiError> {
        if (200..300).contains(&answer.status) {
            return Ok(());
        }
        let error = ApiError::from_answer(answer);
        if error.is_signed_out() {
            // Called outside: what it does (forgetting, say) needs the client itself.
            let act = self.0.try_with_value(|inner| inner.signed_out.clone());
            if let Some(act) = act.flatten() {
                act();
            }
        }
        Err(error)
    }

    /// GETs JSON, from the cache when the gateway says that nothing changed.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn get<T: FromJson>(self, path: &str) -> Result<T, ApiError> {
        let text = self.get_text(path).await?;
        json::read(&text).ok_or_else(|| ApiError::unreadable(path))
    }

    async fn get_text(self, path: &str) -> Result<Rc<str>, ApiError> {
        let known = self
            .0
            .try_with_value(|inner| inner.cache.get(path))
            .flatten();
        let mut call = Call::new(Method::Get, path);
        if let Some((etag, _)) = &known {
            call = call.header("If-None-Match", etag);
        }
        // A 304 is an answer here.
        let answer = self.ask(call).await?;
        if let (304, Some((_, body))) = (answer.status, known) {
            return Ok(body);
        }
        self.judge(&answer)?;
        let body: Rc<str> = answer.text().into();
        if let Some(etag) = answer.header("etag") {
            let entry = (etag, Rc::clone(&body));
            self.0
                .try_update_value(|inner| inner.cache.put(path, entry));
        }
        Ok(body)
    }

    /// Sends a JSON body and reads a JSON answer.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn write<B: Serialize, T: FromJson>(
        self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &B,
    ) -> Result<T, ApiError> {
        let json = serde_json::to_string(body).map_err(|_| ApiError::unreadable(path))?;
        let mut call = Call::new(method, path).json(json);
        for (name, value) in headers {
            call = call.header(name, value);
        }
        let answer = self.send(call).await?;
        let text = answer.text();
        let text = if text.is_empty() { "null" } else { &text };
        json::read(text).ok_or_else(|| ApiError::unreadable(path))
    }
}
