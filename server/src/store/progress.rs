//! Counts for lists and boards. What they mean is decided in the service and in `domain`.

use std::collections::BTreeMap;

use domain::ids::{AccountId, DocumentId, EngagementId};
use domain::time::Timestamp;

use super::{StoreError, Tx, collect};

/// (declared, on disk) photos and signatures by document.
pub fn blob_counts(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<DocumentId, (u32, u32)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.id, count(m.sha256), count(b.sha256) FROM document d
         JOIN document_blob m ON m.document_id = d.id
         LEFT JOIN blob b ON b.engagement_id = d.engagement_id AND b.sha256 = m.sha256
         WHERE d.engagement_id = ?1 GROUP BY d.id",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((DocumentId(row.get(0)?), (row.get(1)?, row.get(2)?)))
    })?;
    Ok(collect(rows, Ok)?.into_iter().collect())
}

/// Who sent the newest revision of each document, and when it came; a respondent has no name.
pub fn newest_revisions(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<DocumentId, (String, Timestamp)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.id, coalesce(a.name, ''), r.received_at FROM document d
         JOIN revision r ON r.document_id = d.id AND r.rev = d.rev
         LEFT JOIN account a ON a.id = r.account_id WHERE d.engagement_id = ?1",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((
            DocumentId(row.get(0)?),
            (row.get(1)?, Timestamp(row.get(2)?)),
        ))
    })?;
    Ok(collect(rows, Ok)?.into_iter().collect())
}

/// When a tablet of each person was last heard of.
pub fn last_syncs(tx: &Tx<'_>) -> Result<BTreeMap<AccountId, Timestamp>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT account_id, max(last_sync_at) FROM device
         WHERE last_sync_at IS NOT NULL GROUP BY account_id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((AccountId(row.get(0)?), Timestamp(row.get(1)?)))
    })?;
    Ok(collect(rows, Ok)?.into_iter().collect())
}

/// When something of the engagement was last stored: the day a draft report carries, so that the
/// same records give the same report whenever it is drawn (P10).
pub fn newest_change(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT max(at) FROM (
        SELECT imported_at AS at FROM frame WHERE engagement_id = ?1
        UNION ALL SELECT drawn_at FROM draw WHERE engagement_id = ?1
        UNION ALL SELECT saved_at FROM score_input WHERE engagement_id = ?1
        UNION ALL SELECT r.received_at FROM revision r JOIN document d ON d.id = r.document_id
          WHERE d.engagement_id = ?1
        UNION ALL SELECT received_at FROM blob WHERE engagement_id = ?1)";
    let at: Option<i64> = tx.query_row(sql, [&engagement.0], |row| row.get(0))?;
    Ok(at.map(Timestamp))
}
