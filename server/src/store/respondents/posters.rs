//! Open posters, one site each.

use domain::ids::{EngagementId, Sha256Hex};
use domain::respondent::PosterTerms;
use domain::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::super::{StoreError, Tx, collect};
use super::{Target, target};

/// A poster with where it leads.
pub struct StoredPoster {
    /// Names it.
    pub id: String,
    /// Site and questionnaire.
    pub target: Target,
    /// What is printed on it.
    pub code: String,
    /// Window and cap.
    pub terms: PosterTerms,
    /// Responses kept.
    pub kept: u32,
    /// Of these, flagged.
    pub flagged: u32,
}

const STORED: &str = "SELECT id, engagement_id, project_code, form_id, form_version, code,
    opens_at, closes_at, cap, stopped, kept, flagged FROM respondent_poster";

fn stored(row: &rusqlite::Row<'_>) -> Result<StoredPoster, rusqlite::Error> {
    Ok(StoredPoster {
        id: row.get(0)?,
        target: target(row, 1)?,
        code: row.get(5)?,
        terms: PosterTerms {
            opens_at: Timestamp(row.get(6)?),
            closes_at: Timestamp(row.get(7)?),
            cap: row.get(8)?,
            stopped: row.get(9)?,
        },
        kept: row.get(10)?,
        flagged: row.get(11)?,
    })
}

/// Adds a poster.
pub fn insert(
    tx: &Tx<'_>,
    poster: &StoredPoster,
    code_hash: &Sha256Hex,
    made_by: &str,
    made_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO respondent_poster (id, engagement_id, project_code, form_id, form_version,
           code, code_hash, opens_at, closes_at, cap, stopped, made_by, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            poster.id,
            poster.target.engagement.0,
            poster.target.project_code.0,
            poster.target.form_id.0,
            poster.target.form_version,
            poster.code,
            code_hash.as_str(),
            poster.terms.opens_at.0,
            poster.terms.closes_at.0,
            poster.terms.cap,
            poster.terms.stopped,
            made_by,
            made_at.0
        ],
    )?;
    Ok(())
}

/// Other terms.
pub fn set_terms(tx: &Tx<'_>, id: &str, terms: &PosterTerms) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE respondent_poster SET opens_at = ?2, closes_at = ?3, cap = ?4, stopped = ?5
         WHERE id = ?1",
        params![
            id,
            terms.opens_at.0,
            terms.closes_at.0,
            terms.cap,
            terms.stopped
        ],
    )?;
    Ok(())
}

/// One response more (1) or, withdrawn, one less (-1).
pub fn count(tx: &Tx<'_>, id: &str, change: i32, flagged: bool) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE respondent_poster SET kept = kept + ?2, flagged = flagged + ?3 WHERE id = ?1",
        params![id, change, if flagged { change } else { 0 }],
    )?;
    Ok(())
}

/// By what is printed on it.
pub fn by_hash(tx: &Tx<'_>, hash: &Sha256Hex) -> Result<Option<StoredPoster>, StoreError> {
    let sql = format!("{STORED} WHERE code_hash = ?1");
    Ok(tx.query_row(&sql, [hash.as_str()], stored).optional()?)
}

/// By its name.
pub fn by_id(tx: &Tx<'_>, id: &str) -> Result<Option<StoredPoster>, StoreError> {
    let sql = format!("{STORED} WHERE id = ?1");
    Ok(tx.query_row(&sql, [id], stored).optional()?)
}

/// All posters of an engagement, newest first.
pub fn all(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<StoredPoster>, StoreError> {
    let sql = format!("{STORED} WHERE engagement_id = ?1 ORDER BY made_at DESC, id DESC");
    let mut statement = tx.prepare(&sql)?;
    let rows = statement.query_map([&engagement.0], stored)?;
    collect(rows, Ok)
}
