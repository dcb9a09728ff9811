//! The survey plan and its history, rulings on responses, the word index of open answers.
//! Not here: what the settings mean, how a text becomes words (`domain`).

use std::collections::BTreeMap;

use domain::ids::{AccountId, DocumentId, EngagementId, FormId, ProjectCode};
use domain::scoring::survey::{RulingDecision, SurveyPlan};
use domain::time::Timestamp;
use domain::wire::{PlanRevision, RulingView};
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, parse_word, to_json};

/// The newest plan; the default where nobody said anything.
pub fn plan(tx: &Tx<'_>, engagement: &EngagementId) -> Result<SurveyPlan, StoreError> {
    let sql = "SELECT plan FROM survey_plan WHERE engagement_id = ?1
               ORDER BY revision DESC LIMIT 1";
    let text: Option<String> = tx
        .query_row(sql, [&engagement.0], |row| row.get(0))
        .optional()?;
    let plan = text.map(|text| parse_json("survey plan", &text));
    Ok(plan.transpose()?.unwrap_or_default())
}

/// Every revision of the plan, newest first.
pub fn plan_history(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<PlanRevision>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT p.revision, p.reason, a.name, p.saved_at, p.plan
         FROM survey_plan p JOIN account a ON a.id = p.account_id
         WHERE p.engagement_id = ?1 ORDER BY p.revision DESC",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        let words: (u32, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((words, row.get::<_, i64>(3)?, row.get::<_, String>(4)?))
    })?;
    collect(rows, |((revision, reason, by), at, plan)| {
        Ok(PlanRevision {
            revision,
            plan: parse_json("survey plan", &plan)?,
            reason,
            by,
            at: Timestamp(at),
        })
    })
}

/// Appends a revision of the plan.
pub fn append_plan(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    plan: &SurveyPlan,
    reason: &str,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO survey_plan (engagement_id, revision, plan, reason, account_id, saved_at)
         VALUES (?1, (SELECT coalesce(max(revision), 0) + 1 FROM survey_plan
                      WHERE engagement_id = ?1), ?2, ?3, ?4, ?5)",
        params![
            engagement.0,
            to_json("survey plan", plan)?,
            reason,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}

/// The rulings on an engagement's responses, oldest first.
pub fn rulings(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<DocumentId, Vec<RulingView>>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT r.document_id, r.decision, r.reason, a.name, r.ruled_at FROM survey_ruling r
         JOIN document d ON d.id = r.document_id JOIN account a ON a.id = r.account_id
         WHERE d.engagement_id = ?1 ORDER BY r.id",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        let words: (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((words, row.get::<_, String>(3)?, row.get::<_, i64>(4)?))
    })?;
    let rulings = collect(rows, |((document, decision, reason), by, at)| {
        let decision = parse_word("decision", &decision, RulingDecision::parse)?;
        let ruling = RulingView {
            decision,
            reason,
            by,
            at: Timestamp(at),
        };
        Ok((DocumentId(document), ruling))
    })?;
    let mut by_document: BTreeMap<DocumentId, Vec<RulingView>> = BTreeMap::new();
    for (document, ruling) in rulings {
        by_document.entry(document).or_default().push(ruling);
    }
    Ok(by_document)
}

/// Appends a ruling.
pub fn append_ruling(
    tx: &Tx<'_>,
    document: &DocumentId,
    decision: RulingDecision,
    reason: &str,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO survey_ruling (document_id, decision, reason, account_id, ruled_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![document.0, decision.as_str(), reason, account.0, now.0],
    )?;
    Ok(())
}

/// The device that first sent each questionnaire, where one did.
pub fn devices(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<DocumentId, String>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.id, o.device_id FROM document d
         JOIN revision r ON r.document_id = d.id AND r.rev = 1
         JOIN operation o ON o.engagement_id = d.engagement_id AND o.op_id = r.op_id
         WHERE d.engagement_id = ?1 AND d.kind = 'questionnaire_response'",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let pairs = collect(rows, |(document, device)| {
        Ok((DocumentId(document), device))
    })?;
    Ok(pairs.into_iter().collect())
}

/// Whether every questionnaire's newest revision is in the word index.
pub fn is_indexed(tx: &Tx<'_>, engagement: &EngagementId) -> Result<bool, StoreError> {
    Ok(unindexed(tx, engagement)?.is_empty())
}

/// Questionnaires whose newest revision is not in the word index.
pub fn unindexed(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<DocumentId>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.id FROM document d LEFT JOIN survey_indexed i ON i.document_id = d.id
         WHERE d.engagement_id = ?1 AND d.kind = 'questionnaire_response'
           AND i.document_id IS NULL ORDER BY d.id",
    )?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    collect(rows, |id| Ok(DocumentId(id)))
}

/// Puts a response's open answers, as (question, index words), into the index.
pub fn index(
    tx: &Tx<'_>,
    document: &DocumentId,
    texts: &[(String, String)],
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM survey_text WHERE document_id = ?1",
        [&document.0],
    )?;
    for (path, words) in texts {
        let id: i64 = tx.query_row(
            "INSERT INTO survey_text (document_id, path) VALUES (?1, ?2) RETURNING id",
            params![document.0, path],
            |row| row.get(0),
        )?;
        tx.execute(
            "INSERT INTO survey_word (rowid, words) VALUES (?1, ?2)",
            params![id, words],
        )?;
    }
    tx.execute(
        "INSERT INTO survey_indexed (document_id) VALUES (?1) ON CONFLICT DO NOTHING",
        [&document.0],
    )?;
    Ok(())
}

/// The responses whose answer to `path` holds all phrases (in FTS5's syntax).
pub fn find_texts(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    path: &str,
    phrases: &[String],
) -> Result<Vec<DocumentId>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT t.document_id FROM survey_word w JOIN survey_text t ON t.id = w.rowid
         JOIN document d ON d.id = t.document_id
         WHERE survey_word MATCH ?3 AND d.engagement_id = ?1 AND t.path = ?2
         ORDER BY t.document_id",
    )?;
    let found = phrases.join(" AND ");
    let rows = statement.query_map(params![engagement.0, path, found], |row| {
        row.get::<_, String>(0)
    })?;
    collect(rows, |id| Ok(DocumentId(id)))
}

/// Site → single-use codes given out there for a form, without those that were taken back.
pub fn codes_issued(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
) -> Result<BTreeMap<ProjectCode, u32>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT b.project_code, count(*) FROM respondent_code c
         JOIN respondent_batch b ON b.id = c.batch_id
         WHERE b.engagement_id = ?1 AND b.form_id = ?2 AND c.cancelled = 0
         GROUP BY b.project_code",
    )?;
    let rows = statement.query_map([&engagement.0, &form.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?))
    })?;
    let counts = collect(rows, |(site, count)| Ok((ProjectCode(site), count)))?;
    Ok(counts.into_iter().collect())
}

/// The rulings on one response, oldest first.
pub fn rulings_on(tx: &Tx<'_>, document: &DocumentId) -> Result<Vec<RulingView>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT r.decision, r.reason, a.name, r.ruled_at FROM survey_ruling r
         JOIN account a ON a.id = r.account_id WHERE r.document_id = ?1 ORDER BY r.id",
    )?;
    let rows = statement.query_map([&document.0], |row| {
        let words: (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((words, row.get::<_, i64>(3)?))
    })?;
    collect(rows, |((decision, reason, by), at)| {
        Ok(RulingView {
            decision: parse_word("decision", &decision, RulingDecision::parse)?,
            reason,
            by,
            at: Timestamp(at),
        })
    })
}
