//! 自评复核: sheets are checked and scored again on every read, marked, and signed by three parties.
//! Not here: how sheets come in (`uploads`), the checks themselves (`domain::self_evaluation`).

use domain::ids::EngagementId;
use domain::problem::Problem;
use domain::self_evaluation::{
    ClaimedRate, PaperSignature, PartySignature, SelfEvaluation, check, check_marks, check_ready,
    claim_agrees, confirmed_count, questions, rescore,
};
use domain::wire::{
    RowMarks, SaveMarks, SelfEvaluationList, SelfEvaluationSummary, SelfEvaluationView, SheetLink,
    SignSelfEvaluation,
};

use super::{change, look};
use crate::service::{Actor, Service, ServiceError, bounded_text};
use crate::store::checks::StoredEvaluation;
use crate::store::{self, Tx};

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

pub(super) fn compose(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<SelfEvaluationList, ServiceError> {
    let stored = store::checks::evaluations(tx, engagement)?;
    let is_latest = |one: &&StoredEvaluation| !stored.iter().any(|it| it.corrects == one.id);
    let claims: Vec<ClaimedRate> = stored
        .iter()
        .filter(is_latest)
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
        evaluations: stored.iter().map(|one| summary(one, &stored)).collect(),
        claims_confirmed,
        claims,
    })
}

/// The sheet with what a reader said of it.
fn effective(stored: &StoredEvaluation) -> SelfEvaluation {
    SelfEvaluation {
        has_survey: stored.survey.or(stored.evaluation.has_survey),
        ..stored.evaluation.clone()
    }
}

fn link(stored: &StoredEvaluation) -> SheetLink {
    SheetLink {
        id: stored.id.clone(),
        number: stored.number,
        total: rescore(&stored.evaluation, &stored.marks).total,
    }
}

/// How many sheets were corrected one after another to come to this one, and one more.
fn round_of(stored: &StoredEvaluation, all: &[StoredEvaluation]) -> u32 {
    let mut corrects = stored.corrects.as_str();
    let mut round = 1;
    // A chain is never longer than all sheets, whatever is stored.
    for _ in all {
        let Some(before) = all.iter().find(|one| one.id == corrects) else {
            break;
        };
        round += 1;
        corrects = before.corrects.as_str();
    }
    round
}

pub(in crate::service) fn summary(
    stored: &StoredEvaluation,
    all: &[StoredEvaluation],
) -> SelfEvaluationSummary {
    let evaluation = effective(stored);
    let scored = rescore(&evaluation, &stored.marks);
    let claimed = evaluation.claimed_execution_rate.as_deref();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    SelfEvaluationSummary {
        id: stored.id.clone(),
        number: stored.number,
        unit: evaluation.unit.clone(),
        project: evaluation.project.clone(),
        file_name: stored.file_name.clone(),
        round: round_of(stored, all),
        corrects: all.iter().find(|one| one.id == stored.corrects).map(link),
        corrected_by: all.iter().find(|one| one.corrects == stored.id).map(link),
        flags: count(check(&evaluation).len()),
        questions: count(questions(&evaluation).len()),
        claim_holds: claimed
            .map(|claimed| claim_agrees(claimed, evaluation.executed, evaluation.budget)),
        self_total: scored.self_total,
        total: scored.total,
        difference: scored.difference,
        state: stored.review.state(),
    }
}

pub(super) fn stored(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    id: &str,
) -> Result<StoredEvaluation, ServiceError> {
    store::checks::evaluation(tx, engagement, id)?
        .ok_or_else(|| ServiceError::NotFound(Problem::new("SELF_EVALUATION_NOT_FOUND")))
}

fn view(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    id: &str,
) -> Result<SelfEvaluationView, ServiceError> {
    let stored = stored(tx, engagement, id)?;
    let all = store::checks::evaluations(tx, engagement)?;
    let evaluation = effective(&stored);
    Ok(SelfEvaluationView {
        summary: summary(&stored, &all),
        flags: check(&evaluation),
        questions: questions(&evaluation),
        unready: check_ready(&evaluation, &stored.marks),
        rescored: rescore(&evaluation, &stored.marks),
        evaluation,
        marks: stored.marks,
        revision: stored.revision,
        signatures: stored.review.signatures,
        saved_by: stored.saved_by,
        saved_at: stored.saved_at,
    })
}

/// One sheet.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    id: String,
) -> Result<SelfEvaluationView, ServiceError> {
    look(service, actor, engagement, move |tx, engagement| {
        view(tx, engagement, &id)
    })
    .await
}

/// Replaces the marks and what was said of a survey, as long as nobody has signed what they come
/// to.
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
            let survey = wanted.survey.or(known.survey);
            let details = serde_json::json!({
                "id": id, "before": known.marks, "after": marks, "survey": survey,
            });
            known.marks = marks;
            known.survey = survey;
            known.revision = known.revision.saturating_add(1);
            store::checks::update_evaluation(tx, engagement, &known)?;
            Ok(details)
        },
        move |tx, engagement| view(tx, engagement, &shown),
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

/// Signs for the firm as the person who is signed in, or records the paper that another party
/// signed; refused while rows have no score.
pub async fn sign(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    id: String,
    wanted: SignSelfEvaluation,
) -> Result<SelfEvaluationView, ServiceError> {
    let opinion = bounded_text("opinion", &wanted.opinion, TEXT_LIMIT)?;
    let on_paper = wanted.party.signs_on_paper();
    let shown = id.clone();
    let signature = PartySignature {
        party: wanted.party,
        name: match on_paper {
            true => wanted.name.trim().to_owned(),
            false => actor.name.clone(),
        },
        passed: wanted.passed,
        opinion,
        signed_at: service.now(),
        paper: wanted.paper.map(|paper| PaperSignature {
            day: paper.day.trim().to_owned(),
            number: paper.number.trim().to_owned(),
        }),
        recorded_by: match on_paper {
            true => actor.name.clone(),
            false => String::new(),
        },
    };
    change(
        service,
        actor,
        engagement,
        "self_evaluation_signed",
        move |tx, engagement, _| {
            let mut known = stored(tx, engagement, &id)?;
            unchanged(&known, wanted.base_revision)?;
            let unready = check_ready(&effective(&known), &known.marks);
            if !unready.is_empty() {
                return Err(ServiceError::Invalid(unready));
            }
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
        move |tx, engagement| view(tx, engagement, &shown),
    )
    .await
}
