//! Published versions, what they were made from, and which records pin them.

use domain::ids::{AccountId, EngagementId, FormId};
use domain::instrument::{Instrument, InstrumentKind, NodeDifference};
use domain::project::Table;
use domain::time::Timestamp;
use domain::wire::{FormAttachment, FormMove, FormVersionSummary};
use rusqlite::{OptionalExtension as _, params};

use crate::store::{StoreError, Tx, collect, parse_json, to_json};

/// One published version in a list.
pub struct Version {
    /// Which form.
    pub form_id: FormId,
    /// What it is for.
    pub kind: InstrumentKind,
    /// What the list says of it.
    pub summary: FormVersionSummary,
}

/// What a version was made from.
pub struct Source {
    /// The workbook.
    pub tables: Vec<Table>,
    /// CSV files.
    pub attachments: Vec<FormAttachment>,
    /// Of the kept workbook.
    pub workbook_sha256: String,
}

/// All versions of an engagement by form, newest first.
pub fn versions(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<Version>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT v.form_id, v.version, v.current, json_extract(v.instrument, '$.title'),
           json_quote(json_extract(v.instrument, '$.kind')),
           s.version IS NOT NULL, s.published_by IS NOT NULL, s.published_at,
           coalesce(a.name, ''), m.to_version,
           (SELECT count(*) FROM document d WHERE d.engagement_id = v.engagement_id
              AND d.form_id = v.form_id AND d.form_version = v.version),
           (SELECT count(*) FROM document d WHERE d.engagement_id = v.engagement_id
              AND d.form_id = v.form_id AND d.form_version = v.version
              AND d.state IN ('draft', 'returned', 'held'))
         FROM form_version v
         LEFT JOIN form_source s ON s.engagement_id = v.engagement_id
           AND s.form_id = v.form_id AND s.version = v.version
         LEFT JOIN account a ON a.id = s.published_by
         LEFT JOIN form_move m ON m.engagement_id = v.engagement_id
           AND m.form_id = v.form_id AND m.from_version = v.version
         WHERE v.engagement_id = ?1 ORDER BY v.form_id, v.rowid DESC",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        let published: bool = row.get(6)?;
        let at: Option<i64> = row.get(7)?;
        let summary = FormVersionSummary {
            version: row.get(1)?,
            current: row.get(2)?,
            title: row.get(3)?,
            has_workbook: row.get(5)?,
            published_at: at.filter(|_| published).map(Timestamp),
            published_by: row.get(8)?,
            offered_to: row.get(9)?,
            records: row.get(10)?,
            open_records: row.get(11)?,
        };
        Ok((FormId(row.get(0)?), row.get::<_, String>(4)?, summary))
    })?;
    collect(rows, |(form_id, kind, summary)| {
        Ok(Version {
            form_id,
            kind: parse_json("form kind", &kind)?,
            summary,
        })
    })
}

/// Keeps what a version was made from; `by` is `None` for forms that come with an engagement.
pub fn insert_source(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    instrument: &Instrument,
    source: (&[Table], &[FormAttachment]),
    by: Option<&AccountId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO form_source
           (engagement_id, form_id, version, tables, attachments, published_by, published_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            engagement.0,
            instrument.form_id.0,
            instrument.version,
            to_json("form tables", &source.0)?,
            to_json("form attachments", &source.1)?,
            by.map(|account| &account.0),
            now.0
        ],
    )?;
    Ok(())
}

/// What a version was made from, where it was kept.
pub fn source(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
    version: &str,
) -> Result<Option<Source>, StoreError> {
    let sql = "SELECT s.tables, s.attachments, v.workbook_sha256
               FROM form_source s JOIN form_version v ON v.engagement_id = s.engagement_id
                 AND v.form_id = s.form_id AND v.version = s.version
               WHERE s.engagement_id = ?1 AND s.form_id = ?2 AND s.version = ?3";
    let found: Option<(String, String, String)> = tx
        .query_row(sql, params![engagement.0, form.0, version], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((tables, attachments, workbook_sha256)) = found else {
        return Ok(None);
    };
    Ok(Some(Source {
        tables: parse_json("form tables", &tables)?,
        attachments: parse_json("form attachments", &attachments)?,
        workbook_sha256,
    }))
}

/// Makes one version the one for new packs; `None`: none of them.
pub fn set_current(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
    version: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE form_version SET current = (version IS ?3)
         WHERE engagement_id = ?1 AND form_id = ?2",
        params![engagement.0, form.0, version],
    )?;
    Ok(())
}

/// Whether one version was published after another.
pub fn is_newer(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
    (newer, older): (&str, &str),
) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM form_version n JOIN form_version o
                 ON o.engagement_id = n.engagement_id AND o.form_id = n.form_id
               WHERE n.engagement_id = ?1 AND n.form_id = ?2 AND n.version = ?3
                 AND o.version = ?4 AND n.rowid > o.rowid)";
    let values = params![engagement.0, form.0, newer, older];
    Ok(tx.query_row(sql, values, |row| row.get(0))?)
}

/// The newest versions of every form that is not retired, `count` of each; the current one is not
/// among them.
pub fn recent_versions(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    count: u32,
) -> Result<Vec<(FormId, String)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT v.form_id, v.version FROM form_version v
         WHERE v.engagement_id = ?1 AND v.current = 0 AND ?2 > (
           SELECT count(*) FROM form_version n WHERE n.engagement_id = v.engagement_id
             AND n.form_id = v.form_id AND n.rowid > v.rowid)
           AND EXISTS (SELECT 1 FROM form_version c WHERE c.engagement_id = v.engagement_id
             AND c.form_id = v.form_id AND c.current = 1)
         ORDER BY v.form_id, v.rowid DESC",
    )?;
    let rows = statement.query_map(params![engagement.0, count], |row| {
        Ok((FormId(row.get(0)?), row.get(1)?))
    })?;
    collect(rows, Ok)
}

/// Form and version of every record in one person's scope.
pub fn pinned_versions(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    account: &AccountId,
) -> Result<Vec<(FormId, String)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT DISTINCT d.form_id, d.form_version FROM document d
         WHERE d.engagement_id = ?1 AND (d.author = ?2 OR EXISTS (
           SELECT 1 FROM assignment a WHERE a.engagement_id = d.engagement_id
             AND a.project_code = d.project_code AND a.account_id = ?2))
         ORDER BY d.form_id, d.form_version",
    )?;
    let rows = statement.query_map(params![engagement.0, account.0], |row| {
        Ok((FormId(row.get(0)?), row.get(1)?))
    })?;
    collect(rows, Ok)
}

/// The offers of an engagement.
pub fn moves(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<FormMove>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT form_id, from_version, to_version, differences FROM form_move
         WHERE engagement_id = ?1 ORDER BY form_id, from_version",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        let texts: (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((FormId(row.get(0)?), texts))
    })?;
    collect(
        rows,
        |(form_id, (from_version, to_version, differences))| {
            Ok(FormMove {
                form_id,
                from_version,
                to_version,
                differences: parse_json("form differences", &differences)?,
            })
        },
    )
}

/// The version that records of another are offered to move to.
pub fn move_target(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
    from: &str,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT to_version FROM form_move
               WHERE engagement_id = ?1 AND form_id = ?2 AND from_version = ?3";
    let values = params![engagement.0, form.0, from];
    Ok(tx.query_row(sql, values, |row| row.get(0)).optional()?)
}

/// Offers a move, in place of an earlier offer.
pub fn offer_move(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    offer: (&FormId, &str, &str),
    differences: &[NodeDifference],
    by: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (form, from, to) = offer;
    tx.execute(
        "INSERT INTO form_move (engagement_id, form_id, from_version, to_version, differences,
           offered_by, offered_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (engagement_id, form_id, from_version) DO UPDATE SET
           to_version = excluded.to_version, differences = excluded.differences,
           offered_by = excluded.offered_by, offered_at = excluded.offered_at",
        params![
            engagement.0,
            form.0,
            from,
            to,
            to_json("form differences", &differences)?,
            by.0,
            now.0
        ],
    )?;
    Ok(())
}

/// Takes an offer back.
pub fn withdraw_move(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
    from: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM form_move WHERE engagement_id = ?1 AND form_id = ?2 AND from_version = ?3",
        params![engagement.0, form.0, from],
    )?;
    Ok(())
}
