//! What the plan fixes about questionnaires: read, changed with a reason, its history kept.
//! Not here: what the settings mean (`domain::scoring::survey`).

use domain::engagement::Engagement;
use domain::problem::Problem;
use domain::scoring::survey::check_plan;
use domain::wire::{PlanRequest, PlanView};

use super::frozen::unissued;
use super::{Actor, Service, ServiceError, bounded_text, manager, reader, survey_evidence};
use crate::store::{self, Tx};

const REASON_CHARACTERS: usize = 2;
const REASON_LIMIT: usize = 1_000;
const QUESTIONNAIRES_LIMIT: usize = 200;

/// What holds, and every change so far.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<PlanView, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| view(tx, &reader(tx, &actor, &engagement)?.engagement))
        .await
}

fn view(tx: &Tx<'_>, engagement: &Engagement) -> Result<PlanView, ServiceError> {
    let history = store::surveys::plan_history(tx, &engagement.id)?;
    Ok(PlanView {
        plan: store::surveys::plan(tx, &engagement.id)?,
        revision: history.first().map_or(0, |newest| newest.revision),
        history,
    })
}

/// Saves a plan as a new revision, with who, when and why.
pub async fn save(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    request: PlanRequest,
) -> Result<PlanView, ServiceError> {
    let reason = bounded_text("reason", &request.reason, REASON_LIMIT)?;
    if reason.chars().count() < REASON_CHARACTERS {
        let problem = Problem::new("REASON_MISSING").at_path("reason");
        return Err(ServiceError::invalid(problem));
    }
    if request.plan.questionnaires.len() > QUESTIONNAIRES_LIMIT {
        let problem = Problem::new("SURVEY_PLAN_TOO_LARGE").with("limit", QUESTIONNAIRES_LIMIT);
        return Err(ServiceError::TooLarge(problem));
    }
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, manager(tx, &actor, &engagement)?)?.engagement;
            let before = view(tx, &engagement)?;
            if before.revision != request.revision {
                return Err(ServiceError::Conflict(Problem::new("SURVEY_PLAN_CHANGED")));
            }
            let forms: Vec<_> = survey_evidence::forms(tx, &engagement)?
                .into_iter()
                .map(|form| form.as_ref().clone())
                .collect();
            let problems = check_plan(&request.plan, &forms);
            if !problems.is_empty() {
                return Err(ServiceError::Invalid(problems));
            }
            let plan = &request.plan;
            store::surveys::append_plan(tx, &engagement.id, plan, &reason, &actor.id, now)?;
            let details = serde_json::json!({
                "before": before.plan, "after": plan, "reason": reason,
            });
            let id = Some(&engagement.id);
            store::audit::insert(tx, now, Some(&actor.id), id, "survey_plan", &details)?;
            view(tx, &engagement)
        })
        .await
}
