//! 自评复核 and 目标审核. Not here: what the sheets mean, 监控 (`monitoring`), the scorecard
//! (`programme`).

use domain::ids::{AccountId, EngagementId};
use domain::self_evaluation::{JointReview, SelfEvaluation};
use domain::target_review::{CutOff, TargetReview};
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
    /// What a reader said of a survey.
    pub survey: Option<bool>,
    /// The sheet that it corrects; empty for a first round.
    pub corrects: String,
}

const EVALUATION: &str = "SELECT s.id, s.number, s.file_name, s.evaluation, s.marks, s.revision,
       s.signatures, a.name, s.saved_at, s.survey, s.corrects
     FROM self_evaluation s JOIN account a ON a.id = s.account_id";

struct EvaluationRow {
    head: (String, u32, String, u32),
    texts: [String; 3],
    saved: (String, i64),
    round: (Option<bool>, String),
}

fn evaluation_row(row: &Row<'_>) -> Result<EvaluationRow, rusqlite::Error> {
    Ok(EvaluationRow {
        head: (row.get(0)?, row.get(1)?, row.get(2)?, row.get(5)?),
        texts: [row.get(3)?, row.get(4)?, row.get(6)?],
        saved: (row.get(7)?, row.get(8)?),
        round: (row.get(9)?, row.get(10)?),
    })
}

fn read_evaluation(row: EvaluationRow) -> Result<StoredEvaluation, StoreError> {
    let (id, number, file_name, revision) = row.head;
    let [evaluation, marks, signatures] = &row.texts;
    let (saved_by, saved_at) = row.saved;
    let (survey, corrects) = row.round;
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
        survey,
        corrects,
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

/// A sheet to add.
pub struct NewEvaluation<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// The workbook's name.
    pub file_name: &'a str,
    /// The sheet.
    pub evaluation: &'a SelfEvaluation,
    /// What was said of a survey.
    pub survey: Option<bool>,
    /// The sheet that it corrects, or empty.
    pub corrects: &'a str,
}

/// Adds a sheet with the next number, without marks.
pub fn insert_evaluation(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    new: &NewEvaluation<'_>,
    (account, now): (&AccountId, Timestamp),
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO self_evaluation (engagement_id, id, number, file_name, evaluation, marks,
           revision, signatures, account_id, saved_at, survey, corrects)
         SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3, ?4, '{}', 1, '[]', ?5, ?6, ?7, ?8
           FROM self_evaluation WHERE engagement_id = ?1",
        params![
            engagement.0,
            new.id,
            new.file_name,
            to_json("self-evaluation", new.evaluation)?,
            account.0,
            now.0,
            new.survey,
            new.corrects
        ],
    )?;
    Ok(())
}

/// Writes marks, what was said of a survey, their revision and signatures.
pub fn update_evaluation(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    stored: &StoredEvaluation,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE self_evaluation SET marks = ?3, revision = ?4, signatures = ?5, survey = ?6
         WHERE engagement_id = ?1 AND id = ?2",
        params![
            engagement.0,
            stored.id,
            to_json("marks", &stored.marks)?,
            stored.revision,
            to_json("signatures", &stored.review.signatures)?,
            stored.survey
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

/// The cut-off of an engagement as stored.
pub struct StoredCutOff {
    /// The cut-off.
    pub cut_off: CutOff,
    /// From 1.
    pub revision: u32,
    /// Why it was changed.
    pub reason: String,
    /// Printed name of who changed it.
    pub saved_by: String,
}

/// The newest cut-off; `None` as long as nobody changed the one that ships.
pub fn cut_off(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Option<StoredCutOff>, StoreError> {
    let sql = "SELECT c.cut_off, c.revision, c.reason, a.name
               FROM target_cut_off c JOIN account a ON a.id = c.account_id
               WHERE c.engagement_id = ?1 ORDER BY c.revision DESC LIMIT 1";
    let row = tx.query_row(sql, [&engagement.0], |row| {
        let cut_off: String = row.get(0)?;
        Ok((cut_off, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    let meaning = |(cut_off, revision, reason, saved_by): (String, u32, String, String)| {
        Ok(StoredCutOff {
            cut_off: parse_json("cut-off", &cut_off)?,
            revision,
            reason,
            saved_by,
        })
    };
    row.optional()?.map(meaning).transpose()
}

/// Appends a revision of the cut-off.
pub fn append_cut_off(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    (cut_off, revision, reason): (&CutOff, u32, &str),
    (account, now): (&AccountId, Timestamp),
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO target_cut_off
           (engagement_id, revision, cut_off, reason, account_id, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            engagement.0,
            revision,
            to_json("cut-off", cut_off)?,
            reason,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}
