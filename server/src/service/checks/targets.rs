//! 目标审核: two people judge a project's targets from two tracks, in rounds. Not here: the rules
//! (`domain::target_review`).

use domain::ids::EngagementId;
use domain::problem::Problem;
use domain::target_review::{
    CriterionOpinion, CutOff, TargetReview, TrackOpinion, outcome, round_score,
};
use domain::time::Timestamp;
use domain::wire::{
    ActOnTargetReview, NewTargetReview, RoundView, TargetReviewAction, TargetReviewList,
    TargetReviewView,
};

use super::{change, look};
use crate::service::{Actor, Service, ServiceError, bounded_text};
use crate::store::checks::StoredReview;
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
    let cut_off = CutOff::default();
    let reviews = store::checks::target_reviews(tx, engagement)?;
    Ok(TargetReviewList {
        reviews: reviews
            .into_iter()
            .map(|stored| view(stored, &cut_off))
            .collect(),
        cut_off,
    })
}

fn view(stored: StoredReview, cut_off: &CutOff) -> TargetReviewView {
    let change = stored.review.score_change();
    let rounds = stored.review.rounds.into_iter().map(|round| RoundView {
        score: round_score(&round),
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
            apply(&mut stored.review, wanted.action, &reviewer, now)?;
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
    reviewer: &Actor,
    at: Timestamp,
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
            review.give(opinion).map_err(ServiceError::Invalid)
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
