//! A gateway that answers what it is told, and remembers what it was asked.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use banshi::api::{
    Answer, Body, Call, Chunks, Method, SendFuture, StreamFuture, Transport, TransportError,
};

type Reply = Result<Answer, TransportError>;

#[derive(Default)]
struct Inner {
    replies: Vec<(Method, String, VecDeque<Reply>)>,
    calls: Vec<Call>,
    stream: Rc<RefCell<Stream>>,
}

#[derive(Default)]
struct Stream {
    pieces: VecDeque<Vec<u8>>,
    ended: bool,
    waker: Option<Waker>,
}

/// The fake gateway; clones share it.
#[derive(Clone, Default)]
pub struct FakeTransport(Rc<RefCell<Inner>>);

/// Sends pieces down the event stream.
pub struct StreamHandle(Rc<RefCell<Stream>>);

impl FakeTransport {
    /// One that knows nothing: 404 to everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a path with JSON. Told several times, it answers in that order and then
    /// goes on with the last.
    pub fn on(self, method: Method, path: &str, status: u16, json: &str) -> Self {
        let headers = vec![("content-type".into(), "application/json".into())];
        self.reply(
            method,
            path,
            Ok(Answer {
                status,
                headers,
                body: json.as_bytes().to_vec(),
            }),
        );
        self
    }

    /// Fails a path as a broken network would.
    pub fn lost(self, method: Method, path: &str) -> Self {
        self.reply(method, path, Err(TransportError::Unreachable));
        self
    }

    fn reply(&self, method: Method, path: &str, reply: Reply) {
        let mut inner = self.0.borrow_mut();
        match inner
            .replies
            .iter_mut()
            .find(|(m, p, _)| *m == method && p == path)
        {
            Some((_, _, replies)) => replies.push_back(reply),
            None => inner
                .replies
                .push((method, path.to_owned(), VecDeque::from([reply]))),
        }
    }

    /// From now on answers a path so and not as told before.
    pub fn change(&self, method: Method, path: &str, status: u16, json: &str) {
        self.0
            .borrow_mut()
            .replies
            .retain(|(m, p, _)| !(*m == method && p == path));
        let _ = self.clone().on(method, path, status, json);
    }

    /// What was asked so far, as `GET /cases`.
    pub fn asked(&self) -> Vec<String> {
        let inner = self.0.borrow();
        inner
            .calls
            .iter()
            .map(|call| format!("{} {}", call.method.name(), call.path))
            .collect()
    }

    /// The JSON bodies that were sent to a path.
    pub fn bodies(&self, path: &str) -> Vec<String> {
        let inner = self.0.borrow();
        let sent = inner.calls.iter().filter(|call| call.path == path);
        sent.filter_map(|call| match &call.body {
            Body::Json(json) => Some(json.clone()),
            _ => None,
        })
        .collect()
    }

    /// The event stream.
    pub fn stream(&self) -> StreamHandle {
        StreamHandle(Rc::clone(&self.0.borrow().stream))
    }
}

impl StreamHandle {
    /// Sends text down the stream.
    pub fn send(&self, text: &str) {
        let mut stream = self.0.borrow_mut();
        stream.pieces.push_back(text.as_bytes().to_vec());
        if let Some(waker) = stream.waker.take() {
            waker.wake();
        }
    }

    /// Breaks the stream.
    pub fn end(&self) {
        let mut stream = self.0.borrow_mut();
        stream.ended = true;
        if let Some(waker) = stream.waker.take() {
            waker.wake();
        }
    }
}

impl Transport for FakeTransport {
    fn send(&self, call: Call) -> SendFuture {
        let mut inner = self.0.borrow_mut();
        let found = inner
            .replies
            .iter_mut()
            .find(|(method, path, _)| *method == call.method && *path == call.path);
        let reply = match found {
            Some((_, _, replies)) if replies.len() > 1 => replies.pop_front(),
            Some((_, _, replies)) => replies.front().cloned(),
            None => None,
        };
        inner.calls.push(call);
        let reply = reply.unwrap_or_else(|| {
            Ok(Answer {
                status: 404,
                ..Answer::default()
            })
        });
        Box::pin(std::future::ready(reply))
    }

    fn stream(&self, call: Call) -> StreamFuture {
        let mut inner = self.0.borrow_mut();
        inner.calls.push(call);
        let chunks: Box<dyn Chunks> = Box::new(Pieces(Rc::clone(&inner.stream)));
        Box::pin(std::future::ready(Ok(chunks)))
    }
}

struct Pieces(Rc<RefCell<Stream>>);

impl Chunks for Pieces {
    fn next(&mut self) -> Pin<Box<dyn Future<Output = Option<Vec<u8>>> + '_>> {
        Box::pin(NextPiece(Rc::clone(&self.0)))
    }
}

struct NextPiece(Rc<RefCell<Stream>>);

impl Future for NextPiece {
    type Output = Option<Vec<u8>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut stream = self.0.borrow_mut();
        if let Some(piece) = stream.pieces.pop_front() {
            return Poll::Ready(Some(piece));
        }
        if stream.ended {
            return Poll::Ready(None);
        }
        stream.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
