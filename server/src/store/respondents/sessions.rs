//! Questionnaires being filled in, and the receipts of sent ones until the day's close.

use std::collections::BTreeMap;

use domain::ids::{DocumentId, Sha256Hex};
use domain::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::super::{StoreError, Tx, parse_json, to_json};

/// A questionnaire being filled in.
pub struct Draft {
    /// Hash of the session's token.
    pub token_hash: Sha256Hex,
    /// The code or poster it came by.
    pub link_id: String,
    /// Form path → answer, as typed.
    pub answers: BTreeMap<String, String>,
    /// Keyed hash of address and browser.
    pub origin: String,
    /// When the person agreed.
    pub begun_at: Timestamp,
    /// When it goes.
    pub expires_at: Timestamp,
}

/// The way from a session to its response.
pub struct Receipt {
    /// Hash of the receipt's code.
    pub receipt_hash: Sha256Hex,
    /// Hash of the session's token.
    pub token_hash: Sha256Hex,
    /// The code or poster it came by.
    pub link_id: String,
    /// The response.
    pub document: DocumentId,
    /// Keyed hash of address and browser.
    pub origin: String,
    /// When it was sent.
    pub finished_at: Timestamp,
    /// When this is destroyed.
    pub closes_at: Timestamp,
}

/// Destroys what has had its time: expired drafts, and receipts whose day has closed. Answers how
/// many of each.
pub fn destroy_old(tx: &Tx<'_>, now: Timestamp) -> Result<(usize, usize), StoreError> {
    let drafts = tx.execute(
        "DELETE FROM respondent_draft WHERE expires_at <= ?1",
        [now.0],
    )?;
    let receipts = tx.execute(
        "DELETE FROM respondent_receipt WHERE closes_at <= ?1",
        [now.0],
    )?;
    Ok((drafts, receipts))
}

/// Begins a draft.
pub fn insert_draft(tx: &Tx<'_>, draft: &Draft) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO respondent_draft
           (token_hash, link_id, answers, origin, begun_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            draft.token_hash.as_str(),
            draft.link_id,
            to_json("draft", &draft.answers)?,
            draft.origin,
            draft.begun_at.0,
            draft.expires_at.0
        ],
    )?;
    Ok(())
}

/// A living draft.
pub fn draft(
    tx: &Tx<'_>,
    token_hash: &Sha256Hex,
    now: Timestamp,
) -> Result<Option<Draft>, StoreError> {
    let sql = "SELECT link_id, answers, origin, begun_at, expires_at FROM respondent_draft
         WHERE token_hash = ?1 AND expires_at > ?2";
    let row = tx
        .query_row(sql, params![token_hash.as_str(), now.0], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, i64>(3)?,
                row.get::<_, i64>(4)?,
            ))
        })
        .optional()?;
    row.map(|(link_id, answers, origin, begun_at, expires_at)| {
        Ok(Draft {
            token_hash: token_hash.clone(),
            link_id,
            answers: parse_json("draft", &answers)?,
            origin,
            begun_at: Timestamp(begun_at),
            expires_at: Timestamp(expires_at),
        })
    })
    .transpose()
}

/// Keeps the answers of a page.
pub fn save_answers(
    tx: &Tx<'_>,
    token_hash: &Sha256Hex,
    answers: &BTreeMap<String, String>,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE respondent_draft SET answers = ?2, expires_at = ?3 WHERE token_hash = ?1",
        params![
            token_hash.as_str(),
            to_json("draft", answers)?,
            expires_at.0
        ],
    )?;
    Ok(())
}

/// Ends a draft.
pub fn delete_draft(tx: &Tx<'_>, token_hash: &Sha256Hex) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM respondent_draft WHERE token_hash = ?1",
        [token_hash.as_str()],
    )?;
    Ok(())
}

/// Ends all drafts of one link.
pub fn delete_drafts_of(tx: &Tx<'_>, link_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM respondent_draft WHERE link_id = ?1", [link_id])?;
    Ok(())
}

/// Living drafts of one link.
pub fn drafts_of(tx: &Tx<'_>, link_id: &str, now: Timestamp) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM respondent_draft WHERE link_id = ?1 AND expires_at > ?2";
    Ok(tx.query_row(sql, params![link_id, now.0], |row| row.get(0))?)
}

/// Keeps the way to a response until the day's close.
pub fn insert_receipt(tx: &Tx<'_>, receipt: &Receipt) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO respondent_receipt (receipt_hash, token_hash, link_id, document_id, origin,
           finished_at, closes_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            receipt.receipt_hash.as_str(),
            receipt.token_hash.as_str(),
            receipt.link_id,
            receipt.document.0,
            receipt.origin,
            receipt.finished_at.0,
            receipt.closes_at.0
        ],
    )?;
    Ok(())
}

const RECEIPT: &str = "SELECT receipt_hash, token_hash, link_id, document_id, origin, finished_at,
    closes_at FROM respondent_receipt";

type ReceiptColumns = (String, String, String, String, String, i64, i64);

fn columns(row: &rusqlite::Row<'_>) -> Result<ReceiptColumns, rusqlite::Error> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
    ))
}

fn find_receipt(
    tx: &Tx<'_>,
    column: &str,
    hash: &Sha256Hex,
    now: Timestamp,
) -> Result<Option<Receipt>, StoreError> {
    let sql = format!("{RECEIPT} WHERE {column} = ?1 AND closes_at > ?2");
    let found = tx
        .query_row(&sql, params![hash.as_str(), now.0], columns)
        .optional()?;
    let Some((receipt_hash, token_hash, link_id, document, origin, finished_at, closes_at)) = found
    else {
        return Ok(None);
    };
    let hash = |text: &str| super::super::parse_word("receipt hash", text, Sha256Hex::parse);
    Ok(Some(Receipt {
        receipt_hash: hash(&receipt_hash)?,
        token_hash: hash(&token_hash)?,
        link_id,
        document: DocumentId(document),
        origin,
        finished_at: Timestamp(finished_at),
        closes_at: Timestamp(closes_at),
    }))
}

/// The receipt of a session, before the day's close.
pub fn receipt_of_session(
    tx: &Tx<'_>,
    token_hash: &Sha256Hex,
    now: Timestamp,
) -> Result<Option<Receipt>, StoreError> {
    find_receipt(tx, "token_hash", token_hash, now)
}

/// The receipt with this code, before the day's close.
pub fn receipt_by_code(
    tx: &Tx<'_>,
    receipt_hash: &Sha256Hex,
    now: Timestamp,
) -> Result<Option<Receipt>, StoreError> {
    find_receipt(tx, "receipt_hash", receipt_hash, now)
}

/// Destroys a receipt.
pub fn delete_receipt(tx: &Tx<'_>, receipt_hash: &Sha256Hex) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM respondent_receipt WHERE receipt_hash = ?1",
        [receipt_hash.as_str()],
    )?;
    Ok(())
}

/// Whether a response from the same phone came by the same link at or after `since`. Knows only
/// the present day: with its receipts the origins are gone.
pub fn came_from(
    tx: &Tx<'_>,
    link_id: &str,
    origin: &str,
    since: Timestamp,
) -> Result<bool, StoreError> {
    Ok(tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM respondent_receipt
         WHERE link_id = ?1 AND origin = ?2 AND finished_at >= ?3)",
        params![link_id, origin, since.0],
        |row| row.get(0),
    )?)
}
