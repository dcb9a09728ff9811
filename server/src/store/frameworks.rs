//! Revisions of an engagement's framework. Not here: the framework that counts (`engagements`),
//! who may change it.

use std::collections::BTreeMap;

use domain::ids::{AccountId, EngagementId, IndicatorCode};
use domain::indicator::Framework;
use domain::time::Timestamp;
use domain::wire::{FrameworkChange, FrameworkRevision};
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, to_json};

/// Indicators that were given another code: old → new.
pub type Recoded = BTreeMap<IndicatorCode, IndicatorCode>;

/// One revision, without the framework itself.
pub struct StoredRevision {
    /// As others see it.
    pub revision: FrameworkRevision,
    /// By whom; nobody in particular where the command line began it.
    pub account: Option<AccountId>,
    /// Codes that were given anew.
    pub recoded: Recoded,
}

/// What is stored of a change.
pub struct NewRevision<'a> {
    /// What.
    pub change: FrameworkChange,
    /// Why.
    pub reason: &'a str,
    /// Codes that were given anew.
    pub recoded: &'a Recoded,
    /// By whom.
    pub account: Option<&'a AccountId>,
    /// When.
    pub at: Timestamp,
}

/// Appends a revision and answers its number.
pub fn append(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    framework: &Framework,
    new: &NewRevision<'_>,
) -> Result<u32, StoreError> {
    let revision = tx.query_row(
        "INSERT INTO framework_revision
           (engagement_id, revision, change, framework, reason, account_id, saved_at, recoded)
         VALUES (?1, (SELECT coalesce(max(revision), 0) + 1 FROM framework_revision
                      WHERE engagement_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)
         RETURNING revision",
        params![
            engagement.0,
            to_json("framework change", &new.change)?,
            to_json("framework", framework)?,
            new.reason,
            new.account.map(|id| &id.0),
            new.at.0,
            to_json("new codes", new.recoded)?
        ],
        |row| row.get(0),
    )?;
    Ok(revision)
}

/// The framework as a revision has it.
pub fn framework_of(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    revision: u32,
) -> Result<Option<Framework>, StoreError> {
    let sql = "SELECT framework FROM framework_revision
               WHERE engagement_id = ?1 AND revision = ?2";
    let text: Option<String> = tx
        .query_row(sql, params![engagement.0, revision], |row| row.get(0))
        .optional()?;
    text.map(|text| parse_json("framework", &text)).transpose()
}

/// Every revision's framework as stored, oldest first, for the archive.
pub fn texts(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<(u32, String)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT revision, framework FROM framework_revision WHERE engagement_id = ?1
         ORDER BY revision",
    )?;
    let rows = statement.query_map([&engagement.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    collect(rows, Ok)
}

/// Every revision, newest first.
pub fn history(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<StoredRevision>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT f.revision, f.change, f.reason, coalesce(a.name, ''), f.account_id, f.saved_at,
                f.recoded
         FROM framework_revision f LEFT JOIN account a ON a.id = f.account_id
         WHERE f.engagement_id = ?1 ORDER BY f.revision DESC",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        let words: (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let account: Option<String> = row.get(4)?;
        let (at, recoded): (i64, String) = (row.get(5)?, row.get(6)?);
        Ok((row.get::<_, u32>(0)?, words, account, at, recoded))
    })?;
    collect(rows, |(revision, words, account, at, recoded)| {
        let (change, reason, name) = words;
        Ok(StoredRevision {
            revision: FrameworkRevision {
                revision,
                change: parse_json("framework change", &change)?,
                reason,
                name,
                at: Timestamp(at),
            },
            account: account.map(AccountId),
            recoded: parse_json("new codes", &recoded)?,
        })
    })
}
