//! What could not be applied: kept, counted, shown. Not here: why (`service::sync`), how much one
//! person may leave here (`service::quarantine`).

use domain::fieldwork::RecordKind;
use domain::ids::{AccountId, EngagementId, OperationId, ProjectCode, Sha256Hex};
use domain::sync::{Operation, RejectReason};
use domain::time::Timestamp;
use domain::wire::QuarantinedItem;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_word, to_json};

/// Keeps an operation; the same content twice is kept once, with the newest reason.
pub fn keep(
    tx: &Tx<'_>,
    (engagement, account): (&EngagementId, &AccountId),
    operation: &Operation,
    reason: RejectReason,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO quarantine (engagement_id, content_hash, op_id, account_id, device_id,
           device_seq, kind, project_code, reason, content, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (engagement_id, content_hash) DO UPDATE SET reason = excluded.reason",
        params![
            engagement.0,
            operation.content_hash().as_str(),
            operation.op_id.0,
            account.0,
            operation.device_id.0,
            // The column has one bit less; no honest device ever counts so far.
            i64::try_from(operation.device_seq).unwrap_or(i64::MAX),
            operation.kind.as_str(),
            operation.project_code.0,
            reason.code(),
            to_json("operation", operation)?,
            now.0
        ],
    )?;
    Ok(())
}

/// How many operations stand in quarantine.
pub fn count(tx: &Tx<'_>, engagement: &EngagementId) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM quarantine WHERE engagement_id = ?1";
    Ok(tx.query_row(sql, [&engagement.0], |row| row.get(0))?)
}

/// How many one person left here, in all engagements, and how many bytes that is.
pub fn of_account(tx: &Tx<'_>, account: &AccountId) -> Result<(u64, u64), StoreError> {
    let sql = "SELECT count(*), coalesce(sum(octet_length(content)), 0) FROM quarantine
               WHERE account_id = ?1";
    Ok(tx.query_row(sql, [&account.0], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The content as it was kept.
pub fn content(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    sha256: &Sha256Hex,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT content FROM quarantine WHERE engagement_id = ?1 AND content_hash = ?2";
    let found = tx.query_row(sql, [&engagement.0, sha256.as_str()], |row| row.get(0));
    Ok(found.optional()?)
}

/// The newest of them; sites are named by the caller.
pub fn newest(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    limit: u32,
) -> Result<Vec<QuarantinedItem>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT q.content_hash, q.kind, q.reason, q.op_id, q.received_at, coalesce(a.name, ''),
           coalesce(nullif(d.label, ''), q.device_id), q.project_code, octet_length(q.content)
         FROM quarantine q LEFT JOIN account a ON a.id = q.account_id
         LEFT JOIN device d ON d.id = q.device_id AND d.account_id = q.account_id
         WHERE q.engagement_id = ?1 ORDER BY q.received_at DESC, q.rowid DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![engagement.0, limit], |row| {
        let words: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
        let item = |sha256, kind, reason| -> Result<QuarantinedItem, rusqlite::Error> {
            Ok(QuarantinedItem {
                sha256,
                kind,
                reason,
                op_id: OperationId(row.get(3)?),
                received_at: Timestamp(row.get(4)?),
                person: row.get(5)?,
                device: row.get(6)?,
                project_code: ProjectCode(row.get(7)?),
                project_name: String::new(),
                bytes: row.get(8)?,
            })
        };
        let [hash, kind, reason] = words;
        let read = || -> Result<_, StoreError> {
            Ok((
                parse_word("content_hash", &hash, Sha256Hex::parse)?,
                parse_word("kind", &kind, RecordKind::parse)?,
                parse_word("reason", &reason, RejectReason::parse)?,
            ))
        };
        Ok(match read() {
            Ok((sha256, kind, reason)) => Ok(item(sha256, kind, reason)?),
            Err(error) => Err(error),
        })
    })?;
    collect(rows, |item| item)
}
