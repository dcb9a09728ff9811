//! An engagement's framework: drafted, approved by a second person, amended with a reason and a
//! second person again. Not here: what makes one valid (`domain::indicator`), how large one may be
//! (`framework_limits`), where it stands (`plan_state`).

use domain::engagement::Engagement;
use domain::indicator::{Framework, STARTERS, starter};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::{
    ApproveFramework, FrameworkChange, FrameworkView, SaveFramework, ScoreCause, StartFramework,
};

use super::framework_view::view;
use super::frozen::unissued;
use super::plan_state::{PlanForms, PlanState};
use super::score_ledger::{self, Change};
use super::{
    Actor, Service, ServiceError, bounded_text, framework_limits, manager, reader, recoding,
};
use crate::store::frameworks::{NewRevision, Recoded};
use crate::store::{self, Tx};

/// An amendment needs a reason of so many characters, and so does not approving one.
const REASON_MIN: usize = 10;
const REASON_LIMIT: usize = 2_000;

/// As it stands, its problems and its history.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<FrameworkView, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| view(tx, &actor, &reader(tx, &actor, &engagement)?))
        .await
}

/// Who changes something, when, of which engagement.
struct Acting<'a> {
    tx: &'a Tx<'a>,
    actor: &'a Actor,
    engagement: &'a Engagement,
    now: Timestamp,
}

/// What becomes the next revision.
struct Next<'a> {
    framework: Framework,
    change: FrameworkChange,
    reason: &'a str,
    recoded: Recoded,
    action: &'a str,
}

impl Acting<'_> {
    /// Stores a revision, which by itself changes no score.
    fn append(&self, next: &Next<'_>) -> Result<(), ServiceError> {
        let id = &self.engagement.id;
        let new = NewRevision {
            change: next.change,
            reason: next.reason,
            recoded: &next.recoded,
            account: Some(&self.actor.id),
            at: self.now,
        };
        let revision = store::frameworks::append(self.tx, id, &next.framework, &new)?;
        let details = serde_json::json!({
            "revision": revision, "change": next.change, "reason": next.reason,
            "recoded": next.recoded,
        });
        let (at, who) = (self.now, Some(&self.actor.id));
        Ok(store::audit::insert(
            self.tx,
            at,
            who,
            Some(id),
            next.action,
            &details,
        )?)
    }

    /// Stores a revision and puts it in force: marks and findings follow new codes, and scores that
    /// change are stored with who and why.
    fn put_in_force(&self, next: Next<'_>) -> Result<(), ServiceError> {
        let (tx, id) = (self.tx, &self.engagement.id);
        if let Some(evidence) = score_ledger::scored(tx, self.engagement)? {
            score_ledger::settle(tx, &evidence, self.now)?;
        }
        self.append(&next)?;
        store::engagements::set_framework(tx, id, &next.framework)?;
        recoding::apply(tx, (self.actor, self.now), id, &next.recoded)?;
        if let Some(evidence) = score_ledger::scored(tx, self.engagement)? {
            let change = Change {
                cause: ScoreCause::Framework,
                reason: next.reason,
                actor: self.actor,
                at: self.now,
            };
            score_ledger::keep_change(tx, &evidence, &change)?;
        }
        Ok(())
    }
}

fn check_revision(plan: &PlanState, base: u32) -> Result<(), ServiceError> {
    if plan.revision() == base {
        return Ok(());
    }
    let problem = Problem::new("FRAMEWORK_CHANGED").with("found", plan.revision());
    Err(ServiceError::Conflict(problem))
}

fn check_reason(path: &str, reason: &str) -> Result<(), ServiceError> {
    if reason.chars().count() < REASON_MIN {
        let problem = Problem::new("REASON_TOO_SHORT").at_path(path);
        return Err(ServiceError::invalid(problem));
    }
    Ok(())
}

/// Saves a draft as it is; of an approved framework it proposes an amendment, when it is valid and
/// reasoned.
pub async fn save(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: SaveFramework,
) -> Result<FrameworkView, ServiceError> {
    framework_limits::check(&wanted.framework)?;
    let reason = bounded_text("reason", &wanted.reason, REASON_LIMIT)?;
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, manager(tx, &actor, &engagement)?)?;
            let plan = PlanState::read(tx, &membership.engagement.id)?;
            check_revision(&plan, wanted.base_revision)?;
            if wanted.framework.id != plan.in_force.id {
                let problem =
                    Problem::new("FRAMEWORK_ID_FIXED").with("expected", &plan.in_force.id);
                return Err(ServiceError::invalid(problem.at_path("framework.id")));
            }
            let recoded = recoding::checked(&wanted.recoded, plan.shown(), &wanted.framework)?;
            let acting = Acting {
                tx,
                actor: &actor,
                engagement: &membership.engagement,
                now,
            };
            let next = Next {
                framework: wanted.framework,
                change: FrameworkChange::Edited,
                reason: &reason,
                recoded,
                action: "framework",
            };
            match plan.is_approved() {
                false => acting.put_in_force(next)?,
                true => propose(&acting, &plan, next)?,
            }
            view(tx, &actor, &membership)
        })
        .await
}

fn propose(acting: &Acting<'_>, plan: &PlanState, next: Next<'_>) -> Result<(), ServiceError> {
    check_reason("reason", next.reason)?;
    if next.framework == *plan.shown() {
        return Err(ServiceError::invalid(Problem::new("FRAMEWORK_UNCHANGED")));
    }
    let forms = PlanForms::read(acting.tx, &acting.engagement.id, &plan.history)?;
    // A proposal over a proposal takes along what that one had renamed.
    let recoded = recoding::composed(&plan.waiting_codes(), &next.recoded);
    forms.must_be_ready(&next.framework, &recoded)?;
    acting.append(&Next {
        change: FrameworkChange::Proposed,
        recoded,
        action: "framework_propose",
        ..next
    })
}

/// Begins anew from a framework that ships; before approval only.
pub async fn start(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: StartFramework,
) -> Result<FrameworkView, ServiceError> {
    let framework = STARTERS
        .contains(&wanted.starter.as_str())
        .then(|| starter(&wanted.starter))
        .flatten()
        .ok_or_else(|| {
            ServiceError::invalid(Problem::new("FRAMEWORK_UNKNOWN").at_path("starter"))
        })?;
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, manager(tx, &actor, &engagement)?)?;
            let plan = PlanState::read(tx, &membership.engagement.id)?;
            check_revision(&plan, wanted.base_revision)?;
            if plan.is_approved() {
                let problem = Problem::new("FRAMEWORK_APPROVED_ALREADY");
                return Err(ServiceError::Conflict(problem));
            }
            let acting = Acting {
                tx,
                actor: &actor,
                engagement: &membership.engagement,
                now,
            };
            acting.put_in_force(Next {
                framework,
                change: FrameworkChange::Edited,
                reason: &wanted.starter,
                recoded: Recoded::new(),
                action: "framework_start",
            })?;
            view(tx, &actor, &membership)
        })
        .await
}

/// Approves the revision that was looked at, when it is valid and somebody else's; or declines a
/// proposed amendment with a reason.
pub async fn approve(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: ApproveFramework,
) -> Result<FrameworkView, ServiceError> {
    let decline = wanted.decline.as_deref();
    let decline = decline
        .map(|reason| bounded_text("decline", reason, REASON_LIMIT))
        .transpose()?;
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, manager(tx, &actor, &engagement)?)?;
            let plan = PlanState::read(tx, &membership.engagement.id)?;
            check_revision(&plan, wanted.revision)?;
            let acting = Acting {
                tx,
                actor: &actor,
                engagement: &membership.engagement,
                now,
            };
            match &decline {
                Some(reason) => turn_down(&acting, &plan, reason)?,
                None => accept(&acting, plan)?,
            }
            view(tx, &actor, &membership)
        })
        .await
}

fn accept(acting: &Acting<'_>, plan: PlanState) -> Result<(), ServiceError> {
    if let Some(problem) = plan.obstacle(acting.actor) {
        return Err(ServiceError::Conflict(problem));
    }
    let forms = PlanForms::read(acting.tx, &acting.engagement.id, &plan.history)?;
    let recoded = plan.waiting_codes();
    forms.must_be_ready(plan.shown(), &recoded)?;
    let is_amendment = plan.proposed.is_some();
    let newest = plan.history.first().filter(|_| is_amendment);
    let reason = newest.map(|stored| stored.revision.reason.clone());
    let reason = reason.unwrap_or_default();
    let next = Next {
        framework: plan.proposed.unwrap_or(plan.in_force),
        change: FrameworkChange::Approved,
        reason: &reason,
        recoded,
        action: "framework_approve",
    };
    match is_amendment {
        true => acting.put_in_force(next),
        false => acting.append(&next),
    }
}

fn turn_down(acting: &Acting<'_>, plan: &PlanState, reason: &str) -> Result<(), ServiceError> {
    if plan.proposed.is_none() {
        let problem = Problem::new("FRAMEWORK_NO_AMENDMENT");
        return Err(ServiceError::Conflict(problem));
    }
    check_reason("decline", reason)?;
    acting.append(&Next {
        framework: plan.in_force.clone(),
        change: FrameworkChange::Declined,
        reason,
        recoded: Recoded::new(),
        action: "framework_decline",
    })
}
