//! 自评复核: sheets come in, are checked and scored again on every read, marked, and signed by three
//! parties. Not here: the checks themselves (`domain::self_evaluation`).

use domain::ids::EngagementId;
use domain::problem::Problem;
use domain::project::Table;
use domain::self_evaluation::{
    ClaimedRate, PartySignature, SelfEvaluation, check, check_marks, claim_agrees, confirmed_count,
    import_self_evaluation, rescore,
};
use domain::wire::{
    RowMarks, SaveMarks, SelfEvaluationList, SelfEvaluationSummary, SelfEvaluationView,
    SignSelfEvaluation,
};

use super::{change, look};
use crate::service::{Actor, Service, ServiceError, bounded_text};
use crate::store::checks::StoredEvaluation;
use crate::store::{self, Tx};
use crate::workbook;

/// Sheets in one engagement.
const MOST_EVALUATIONS: usize = 500;
/// Characters of a reason or an opinion.
const TEXT_LIMIT: usize = 1_000;

/// All sheets.
pub async fn list(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<SelfEvaluationList, ServiceError> {
    look(service, actor, engagement, compose).await
}

fn compose(tx: &Tx<'_>, engagement: &EngagementId) -> Result<SelfEvaluationList, ServiceError> {
    let stored = store::checks::evaluations(tx, engagement)?;
    let claims: Vec<ClaimedRate> = stored
        .iter()
        .filter_map(|one| {
            let claimed = one.evaluation.claimed_execution_rate.clone()?;
            Some(ClaimedRate {
                project: one.evaluation.project.clone(),
                claimed,
                executed: one.evaluation.executed,
                budget: one.evaluation.budget,
            })
        })
        .collect();
    let (claims_confirmed, claims) = confirmed_count(&claims);
    Ok(SelfEvaluationList {
        evaluations: stored.iter().map(summary).collect(),
        claims_confirmed,
        claims,
    })
}

pub(in crate::service) fn summary(stored: &StoredEvaluation) -> SelfEvaluationSummary {
    let evaluation = &stored.evaluation;
    let scored = rescore(evaluation, &stored.marks);
    let claimed = evaluation.claimed_execution_rate.as_deref();
    SelfEvaluationSummary {
        id: stored.id.clone(),
        number: stored.number,
        unit: evaluation.unit.clone(),
        project: evaluation.project.clone(),
        file_name: stored.file_name.clone(),
        flags: u32::try_from(check(evaluation).len()).unwrap_or(u32::MAX),
        claim_holds: claimed
            .map(|claimed| claim_agrees(claimed, evaluation.executed, evaluation.budget)),
        self_total: scored.self_total,
        total: scored.total,
        difference: scored.difference,
        state: stored.review.state(),
    }
}

/// Adds each sheet of a workbook that is a 自评表; refused as a whole while one has errors.
pub async fn upload(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Result<SelfEvaluationList, ServiceError> {
    // Who may not bring a sheet shall not make the server read one.
    look(service, actor, engagement, |_, _| Ok(())).await?;
    let sheets = read(name, bytes).await?;
    let identifiers = service.identifiers.clone();
    let (account, name) = (actor.id.clone(), name.to_owned());
    change(
        service,
        actor,
        engagement,
        "self_evaluation_uploaded",
        move |tx, id, now| {
            let known = store::checks::count_evaluations(tx, id)?;
            if known + sheets.len() > MOST_EVALUATIONS {
                let problem = Problem::new("SELF_EVALUATIONS_TOO_MANY");
                return Err(ServiceError::TooLarge(
                    problem.with("limit", MOST_EVALUATIONS),
                ));
            }
            for sheet in &sheets {
                let (new, by) = ((*identifiers)(), (&account, now));
                store::checks::insert_evaluation(tx, id, &new, (&name, sheet), by)?;
            }
            Ok(serde_json::json!({ "source": name, "sheets": sheets.len() }))
        },
        compose,
    )
    .await
}

/// Parsing may take a moment and memory, so it runs apart from the requests.
async fn read(name: &str, bytes: Vec<u8>) -> Result<Vec<SelfEvaluation>, ServiceError> {
    let name = name.to_owned();
    let tables = tokio::task::spawn_blocking(move || workbook::read_tables(&bytes, &name))
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?
        .map_err(|problem| ServiceError::invalid(*problem))?;
    import(&tables).map_err(ServiceError::Invalid)
}

/// Sheets without a heading are passed over, as long as another one has it.
fn import(tables: &[Table]) -> Result<Vec<SelfEvaluation>, Vec<Problem>> {
    const NO_HEADING: &str = "SELF_EVALUATION_HEADING_NOT_FOUND";
    let mut sheets = Vec::new();
    let (mut problems, mut passed_over) = (Vec::new(), Vec::new());
    for table in tables {
        match import_self_evaluation(table) {
            Ok(sheet) => sheets.push(sheet),
            Err(found) if found.iter().all(|problem| problem.code == NO_HEADING) => {
                passed_over.extend(found);
            }
            Err(found) => problems.extend(found),
        }
    }
    match (problems.is_empty(), sheets.is_empty()) {
        (false, _) => Err(problems),
        (true, true) if passed_over.is_empty() => Err(vec![Problem::new(NO_HEADING)]),
        (true, true) => Err(passed_over),
        (true, false) => Ok(sheets),
    }
}

fn stored(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    id: &str,
) -> Result<StoredEvaluation, ServiceError> {
    store::checks::evaluation(tx, engagement, id)?
        .ok_or_else(|| ServiceError::NotFound(Problem::new("SELF_EVALUATION_NOT_FOUND")))
}

fn view(stored: &StoredEvaluation) -> SelfEvaluationView {
    SelfEvaluationView {
        summary: summary(stored),
        flags: check(&stored.evaluation),
        rescored: rescore(&stored.evaluation, &stored.marks),
        evaluation: stored.evaluation.clone(),
        marks: stored.marks.clone(),
        revision: stored.revision,
        signatures: stored.review.signatures.clone(),
        saved_by: stored.saved_by.clone(),
        saved_at: stored.saved_at,
    }
}

/// One sheet.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    id: String,
) -> Result<SelfEvaluationView, ServiceError> {
    let work =
        move |tx: &Tx<'_>, engagement: &EngagementId| Ok(view(&stored(tx, engagement, &id)?));
    look(service, actor, engagement, work).await
}

/// Replaces the marks, as long as nobody has signed what they come to.
pub async fn save_marks(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    id: String,
    wanted: SaveMarks,
) -> Result<SelfEvaluationView, ServiceError> {
    let shown = id.clone();
    change(
        service,
        actor,
        engagement,
        "self_evaluation_marked",
        move |tx, engagement, _| {
            let mut known = stored(tx, engagement, &id)?;
            if !known.review.signatures.is_empty() {
                return Err(ServiceError::Conflict(Problem::new(
                    "SELF_EVALUATION_SIGNED",
                )));
            }
            unchanged(&known, wanted.base_revision)?;
            let marks = trimmed(wanted.marks)?;
            let problems = check_marks(&known.evaluation, &marks);
            if !problems.is_empty() {
                return Err(ServiceError::Invalid(problems));
            }
            let details = serde_json::json!({ "id": id, "before": known.marks, "after": marks });
            known.marks = marks;
            known.revision = known.revision.saturating_add(1);
            store::checks::update_evaluation(tx, engagement, &known)?;
            Ok(details)
        },
        move |tx, engagement| Ok(view(&stored(tx, engagement, &shown)?)),
    )
    .await
}

fn unchanged(known: &StoredEvaluation, base_revision: u32) -> Result<(), ServiceError> {
    if known.revision == base_revision {
        return Ok(());
    }
    let problem = Problem::new("SELF_EVALUATION_CHANGED");
    Err(ServiceError::Conflict(problem))
}

fn trimmed(marks: RowMarks) -> Result<RowMarks, ServiceError> {
    let mut out = RowMarks::new();
    for (row, (score, reason)) in marks {
        let reason = bounded_text("marks", &reason, TEXT_LIMIT)?;
        out.insert(row, (score, reason));
    }
    Ok(out)
}

/// Signs for one party, as the person who is signed in.
pub async fn sign(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    id: String,
    wanted: SignSelfEvaluation,
) -> Result<SelfEvaluationView, ServiceError> {
    let opinion = bounded_text("opinion", &wanted.opinion, TEXT_LIMIT)?;
    let (shown, name) = (id.clone(), actor.name.clone());
    change(
        service,
        actor,
        engagement,
        "self_evaluation_signed",
        move |tx, engagement, now| {
            let mut known = stored(tx, engagement, &id)?;
            unchanged(&known, wanted.base_revision)?;
            let signature = PartySignature {
                party: wanted.party,
                name,
                passed: wanted.passed,
                opinion,
                signed_at: now,
            };
            let details = serde_json::json!({ "id": id, "signature": signature });
            // What is signed already is a state of things, everything else a mistake.
            known
                .review
                .sign(signature)
                .map_err(|problem| match problem.code.as_str() {
                    "PARTY_SIGNED_ALREADY" => ServiceError::Conflict(problem),
                    _ => ServiceError::invalid(problem),
                })?;
            store::checks::update_evaluation(tx, engagement, &known)?;
            Ok(details)
        },
        move |tx, engagement| Ok(view(&stored(tx, engagement, &shown)?)),
    )
    .await
}
