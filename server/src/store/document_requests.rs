//! The list of requested documents. Not here: their receipts, which are documents like others.

use domain::document_request::{DocumentRequest, RequestWords};
use domain::ids::{DocumentId, DocumentRequestId, EngagementId};
use domain::time::Timestamp;
use rusqlite::params;

use super::{StoreError, Tx, collect, parse_json, to_json};

/// All requests in order. One that was removed comes back with the first receipt that arrives.
pub fn all(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<DocumentRequest>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT r.id, r.ordinal, r.words, r.receipt FROM document_request r
         WHERE r.engagement_id = ?1 AND (r.removed_at IS NULL
           OR EXISTS (SELECT 1 FROM document d WHERE d.id = r.receipt))
         ORDER BY r.ordinal",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, u32>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
        ))
    })?;
    collect(rows, |(id, ordinal, words, receipt)| {
        Ok(DocumentRequest {
            id: DocumentRequestId(id),
            ordinal,
            words: parse_json("document request", &words)?,
            receipt: DocumentId(receipt),
        })
    })
}

/// Appends a request with the next number.
pub fn insert(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    id: &DocumentRequestId,
    words: &RequestWords,
    receipt: &DocumentId,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO document_request (engagement_id, id, ordinal, words, receipt)
         SELECT ?1, ?2, coalesce(max(ordinal), 0) + 1, ?3, ?4 FROM document_request
           WHERE engagement_id = ?1",
        params![
            engagement.0,
            id.0,
            to_json("document request", words)?,
            receipt.0
        ],
    )?;
    Ok(())
}

/// Writes changed words.
pub fn update(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    id: &DocumentRequestId,
    words: &RequestWords,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE document_request SET words = ?3 WHERE engagement_id = ?1 AND id = ?2",
        params![engagement.0, id.0, to_json("document request", words)?],
    )?;
    Ok(())
}

/// Takes a request off the list.
pub fn remove(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    id: &DocumentRequestId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE document_request SET removed_at = ?3 WHERE engagement_id = ?1 AND id = ?2",
        params![engagement.0, id.0, now.0],
    )?;
    Ok(())
}
