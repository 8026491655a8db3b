//! What is known of uploads, in SQLite; the bytes are in files.

use banshi_contract::Change;
use sqlx::{Row as _, Sqlite, Transaction};

use super::{SqliteStore, StoreResult, Upload};
use crate::clock::Moment;

impl SqliteStore {
    pub(super) async fn insert_upload(&self, upload: &Upload) -> StoreResult<()> {
        sqlx::query(
            "INSERT INTO uploads (id, owner, name, media_type, size, complete, expires_at, case_id)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&upload.id)
        .bind(&upload.owner)
        .bind(&upload.name)
        .bind(&upload.media_type)
        .bind(i64::try_from(upload.size).unwrap_or(i64::MAX))
        .bind(upload.complete)
        .bind(upload.expires_at.millis())
        .bind(&upload.case_id)
        .execute(&self.pool)
        .await?;
        Ok(())
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
