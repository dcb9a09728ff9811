//! 自评复核, 目标审核, 监控. Not here: what the sheets and figures mean, the scorecard (`programme`).

use domain::ids::{AccountId, EngagementId};
use domain::monitoring::MonitoredProject;
use domain::self_evaluation::{JointReview, SelfEvaluation};
use domain::target_review::TargetReview;
use domain::time::Timestamp;
use domain::wire::RowMarks;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{StoreError, Tx, collect, parse_json, to_json};

/// One 自评表 as stored.
pub struct StoredEvaluation {
    /// Its identifier.
    pub id: String,
    /// In the order of arrival, from 1.
    pub number: u32,
    /// The workbook's name.
    pub file_name: String,
    /// The sheet.
    pub evaluation: SelfEvaluation,
    /// Marks of reviewers.
    pub marks: RowMarks,
    /// Their revision.
    pub revision: u32,
    /// Who has signed.
    pub review: JointReview,
    /// Printed name of who brought it.
    pub saved_by: String,
    /// When.
    pub saved_at: Timestamp,
}

const EVALUATION: &str = "SELECT s.id, s.number, s.file_name, s.evaluation, s.marks, s.revision,
       s.signatures, a.name, s.saved_at
     FROM self_evaluation s JOIN account a ON a.id = s.account_id";

struct EvaluationRow {
    head: (String, u32, String, u32),
    texts: [String; 3],
    saved: (String, i64),
}

fn evaluation_row(row: &Row<'_>) -> Result<EvaluationRow, rusqlite::Error> {
    Ok(EvaluationRow {
        head: (row.get(0)?, row.get(1)?, row.get(2)?, row.get(5)?),
        texts: [row.get(3)?, row.get(4)?, row.get(6)?],
        saved: (row.get(7)?, row.get(8)?),
    })
}

fn read_evaluation(row: EvaluationRow) -> Result<StoredEvaluation, StoreError> {
    let (id, number, file_name, revision) = row.head;
    let [evaluation, marks, signatures] = &row.texts;
    let (saved_by, saved_at) = row.saved;
    Ok(StoredEvaluation {
        id,
        number,
        file_name,
        evaluation: parse_json("self-evaluation", evaluation)?,
        marks: parse_json("marks", marks)?,
        revision,
        review: JointReview {
            signatures: parse_json("signatures", signatures)?,
        },
        saved_by,
        saved_at: Timestamp(saved_at),
    })
}

/// All 自评表 by number.
pub fn evaluations(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<StoredEvaluation>, StoreError> {
    let sql = format!("{EVALUATION} WHERE s.engagement_id = ?1 ORDER BY s.number");
    let mut statement = tx.prepare(&sql)?;
    let rows = statement.query_map([&engagement.0], evaluation_row)?;
    collect(rows, read_evaluation)
}

/// One 自评表.
pub fn evaluation(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    id: &str,
) -> Result<Option<StoredEvaluation>, StoreError> {
    let sql = format!("{EVALUATION} WHERE s.engagement_id = ?1 AND s.id = ?2");
    let row = tx.query_row(&sql, params![engagement.0, id], evaluation_row);
    row.optional()?.map(read_evaluation).transpose()
}

/// How many there are.
pub fn count_evaluations(tx: &Tx<'_>, engagement: &EngagementId) -> Result<usize, StoreError> {
    let sql = "SELECT count(*) FROM self_evaluation WHERE engagement_id = ?1";
    Ok(tx.query_row(sql, [&engagement.0], |row| row.get(0))?)
}

/// Adds a sheet with the next number, without marks.
pub fn insert_evaluation(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    id: &str,
    (file_name, evaluation): (&str, &SelfEvaluation),
    (account, now): (&AccountId, Timestamp),
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO self_evaluation (engagement_id, id, number, file_name, evaluation, marks,
           revision, signatures, account_id, saved_at)
         SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3, ?4, '{}', 1, '[]', ?5, ?6
           FROM self_evaluation WHERE engagement_id = ?1",
        params![
            engagement.0,
            id,
            file_name,
            to_json("self-evaluation", evaluation)?,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}

/// Writes marks, their revision and signatures.
pub fn update_evaluation(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    stored: &StoredEvaluation,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE self_evaluation SET marks = ?3, revision = ?4, signatures = ?5
         WHERE engagement_id = ?1 AND id = ?2",
        params![
            engagement.0,
            stored.id,
            to_json("marks", &stored.marks)?,
            stored.revision,
            to_json("signatures", &stored.review.signatures)?
        ],
    )?;
    Ok(())
}

/// One 目标审核 as stored.
pub struct StoredReview {
    /// Its identifier.
    pub id: String,
    /// 项目.
    pub project: String,
    /// Its rounds.
    pub review: TargetReview,
}

/// All 目标审核 by project.
pub fn target_reviews(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<StoredReview>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT id, project, review FROM target_review WHERE engagement_id = ?1
         ORDER BY project, id",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))
    })?;
    collect(rows, |(id, project, review)| {
        Ok(StoredReview {
            id,
            project,
            review: parse_json("target review", &review)?,
        })
    })
}

/// Adds a review or writes its rounds.
pub fn put_target_review(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    stored: &StoredReview,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO target_review (engagement_id, id, project, review) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (engagement_id, id) DO UPDATE SET review = excluded.review",
        params![
            engagement.0,
            stored.id,
            stored.project,
            to_json("target review", &stored.review)?
        ],
    )?;
    Ok(())
}

/// The newest revision of every monitored project, by code.
pub fn monitored(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<(MonitoredProject, u32)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT p.project, p.revision FROM monitored_project p
         WHERE p.engagement_id = ?1 AND p.revision = (SELECT max(revision)
           FROM monitored_project WHERE engagement_id = ?1 AND code = p.code)
         ORDER BY p.code",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?))
    })?;
    collect(rows, |(project, revision)| {
        Ok((parse_json("monitored project", &project)?, revision))
    })
}

/// Appends a revision of a monitored project.
pub fn append_monitored(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    (project, revision): (&MonitoredProject, u32),
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO monitored_project
           (engagement_id, code, revision, project, account_id, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            engagement.0,
            project.code,
            revision,
            to_json("monitored project", project)?,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}
