//! Documents, their revisions and manifests.

use std::collections::BTreeMap;

use domain::fieldwork::{RecordBody, RecordKind, RecordState, ReviewDecision};
use domain::ids::{AccountId, DocumentId, EngagementId, FormId, ProjectCode, Sha256Hex};
use domain::scoring::survey::Channel;
use domain::sync::{Change, FieldConflict};
use domain::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, parse_word, to_json};

/// The head of a document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document.
    pub id: DocumentId,
    /// Its engagement.
    pub engagement: EngagementId,
    /// What it is.
    pub kind: RecordKind,
    /// The site.
    pub project_code: ProjectCode,
    /// The pinned form.
    pub form_id: FormId,
    /// Its version.
    pub form_version: String,
    /// Who made revision 1.
    pub author: AccountId,
    /// Where it stands.
    pub state: RecordState,
    /// Newest revision.
    pub rev: u64,
    /// Its place in the server's order.
    pub server_seq: u64,
    /// The last review.
    pub review: Option<ReviewDecision>,
    /// How a response came in; what tablets send came by a tablet.
    pub channel: Channel,
    /// Perhaps not the first from the same phone; kept all the same.
    pub duplicate_signal: bool,
}

/// A new revision to append.
pub struct NewRevision<'a> {
    /// The operation that made it.
    pub op_id: &'a str,
    /// Who sent it.
    pub account: &'a AccountId,
    /// The body after merging.
    pub body: &'a RecordBody,
    /// What could not be joined.
    pub conflicts: &'a [FieldConflict],
    /// When it came.
    pub received_at: Timestamp,
}

type Columns = (
    (String, String, String, String, String, String),
    (String, String, u64, u64, Option<String>),
    (String, bool),
);

const COLUMNS: &str = "d.id, d.engagement_id, d.kind, d.project_code, d.form_id, d.form_version,
    d.author, d.state, d.rev, d.server_seq, d.review, d.channel, d.duplicate_signal";

fn columns(row: &rusqlite::Row<'_>) -> Result<Columns, rusqlite::Error> {
    Ok((
        (
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
        ),
        (
            row.get(6)?,
            row.get(7)?,
            row.get(8)?,
            row.get(9)?,
            row.get(10)?,
        ),
        (row.get(11)?, row.get(12)?),
    ))
}

fn meaning(columns: Columns) -> Result<Document, StoreError> {
    let (
        (id, engagement, kind, project, form, version),
        (author, state, rev, seq, review),
        (channel, duplicate_signal),
    ) = columns;
    Ok(Document {
        id: DocumentId(id),
        engagement: EngagementId(engagement),
        kind: parse_word("kind", &kind, RecordKind::parse)?,
        project_code: ProjectCode(project),
        form_id: FormId(form),
        form_version: version,
        author: AccountId(author),
        state: parse_word("state", &state, RecordState::parse)?,
        rev,
        server_seq: seq,
        review: review.map(|text| parse_json("review", &text)).transpose()?,
        channel: parse_word("channel", &channel, Channel::parse)?,
        duplicate_signal,
    })
}

/// Takes the next number of the server's order.
pub fn next_server_seq(tx: &Tx<'_>) -> Result<u64, StoreError> {
    Ok(tx.query_row(
        "UPDATE sequence SET value = value + 1 WHERE name = 'server' RETURNING value",
        [],
        |row| row.get(0),
    )?)
}

/// The newest number of the server's order.
pub fn server_seq(tx: &Tx<'_>) -> Result<u64, StoreError> {
    let sql = "SELECT value FROM sequence WHERE name = 'server'";
    Ok(tx.query_row(sql, [], |row| row.get(0))?)
}

/// The head of one document.
pub fn find(tx: &Tx<'_>, id: &DocumentId) -> Result<Option<Document>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM document d WHERE d.id = ?1");
    tx.query_row(&sql, [&id.0], columns)
        .optional()?
        .map(meaning)
        .transpose()
}

/// For which engagement and kind the server itself made this name: inspections are named with the
/// sample, receipts with the list of documents.
pub fn reserved_for(
    tx: &Tx<'_>,
    id: &DocumentId,
) -> Result<Option<(EngagementId, RecordKind)>, StoreError> {
    let sql = "SELECT engagement_id, 'site_inspection' FROM sample_site WHERE inspection = ?1
        UNION ALL SELECT engagement_id, 'document_receipt' FROM document_request WHERE receipt = ?1";
    let found: Option<(String, String)> = tx
        .query_row(sql, [&id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found
        .map(|(engagement, kind)| {
            Ok((
                EngagementId(engagement),
                parse_word("kind", &kind, RecordKind::parse)?,
            ))
        })
        .transpose()
}

/// All heads of an engagement, in sample order then by age.
pub fn all(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<Document>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM document d LEFT JOIN sample_site s
           ON s.engagement_id = d.engagement_id AND s.project_code = d.project_code
         WHERE d.engagement_id = ?1 ORDER BY s.ordinal, d.kind, d.id"
    );
    let mut statement = tx.prepare(&sql)?;
    let rows = statement.query_map([&engagement.0], columns)?;
    collect(rows, meaning)
}

/// Writes the head, new or changed.
pub fn save(tx: &Tx<'_>, document: &Document) -> Result<(), StoreError> {
    let review = document
        .review
        .as_ref()
        .map(|r| to_json("review", r))
        .transpose()?;
    tx.execute(
        "INSERT INTO document (id, engagement_id, kind, project_code, form_id, form_version,
           author, state, rev, server_seq, review, channel, duplicate_signal)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT (id) DO UPDATE SET form_version = excluded.form_version,
           state = excluded.state, rev = excluded.rev, server_seq = excluded.server_seq,
           review = excluded.review",
        params![
            document.id.0,
            document.engagement.0,
            document.kind.as_str(),
            document.project_code.0,
            document.form_id.0,
            document.form_version,
            document.author.0,
            document.state.as_str(),
            document.rev,
            document.server_seq,
            review,
            document.channel.as_str(),
            document.duplicate_signal
        ],
    )?;
    Ok(())
}

/// Appends a revision and makes its manifest the document's manifest.
pub fn append_revision(
    tx: &Tx<'_>,
    document: &Document,
    revision: &NewRevision<'_>,
) -> Result<(), StoreError> {
    let conflicts = (!revision.conflicts.is_empty())
        .then(|| to_json("conflicts", &revision.conflicts))
        .transpose()?;
    tx.execute(
        "INSERT INTO revision (document_id, rev, server_seq, op_id, account_id, body, conflicts,
           received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            document.id.0,
            document.rev,
            document.server_seq,
            revision.op_id,
            revision.account.0,
            to_json("body", revision.body)?,
            conflicts,
            revision.received_at.0
        ],
    )?;
    tx.execute(
        "DELETE FROM document_blob WHERE document_id = ?1",
        [&document.id.0],
    )?;
    for sha256 in revision.body.declared_blobs() {
        tx.execute(
            "INSERT INTO document_blob (document_id, sha256) VALUES (?1, ?2)
             ON CONFLICT DO NOTHING",
            params![document.id.0, sha256.as_str()],
        )?;
    }
    Ok(())
}

/// The body of one revision.
pub fn body(tx: &Tx<'_>, id: &DocumentId, rev: u64) -> Result<Option<RecordBody>, StoreError> {
    let sql = "SELECT body FROM revision WHERE document_id = ?1 AND rev = ?2";
    let text: Option<String> = tx
        .query_row(sql, params![id.0, rev], |row| row.get(0))
        .optional()?;
    text.map(|text| parse_json("body", &text)).transpose()
}

/// Who sent which revision when, newest first; a respondent has no name.
pub fn history(tx: &Tx<'_>, id: &DocumentId) -> Result<Vec<(u64, String, Timestamp)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT r.rev, coalesce(a.name, ''), r.received_at FROM revision r
         LEFT JOIN account a ON a.id = r.account_id
         WHERE r.document_id = ?1 ORDER BY r.rev DESC",
    )?;
    let rows = statement.query_map([&id.0], |row| {
        Ok((row.get(0)?, row.get(1)?, Timestamp(row.get(2)?)))
    })?;
    collect(rows, Ok)
}

/// Every revision of a document as stored, oldest first: number, who sent it, when, the body.
pub fn revisions(
    tx: &Tx<'_>,
    id: &DocumentId,
) -> Result<Vec<(u64, String, Timestamp, String)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT r.rev, coalesce(a.name, ''), r.received_at, r.body FROM revision r
         LEFT JOIN account a ON a.id = r.account_id WHERE r.document_id = ?1 ORDER BY r.rev",
    )?;
    let rows = statement.query_map([&id.0], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            Timestamp(row.get(2)?),
            row.get(3)?,
        ))
    })?;
    collect(rows, Ok)
}

/// Declared blobs that are not on disk.
pub fn missing_blobs(tx: &Tx<'_>, document: &Document) -> Result<Vec<Sha256Hex>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT m.sha256 FROM document_blob m
         LEFT JOIN blob b ON b.engagement_id = ?2 AND b.sha256 = m.sha256
         WHERE m.document_id = ?1 AND b.sha256 IS NULL ORDER BY m.sha256",
    )?;
    let rows = statement.query_map(params![document.id.0, document.engagement.0], |row| {
        row.get::<_, String>(0)
    })?;
    collect(rows, |text| {
        parse_word("blob hash", &text, Sha256Hex::parse)
    })
}

/// The documents in one person's scope (inspections of assigned sites, own questionnaires,
/// interviews that name the person, receipts of documents) that changed after `cursor`, oldest
/// change first.
pub fn changed_in_scope(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    account: &AccountId,
    cursor: u64,
    limit: usize,
) -> Result<Vec<Document>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM document d
         WHERE d.engagement_id = ?1 AND d.server_seq > ?3
           AND (d.author = ?2 OR d.kind = 'document_receipt'
             OR EXISTS (SELECT 1 FROM document_reader r
               WHERE r.document_id = d.id AND r.account_id = ?2)
             OR (d.kind = 'site_inspection' AND EXISTS (
               SELECT 1 FROM assignment a WHERE a.engagement_id = d.engagement_id
                 AND a.project_code = d.project_code AND a.account_id = ?2)))
         ORDER BY d.server_seq LIMIT ?4"
    );
    let mut statement = tx.prepare(&sql)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![engagement.0, account.0, cursor, limit], columns)?;
    collect(rows, meaning)
}

/// Finished questionnaires at a person's sites that somebody else collected, by site.
pub fn collected_by_others(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    account: &AccountId,
) -> Result<BTreeMap<ProjectCode, u32>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.project_code, count(*) FROM document d
         JOIN assignment a ON a.engagement_id = d.engagement_id
           AND a.project_code = d.project_code AND a.account_id = ?2
         WHERE d.engagement_id = ?1 AND d.kind = 'questionnaire_response'
           AND d.author <> ?2 AND d.state NOT IN ('draft', 'withdrawn')
         GROUP BY d.project_code",
    )?;
    let rows = statement.query_map(params![engagement.0, account.0], |row| {
        Ok((ProjectCode(row.get(0)?), row.get(1)?))
    })?;
    Ok(collect(rows, Ok)?.into_iter().collect())
}

/// A document as a pull brings it.
pub fn change(tx: &Tx<'_>, document: Document) -> Result<Change, StoreError> {
    let body = body(tx, &document.id, document.rev)?.ok_or(StoreError::Corrupt {
        what: "revision",
        why: format!("document {} lacks revision {}", document.id, document.rev),
    })?;
    let missing_blobs = missing_blobs(tx, &document)?;
    let number = super::interviews::known_number(tx, &document.id)?;
    Ok(Change {
        server_seq: document.server_seq,
        doc_id: document.id,
        kind: document.kind,
        project_code: document.project_code,
        rev: document.rev,
        body,
        form_id: document.form_id,
        form_version: document.form_version,
        state: document.state,
        review: document.review,
        missing_blobs,
        number,
    })
}

/// Erases the answers of all earlier revisions of a response that was taken back on its tablet; its
/// newest revision says so and holds none.
pub fn erase_answers(tx: &Tx<'_>, id: &DocumentId) -> Result<(), StoreError> {
    super::evidence::forget(tx, id)?;
    tx.execute(
        "UPDATE revision SET conflicts = NULL, body = (SELECT newest.body FROM revision newest
           WHERE newest.document_id = ?1 ORDER BY newest.rev DESC LIMIT 1)
         WHERE document_id = ?1",
        [&id.0],
    )?;
    Ok(())
}

/// Erases a response and all its revisions. Only a respondent's withdrawal does this: nothing else
/// in the house is ever deleted.
pub fn erase_response(tx: &Tx<'_>, id: &DocumentId) -> Result<bool, StoreError> {
    super::evidence::forget(tx, id)?;
    tx.execute("DELETE FROM document_blob WHERE document_id = ?1", [&id.0])?;
    tx.execute("DELETE FROM revision WHERE document_id = ?1", [&id.0])?;
    let sql = "DELETE FROM document WHERE id = ?1 AND channel IN ('code', 'poster')";
    Ok(tx.execute(sql, [&id.0])? == 1)
}
