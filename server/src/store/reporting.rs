//! The report's edits, comments, review, versions and issues. Append only where people's words are
//! kept. Not here: opinions and the ledger (`feedback`).

use domain::ids::{AccountId, EngagementId};
use domain::report::BlockEdit;
use domain::review::{ReviewEvent, Wording};
use domain::time::Timestamp;
use domain::wire::{ReportComment, ReportVersion};
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, to_json};

/// The newest edit of each block, by block.
pub fn edits(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<BlockEdit>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT edit FROM report_edit one WHERE engagement_id = ?1 AND revision =
           (SELECT max(revision) FROM report_edit two
            WHERE two.engagement_id = one.engagement_id AND two.block = one.block)
         ORDER BY saved_at, block",
    )?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    collect(rows, |text| parse_json("report edit", &text))
}

/// Who wrote which words when, and whether they still stand: the newest edit of a block that puts
/// words in or takes the block out.
pub fn wording(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<Wording>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT one.account_id, one.saved_at, one.revision = (SELECT max(two.revision)
           FROM report_edit two WHERE two.engagement_id = one.engagement_id
             AND two.block = one.block) AND json_extract(one.edit, '$.content.content') <> 'draft'
         FROM report_edit one WHERE one.engagement_id = ?1
         UNION ALL
         SELECT account_id, at, id = (SELECT max(id) FROM audit
           WHERE engagement_id = ?1 AND action = 'profile')
         FROM audit WHERE engagement_id = ?1 AND action = 'profile' AND account_id IS NOT NULL",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok(Wording {
            by: AccountId(row.get(0)?),
            at: Timestamp(row.get(1)?),
            stands: row.get(2)?,
        })
    })?;
    collect(rows, Ok)
}

/// Appends an edit under its own revision.
pub fn append_edit(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    edit: &BlockEdit,
    account: &AccountId,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO report_edit (engagement_id, block, revision, edit, account_id, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            engagement.0,
            edit.block,
            edit.revision,
            to_json("report edit", edit)?,
            account.0,
            edit.at.0
        ],
    )?;
    Ok(())
}

/// Every revision of every edit, oldest first, for the archive.
pub fn all_edits(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<BlockEdit>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT edit FROM report_edit WHERE engagement_id = ?1 ORDER BY saved_at, block, revision",
    )?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    collect(rows, |text| parse_json("report edit", &text))
}

/// Comments, oldest first.
pub fn comments(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<ReportComment>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT c.id, c.block, c.text, a.name, c.made_at, c.resolved_by
         FROM report_comment c JOIN account a ON a.id = c.account_id
         WHERE c.engagement_id = ?1 ORDER BY c.made_at, c.id",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok(ReportComment {
            id: row.get(0)?,
            block: row.get(1)?,
            text: row.get(2)?,
            name: row.get(3)?,
            at: Timestamp(row.get(4)?),
            resolved_by: row.get(5)?,
        })
    })?;
    collect(rows, Ok)
}

/// Adds a comment.
pub fn insert_comment(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    comment: &ReportComment,
    account: &AccountId,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO report_comment (id, engagement_id, block, text, account_id, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            comment.id,
            engagement.0,
            comment.block,
            comment.text,
            account.0,
            comment.at.0
        ],
    )?;
    Ok(())
}

/// Settles a comment, or carries it on; whether there is one.
pub fn resolve_comment(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    comment: &str,
    by: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE report_comment SET resolved_by = ?3, resolved_at = ?4
         WHERE engagement_id = ?1 AND id = ?2",
        params![engagement.0, comment, by, by.map(|_| now.0)],
    )?;
    Ok(changed > 0)
}

/// The report's way so far.
pub fn events(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<ReviewEvent>, StoreError> {
    let mut statement =
        tx.prepare("SELECT event FROM report_event WHERE engagement_id = ?1 ORDER BY place")?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    collect(rows, |text| parse_json("report event", &text))
}

/// Appends an event.
pub fn append_event(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    event: &ReviewEvent,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO report_event (engagement_id, place, event, account_id, happened_at)
         VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM report_event
                      WHERE engagement_id = ?1), ?2, ?3, ?4)",
        params![
            engagement.0,
            to_json("report event", event)?,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}

/// Versions, newest first.
pub fn versions(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<ReportVersion>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT v.version, v.occasion, a.name, v.kept_at
         FROM report_version v JOIN account a ON a.id = v.account_id
         WHERE v.engagement_id = ?1 ORDER BY v.version DESC",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok(ReportVersion {
            version: row.get(0)?,
            occasion: row.get(1)?,
            name: row.get(2)?,
            at: Timestamp(row.get(3)?),
        })
    })?;
    collect(rows, Ok)
}

/// The words of a version by block; `None` for one that was never kept.
pub fn version_texts(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    version: u32,
) -> Result<Option<Vec<(String, String)>>, StoreError> {
    let sql = "SELECT texts FROM report_version WHERE engagement_id = ?1 AND version = ?2";
    let text: Option<String> = tx
        .query_row(sql, params![engagement.0, version], |row| row.get(0))
        .optional()?;
    text.map(|text| parse_json("report version", &text))
        .transpose()
}

/// Keeps the words as the next version.
pub fn keep_version(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    occasion: &str,
    texts: &[(String, String)],
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO report_version (engagement_id, version, occasion, texts, account_id, kept_at)
         VALUES (?1, (SELECT coalesce(max(version), 0) + 1 FROM report_version
                      WHERE engagement_id = ?1), ?2, ?3, ?4, ?5)",
        params![
            engagement.0,
            occasion,
            to_json("report version", &texts)?,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}

/// The firm's template: file name and hash.
pub fn template(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT file_name, sha256 FROM report_template WHERE engagement_id = ?1";
    let found = tx.query_row(sql, [&engagement.0], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}

/// Sets the template, or takes it away.
pub fn set_template(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    template: Option<(&str, &str)>,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM report_template WHERE engagement_id = ?1",
        [&engagement.0],
    )?;
    if let Some((file_name, sha256)) = template {
        tx.execute(
            "INSERT INTO report_template (engagement_id, file_name, sha256, account_id, saved_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![engagement.0, file_name, sha256, account.0, now.0],
        )?;
    }
    Ok(())
}
