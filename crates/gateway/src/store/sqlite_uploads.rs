//! What is known of uploads, in SQLite; the bytes are in files.

use banshi_contract::Change;
use serde_json::Value;
use sqlx::{Row as _, Sqlite, Transaction};

use super::{MOST_UPLOADS, SqliteStore, StoreResult, Upload};
use crate::clock::{Millis, Moment};

const DAY_MS: Millis = 24 * 3_600_000;

impl SqliteStore {
    pub(super) async fn insert_upload(&self, upload: &Upload) -> StoreResult<bool> {
        let done = sqlx::query(
            "INSERT INTO uploads (id, owner, name, media_type, size, complete, expires_at, case_id)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE ?8 IS NOT NULL
                 OR (SELECT count(*) FROM uploads WHERE owner = ?2 AND case_id IS NULL) < ?9",
        )
        .bind(&upload.id)
        .bind(&upload.owner)
        .bind(&upload.name)
        .bind(&upload.media_type)
        .bind(i64::try_from(upload.size).unwrap_or(i64::MAX))
        .bind(upload.complete)
        .bind(upload.expires_at.millis())
        .bind(&upload.case_id)
        .bind(MOST_UPLOADS)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    pub(super) async fn find_upload(&self, id: &str) -> StoreResult<Option<Upload>> {
        let row = sqlx::query(
            "SELECT owner, name, media_type, size, complete, expires_at, case_id FROM uploads WHERE id = ?",
        )
        .bind(id)
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| {
            Ok(Upload {
                id: id.into(),
                owner: row.try_get(0)?,
                name: row.try_get(1)?,
                media_type: row.try_get(2)?,
                size: u64::try_from(row.try_get::<i64, _>(3)?).unwrap_or(0),
                complete: row.try_get(4)?,
                expires_at: Moment::from_millis(row.try_get(5)?),
                case_id: row.try_get(6)?,
            })
        })
        .transpose()
    }

    pub(super) async fn finish_upload(&self, upload: &Upload, now: Moment) -> StoreResult<()> {
        let mut tx = self.write().await?;
        sqlx::query("UPDATE uploads SET complete = 1 WHERE id = ?")
            .bind(&upload.id)
            .execute(&mut *tx)
            .await?;
        let change = Change {
            resource: "uploads".into(),
            id: upload.id.clone(),
            revision: "complete".into(),
            seq: 0,
            changed: vec!["complete".into()],
        };
        Self::tell(&mut tx, &upload.owner, &change, now).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn remove_upload(&self, id: &str) -> StoreResult<bool> {
        let done = sqlx::query("DELETE FROM uploads WHERE id = ? AND case_id IS NULL")
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// A draft's files are kept for as long as the draft: to the end of that day.
    pub(super) async fn keep_uploads(
        tx: &mut Transaction<'static, Sqlite>,
        owner: &str,
        answers: &Value,
        keep_until: &str,
    ) -> StoreResult<()> {
        let Some(last) = Moment::parse(&format!("{keep_until}T00:00:00+08:00")) else {
            return Ok(());
        };
        sqlx::query(
            "UPDATE uploads SET expires_at = max(expires_at, ?) WHERE owner = ? AND case_id IS NULL
                 AND id IN (SELECT atom FROM json_tree(?) WHERE key = 'uploadId' AND type = 'text')",
        )
        .bind(last.plus_millis(DAY_MS).millis())
        .bind(owner)
        .bind(answers.to_string())
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    /// The files of a draft that is none any more may go, unless another one names them.
    pub(super) async fn release_uploads(
        tx: &mut Transaction<'static, Sqlite>,
        owner: &str,
        answers: &Value,
        now: Moment,
    ) -> StoreResult<()> {
        sqlx::query(
            "UPDATE uploads SET expires_at = min(expires_at, ?1) WHERE owner = ?2 AND case_id IS NULL
                 AND id IN (SELECT atom FROM json_tree(?3) WHERE key = 'uploadId' AND type = 'text')
                 AND id NOT IN (SELECT named.atom FROM drafts, json_tree(drafts.body) AS named
                     WHERE drafts.owner = ?2 AND drafts.submission IS NULL
                         AND named.key = 'uploadId' AND named.type = 'text')",
        )
        .bind(now.millis())
        .bind(owner)
        .bind(answers.to_string())
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    pub(super) async fn sum_pending(&self, owner: &str) -> StoreResult<u64> {
        let sum = sqlx::query_scalar::<_, i64>(
            "SELECT coalesce(sum(size), 0) FROM uploads WHERE owner = ? AND case_id IS NULL",
        )
        .bind(owner)
        .fetch_one(&self.pool)
        .await?;
        Ok(u64::try_from(sum).unwrap_or(0))
    }

    pub(super) async fn drop_expired_uploads(
        tx: &mut Transaction<'static, Sqlite>,
        now: Moment,
    ) -> StoreResult<Vec<String>> {
        let gone = sqlx::query_scalar::<_, String>(
            "DELETE FROM uploads WHERE expires_at < ? AND case_id IS NULL RETURNING id",
        )
        .bind(now.millis())
        .fetch_all(&mut **tx)
        .await?;
        Ok(gone)
    }
}
