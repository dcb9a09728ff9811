//! Which blobs an engagement holds; the bytes are files (`crate::blobs`).

use domain::fieldwork::{AttachmentKind, RecordBody};
use domain::ids::{EngagementId, Sha256Hex};
use domain::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json};

/// Whether some record of the engagement declares this blob.
pub fn is_declared(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    sha256: &Sha256Hex,
) -> Result<bool, StoreError> {
    Ok(tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM document_blob m JOIN document d ON d.id = m.document_id
         WHERE m.sha256 = ?2 AND d.engagement_id = ?1)",
        params![engagement.0, sha256.as_str()],
        |row| row.get(0),
    )?)
}

/// As what the newest manifests of the engagement declare this blob.
pub fn declared_kinds(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    sha256: &Sha256Hex,
) -> Result<Vec<AttachmentKind>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT r.body FROM document_blob m JOIN document d ON d.id = m.document_id
         JOIN revision r ON r.document_id = d.id AND r.rev = d.rev
         WHERE m.sha256 = ?2 AND d.engagement_id = ?1",
    )?;
    let rows = statement.query_map(params![engagement.0, sha256.as_str()], |row| {
        row.get::<_, String>(0)
    })?;
    let bodies: Vec<RecordBody> = collect(rows, |text| parse_json("body", &text))?;
    let declared = bodies
        .into_iter()
        .flat_map(|body| body.attachments.into_values())
        .filter(|attachment| attachment.sha256 == *sha256);
    Ok(declared.map(|attachment| attachment.kind).collect())
}

/// Notes that the bytes are on disk, fsynced and hashed. Twice is once.
pub fn insert(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    sha256: &Sha256Hex,
    bytes: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO blob (engagement_id, sha256, bytes, received_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
        params![engagement.0, sha256.as_str(), bytes, now.0],
    )?;
    Ok(())
}

/// The size of a blob the engagement holds.
pub fn size(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    sha256: &Sha256Hex,
) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT bytes FROM blob WHERE engagement_id = ?1 AND sha256 = ?2";
    Ok(tx
        .query_row(sql, params![engagement.0, sha256.as_str()], |row| {
            row.get(0)
        })
        .optional()?)
}

/// The documents whose manifest waits for this blob: they may have become complete.
pub fn touch_waiting_documents(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    sha256: &Sha256Hex,
) -> Result<(), StoreError> {
    let mut statement = tx.prepare(
        "SELECT m.document_id FROM document_blob m JOIN document d ON d.id = m.document_id
         WHERE m.sha256 = ?2 AND d.engagement_id = ?1",
    )?;
    let ids: Vec<String> = statement
        .query_map(params![engagement.0, sha256.as_str()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in ids {
        let seq = super::documents::next_server_seq(tx)?;
        tx.execute(
            "UPDATE document SET server_seq = ?2 WHERE id = ?1",
            params![id, seq],
        )?;
    }
    Ok(())
}

/// All blobs with their sizes, for `kanping verify`.
pub fn all(tx: &Tx<'_>) -> Result<Vec<(String, u64)>, StoreError> {
    let mut statement = tx.prepare("SELECT DISTINCT sha256, bytes FROM blob ORDER BY sha256")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    collect(rows, Ok)
}
