//! 目标审核: two people judge a project's targets from two tracks, in rounds. Not here: the rules
//! (`domain::target_review`).

use domain::ids::EngagementId;
use domain::problem::Problem;
use domain::target_review::{
    CriterionOpinion, CutOff, TargetReview, TrackOpinion, outcome, round_score, score_text,
};
use domain::time::Timestamp;
use domain::wire::{
    ActOnTargetReview, NewTargetReview, RoundView, SaveCutOff, TargetReviewAction,
    TargetReviewList, TargetReviewView,
};

use super::{change, look, reason};
use crate::service::{Actor, Service, ServiceError, bounded_text};
use crate::store::checks::{StoredCutOff, StoredReview};
use crate::store::{self, Tx};

/// Reviews in one engagement.
const MOST_REVIEWS: usize = 500;
/// Characters of a project's name.
const NAME_LIMIT: usize = 200;
/// Characters of a reason.
const REASON_LIMIT: usize = 1_000;

/// All reviews with all their rounds.
pub async fn list(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<TargetReviewList, ServiceError> {
    look(service, actor, engagement, compose).await
}

fn compose(tx: &Tx<'_>, engagement: &EngagementId) -> Result<TargetReviewList, ServiceError> {
    let setting = cut_off(tx, engagement)?;
    let reviews = store::checks::target_reviews(tx, engagement)?;
    Ok(TargetReviewList {
        reviews: reviews
            .into_iter()
            .map(|stored| view(stored, &setting.cut_off))
            .collect(),
        cut_off: setting.cut_off,
        cut_off_revision: setting.revision,
        cut_off_reason: setting.reason,
        cut_off_by: setting.saved_by,
    })
}

/// The cut-off as it stands; as it ships until somebody changed it.
fn cut_off(tx: &Tx<'_>, engagement: &EngagementId) -> Result<StoredCutOff, ServiceError> {
    let stored = store::checks::cut_off(tx, engagement)?;
    Ok(stored.unwrap_or_else(|| StoredCutOff {
        cut_off: CutOff::default(),
        revision: 0,
        reason: String::new(),
        saved_by: String::new(),
    }))
}

/// Changes the cut-off for the rounds to come and for the open ones.
pub async fn save_cut_off(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: SaveCutOff,
) -> Result<TargetReviewList, ServiceError> {
    let why = reason(&wanted.reason)?;
    if let Some(problem) = wanted.cut_off.check() {
        return Err(ServiceError::invalid(problem));
    }
    let account = actor.id.clone();
    change(
        service,
        actor,
        engagement,
        "target_cut_off_saved",
        move |tx, id, now| {
            let known = cut_off(tx, id)?;
            if known.revision != wanted.base_revision {
                return Err(ServiceError::Conflict(Problem::new("CUT_OFF_CHANGED")));
            }
            let next = (
                &wanted.cut_off,
                known.revision.saturating_add(1),
                why.as_str(),
            );
            store::checks::append_cut_off(tx, id, next, (&account, now))?;
            Ok(serde_json::json!({
                "before": known.cut_off, "after": wanted.cut_off, "reason": why,
            }))
        },
        compose,
    )
    .await
}

fn view(stored: StoredReview, cut_off: &CutOff) -> TargetReviewView {
    let change = stored.review.score_change();
    let rounds = stored.review.rounds.into_iter().map(|round| RoundView {
        score: round_score(&round).as_ref().map(score_text),
        outcome: outcome(&round, cut_off),
        round,
    });
    TargetReviewView {
        id: stored.id,
        project: stored.project,
        rounds: rounds.collect(),
        change,
    }
}

/// Adds a project; one that is there already has its next round instead.
pub async fn add(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: NewTargetReview,
) -> Result<TargetReviewList, ServiceError> {
    let project = bounded_text("project", &wanted.project, NAME_LIMIT)?;
    if project.is_empty() {
        let problem = Problem::new("TARGET_REVIEW_PROJECT_MISSING").at_path("project");
        return Err(ServiceError::invalid(problem));
    }
    let new = service.identifier();
    change(
        service,
        actor,
        engagement,
        "target_review_added",
        move |tx, id, _| {
            let known = store::checks::target_reviews(tx, id)?;
            if known.iter().any(|stored| stored.project == project) {
                let problem = Problem::new("TARGET_REVIEW_EXISTS").with("project", &project);
                return Err(ServiceError::Conflict(problem.at_path("project")));
            }
            if known.len() >= MOST_REVIEWS {
                let problem = Problem::new("TARGET_REVIEWS_TOO_MANY").with("limit", MOST_REVIEWS);
                return Err(ServiceError::TooLarge(problem));
            }
            let details = serde_json::json!({ "id": new, "project": project });
            let review = TargetReview::default();
            let stored = StoredReview {
                id: new,
                project,
                review,
            };
            store::checks::put_target_review(tx, id, &stored)?;
            Ok(details)
        },
        compose,
    )
    .await
}

/// An opinion by the person who is signed in, or the next round.
pub async fn act(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    review: String,
    wanted: ActOnTargetReview,
) -> Result<TargetReviewList, ServiceError> {
    let reviewer = actor.clone();
    change(
        service,
        actor,
        engagement,
        "target_review_changed",
        move |tx, id, now| {
            let known = store::checks::target_reviews(tx, id)?;
            let found = known.into_iter().find(|stored| stored.id == review);
            let not_found = || ServiceError::NotFound(Problem::new("TARGET_REVIEW_NOT_FOUND"));
            let mut stored = found.ok_or_else(not_found)?;
            if u32::try_from(stored.review.rounds.len()) != Ok(wanted.rounds) {
                let problem = Problem::new("TARGET_REVIEW_CHANGED");
                return Err(ServiceError::Conflict(problem));
            }
            let setting = cut_off(tx, id)?.cut_off;
            apply(
                &mut stored.review,
                wanted.action,
                (&reviewer, now),
                &setting,
            )?;
            store::checks::put_target_review(tx, id, &stored)?;
            Ok(serde_json::json!({ "id": stored.id, "rounds": stored.review.rounds }))
        },
        compose,
    )
    .await
}

fn apply(
    review: &mut TargetReview,
    action: TargetReviewAction,
    (reviewer, at): (&Actor, Timestamp),
    cut_off: &CutOff,
) -> Result<(), ServiceError> {
    match action {
        TargetReviewAction::BeginRound => match review.rounds.is_empty() {
            // The first opinion begins round 1.
            true => Ok(()),
            false => review
                .begin_round()
                .map(|_| ())
                .map_err(ServiceError::Conflict),
        },
        TargetReviewAction::Give {
            track,
            criteria,
            score,
        } => {
            let opinion = TrackOpinion {
                track,
                reviewer: reviewer.id.clone(),
                name: reviewer.name.clone(),
                criteria: trimmed(criteria)?,
                score,
                at,
            };
            review.give(opinion, cut_off).map_err(ServiceError::Invalid)
        }
    }
}

fn trimmed(criteria: Vec<CriterionOpinion>) -> Result<Vec<CriterionOpinion>, ServiceError> {
    let one = |judged: CriterionOpinion| {
        let reason = bounded_text("criteria", &judged.reason, REASON_LIMIT)?;
        Ok(CriterionOpinion { reason, ..judged })
    };
    criteria.into_iter().map(one).collect()
}
