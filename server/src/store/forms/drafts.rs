//! Drafts: each change is a new row, the last ones are kept for going back.

use domain::ids::{AccountId, EngagementId, FormId, Sha256Hex};
use domain::project::Table;
use domain::time::Timestamp;
use domain::wire::{DraftSummary, FormAttachment};
use rusqlite::{OptionalExtension as _, params};

use crate::store::{StoreError, Tx, collect, parse_json, parse_word, to_json};

/// States of one draft that are kept.
const KEPT: u32 = 30;

/// One state of a draft.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which form.
    pub form_id: FormId,
    /// Its number in the order of all drafts.
    pub revision: u64,
    /// What undo goes back to, when it is still kept.
    pub previous: Option<u64>,
    /// The workbook.
    pub tables: Vec<Table>,
    /// CSV files.
    pub attachments: Vec<FormAttachment>,
    /// The published version it was begun from.
    pub based_on: Option<String>,
    /// Of the uploaded workbook, or empty.
    pub file_name: String,
    /// The uploaded bytes.
    pub workbook: Option<Sha256Hex>,
    /// Printed name.
    pub saved_by: String,
    /// When.
    pub saved_at: Timestamp,
}

/// A state to keep.
pub struct NewDraft<'a> {
    /// The number, from `next_revision`.
    pub revision: u64,
    /// What undo goes back to.
    pub previous: Option<u64>,
    /// The state; its revision, previous, name and time are not used.
    pub state: &'a Draft,
    /// Who.
    pub by: &'a AccountId,
    /// When.
    pub now: Timestamp,
}

/// Takes the next number in the order of all drafts.
pub fn next_revision(tx: &Tx<'_>) -> Result<u64, StoreError> {
    Ok(tx.query_row(
        "UPDATE sequence SET value = value + 1 WHERE name = 'form_draft' RETURNING value",
        [],
        |row| row.get(0),
    )?)
}

/// The newest revision of each draft, by form.
pub fn drafts(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<(FormId, DraftSummary)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.form_id, d.revision, d.saved_at, a.name, d.based_on
         FROM form_draft d JOIN account a ON a.id = d.account_id
         WHERE d.engagement_id = ?1 AND d.revision = (
           SELECT max(revision) FROM form_draft n
           WHERE n.engagement_id = d.engagement_id AND n.form_id = d.form_id)
         ORDER BY d.form_id",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        let summary = DraftSummary {
            revision: row.get(1)?,
            saved_at: Timestamp(row.get(2)?),
            saved_by: row.get(3)?,
            based_on: row.get(4)?,
        };
        Ok((FormId(row.get(0)?), summary))
    })?;
    collect(rows, Ok)
}

/// The draft of a form.
pub fn draft(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
) -> Result<Option<Draft>, StoreError> {
    let sql = "SELECT max(revision) FROM form_draft WHERE engagement_id = ?1 AND form_id = ?2";
    let newest: Option<u64> = tx.query_row(sql, params![engagement.0, form.0], |row| row.get(0))?;
    match newest {
        Some(number) => revision(tx, engagement, form, number),
        None => Ok(None),
    }
}

/// One kept state of a draft.
pub fn revision(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
    number: u64,
) -> Result<Option<Draft>, StoreError> {
    let sql = "SELECT d.tables, d.attachments, d.workbook_sha256,
                 (SELECT p.revision FROM form_draft p WHERE p.engagement_id = d.engagement_id
                    AND p.form_id = d.form_id AND p.revision = d.previous),
                 d.based_on, d.file_name, a.name, d.saved_at
               FROM form_draft d JOIN account a ON a.id = d.account_id
               WHERE d.engagement_id = ?1 AND d.form_id = ?2 AND d.revision = ?3";
    let found = tx
        .query_row(sql, params![engagement.0, form.0, number], |row| {
            let texts: (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let draft = Draft {
                form_id: form.clone(),
                revision: number,
                previous: row.get(3)?,
                tables: Vec::new(),
                attachments: Vec::new(),
                based_on: row.get(4)?,
                file_name: row.get(5)?,
                workbook: None,
                saved_by: row.get(6)?,
                saved_at: Timestamp(row.get(7)?),
            };
            Ok((draft, texts))
        })
        .optional()?;
    let Some((draft, (tables, attachments, workbook))) = found else {
        return Ok(None);
    };
    let workbook = workbook.map(|text| parse_word("workbook hash", &text, Sha256Hex::parse));
    Ok(Some(Draft {
        tables: parse_json("form tables", &tables)?,
        attachments: parse_json("form attachments", &attachments)?,
        workbook: workbook.transpose()?,
        ..draft
    }))
}

/// Keeps a new state; the oldest of many go.
pub fn save_draft(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    new: &NewDraft<'_>,
) -> Result<(), StoreError> {
    let state = new.state;
    tx.execute(
        "INSERT INTO form_draft (engagement_id, form_id, revision, previous, tables, attachments,
           based_on, file_name, workbook_sha256, account_id, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            engagement.0,
            state.form_id.0,
            new.revision,
            new.previous,
            to_json("form tables", &state.tables)?,
            to_json("form attachments", &state.attachments)?,
            state.based_on,
            state.file_name,
            state.workbook.as_ref().map(Sha256Hex::as_str),
            new.by.0,
            new.now.0
        ],
    )?;
    tx.execute(
        "DELETE FROM form_draft WHERE engagement_id = ?1 AND form_id = ?2 AND revision NOT IN (
           SELECT revision FROM form_draft WHERE engagement_id = ?1 AND form_id = ?2
           ORDER BY revision DESC LIMIT ?3)",
        params![engagement.0, state.form_id.0, KEPT],
    )?;
    Ok(())
}

/// Takes a draft away with its history.
pub fn discard(tx: &Tx<'_>, engagement: &EngagementId, form: &FormId) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM form_draft WHERE engagement_id = ?1 AND form_id = ?2",
        params![engagement.0, form.0],
    )?;
    Ok(())
}
