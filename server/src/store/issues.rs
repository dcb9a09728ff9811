//! Issued reports, frozen. Not here: how one comes to be issued (`service::reporting`).

use std::collections::BTreeMap;

use domain::ids::{AccountId, DocumentId, EngagementId, Sha256Hex};
use domain::indicator::Framework;
use domain::report::{Report, ReportInputs};
use domain::scoring::{Facts, ScoreSheet};
use domain::time::Timestamp;
use domain::wire::ArchiveMade;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{StoreError, Tx, collect, parse_json, to_json};

/// What is known of an issued report without reading it.
#[derive(Clone, Debug)]
pub struct IssueHead {
    /// 报告文号.
    pub number: String,
    /// Its engagement.
    pub engagement: EngagementId,
    /// SHA-256 that was signed.
    pub content: String,
    /// Hash of the audit log's newest line then.
    pub audit_head: String,
    /// The number that it corrects, or empty.
    pub corrects: String,
    /// 更正说明.
    pub correction: String,
    /// Who issued it.
    pub name: String,
    /// When.
    pub issued_at: Timestamp,
    /// The day it was published, or empty.
    pub published_on: String,
    /// Its score sheet.
    pub sheet: ScoreSheet,
}

/// Which revisions of which records counted when the report was issued.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FrozenRecords {
    /// The newest number of the server's order then: what has a later one came after.
    pub server_seq: u64,
    /// Record → its revision and form version.
    pub counted: BTreeMap<DocumentId, (u64, String)>,
}

/// All that an issue freezes.
pub struct NewIssue<'a> {
    /// 报告文号.
    pub number: &'a str,
    /// SHA-256 that was signed.
    pub content: &'a str,
    /// What was signed, to the byte.
    pub signed: &'a str,
    /// As printed.
    pub report: &'a Report,
    /// What it was composed from.
    pub inputs: &'a ReportInputs,
    /// The records that counted.
    pub records: &'a FrozenRecords,
    /// SHA-256 of the firm's Word template; empty for none.
    pub template: &'a str,
    /// The indicator system.
    pub framework: &'a Framework,
    /// What was known.
    pub facts: &'a Facts,
    /// The scores.
    pub sheet: &'a ScoreSheet,
    /// Hash of the audit log's newest line.
    pub audit_head: &'a str,
    /// The number that it corrects, or empty.
    pub corrects: &'a str,
    /// 更正说明.
    pub correction: &'a str,
}

/// The parts of an issue as they are stored, to the byte; those behind `Option` are empty for
/// reports from before they were frozen.
#[derive(Clone, Debug, Default)]
pub struct FrozenParts {
    /// 报告文号.
    pub number: String,
    /// SHA-256 that was signed.
    pub content: String,
    /// Name of a part → its text. The names are those of the seal.
    pub parts: BTreeMap<&'static str, String>,
    /// Name → SHA-256, as it was sealed; empty for reports from before there was a seal.
    pub seal: String,
}

/// The names of the parts in the seal.
pub const PARTS: [&str; 7] = [
    "signed",
    "report",
    "inputs",
    "records",
    "framework",
    "facts",
    "sheet",
];

impl FrozenParts {
    /// The seal that these parts have.
    pub fn sealed(&self, template: &str) -> Result<String, StoreError> {
        let hash = |text: &String| Sha256Hex::of(text.as_bytes()).to_string();
        let mut hashes: BTreeMap<&str, String> = self
            .parts
            .iter()
            .map(|(name, text)| (*name, hash(text)))
            .collect();
        hashes.insert("content", self.content.clone());
        hashes.insert("template", template.to_owned());
        to_json("seal", &hashes)
    }
}

const HEAD: &str = "SELECT i.number, i.engagement_id, i.content, i.audit_head, i.corrects,
    i.correction, a.name, i.issued_at, i.published_on, i.sheet
  FROM report_issue i JOIN account a ON a.id = i.account_id";

type HeadRow = (IssueHead, String);

fn head_row(row: &Row<'_>) -> Result<HeadRow, rusqlite::Error> {
    let sheet: String = row.get(9)?;
    let head = IssueHead {
        number: row.get(0)?,
        engagement: EngagementId(row.get(1)?),
        content: row.get(2)?,
        audit_head: row.get(3)?,
        corrects: row.get(4)?,
        correction: row.get(5)?,
        name: row.get(6)?,
        issued_at: Timestamp(row.get(7)?),
        published_on: row.get(8)?,
        sheet: ScoreSheet::default(),
    };
    Ok((head, sheet))
}

fn with_sheet((head, sheet): HeadRow) -> Result<IssueHead, StoreError> {
    Ok(IssueHead {
        sheet: parse_json("issued score sheet", &sheet)?,
        ..head
    })
}

/// The issued reports of an engagement, newest first.
pub fn of_engagement(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<IssueHead>, StoreError> {
    let sql = format!("{HEAD} WHERE i.engagement_id = ?1 ORDER BY i.issued_at DESC, i.number DESC");
    let mut statement = tx.prepare(&sql)?;
    let rows = statement.query_map([&engagement.0], head_row)?;
    collect(rows, with_sheet)
}

/// All issued reports of the firm.
pub fn all(tx: &Tx<'_>) -> Result<Vec<IssueHead>, StoreError> {
    let sql = format!("{HEAD} ORDER BY i.issued_at, i.number");
    let mut statement = tx.prepare(&sql)?;
    let rows = statement.query_map([], head_row)?;
    collect(rows, with_sheet)
}

/// The numbers of the firm's issued reports, in order.
pub fn numbers(tx: &Tx<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare("SELECT number FROM report_issue ORDER BY issued_at, number")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    collect(rows, Ok)
}

/// Whether a number was given.
pub fn is_taken(tx: &Tx<'_>, number: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM report_issue WHERE number = ?1";
    let found: Option<i64> = tx.query_row(sql, [number], |row| row.get(0)).optional()?;
    Ok(found.is_some())
}

/// How many numbers begin and end like this.
pub fn count_like(tx: &Tx<'_>, prefix: &str) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM report_issue WHERE substr(number, 1, length(?1)) = ?1";
    Ok(tx.query_row(sql, [prefix], |row| row.get(0))?)
}

/// Freezes a report, and answers its seal.
pub fn insert(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    issue: &NewIssue<'_>,
    account: &AccountId,
    now: Timestamp,
) -> Result<String, StoreError> {
    let parts = [
        ("signed", issue.signed.to_owned()),
        ("report", to_json("issued report", issue.report)?),
        ("inputs", to_json("issued inputs", issue.inputs)?),
        ("records", to_json("issued records", issue.records)?),
        ("framework", to_json("issued framework", issue.framework)?),
        ("facts", to_json("issued facts", issue.facts)?),
        ("sheet", to_json("issued score sheet", issue.sheet)?),
    ];
    let frozen = FrozenParts {
        number: issue.number.to_owned(),
        content: issue.content.to_owned(),
        parts: parts.into(),
        seal: String::new(),
    };
    let seal = frozen.sealed(issue.template)?;
    let part = |name: &str| frozen.parts.get(name);
    tx.execute(
        "INSERT INTO report_issue (number, engagement_id, content, report, framework, facts, sheet,
           audit_head, corrects, correction, account_id, issued_at, signed, inputs, records,
           template, seal)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            issue.number,
            engagement.0,
            issue.content,
            part("report"),
            part("framework"),
            part("facts"),
            part("sheet"),
            issue.audit_head,
            issue.corrects,
            issue.correction,
            account.0,
            now.0,
            issue.signed,
            part("inputs"),
            part("records"),
            issue.template,
            seal
        ],
    )?;
    Ok(seal)
}

/// The parts of an issue, and the hash of its template.
pub fn parts(tx: &Tx<'_>, number: &str) -> Result<Option<(FrozenParts, String)>, StoreError> {
    let sql = "SELECT content, signed, report, inputs, records, framework, facts, sheet, seal,
                 template FROM report_issue WHERE number = ?1";
    let found = tx.query_row(sql, [number], |row| {
        let mut parts = BTreeMap::new();
        for (name, column) in PARTS.into_iter().zip(1..) {
            parts.insert(name, row.get(column)?);
        }
        let frozen = FrozenParts {
            number: number.to_owned(),
            content: row.get(0)?,
            parts,
            seal: row.get(8)?,
        };
        Ok((frozen, row.get(9)?))
    });
    Ok(found.optional()?)
}

/// The report as printed.
pub fn report(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    number: &str,
) -> Result<Option<Report>, StoreError> {
    let sql = "SELECT report FROM report_issue WHERE engagement_id = ?1 AND number = ?2";
    let text: Option<String> = tx
        .query_row(sql, params![engagement.0, number], |row| row.get(0))
        .optional()?;
    text.map(|text| parse_json("issued report", &text))
        .transpose()
}

/// What an issued report was composed from, and the hash of its Word template; `None` where it is
/// from before they were frozen.
pub fn inputs(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    number: &str,
) -> Result<Option<(ReportInputs, Option<Sha256Hex>)>, StoreError> {
    let sql = "SELECT inputs, template FROM report_issue WHERE engagement_id = ?1 AND number = ?2
                 AND inputs <> ''";
    let found: Option<(String, String)> = tx
        .query_row(sql, params![engagement.0, number], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let Some((inputs, template)) = found else {
        return Ok(None);
    };
    let inputs = parse_json("issued inputs", &inputs)?;
    Ok(Some((inputs, Sha256Hex::parse(&template))))
}

/// The records that counted in an issued report; `None` where it is from before they were frozen.
pub fn records(tx: &Tx<'_>, number: &str) -> Result<Option<FrozenRecords>, StoreError> {
    let sql = "SELECT records FROM report_issue WHERE number = ?1 AND records <> ''";
    let text: Option<String> = tx.query_row(sql, [number], |row| row.get(0)).optional()?;
    text.map(|text| parse_json("issued records", &text))
        .transpose()
}

/// Whether anything was ever issued: asked before the review is read.
pub fn any(tx: &Tx<'_>, engagement: &EngagementId) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM report_issue WHERE engagement_id = ?1)";
    Ok(tx.query_row(sql, [&engagement.0], |row| row.get(0))?)
}

/// Notes that a pack was made and proved.
pub fn insert_archive(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    made: &ArchiveMade,
    account: Option<&AccountId>,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO report_archive (engagement_id, place, number, sha256, bytes, files, account_id,
           made_at)
         VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM report_archive
                      WHERE engagement_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            engagement.0,
            made.number,
            made.sha256,
            made.bytes,
            made.files,
            account.map(|id| &id.0),
            made.at.0
        ],
    )?;
    Ok(())
}

/// The packs that were made, newest first.
pub fn archives(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<ArchiveMade>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT r.number, r.sha256, r.bytes, r.files, coalesce(a.name, ''), r.made_at
         FROM report_archive r LEFT JOIN account a ON a.id = r.account_id
         WHERE r.engagement_id = ?1 ORDER BY r.place DESC",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok(ArchiveMade {
            number: row.get(0)?,
            sha256: row.get(1)?,
            bytes: row.get(2)?,
            files: row.get(3)?,
            name: row.get(4)?,
            at: Timestamp(row.get(5)?),
        })
    })?;
    collect(rows, Ok)
}

/// Notes the day of publication.
pub fn set_published(tx: &Tx<'_>, number: &str, day: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE report_issue SET published_on = ?2 WHERE number = ?1",
        params![number, day],
    )?;
    Ok(())
}
