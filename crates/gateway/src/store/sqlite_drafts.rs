//! Drafts in SQLite, and the keys of requests that happen only once.

use banshi_contract::{Change, Draft};
use sqlx::Row as _;

use super::sqlite::KEY_KEPT_MS;
use super::{Deleted, Expect, MOST_DRAFTS, Once, OnceKey, Put, SqliteStore, StoreResult};
use crate::clock::{Millis, Moment};

/// A request that has not finished after this long never will: its process is gone.
const RUNNING_MS: Millis = 60_000;

fn draft_change(id: &str, revision: &str, changed: &[&str]) -> Change {
    Change {
        resource: "drafts".into(),
        id: id.into(),
        revision: revision.into(),
        seq: 0,
        changed: changed.iter().map(|&name| name.to_owned()).collect(),
    }
}

impl SqliteStore {
    pub(super) async fn list_drafts(&self, owner: &str) -> StoreResult<Vec<Draft>> {
        let rows = sqlx::query_scalar::<_, String>(
            "SELECT body FROM drafts WHERE owner = ? AND submission IS NULL ORDER BY updated_at DESC, id",
        )
        .bind(owner)
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|body| Ok(serde_json::from_str(body)?))
            .collect()
    }

    pub(super) async fn find_draft(&self, owner: &str, id: &str) -> StoreResult<Option<Draft>> {
        let body = sqlx::query_scalar::<_, String>(
            "SELECT body FROM drafts WHERE owner = ? AND id = ? AND submission IS NULL",
        )
        .bind(owner)
        .bind(id)
        .fetch_optional(&self.pool)
        .await?;
        body.map(|body| Ok(serde_json::from_str(&body)?))
            .transpose()
    }

    pub(super) async fn put_draft(
        &self,
        owner: &str,
        mut draft: Draft,
        expect: Expect,
        now: Moment,
    ) -> StoreResult<Put> {
        let mut tx = self.write().await?;
        let row =
            sqlx::query("SELECT revision, submission, body FROM drafts WHERE owner = ? AND id = ?")
                .bind(owner)
                .bind(&draft.id)
                .fetch_optional(&mut *tx)
                .await?;
        let (revision, changed) = match (&row, expect) {
            (None, Expect::None) => {
                let count = sqlx::query_scalar::<_, i64>(
                    "SELECT count(*) FROM drafts WHERE owner = ? AND submission IS NULL",
                )
                .bind(owner)
                .fetch_one(&mut *tx)
                .await?;
                if count >= MOST_DRAFTS {
                    return Ok(Put::Full);
                }
                (1, vec!["answers"])
            }
            (Some(row), _) if row.try_get::<Option<String>, _>(1)?.is_some() => {
                return Ok(Put::Submitted);
            }
            (Some(row), Expect::Revision(expected)) => {
                let revision = row.try_get::<i64, _>(0)?;
                if revision.to_string() != expected {
                    return Ok(Put::Stale);
                }
                let before: Draft = serde_json::from_str(row.try_get(2)?)?;
                let mut changed = Vec::new();
                if before.answers != draft.answers {
                    changed.push("answers");
                }
                if before.page != draft.page || before.progress != draft.progress {
                    changed.push("progress");
                }
                (revision + 1, changed)
            }
            (None, Expect::Revision(_)) | (Some(_), Expect::None) => return Ok(Put::Stale),
        };
        draft.revision = revision.to_string();
        draft.updated_at = now.rfc3339();
        sqlx::query(
            "INSERT INTO drafts (owner, id, revision, body, updated_at, keep_until) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (owner, id) DO UPDATE SET revision = excluded.revision, body = excluded.body,
                 updated_at = excluded.updated_at, keep_until = excluded.keep_until",
        )
        .bind(owner)
        .bind(&draft.id)
        .bind(revision)
        .bind(serde_json::to_string(&draft)?)
        .bind(now.millis())
        .bind(&draft.keep_until)
        .execute(&mut *tx)
        .await?;
        Self::keep_uploads(&mut tx, owner, &draft.answers, &draft.keep_until).await?;
        Self::tell(
            &mut tx,
            owner,
            &draft_change(&draft.id, &draft.revision, &changed),
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(if row.is_none() {
            Put::Created(draft)
        } else {
            Put::Changed(draft)
        })
    }

    pub(super) async fn delete_draft(
        &self,
        owner: &str,
        id: &str,
        revision: Option<&str>,
        now: Moment,
    ) -> StoreResult<Deleted> {
        let mut tx = self.write().await?;
        let stored = sqlx::query(
            "SELECT revision, body FROM drafts WHERE owner = ? AND id = ? AND submission IS NULL",
        )
        .bind(owner)
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(stored) = stored else {
            return Ok(Deleted::Missing);
        };
        let stored_revision = stored.try_get::<i64, _>(0)?.to_string();
        if revision.is_some_and(|revision| revision != stored_revision) {
            return Ok(Deleted::Stale);
        }
        let before: Draft = serde_json::from_str(stored.try_get(1)?)?;
        sqlx::query("DELETE FROM drafts WHERE owner = ? AND id = ?")
            .bind(owner)
            .bind(id)
            .execute(&mut *tx)
            .await?;
        Self::release_uploads(&mut tx, owner, &before.answers, now).await?;
        Self::tell(&mut tx, owner, &draft_change(id, "", &["deleted"]), now).await?;
        tx.commit().await?;
        Ok(Deleted::Yes)
    }

    pub(super) async fn begin_once(&self, key: &OnceKey, now: Moment) -> StoreResult<Once> {
        let mut tx = self.write().await?;
        let row = sqlx::query(
            "SELECT fingerprint, answer, created_at FROM idempotency WHERE person = ? AND route = ? AND key = ?",
        )
        .bind(&key.person)
        .bind(&key.route)
        .bind(&key.key)
        .fetch_optional(&mut *tx)
        .await?;
        if let Some(row) = row {
            let answer: Option<String> = row.try_get(1)?;
            let age = now.millis() - row.try_get::<i64, _>(2)?;
            let abandoned = answer.is_none() && age >= RUNNING_MS;
            if age < KEY_KEPT_MS && !abandoned {
                if row.try_get::<String, _>(0)? != key.fingerprint {
                    return Ok(Once::Mismatch);
                }
                return Ok(answer.map_or(Once::Running, Once::Answered));
            }
        }
        sqlx::query(
            "INSERT OR REPLACE INTO idempotency (person, route, key, fingerprint, answer, created_at)
             VALUES (?, ?, ?, ?, NULL, ?)",
        )
        .bind(&key.person)
        .bind(&key.route)
        .bind(&key.key)
        .bind(&key.fingerprint)
        .bind(now.millis())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Once::First)
    }

    pub(super) async fn answer_once(&self, key: &OnceKey, answer: &str) -> StoreResult<()> {
        sqlx::query("UPDATE idempotency SET answer = ? WHERE person = ? AND route = ? AND key = ?")
            .bind(answer)
            .bind(&key.person)
            .bind(&key.route)
            .bind(&key.key)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    pub(super) async fn forget_once(&self, key: &OnceKey) -> StoreResult<()> {
        sqlx::query(
            "DELETE FROM idempotency WHERE person = ? AND route = ? AND key = ? AND answer IS NULL",
        )
        .bind(&key.person)
        .bind(&key.route)
        .bind(&key.key)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
