//! The store in one SQLite file: connection, sessions, drafts, keys, settings.

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use async_trait::async_trait;
use banshi_contract::{CaseEvent, Draft, Submission};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Row as _, Sqlite, Transaction};

use super::{
    After, CasePage, Deleted, Expect, LogPage, NewCase, Once, OnceKey, Put, Session, Store,
    StoreResult, Submitted, Upload,
};
use crate::cases::{CaseRecord, Step};
use crate::clock::{Millis, Moment};

/// How long the answer to a key is kept.
pub(super) const KEY_KEPT_MS: Millis = 24 * 3_600_000;
/// How long the log of changes is kept: whoever was away longer lists everything again.
const LOG_KEPT_MS: Millis = 7 * 24 * 3_600_000;

/// SQLite in WAL mode, so that the officer's command writes while the server reads.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    pub(super) pool: SqlitePool,
}

impl SqliteStore {
    /// Opens or makes the file and runs the migrations.
    ///
    /// # Errors
    /// It can't be opened, or a migration fails.
    pub async fn open(path: &Path) -> StoreResult<Self> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder)?;
        }
        let options = SqliteConnectOptions::from_str("sqlite://")?
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let pool = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        sqlx::migrate!("./migrations").run(&pool).await?;
        Ok(Self { pool })
    }

    /// A transaction that holds the write lock from its start: what it reads stays so.
    pub(super) async fn write(&self) -> StoreResult<Transaction<'static, Sqlite>> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn session_begin(&self, session: &Session) -> StoreResult<()> {
        sqlx::query(
            "INSERT INTO sessions (token_hash, person, created_at, expires_at) VALUES (?, ?, ?, ?)",
        )
        .bind(&session.token_hash)
        .bind(&session.person)
        .bind(session.created_at.millis())
        .bind(session.expires_at.millis())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn session(&self, token_hash: &str) -> StoreResult<Option<Session>> {
        let row =
            sqlx::query("SELECT person, created_at, expires_at FROM sessions WHERE token_hash = ?")
                .bind(token_hash)
                .fetch_optional(&self.pool)
                .await?;
        row.map(|row| {
            Ok(Session {
                token_hash: token_hash.into(),
                person: row.try_get(0)?,
                created_at: Moment::from_millis(row.try_get(1)?),
                expires_at: Moment::from_millis(row.try_get(2)?),
            })
        })
        .transpose()
    }

    async fn session_extend(&self, token_hash: &str, expires_at: Moment) -> StoreResult<()> {
        sqlx::query("UPDATE sessions SET expires_at = ? WHERE token_hash = ?")
            .bind(expires_at.millis())
            .bind(token_hash)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn session_end(&self, token_hash: &str) -> StoreResult<()> {
        sqlx::query("DELETE FROM sessions WHERE token_hash = ?")
            .bind(token_hash)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn drafts(&self, owner: &str) -> StoreResult<Vec<Draft>> {
        self.list_drafts(owner).await
    }

    async fn draft(&self, owner: &str, id: &str) -> StoreResult<Option<Draft>> {
        self.find_draft(owner, id).await
    }

    async fn draft_put(
        &self,
        owner: &str,
        draft: Draft,
        expect: Expect,
        now: Moment,
    ) -> StoreResult<Put> {
        self.put_draft(owner, draft, expect, now).await
    }

    async fn draft_delete(
        &self,
        owner: &str,
        id: &str,
        revision: Option<&str>,
        now: Moment,
    ) -> StoreResult<Deleted> {
        self.delete_draft(owner, id, revision, now).await
    }

    async fn once_begin(&self, key: &OnceKey, now: Moment) -> StoreResult<Once> {
        self.begin_once(key, now).await
    }

    async fn once_done(&self, key: &OnceKey, answer: &str) -> StoreResult<()> {
        self.answer_once(key, answer).await
    }

    async fn once_failed(&self, key: &OnceKey) -> StoreResult<()> {
        self.forget_once(key).await
    }

    async fn submit(&self, new: NewCase, now: Moment) -> StoreResult<Submitted> {
        self.submit_case(new, now).await
    }

    async fn submission(&self, owner: &str, id: &str) -> StoreResult<Option<Submission>> {
        let body = sqlx::query_scalar::<_, String>(
            "SELECT body FROM submissions WHERE owner = ? AND id = ?",
        )
        .bind(owner)
        .bind(id)
        .fetch_optional(&self.pool)
        .await?;
        body.map(|body| Ok(serde_json::from_str(&body)?))
            .transpose()
    }

    async fn submission_of_draft(
        &self,
        owner: &str,
        draft: &str,
    ) -> StoreResult<Option<Submission>> {
        let body = sqlx::query_scalar::<_, String>(
            "SELECT body FROM submissions WHERE owner = ? AND draft_id = ?",
        )
        .bind(owner)
        .bind(draft)
        .fetch_optional(&self.pool)
        .await?;
        body.map(|body| Ok(serde_json::from_str(&body)?))
            .transpose()
    }

    async fn case_insert(&self, step: &Step, check_hash: &str, now: Moment) -> StoreResult<()> {
        self.insert_case(step, check_hash, now).await
    }

    async fn cases(&self, owner: &str, after: Option<After>, limit: u32) -> StoreResult<CasePage> {
        self.list_cases(owner, after, limit).await
    }

    async fn case(&self, id: &str) -> StoreResult<Option<CaseRecord>> {
        self.find_case(id).await
    }

    async fn case_by_reference(
        &self,
        reference: &str,
    ) -> StoreResult<Option<(CaseRecord, String)>> {
        self.find_case_by_reference(reference).await
    }

    async fn case_of_task(&self, task: &str) -> StoreResult<Option<CaseRecord>> {
        self.find_case_of_task(task).await
    }

    async fn case_step(
        &self,
        seq: u64,
        step: &Step,
        uploads: &[String],
        now: Moment,
    ) -> StoreResult<bool> {
        self.step_case(seq, step, uploads, now).await
    }

    async fn case_events(
        &self,
        case: &str,
        before: Option<u64>,
        limit: u32,
    ) -> StoreResult<Vec<CaseEvent>> {
        self.list_events(case, before, limit).await
    }

    async fn cases_at_rest(&self, since: Moment) -> StoreResult<Vec<CaseRecord>> {
        self.list_at_rest(since).await
    }

    async fn cases_by_status(&self) -> StoreResult<Vec<(String, u64)>> {
        self.count_by_status().await
    }

    async fn upload_begin(&self, upload: &Upload) -> StoreResult<bool> {
        self.insert_upload(upload).await
    }

    async fn upload(&self, id: &str) -> StoreResult<Option<Upload>> {
        self.find_upload(id).await
    }

    async fn upload_complete(&self, upload: &Upload, now: Moment) -> StoreResult<()> {
        self.finish_upload(upload, now).await
    }

    async fn upload_delete(&self, id: &str) -> StoreResult<bool> {
        self.remove_upload(id).await
    }

    async fn uploads_pending(&self, owner: &str) -> StoreResult<u64> {
        self.sum_pending(owner).await
    }

    async fn log(&self, person: &str, after: Option<u64>, limit: u32) -> StoreResult<LogPage> {
        self.read_log(person, after, limit).await
    }

    async fn log_since(&self, seq: i64) -> StoreResult<(i64, Vec<String>)> {
        self.read_log_since(seq).await
    }

    async fn setting(&self, name: &str) -> StoreResult<Option<String>> {
        Ok(
            sqlx::query_scalar("SELECT value FROM settings WHERE name = ?")
                .bind(name)
                .fetch_optional(&self.pool)
                .await?,
        )
    }

    async fn set_setting(&self, name: &str, value: &str) -> StoreResult<()> {
        sqlx::query("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)")
            .bind(name)
            .bind(value)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn sweep(&self, now: Moment) -> StoreResult<Vec<String>> {
        let mut tx = self.write().await?;
        sqlx::query("DELETE FROM sessions WHERE expires_at < ?")
            .bind(now.millis())
            .execute(&mut *tx)
            .await?;
        sqlx::query("DELETE FROM idempotency WHERE created_at < ?")
            .bind(now.millis() - KEY_KEPT_MS)
            .execute(&mut *tx)
            .await?;
        sqlx::query("DELETE FROM drafts WHERE keep_until < ? AND submission IS NULL")
            .bind(now.date().to_string())
            .execute(&mut *tx)
            .await?;
        Self::drop_old_log(&mut tx, now.millis() - LOG_KEPT_MS).await?;
        let gone = Self::drop_expired_uploads(&mut tx, now).await?;
        tx.commit().await?;
        Ok(gone)
    }

    async fn ping(&self) -> StoreResult<()> {
        sqlx::query_scalar::<_, i64>("SELECT 1")
            .fetch_one(&self.pool)
            .await?;
        Ok(())
    }
}
