//! Cases in SQLite.

use banshi_contract::{CaseEvent, Change, Draft, Submission};
use sqlx::{Row as _, Sqlite, Transaction};

use super::{After, CasePage, NewCase, SqliteStore, StoreResult, Submitted};
use crate::cases::{CaseRecord, Step, view};
use crate::clock::Moment;

fn status(record: &CaseRecord) -> String {
    match serde_json::to_value(record.case.status) {
        Ok(serde_json::Value::String(name)) => name,
        _ => "unknown".into(),
    }
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn case_change(step: &Step, now: Moment) -> Change {
    Change {
        resource: "cases".into(),
        id: step.record.case.id.clone(),
        revision: view::revision(&step.record, now),
        seq: step.record.seq,
        changed: step.changed.clone(),
    }
}

fn updated_at(record: &CaseRecord, now: Moment) -> i64 {
    Moment::parse(&record.case.updated_at)
        .unwrap_or(now)
        .millis()
}

impl SqliteStore {
    pub(super) async fn submit_case(&self, new: NewCase, now: Moment) -> StoreResult<Submitted> {
        let owner = &new.step.record.owner;
        let draft = &new.submission.draft_id;
        let mut tx = self.write().await?;
        let row =
            sqlx::query("SELECT revision, submission, body FROM drafts WHERE owner = ? AND id = ?")
                .bind(owner)
                .bind(draft)
                .fetch_optional(&mut *tx)
                .await?;
        let Some(row) = row else {
            return Ok(Submitted::Missing);
        };
        if row.try_get::<Option<String>, _>(1)?.is_some() {
            let body = sqlx::query_scalar::<_, String>(
                "SELECT body FROM submissions WHERE owner = ? AND draft_id = ?",
            )
            .bind(owner)
            .bind(draft)
            .fetch_one(&mut *tx)
            .await?;
            return Ok(Submitted::Already(serde_json::from_str::<Submission>(
                &body,
            )?));
        }
        if row.try_get::<i64, _>(0)?.to_string() != new.draft_revision {
            return Ok(Submitted::Stale);
        }
        let taken = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM cases WHERE reference = ?")
            .bind(&new.step.record.case.reference)
            .fetch_one(&mut *tx)
            .await?;
        if taken > 0 {
            return Ok(Submitted::ReferenceTaken);
        }
        Self::write_case(&mut tx, &new.step, &new.check_hash, &new.answers, now).await?;
        if let Some(taken) = Self::attach(&mut tx, &new.step.record, &new.uploads).await? {
            // The transaction is dropped, and with it the case.
            return Ok(Submitted::UploadTaken(taken));
        }
        sqlx::query("INSERT INTO submissions (id, owner, draft_id, body) VALUES (?, ?, ?, ?)")
            .bind(&new.submission.id)
            .bind(owner)
            .bind(draft)
            .bind(serde_json::to_string(&new.submission)?)
            .execute(&mut *tx)
            .await?;
        // The answers are with the case now; the row stays, so that the draft can't
        // become a second case.
        sqlx::query("UPDATE drafts SET submission = ?, body = '{}' WHERE owner = ? AND id = ?")
            .bind(&new.submission.id)
            .bind(owner)
            .bind(draft)
            .execute(&mut *tx)
            .await?;
        // What it named and did not hand in, since it was hidden, is needed no more.
        let before: Draft = serde_json::from_str(row.try_get(2)?)?;
        Self::release_uploads(&mut tx, owner, &before.answers, now).await?;
        let gone = Change {
            resource: "drafts".into(),
            id: draft.clone(),
            revision: String::new(),
            seq: 0,
            changed: vec!["submitted".into()],
        };
        Self::tell(&mut tx, owner, &gone, now).await?;
        Self::tell(&mut tx, owner, &case_change(&new.step, now), now).await?;
        tx.commit().await?;
        Ok(Submitted::Made)
    }

    pub(super) async fn insert_case(
        &self,
        step: &Step,
        check_hash: &str,
        now: Moment,
    ) -> StoreResult<()> {
        let mut tx = self.write().await?;
        Self::write_case(&mut tx, step, check_hash, &serde_json::Value::Null, now).await?;
        Self::tell(&mut tx, &step.record.owner, &case_change(step, now), now).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn write_case(
        tx: &mut Transaction<'static, Sqlite>,
        step: &Step,
        check_hash: &str,
        answers: &serde_json::Value,
        now: Moment,
    ) -> StoreResult<()> {
        let record = &step.record;
        sqlx::query(
            "INSERT INTO cases (id, owner, reference, check_hash, status, seq, updated_at, rests_since, record, answers)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&record.case.id)
        .bind(&record.owner)
        .bind(&record.case.reference)
        .bind(check_hash)
        .bind(status(record))
        .bind(signed(record.seq))
        .bind(updated_at(record, now))
        .bind(record.rests_since)
        .bind(serde_json::to_string(record)?)
        .bind(answers.to_string())
        .execute(&mut **tx)
        .await?;
        Self::write_events(tx, step).await
    }

    async fn write_events(tx: &mut Transaction<'static, Sqlite>, step: &Step) -> StoreResult<()> {
        for event in &step.events {
            sqlx::query("INSERT INTO case_events (case_id, seq, body) VALUES (?, ?, ?)")
                .bind(&step.record.case.id)
                .bind(signed(event.seq))
                .bind(serde_json::to_string(event)?)
                .execute(&mut **tx)
                .await?;
        }
        for task in &step.record.case.tasks {
            sqlx::query("INSERT OR IGNORE INTO tasks (id, case_id) VALUES (?, ?)")
                .bind(&task.id)
                .bind(&step.record.case.id)
                .execute(&mut **tx)
                .await?;
        }
        Ok(())
    }

    /// Gives uploads to a case; returns the first that is not there for it: not theirs,
    /// not whole, or another case's already. Nothing may then be committed.
    async fn attach(
        tx: &mut Transaction<'static, Sqlite>,
        record: &CaseRecord,
        uploads: &[String],
    ) -> StoreResult<Option<String>> {
        for upload in uploads {
            let done = sqlx::query(
                "UPDATE uploads SET case_id = ? WHERE id = ? AND owner = ? AND case_id IS NULL AND complete = 1",
            )
            .bind(&record.case.id)
            .bind(upload)
            .bind(&record.owner)
            .execute(&mut **tx)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(Some(upload.clone()));
            }
        }
        Ok(None)
    }

    pub(super) async fn list_cases(
        &self,
        owner: &str,
        after: Option<After>,
        limit: u32,
    ) -> StoreResult<CasePage> {
        let total = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM cases WHERE owner = ?")
            .bind(owner)
            .fetch_one(&self.pool)
            .await?;
        let after = after.unwrap_or(After {
            updated_at: i64::MAX,
            id: String::new(),
        });
        let rows = sqlx::query_scalar::<_, String>(
            "SELECT record FROM cases WHERE owner = ?1 AND (updated_at < ?2 OR (updated_at = ?2 AND id > ?3))
             ORDER BY updated_at DESC, id LIMIT ?4",
        )
        .bind(owner)
        .bind(after.updated_at)
        .bind(after.id)
        .bind(i64::from(limit) + 1)
        .fetch_all(&self.pool)
        .await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(CasePage {
            more: rows.len() > wanted,
            items: rows
                .iter()
                .take(wanted)
                .map(|record| Ok(serde_json::from_str(record)?))
                .collect::<StoreResult<_>>()?,
            total: u32::try_from(total).unwrap_or(u32::MAX),
        })
    }

    pub(super) async fn find_case(&self, id: &str) -> StoreResult<Option<CaseRecord>> {
        let record = sqlx::query_scalar::<_, String>("SELECT record FROM cases WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        record
            .map(|record| Ok(serde_json::from_str(&record)?))
            .transpose()
    }

    pub(super) async fn find_case_by_reference(
        &self,
        reference: &str,
    ) -> StoreResult<Option<(CaseRecord, String)>> {
        let row = sqlx::query("SELECT record, check_hash FROM cases WHERE reference = ?")
            .bind(reference)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| Ok((serde_json::from_str(row.try_get(0)?)?, row.try_get(1)?)))
            .transpose()
    }

    pub(super) async fn find_case_of_task(&self, task: &str) -> StoreResult<Option<CaseRecord>> {
        let record = sqlx::query_scalar::<_, String>(
            "SELECT record FROM cases JOIN tasks ON tasks.case_id = cases.id WHERE tasks.id = ?",
        )
        .bind(task)
        .fetch_optional(&self.pool)
        .await?;
        record
            .map(|record| Ok(serde_json::from_str(&record)?))
            .transpose()
    }

    pub(super) async fn step_case(
        &self,
        seq: u64,
        step: &Step,
        uploads: &[String],
        now: Moment,
    ) -> StoreResult<bool> {
        let record = &step.record;
        let mut tx = self.write().await?;
        let done = sqlx::query(
            "UPDATE cases SET status = ?, seq = ?, updated_at = ?, rests_since = ?, record = ?
             WHERE id = ? AND seq = ?",
        )
        .bind(status(record))
        .bind(signed(record.seq))
        .bind(updated_at(record, now))
        .bind(record.rests_since)
        .bind(serde_json::to_string(record)?)
        .bind(&record.case.id)
        .bind(signed(seq))
        .execute(&mut *tx)
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        Self::write_events(&mut tx, step).await?;
        if Self::attach(&mut tx, record, uploads).await?.is_some() {
            // The transaction is dropped, and with it the step.
            return Ok(false);
        }
        Self::tell(&mut tx, &record.owner, &case_change(step, now), now).await?;
        tx.commit().await?;
        Ok(true)
    }

    pub(super) async fn list_events(
        &self,
        case: &str,
        before: Option<u64>,
        limit: u32,
    ) -> StoreResult<Vec<CaseEvent>> {
        let rows = sqlx::query_scalar::<_, String>(
            "SELECT body FROM case_events WHERE case_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
        )
        .bind(case)
        .bind(before.map_or(i64::MAX, signed))
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|body| Ok(serde_json::from_str(body)?))
            .collect()
    }

    pub(super) async fn list_at_rest(&self, since: Moment) -> StoreResult<Vec<CaseRecord>> {
        let rows = sqlx::query_scalar::<_, String>(
            "SELECT record FROM cases WHERE rests_since <= ?
                 AND status IN ('submitted', 'accepted', 'inProgress', 'suspended')
             ORDER BY rests_since LIMIT 100",
        )
        .bind(since.millis())
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|record| Ok(serde_json::from_str(record)?))
            .collect()
    }

    pub(super) async fn count_by_status(&self) -> StoreResult<Vec<(String, u64)>> {
        let rows =
            sqlx::query("SELECT status, count(*) FROM cases GROUP BY status ORDER BY status")
                .fetch_all(&self.pool)
                .await?;
        rows.iter()
            .map(|row| {
                let count: i64 = row.try_get(1)?;
                Ok((row.try_get(0)?, u64::try_from(count).unwrap_or(0)))
            })
            .collect()
    }
}
