//! The log of changes in SQLite.

use banshi_contract::Change;
use sqlx::{Row as _, Sqlite, Transaction};

use super::{LogEntry, LogPage, SqliteStore, StoreResult};
use crate::clock::{Millis, Moment};

fn number(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

impl SqliteStore {
    /// Writes an entry into a person's log. The transaction holds the write lock, so
    /// that cursors are given in the order in which they become visible.
    pub(super) async fn tell(
        tx: &mut Transaction<'static, Sqlite>,
        person: &str,
        change: &Change,
        now: Moment,
    ) -> StoreResult<()> {
        let cursor = sqlx::query_scalar::<_, i64>(
            "INSERT INTO log_heads (person, cursor) VALUES (?, 1)
             ON CONFLICT (person) DO UPDATE SET cursor = cursor + 1 RETURNING cursor",
        )
        .bind(person)
        .fetch_one(&mut **tx)
        .await?;
        sqlx::query("INSERT INTO log (person, cursor, at, change) VALUES (?, ?, ?, ?)")
            .bind(person)
            .bind(cursor)
            .bind(now.millis())
            .bind(serde_json::to_string(change)?)
            .execute(&mut **tx)
            .await?;
        Ok(())
    }

    pub(super) async fn read_log(
        &self,
        person: &str,
        after: Option<u64>,
        limit: u32,
    ) -> StoreResult<LogPage> {
        // One transaction: head and entries must be of the same moment.
        let mut tx = self.pool.begin().await?;
        let head = sqlx::query("SELECT cursor, dropped FROM log_heads WHERE person = ?")
            .bind(person)
            .fetch_optional(&mut *tx)
            .await?;
        let (head, dropped) = match head {
            Some(row) => (number(row.try_get(0)?), number(row.try_get(1)?)),
            None => (0, 0),
        };
        let Some(after) = after else {
            return Ok(LogPage {
                entries: Vec::new(),
                head,
                reset: false,
            });
        };
        if after < dropped || after > head {
            return Ok(LogPage {
                entries: Vec::new(),
                head,
                reset: true,
            });
        }
        let rows = sqlx::query(
            "SELECT cursor, at, change FROM log WHERE person = ? AND cursor > ? ORDER BY cursor LIMIT ?",
        )
        .bind(person)
        .bind(i64::try_from(after).unwrap_or(i64::MAX))
        .bind(limit)
        .fetch_all(&mut *tx)
        .await?;
        let entries = rows
            .iter()
            .map(|row| {
                Ok(LogEntry {
                    cursor: number(row.try_get(0)?),
                    at: Moment::from_millis(row.try_get(1)?),
                    change: serde_json::from_str(row.try_get(2)?)?,
                })
            })
            .collect::<StoreResult<_>>()?;
        Ok(LogPage {
            entries,
            head,
            reset: false,
        })
    }

    pub(super) async fn read_log_since(&self, seq: i64) -> StoreResult<(i64, Vec<String>)> {
        let rows = sqlx::query("SELECT seq, person FROM log WHERE seq > ? ORDER BY seq")
            .bind(seq)
            .fetch_all(&self.pool)
            .await?;
        let mut head = seq;
        let mut persons: Vec<String> = Vec::new();
        for row in rows {
            head = row.try_get(0)?;
            persons.push(row.try_get(1)?);
        }
        persons.sort_unstable();
        persons.dedup();
        Ok((head, persons))
    }

    pub(super) async fn drop_old_log(
        tx: &mut Transaction<'static, Sqlite>,
        before: Millis,
    ) -> StoreResult<()> {
        sqlx::query(
            "UPDATE log_heads SET dropped = old.cursor FROM
                 (SELECT person, max(cursor) AS cursor FROM log WHERE at < ? GROUP BY person) AS old
             WHERE old.person = log_heads.person",
        )
        .bind(before)
        .execute(&mut **tx)
        .await?;
        sqlx::query("DELETE FROM log WHERE at < ?")
            .bind(before)
            .execute(&mut **tx)
            .await?;
        Ok(())
    }
}
