//! The one error type of the client.

use banshi_contract::{FieldError, Problem, ProblemCode, json};

use super::transport::{Answer, TransportError};
use crate::browser;

/// Why something could not be had. Each carries a short reference that a person can
/// quote: the gateway's where it answered, else one made here.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// What kind it is.
    pub kind: ErrorKind,
    /// The reference to quote.
    pub reference: String,
    /// Faults by field.
    pub errors: Vec<FieldError>,
    /// HTTP status; 0 where there was no answer.
    pub status: u16,
}

/// Kinds of error, as far as a person would do something else about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// No way to the gateway: the network, or the server is gone.
    Unreachable,
    /// Too slow.
    Timeout,
    /// The gateway named a problem.
    Problem(ProblemCode),
}

impl ApiError {
    fn local(kind: ErrorKind) -> Self {
        Self {
            kind,
            reference: browser::random::reference(),
            errors: Vec::new(),
            status: 0,
        }
    }

    /// The page is being taken down.
    #[must_use]
    pub fn gone() -> Self {
        Self::local(ErrorKind::Unreachable)
    }

    /// An answer that is not what the contract says.
    #[must_use]
    pub fn unreadable(_path: &str) -> Self {
        Self::local(ErrorKind::Problem(ProblemCode::Internal))
    }

    /// From an answer that is not 2xx.
    #[must_use]
    pub fn from_answer(answer: &Answer) -> Self {
        match json::read::<Problem>(&answer.text()) {
            Some(problem) => Self {
                kind: ErrorKind::Problem(problem.code),
                reference: problem.trace_id,
                errors: problem.errors,
                status: answer.status,
            },
            // A proxy or a captive portal spoke, not the gateway.
            None => {
                let kind = match answer.status {
                    404 => ErrorKind::Problem(ProblemCode::NotFound),
                    429 => ErrorKind::Problem(ProblemCode::RateLimited),
                    502..=504 => ErrorKind::Problem(ProblemCode::UpstreamUnavailable),
                    _ => ErrorKind::Problem(ProblemCode::Internal),
                };
                Self {
                    status: answer.status,
                    ..Self::local(kind)
                }
            }
        }
    }

    /// Whether an earlier request with the same key is still being worked on.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.is_conflict_of("running")
    }

    /// Whether the draft has become a case already, and changes no more.
    #[must_use]
    pub fn is_submitted(&self) -> bool {
        self.is_conflict_of("submitted")
    }

    fn is_conflict_of(&self, keyword: &str) -> bool {
        self.is(ProblemCode::Conflict) && self.errors.iter().any(|one| one.keyword == keyword)
    }

    /// Whether the same request may do later: the fault is the network's or a server's.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self.kind {
            ErrorKind::Unreachable | ErrorKind::Timeout => true,
            ErrorKind::Problem(ProblemCode::Internal) => !(400..500).contains(&self.status),
            ErrorKind::Problem(code) => matches!(
                code,
                ProblemCode::RateLimited | ProblemCode::UpstreamUnavailable
            ),
        }
    }

    /// Whether the gateway named this problem.
    #[must_use]
    pub fn is(&self, code: ProblemCode) -> bool {
        self.kind == ErrorKind::Problem(code)
    }

    /// Whether nobody is signed in any more.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.is(ProblemCode::SessionExpired)
    }
}

impl From<TransportError> for ApiError {
    fn from(error: TransportError) -> Self {
        Self::local(match error {
            TransportError::Unreachable => ErrorKind::Unreachable,
            TransportError::Timeout => ErrorKind::Timeout,
        })
    }
}
