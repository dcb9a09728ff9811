//! What people enter at the desk for scoring: every save is kept, the newest counts; and the score
//! sheets as they stood. Not here: when a sheet is stored (`service::score_ledger`).

use domain::ids::{AccountId, EngagementId};
use domain::scoring::ScoreSheet;
use domain::time::Timestamp;
use domain::wire::{ScoreCause, ScoreInputs};
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, to_json};

/// The newest inputs, with their revision as the one that a change is made from.
pub fn inputs(tx: &Tx<'_>, engagement: &EngagementId) -> Result<ScoreInputs, StoreError> {
    let sql = "SELECT inputs, revision FROM score_input WHERE engagement_id = ?1
               ORDER BY revision DESC LIMIT 1";
    let stored: Option<(String, u32)> = tx
        .query_row(sql, [&engagement.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((text, revision)) = stored else {
        return Ok(ScoreInputs::default());
    };
    Ok(ScoreInputs {
        base_revision: revision,
        ..parse_json("score inputs", &text)?
    })
}

/// The name of whoever saved the newest inputs; empty before anybody did.
pub fn inputs_author(tx: &Tx<'_>, engagement: &EngagementId) -> Result<String, StoreError> {
    let sql = "SELECT a.name FROM score_input i JOIN account a ON a.id = i.account_id
               WHERE i.engagement_id = ?1 ORDER BY i.revision DESC LIMIT 1";
    let name = tx.query_row(sql, [&engagement.0], |row| row.get(0));
    Ok(name.optional()?.unwrap_or_default())
}

/// Appends a revision of the inputs.
pub fn append(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    inputs: &ScoreInputs,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO score_input (engagement_id, revision, inputs, account_id, saved_at)
         VALUES (?1, (SELECT coalesce(max(revision), 0) + 1 FROM score_input
                      WHERE engagement_id = ?1), ?2, ?3, ?4)",
        params![
            engagement.0,
            to_json("score inputs", inputs)?,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}

/// A score sheet as it was stored.
pub struct StoredSheet {
    /// From 1.
    pub revision: u32,
    /// Why.
    pub cause: ScoreCause,
    /// The sheet.
    pub sheet: ScoreSheet,
    /// The reason that was given.
    pub reason: String,
    /// By whom; empty where facts changed it.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// What a sheet is stored with.
pub struct SheetEntry<'a> {
    /// Why.
    pub cause: ScoreCause,
    /// The reason that was given.
    pub reason: &'a str,
    /// By whom; nobody where facts changed it.
    pub account: Option<&'a AccountId>,
    /// When.
    pub at: Timestamp,
}

/// Appends a sheet and answers its revision.
pub fn append_sheet(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    sheet: &ScoreSheet,
    entry: &SheetEntry<'_>,
) -> Result<u32, StoreError> {
    let revision = tx.query_row(
        "INSERT INTO score_sheet
           (engagement_id, revision, cause, sheet, reason, account_id, stored_at)
         VALUES (?1, (SELECT coalesce(max(revision), 0) + 1 FROM score_sheet
                      WHERE engagement_id = ?1), ?2, ?3, ?4, ?5, ?6)
         RETURNING revision",
        params![
            engagement.0,
            to_json("score cause", &entry.cause)?,
            to_json("score sheet", sheet)?,
            entry.reason,
            entry.account.map(|id| &id.0),
            entry.at.0
        ],
        |row| row.get(0),
    )?;
    Ok(revision)
}

/// Every stored sheet, newest first.
pub fn sheets(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<StoredSheet>, StoreError> {
    let sql = "SELECT s.revision, s.cause, s.sheet, s.reason, coalesce(a.name, ''), s.stored_at
               FROM score_sheet s LEFT JOIN account a ON a.id = s.account_id
               WHERE s.engagement_id = ?1 ORDER BY s.revision DESC";
    sheets_of(tx, sql, engagement)
}

/// The newest stored sheet.
pub fn newest_sheet(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Option<StoredSheet>, StoreError> {
    let sql = "SELECT s.revision, s.cause, s.sheet, s.reason, coalesce(a.name, ''), s.stored_at
               FROM score_sheet s LEFT JOIN account a ON a.id = s.account_id
               WHERE s.engagement_id = ?1 ORDER BY s.revision DESC LIMIT 1";
    Ok(sheets_of(tx, sql, engagement)?.pop())
}

/// The sheet that was confirmed last; its name and time are those of the confirmation.
pub fn confirmed_sheet(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Option<StoredSheet>, StoreError> {
    let sql = "SELECT s.revision, s.cause, s.sheet, s.reason, a.name, c.confirmed_at
               FROM score_confirmation c
               JOIN score_sheet s ON s.engagement_id = c.engagement_id AND s.revision = c.revision
               JOIN account a ON a.id = c.account_id
               WHERE c.engagement_id = ?1 ORDER BY c.revision DESC LIMIT 1";
    Ok(sheets_of(tx, sql, engagement)?.pop())
}

fn sheets_of(
    tx: &Tx<'_>,
    sql: &str,
    engagement: &EngagementId,
) -> Result<Vec<StoredSheet>, StoreError> {
    let mut statement = tx.prepare(sql)?;
    let rows = statement.query_map([&engagement.0], |row| {
        let texts: (String, String) = (row.get(1)?, row.get(2)?);
        let words: (String, String) = (row.get(3)?, row.get(4)?);
        Ok((row.get::<_, u32>(0)?, texts, words, row.get::<_, i64>(5)?))
    })?;
    collect(rows, |(revision, (cause, sheet), (reason, name), at)| {
        Ok(StoredSheet {
            revision,
            cause: parse_json("score cause", &cause)?,
            sheet: parse_json("score sheet", &sheet)?,
            reason,
            name,
            at: Timestamp(at),
        })
    })
}

/// Notes that a stored sheet was confirmed.
pub fn confirm(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    revision: u32,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO score_confirmation (engagement_id, revision, account_id, confirmed_at)
         VALUES (?1, ?2, ?3, ?4)",
        params![engagement.0, revision, account.0, now.0],
    )?;
    Ok(())
}
