//! The records of an engagement with everything that is needed to read them, in few statements
//! however many there are; and the checks kept beside them. Not here: single documents
//! (`documents`), which records count (`service::evidence`).

use std::collections::BTreeMap;

use domain::fieldwork::RecordBody;
use domain::fieldwork::soundness::{CHECK_EDITION, KeptCheck};
use domain::ids::{DocumentId, EngagementId, Sha256Hex};
use rusqlite::{OptionalExtension as _, params};

use super::documents::Document;
use super::{StoreError, Tx, collect, parse_json, parse_word, to_json};

/// A record as its rows hold it: reading the texts is most of the work and may be spread.
pub struct StoredRecord {
    /// Its head.
    pub head: Document,
    body: String,
    kept: Option<String>,
}

impl StoredRecord {
    /// The newest body.
    pub fn body(&self) -> Result<RecordBody, StoreError> {
        parse_json("body", &self.body)
    }

    /// The check of the newest body, where it was kept by the present rules.
    pub fn kept(&self) -> Result<Option<KeptCheck>, StoreError> {
        let kept = self.kept.as_deref();
        kept.map(|text| parse_json("check", text)).transpose()
    }
}

/// The newest bodies of an engagement with their checks, in one statement.
pub struct NewestBodies(BTreeMap<DocumentId, (u64, String, Option<String>)>);

/// Reads them.
pub fn newest_bodies(tx: &Tx<'_>, engagement: &EngagementId) -> Result<NewestBodies, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.id, r.rev, r.body, c.kept FROM document d
         JOIN revision r ON r.document_id = d.id AND r.rev = d.rev
         LEFT JOIN answer_check c
           ON c.document_id = r.document_id AND c.rev = r.rev AND c.edition = ?2
         WHERE d.engagement_id = ?1",
    )?;
    let rows = statement.query_map(params![engagement.0, CHECK_EDITION], |row| {
        let content = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((DocumentId(row.get(0)?), content))
    })?;
    let bodies = collect(rows, Ok)?;
    Ok(NewestBodies(bodies.into_iter().collect()))
}

impl NewestBodies {
    /// The record of this head; one that is not at its newest revision is read by itself.
    pub fn take(&mut self, tx: &Tx<'_>, head: Document) -> Result<StoredRecord, StoreError> {
        match self.0.remove(&head.id) {
            Some((rev, body, kept)) if rev == head.rev => Ok(StoredRecord { head, body, kept }),
            _ => record(tx, head),
        }
    }
}

/// Of one document.
pub fn record(tx: &Tx<'_>, head: Document) -> Result<StoredRecord, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT r.body, c.kept FROM revision r
         LEFT JOIN answer_check c
           ON c.document_id = r.document_id AND c.rev = r.rev AND c.edition = ?3
         WHERE r.document_id = ?1 AND r.rev = ?2",
    )?;
    let found = statement
        .query_row(params![head.id.0, head.rev, CHECK_EDITION], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let (body, kept) = found.ok_or_else(|| StoreError::Corrupt {
        what: "revision",
        why: format!("document {} lacks revision {}", head.id, head.rev),
    })?;
    Ok(StoredRecord { head, body, kept })
}

/// Declared blobs of the engagement that are not on disk, by document.
pub fn missing_blobs(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<DocumentId, Vec<Sha256Hex>>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.id, m.sha256 FROM document d JOIN document_blob m ON m.document_id = d.id
         LEFT JOIN blob b ON b.engagement_id = d.engagement_id AND b.sha256 = m.sha256
         WHERE d.engagement_id = ?1 AND b.sha256 IS NULL ORDER BY d.id, m.sha256",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut missing: BTreeMap<DocumentId, Vec<Sha256Hex>> = BTreeMap::new();
    for (id, hash) in collect(rows, Ok)? {
        let hash = parse_word("blob hash", &hash, Sha256Hex::parse)?;
        missing.entry(DocumentId(id)).or_default().push(hash);
    }
    Ok(missing)
}

/// Keeps the check of a document's newest body in the place of an earlier one.
pub fn keep(tx: &Tx<'_>, document: &Document, kept: &KeptCheck) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO answer_check (document_id, rev, edition, kept) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (document_id) DO UPDATE SET rev = excluded.rev, edition = excluded.edition,
           kept = excluded.kept",
        params![
            document.id.0,
            document.rev,
            CHECK_EDITION,
            to_json("check", kept)?
        ],
    )?;
    Ok(())
}

/// Forgets what was kept of a document: its answers are erased or its revision is no longer the
/// newest.
pub fn forget(tx: &Tx<'_>, id: &DocumentId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM answer_check WHERE document_id = ?1", [&id.0])?;
    Ok(())
}

/// Documents of which a check by the present rules is kept.
pub fn with_check(tx: &Tx<'_>) -> Result<Vec<DocumentId>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT c.document_id FROM answer_check c JOIN document d ON d.id = c.document_id
           AND d.rev = c.rev WHERE c.edition = ?1 ORDER BY c.document_id",
    )?;
    let rows = statement.query_map([CHECK_EDITION], |row| Ok(DocumentId(row.get(0)?)))?;
    collect(rows, Ok)
}

/// Documents past drafting whose newest body has no check by the present rules.
pub fn unchecked(tx: &Tx<'_>) -> Result<Vec<DocumentId>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.id FROM document d WHERE d.state NOT IN ('draft', 'withdrawn')
           AND d.kind <> 'document_receipt' AND NOT EXISTS (SELECT 1 FROM answer_check c
             WHERE c.document_id = d.id AND c.rev = d.rev AND c.edition = ?1)
         ORDER BY d.id",
    )?;
    let rows = statement.query_map([CHECK_EDITION], |row| Ok(DocumentId(row.get(0)?)))?;
    collect(rows, Ok)
}
