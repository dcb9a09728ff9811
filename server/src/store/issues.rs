//! Issued reports, frozen. Not here: how one comes to be issued (`service::reporting`).

use domain::ids::{AccountId, EngagementId};
use domain::indicator::Framework;
use domain::report::Report;
use domain::scoring::{Facts, ScoreSheet};
use domain::time::Timestamp;
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

/// All that an issue freezes.
pub struct NewIssue<'a> {
    /// 报告文号.
    pub number: &'a str,
    /// SHA-256 that was signed.
    pub content: &'a str,
    /// As printed.
    pub report: &'a Report,
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

/// Freezes a report.
pub fn insert(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    issue: &NewIssue<'_>,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO report_issue (number, engagement_id, content, report, framework, facts, sheet,
           audit_head, corrects, correction, account_id, issued_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            issue.number,
            engagement.0,
            issue.content,
            to_json("issued report", issue.report)?,
            to_json("issued framework", issue.framework)?,
            to_json("issued facts", issue.facts)?,
            to_json("issued score sheet", issue.sheet)?,
            issue.audit_head,
            issue.corrects,
            issue.correction,
            account.0,
            now.0
        ],
    )?;
    Ok(())
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

/// What the scores of an issued report were computed from, and the stored text of the sheet.
pub fn scored(tx: &Tx<'_>, number: &str) -> Result<Option<(Framework, Facts, String)>, StoreError> {
    let sql = "SELECT framework, facts, sheet FROM report_issue WHERE number = ?1";
    let found = tx.query_row(sql, [number], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    });
    let Some((framework, facts, sheet)) = found.optional()? else {
        return Ok(None);
    };
    Ok(Some((
        parse_json("issued framework", &framework)?,
        parse_json("issued facts", &facts)?,
        sheet,
    )))
}

/// Notes the day of publication.
pub fn set_published(tx: &Tx<'_>, number: &str, day: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE report_issue SET published_on = ?2 WHERE number = ?1",
        params![number, day],
    )?;
    Ok(())
}
