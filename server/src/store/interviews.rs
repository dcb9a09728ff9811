//! Index numbers, readers and open items of interviews. Not here: what the answers mean.

use std::collections::BTreeMap;

use domain::fieldwork::RecordKind;
use domain::ids::{AccountId, DocumentId, EngagementId};
use domain::time::Timestamp;
use domain::wire::OpenItemResolution;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect};

/// The number of a document, given now if it has none: one more than the largest of its kind.
pub fn number(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    kind: RecordKind,
    document: &DocumentId,
) -> Result<u32, StoreError> {
    if let Some(known) = known_number(tx, document)? {
        return Ok(known);
    }
    Ok(tx.query_row(
        "INSERT INTO record_number (engagement_id, kind, number, document_id)
         SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3 FROM record_number
           WHERE engagement_id = ?1 AND kind = ?2
         RETURNING number",
        params![engagement.0, kind.as_str(), document.0],
        |row| row.get(0),
    )?)
}

/// The number a document has.
pub fn known_number(tx: &Tx<'_>, document: &DocumentId) -> Result<Option<u32>, StoreError> {
    let sql = "SELECT number FROM record_number WHERE document_id = ?1";
    let found = tx.query_row(sql, [&document.0], |row| row.get(0));
    Ok(found.optional()?)
}

/// The numbers of all documents of an engagement.
pub fn numbers(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<DocumentId, u32>, StoreError> {
    let sql = "SELECT document_id, number FROM record_number WHERE engagement_id = ?1";
    let mut statement = tx.prepare(sql)?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((DocumentId(row.get(0)?), row.get(1)?))
    })?;
    Ok(collect(rows, Ok)?.into_iter().collect())
}

/// Adds the members of the engagement with this printed name to the document's readers.
pub fn add_reader(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    document: &DocumentId,
    name: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO document_reader (document_id, account_id)
         SELECT ?1, a.id FROM account a
           JOIN membership m ON m.account_id = a.id AND m.engagement_id = ?2
           WHERE a.name = ?3
         ON CONFLICT DO NOTHING",
        params![document.0, engagement.0, name],
    )?;
    Ok(())
}

/// Whether a person is among the readers.
pub fn is_reader(
    tx: &Tx<'_>,
    document: &DocumentId,
    account: &AccountId,
) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM document_reader WHERE document_id = ?1 AND account_id = ?2";
    let count: u32 = tx.query_row(sql, params![document.0, account.0], |row| row.get(0))?;
    Ok(count > 0)
}

/// A decision on an open item with the text it was made on.
pub struct Decided {
    /// The text at that moment.
    pub text: String,
    /// The decision.
    pub resolution: OpenItemResolution,
}

/// The decisions of an engagement by record and path, newest last.
pub fn decisions(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<(DocumentId, String), Vec<Decided>>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT r.document_id, r.path, r.text, r.resolved, r.reason, a.name, r.decided_at
         FROM open_item_resolution r JOIN document d ON d.id = r.document_id
         JOIN account a ON a.id = r.account_id
         WHERE d.engagement_id = ?1 ORDER BY r.id",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        let key = (DocumentId(row.get(0)?), row.get(1)?);
        let resolution = OpenItemResolution {
            resolved: row.get(3)?,
            reason: row.get(4)?,
            by: row.get(5)?,
            at: Timestamp(row.get(6)?),
        };
        let text = row.get(2)?;
        Ok((key, Decided { text, resolution }))
    })?;
    let mut by_item: BTreeMap<_, Vec<Decided>> = BTreeMap::new();
    for (key, decided) in collect(rows, Ok)? {
        by_item.entry(key).or_default().push(decided);
    }
    Ok(by_item)
}

/// Appends a decision.
pub fn insert_decision(
    tx: &Tx<'_>,
    item: (&DocumentId, &str, &str),
    resolved: bool,
    reason: &str,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (document, path, text) = item;
    tx.execute(
        "INSERT INTO open_item_resolution
           (document_id, path, text, resolved, reason, account_id, decided_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![document.0, path, text, resolved, reason, account.0, now.0],
    )?;
    Ok(())
}
