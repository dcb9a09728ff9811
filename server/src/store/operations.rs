//! What was applied, with its receipts. Not here: what could not be applied (`quarantine`).

use domain::ids::{DeviceId, DocumentId, EngagementId, OperationId};
use domain::sync::{Operation, Outcome};
use domain::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, parse_json, to_json};

/// The receipt of an operation that was applied in this engagement before.
pub fn outcome(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    id: &OperationId,
) -> Result<Option<(String, Outcome)>, StoreError> {
    let row: Option<(String, String)> = tx
        .query_row(
            "SELECT hash, outcome FROM operation WHERE engagement_id = ?1 AND op_id = ?2",
            [&engagement.0, &id.0],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    row.map(|(hash, text)| Ok((hash, parse_json("outcome", &text)?)))
        .transpose()
}

/// Keeps an applied operation with its receipt.
pub fn insert(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    operation: &Operation,
    outcome: &Outcome,
    now: Timestamp,
) -> Result<(), StoreError> {
    let hash = operation.hash.as_ref().map_or("", |hash| hash.as_str());
    tx.execute(
        "INSERT INTO operation (op_id, engagement_id, device_id, device_seq, document_id, hash,
           content, outcome, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            operation.op_id.0,
            engagement.0,
            operation.device_id.0,
            operation.device_seq,
            operation.doc_id.0,
            hash,
            to_json("operation", operation)?,
            to_json("outcome", outcome)?,
            now.0
        ],
    )?;
    Ok(())
}

/// Empties what arrived of a document, applied or not; receipts and sequence numbers stay.
pub fn erase_content(tx: &Tx<'_>, document: &DocumentId) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE operation SET content = '{}' WHERE document_id = ?1",
        [&document.0],
    )?;
    tx.execute(
        "UPDATE quarantine SET content = '{}' WHERE json_extract(content, '$.doc_id') = ?1",
        [&document.0],
    )?;
    Ok(())
}

/// The highest sequence number of a device without a hole before it.
pub fn device_seq(tx: &Tx<'_>, device: &DeviceId) -> Result<u64, StoreError> {
    let mut statement = tx.prepare(
        "SELECT DISTINCT device_seq FROM operation WHERE device_id = ?1
         UNION SELECT DISTINCT device_seq FROM quarantine
         WHERE device_id = ?1 ORDER BY 1",
    )?;
    let mut highest = 0;
    for seq in statement.query_map([&device.0], |row| row.get::<_, u64>(0))? {
        match seq? {
            next if next == highest + 1 => highest = next,
            seen if seen <= highest => {}
            _ => break,
        }
    }
    Ok(highest)
}
