//! Batches of single-use codes and their roster.

use domain::ids::{EngagementId, ProjectCode, Sha256Hex};
use domain::respondent::CodeState;
use domain::time::Timestamp;
use domain::wire::{BatchSummary, RosterEntry};
use rusqlite::{OptionalExtension as _, params};

use super::super::{StoreError, Tx, collect};
use super::{Target, target};

/// A single-use code with where it leads.
pub struct StoredCode {
    /// Names it in the roster.
    pub id: String,
    /// Its batch.
    pub batch: String,
    /// 户号 or 名册序号.
    pub label: String,
    /// Site and questionnaire.
    pub target: Target,
    /// How far.
    pub state: CodeState,
}

/// Adds a batch without codes.
pub fn insert_batch(
    tx: &Tx<'_>,
    id: &str,
    target: &Target,
    made_by: &str,
    made_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO respondent_batch
           (id, engagement_id, project_code, form_id, form_version, made_by, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            target.engagement.0,
            target.project_code.0,
            target.form_id.0,
            target.form_version,
            made_by,
            made_at.0
        ],
    )?;
    Ok(())
}

/// Adds a code to a batch, at the end.
pub fn insert(
    tx: &Tx<'_>,
    id: &str,
    batch: &str,
    label: &str,
    code_hash: &Sha256Hex,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO respondent_code (id, batch_id, place, label, code_hash)
         SELECT ?1, ?2, coalesce(max(place), 0) + 1, ?3, ?4 FROM respondent_code
         WHERE batch_id = ?2",
        params![id, batch, label, code_hash.as_str()],
    )?;
    Ok(())
}

/// A new code in the place of an old one: the roster's line stays, the old code leads nowhere.
pub fn replace(tx: &Tx<'_>, id: &str, code_hash: &Sha256Hex) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE respondent_code SET code_hash = ?2, opened = 0, cancelled = 0 WHERE id = ?1",
        params![id, code_hash.as_str()],
    )?;
    Ok(())
}

/// Takes a code out.
pub fn cancel(tx: &Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE respondent_code SET cancelled = 1 WHERE id = ?1",
        [id],
    )?;
    Ok(())
}

/// Somebody agreed to take part.
pub fn mark_opened(tx: &Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE respondent_code SET opened = 1 WHERE id = ?1", [id])?;
    Ok(())
}

/// Uses the code up; `false` when that has happened before.
pub fn mark_answered(tx: &Tx<'_>, id: &str) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE respondent_code SET answered = 1
         WHERE id = ?1 AND answered = 0 AND cancelled = 0",
        [id],
    )?;
    Ok(changed == 1)
}

const STORED: &str = "SELECT c.id, c.batch_id, c.label, c.opened, c.answered, c.cancelled,
      b.engagement_id, b.project_code, b.form_id, b.form_version
    FROM respondent_code c JOIN respondent_batch b ON b.id = c.batch_id";

fn stored(row: &rusqlite::Row<'_>) -> Result<StoredCode, rusqlite::Error> {
    Ok(StoredCode {
        id: row.get(0)?,
        batch: row.get(1)?,
        label: row.get(2)?,
        state: CodeState::of(row.get(3)?, row.get(4)?, row.get(5)?),
        target: target(row, 6)?,
    })
}

/// By what is printed on the card.
pub fn by_hash(tx: &Tx<'_>, hash: &Sha256Hex) -> Result<Option<StoredCode>, StoreError> {
    let sql = format!("{STORED} WHERE c.code_hash = ?1");
    Ok(tx.query_row(&sql, [hash.as_str()], stored).optional()?)
}

/// By its name in the roster.
pub fn by_id(tx: &Tx<'_>, id: &str) -> Result<Option<StoredCode>, StoreError> {
    let sql = format!("{STORED} WHERE c.id = ?1");
    Ok(tx.query_row(&sql, [id], stored).optional()?)
}

/// The roster of a batch.
pub fn roster(tx: &Tx<'_>, batch: &str) -> Result<Vec<RosterEntry>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT id, label, opened, answered, cancelled FROM respondent_code
         WHERE batch_id = ?1 ORDER BY place",
    )?;
    let rows = statement.query_map([batch], |row| {
        Ok(RosterEntry {
            id: row.get(0)?,
            label: row.get(1)?,
            state: CodeState::of(row.get(2)?, row.get(3)?, row.get(4)?),
        })
    })?;
    collect(rows, Ok)
}

/// All batches of an engagement with their counts, newest first.
pub fn batches(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<BatchSummary>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT b.id, b.engagement_id, b.project_code, b.form_id, b.form_version, b.made_at,
           coalesce(sum(c.cancelled = 0 OR c.answered = 1), 0),
           coalesce(sum((c.cancelled = 0 AND c.opened = 1) OR c.answered = 1), 0),
           coalesce(sum(c.answered), 0),
           coalesce(sum(c.cancelled = 1 AND c.answered = 0), 0)
         FROM respondent_batch b LEFT JOIN respondent_code c ON c.batch_id = b.id
         WHERE b.engagement_id = ?1
         GROUP BY b.id ORDER BY b.made_at DESC, b.id DESC",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        let target = target(row, 1)?;
        Ok(BatchSummary {
            id: row.get(0)?,
            project_code: ProjectCode(target.project_code.0),
            form_id: target.form_id,
            form_version: target.form_version,
            made_at: Timestamp(row.get(5)?),
            issued: row.get(6)?,
            opened: row.get(7)?,
            answered: row.get(8)?,
            cancelled: row.get(9)?,
        })
    })?;
    collect(rows, Ok)
}
