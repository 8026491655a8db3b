//! What an officer does, from another process on the same database.

use crate::cases::{Action, CaseRecord, Refusal, engine, words};
use crate::clock::Clock;
use crate::store::{Store, StoreError};

/// Why it was not done.
#[derive(Debug)]
pub enum OfficerError {
    /// No case has this id or reference.
    Unknown(String),
    /// It can't be done now.
    Refused(Refusal),
    /// The case was moved again and again meanwhile.
    Busy,
    /// The store failed.
    Store(StoreError),
}

impl std::fmt::Display for OfficerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown(case) => write!(f, "no case has the id or reference `{case}`"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Busy => f.write_str("somebody else keeps moving the case; try again"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OfficerError {}

impl From<StoreError> for OfficerError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Tries to store the action while others move the same case.
const TRIES: usize = 5;

/// Does it.
///
/// # Errors
/// There is no such case, it can't be done now, or the store failed.
pub async fn act(
    store: &dyn Store,
    clock: &dyn Clock,
    case: &str,
    action: Action,
    note: Option<&str>,
) -> Result<CaseRecord, OfficerError> {
    for _ in 0..TRIES {
        let record = find(store, case).await?;
        let now = clock.now();
        let step = engine::act(&record, action, note.map(words::note), now)
            .map_err(OfficerError::Refused)?;
        if store.case_step(record.seq, &step, &[], now).await? {
            return Ok(step.record);
        }
    }
    Err(OfficerError::Busy)
}

async fn find(store: &dyn Store, case: &str) -> Result<CaseRecord, OfficerError> {
    if let Some(record) = store.case(case).await? {
        return Ok(record);
    }
    let found = store.case_by_reference(&case.to_uppercase()).await?;
    found
        .map(|(record, _)| record)
        .ok_or_else(|| OfficerError::Unknown(case.into()))
}
