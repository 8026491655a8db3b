//! How a call reaches the gateway. The page's own is `browser::fetch::Fetch`; a host
//! application may bring another, a test a fake.

use std::future::Future;
use std::pin::Pin;

/// The answer to come.
pub type SendFuture = Pin<Box<dyn Future<Output = Result<Answer, TransportError>>>>;
/// The opened stream to come.
pub type StreamFuture = Pin<Box<dyn Future<Output = Result<Box<dyn Chunks>, StreamError>>>>;

/// Why a stream did not open: no way through, or an answer that is none.
pub type StreamError = Result<Answer, TransportError>;

/// A way to the gateway.
pub trait Transport {
    /// Sends a call and waits for its whole answer.
    fn send(&self, call: Call) -> SendFuture;
    /// Opens a call whose answer never ends, for the event stream.
    fn stream(&self, call: Call) -> StreamFuture;
}

/// The pieces of a stream as they come.
pub trait Chunks {
    /// The next piece; none at the end or when it broke.
    fn next(&mut self) -> Pin<Box<dyn Future<Output = Option<Vec<u8>>> + '_>>;
}

/// HTTP methods of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
}

impl Method {
    /// As HTTP writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
        }
    }
}

/// What a call carries.
#[derive(Clone, Debug, Default)]
pub enum Body {
    /// Nothing.
    #[default]
    Empty,
    /// JSON.
    Json(String),
    /// A piece of a file.
    Blob(web_sys::Blob),
}

/// A call to the gateway.
#[derive(Clone, Debug)]
pub struct Call {
    /// The method.
    pub method: Method,
    /// Path and query below [`super::BASE_PATH`], e.g. `/cases`.
    pub path: String,
    /// Headers beside those every call has.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
}

impl Call {
    /// A call without a body.
    #[must_use]
    pub fn new(method: Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            headers: Vec::new(),
            body: Body::Empty,
        }
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(mut self, json: String) -> Self {
        self.body = Body::Json(json);
        self
    }
}

/// The gateway's answer, whatever its status.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.clone())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Why there is no answer at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportError {
    /// The gateway cannot be reached.
    Unreachable,
    /// No answer within the time a call has.
    Timeout,
}
