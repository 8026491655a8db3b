//! What is kept, behind a trait: SQLite first. Every write that a page may show also
//! writes the log of changes, in the same transaction, so that nothing is told before
//! it is true and nothing true goes untold. The conformance suite in
//! `tests/store.rs` says what any implementation must do.

use async_trait::async_trait;
use banshi_contract::{CaseEvent, Change, Draft, Submission};

use crate::cases::{CaseRecord, Step};
use crate::clock::{Millis, Moment};

mod sqlite;
mod sqlite_cases;
mod sqlite_drafts;
mod sqlite_log;
mod sqlite_uploads;

pub use sqlite::SqliteStore;

/// Why the store failed: always its own fault or the disk's, never the person's.
#[derive(Debug)]
pub enum StoreError {
    /// The database.
    Database(sqlx::Error),
    /// The migrations.
    Migration(sqlx::migrate::MigrateError),
    /// What was stored can't be read.
    Corrupt(serde_json::Error),
    /// A file beside the database.
    File(std::io::Error),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Database(error) => write!(f, "database: {error}"),
            Self::Migration(error) => write!(f, "migration: {error}"),
            // The message of a parse error can quote what it could not read.
            Self::Corrupt(error) => write!(
                f,
                "stored JSON of the wrong shape, column {}",
                error.column()
            ),
            Self::File(error) => write!(f, "file: {error}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}
impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Migration(error)
    }
}
impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error)
    }
}
impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

/// What the store returns.
pub type StoreResult<T> = Result<T, StoreError>;

/// A session; the token itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token.
    pub token_hash: String,
    /// The account.
    pub person: String,
    /// When it began.
    pub created_at: Moment,
    /// When it ends.
    pub expires_at: Moment,
}

/// What a PUT is based on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// There is none yet (`If-None-Match: *`).
    None,
    /// This revision (`If-Match`).
    Revision(String),
}

/// What became of a PUT.
#[derive(Clone, Debug, PartialEq)]
pub enum Put {
    /// It was made.
    Created(Draft),
    /// It was changed.
    Changed(Draft),
    /// What it was based on is not there.
    Stale,
    /// It was submitted: it changes no more.
    Submitted,
    /// The person has as many drafts as may be.
    Full,
}

/// What became of a DELETE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// It is gone.
    Yes,
    /// There is none.
    Missing,
    /// What it was based on is not there.
    Stale,
}

/// A request that must happen only once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Once {
    /// It is the first: go on, then [`Store::once_done`] or [`Store::once_failed`].
    First,
    /// The first one still runs.
    Running,
    /// The same key was used for something else.
    Mismatch,
    /// The first answer.
    Answered(String),
}

/// A request that must happen only once, named.
#[derive(Clone, Debug)]
pub struct OnceKey {
    /// The account.
    pub person: String,
    /// The route's pattern.
    pub route: String,
    /// The key that was sent.
    pub key: String,
    /// SHA-256 of what was sent.
    pub fingerprint: String,
}

/// A case to be made of a draft, all in one.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// The submission, with the case's id and reference.
    pub submission: Submission,
    /// The case and its first events.
    pub step: Step,
    /// [`crate::ids::check_hash`].
    pub check_hash: String,
    /// What was handed in.
    pub answers: serde_json::Value,
    /// The draft's revision that was checked.
    pub draft_revision: String,
    /// Uploads that now belong to the case.
    pub uploads: Vec<String>,
}

/// What became of a submission.
#[derive(Clone, Debug, PartialEq)]
pub enum Submitted {
    /// There is a case.
    Made,
    /// The draft was submitted already: this is what came of it.
    Already(Submission),
    /// The draft changed since it was checked.
    Stale,
    /// There is no such draft.
    Missing,
    /// The reference is taken: make another.
    ReferenceTaken,
    /// This upload is not there for it: gone, not whole, or another case's by now.
    UploadTaken(String),
}

/// Which part of a person's cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// The last one's time of change.
    pub updated_at: Millis,
    /// Its id.
    pub id: String,
}

/// A page of a person's cases.
#[derive(Clone, Debug, PartialEq)]
pub struct CasePage {
    /// The cases, latest change first.
    pub items: Vec<CaseRecord>,
    /// Whether there are more.
    pub more: bool,
    /// How many in all.
    pub total: u32,
}

/// An upload; its bytes are in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id.
    pub id: String,
    /// The account.
    pub owner: String,
    /// The file's name.
    pub name: String,
    /// MIME type.
    pub media_type: String,
    /// Bytes in all.
    pub size: u64,
    /// Whether all are there and were looked at.
    pub complete: bool,
    /// Until when it is kept, unless it belongs to a case.
    pub expires_at: Moment,
    /// The case it belongs to.
    pub case_id: Option<String>,
}

/// An entry of a person's log.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    /// Counts per person, from 1, without gaps.
    pub cursor: u64,
    /// When.
    pub at: Moment,
    /// What changed.
    pub change: Change,
}

/// Part of a person's log.
#[derive(Clone, Debug, PartialEq)]
pub struct LogPage {
    /// The entries after the cursor, oldest first.
    pub entries: Vec<LogEntry>,
    /// The newest cursor there is.
    pub head: u64,
    /// Whether the cursor is too old, or of another log: list everything again.
    pub reset: bool,
}

/// Drafts a person may have at once.
pub const MOST_DRAFTS: i64 = 200;

/// Uploads without a case that a person may have at once.
pub const MOST_UPLOADS: i64 = 100;

/// Everything that is kept.
#[async_trait]
pub trait Store: Send + Sync {
    /// Keeps a new session.
    async fn session_begin(&self, session: &Session) -> StoreResult<()>;
    /// The session of a token's hash, also one that is over.
    async fn session(&self, token_hash: &str) -> StoreResult<Option<Session>>;
    /// Moves the end of a session.
    async fn session_extend(&self, token_hash: &str, expires_at: Moment) -> StoreResult<()>;
    /// Ends a session; no error when there is none.
    async fn session_end(&self, token_hash: &str) -> StoreResult<()>;

    /// A person's drafts that are not submitted, latest first.
    async fn drafts(&self, owner: &str) -> StoreResult<Vec<Draft>>;
    /// One of them.
    async fn draft(&self, owner: &str, id: &str) -> StoreResult<Option<Draft>>;
    /// Makes or changes one; sets its `revision`. The owner's uploads that its answers
    /// name are kept at least as long as it.
    async fn draft_put(
        &self,
        owner: &str,
        draft: Draft,
        expect: Expect,
        now: Moment,
    ) -> StoreResult<Put>;
    /// Takes one away, `revision` when it must still be that one; uploads that only it
    /// names may then go.
    async fn draft_delete(
        &self,
        owner: &str,
        id: &str,
        revision: Option<&str>,
        now: Moment,
    ) -> StoreResult<Deleted>;

    /// Begins a request that must happen only once.
    async fn once_begin(&self, key: &OnceKey, now: Moment) -> StoreResult<Once>;
    /// Keeps its answer.
    async fn once_done(&self, key: &OnceKey, answer: &str) -> StoreResult<()>;
    /// Forgets it, so that it can be tried again.
    async fn once_failed(&self, key: &OnceKey) -> StoreResult<()>;

    /// Makes a case of a draft; a draft becomes at most one, and an upload belongs to at
    /// most one.
    async fn submit(&self, new: NewCase, now: Moment) -> StoreResult<Submitted>;
    /// What became of a submission.
    async fn submission(&self, owner: &str, id: &str) -> StoreResult<Option<Submission>>;
    /// What became of a draft.
    async fn submission_of_draft(
        &self,
        owner: &str,
        draft: &str,
    ) -> StoreResult<Option<Submission>>;

    /// Keeps a case that came from no draft (the sandbox's examples).
    async fn case_insert(&self, step: &Step, check_hash: &str, now: Moment) -> StoreResult<()>;
    /// A person's cases.
    async fn cases(&self, owner: &str, after: Option<After>, limit: u32) -> StoreResult<CasePage>;
    /// A case by id.
    async fn case(&self, id: &str) -> StoreResult<Option<CaseRecord>>;
    /// A case by reference, with its check's hash.
    async fn case_by_reference(&self, reference: &str)
    -> StoreResult<Option<(CaseRecord, String)>>;
    /// The case that a task belongs to.
    async fn case_of_task(&self, task: &str) -> StoreResult<Option<CaseRecord>>;
    /// Stores a step with the uploads that now belong to the case; false, and nothing
    /// is stored, when the case's newest event is no longer number `seq` or an upload is
    /// not there for it.
    async fn case_step(
        &self,
        seq: u64,
        step: &Step,
        uploads: &[String],
        now: Moment,
    ) -> StoreResult<bool>;
    /// A case's events, newest first, before number `before`.
    async fn case_events(
        &self,
        case: &str,
        before: Option<u64>,
        limit: u32,
    ) -> StoreResult<Vec<CaseEvent>>;
    /// Cases that the sandbox may move and that have not moved since.
    async fn cases_at_rest(&self, since: Moment) -> StoreResult<Vec<CaseRecord>>;
    /// How many cases there are, by status.
    async fn cases_by_status(&self) -> StoreResult<Vec<(String, u64)>>;

    /// Keeps an upload; false when its owner has as many without a case as may be.
    async fn upload_begin(&self, upload: &Upload) -> StoreResult<bool>;
    /// An upload.
    async fn upload(&self, id: &str) -> StoreResult<Option<Upload>>;
    /// All its bytes are there.
    async fn upload_complete(&self, upload: &Upload, now: Moment) -> StoreResult<()>;
    /// Takes it away, unless it belongs to a case.
    async fn upload_delete(&self, id: &str) -> StoreResult<bool>;
    /// Bytes that a person's uploads without a case take.
    async fn uploads_pending(&self, owner: &str) -> StoreResult<u64>;

    /// A person's log after a cursor; without one, from its end.
    async fn log(&self, person: &str, after: Option<u64>, limit: u32) -> StoreResult<LogPage>;
    /// The newest number of the whole log, and whose it got since `seq`.
    async fn log_since(&self, seq: i64) -> StoreResult<(i64, Vec<String>)>;

    /// A setting that processes share.
    async fn setting(&self, name: &str) -> StoreResult<Option<String>>;
    /// Changes it.
    async fn set_setting(&self, name: &str, value: &str) -> StoreResult<()>;

    /// Drops what is over: sessions, drafts, keys, old log; returns ids of uploads
    /// whose files can go.
    async fn sweep(&self, now: Moment) -> StoreResult<Vec<String>>;
    /// Whether it answers.
    async fn ping(&self) -> StoreResult<()>;
}
