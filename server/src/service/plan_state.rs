//! Where the plan stands: drafted, approved, or approved with an amendment that waits; and what
//! keeps it from being approved. Not here: changing it (`frameworks`).

use domain::ids::EngagementId;
use domain::indicator::{
    Forms, Framework, binding_problems, differences, publication_warnings, qualitative_warning,
    validate,
};
use domain::instrument::Instrument;
use domain::problem::Problem;
use domain::wire::{FrameworkChange, FrameworkState};

use super::{Actor, ServiceError, recoding};
use crate::store::frameworks::{Recoded, StoredRevision};
use crate::store::{self, Tx};

/// The framework that is in force, a proposed amendment, and how it came about.
pub struct PlanState {
    /// What scores are computed from.
    pub in_force: Framework,
    /// What an amendment would put in its place.
    pub proposed: Option<Framework>,
    /// Newest first.
    pub history: Vec<StoredRevision>,
}

impl PlanState {
    /// Reads it.
    pub fn read(tx: &Tx<'_>, id: &EngagementId) -> Result<Self, ServiceError> {
        let in_force = store::engagements::framework(tx, id)?
            .ok_or_else(|| ServiceError::Conflict(Problem::new("FRAMEWORK_MISSING")))?;
        let history = store::frameworks::history(tx, id)?;
        let proposed = match history.first() {
            Some(newest) if newest.revision.change == FrameworkChange::Proposed => {
                store::frameworks::framework_of(tx, id, newest.revision.revision)?
            }
            _ => None,
        };
        Ok(Self {
            in_force,
            proposed,
            history,
        })
    }

    /// The newest revision; 0 for an engagement from before there were any.
    pub fn revision(&self) -> u32 {
        self.history
            .first()
            .map_or(0, |newest| newest.revision.revision)
    }

    /// Codes that the proposed amendment gives anew.
    pub fn waiting_codes(&self) -> Recoded {
        let waiting = self.proposed.as_ref().and(self.history.first());
        waiting
            .map(|stored| stored.recoded.clone())
            .unwrap_or_default()
    }

    /// What people look at: the proposed one while an amendment waits.
    pub fn shown(&self) -> &Framework {
        self.proposed.as_ref().unwrap_or(&self.in_force)
    }

    fn approval(&self) -> Option<&StoredRevision> {
        let approved =
            |stored: &&StoredRevision| stored.revision.change == FrameworkChange::Approved;
        self.history.iter().find(approved)
    }

    /// Whether it was ever approved.
    pub fn is_approved(&self) -> bool {
        self.approval().is_some()
    }

    /// As it is told.
    pub fn state(&self) -> FrameworkState {
        let newest = self.history.first().map(|stored| &stored.revision);
        if let (Some(proposed), Some(newest)) = (&self.proposed, newest) {
            return FrameworkState::AmendmentPending {
                name: newest.name.clone(),
                at: newest.at,
                revision: newest.revision,
                reason: newest.reason.clone(),
                differences: differences(&self.in_force, proposed),
            };
        }
        match self.approval() {
            Some(stored) => FrameworkState::Approved {
                name: stored.revision.name.clone(),
                at: stored.revision.at,
                revision: stored.revision.revision,
            },
            None => FrameworkState::Draft,
        }
    }

    /// What keeps somebody from approving the newest revision.
    pub fn obstacle(&self, actor: &Actor) -> Option<Problem> {
        let newest = self.history.first()?;
        match newest.revision.change {
            FrameworkChange::Approved | FrameworkChange::Declined => {
                Some(Problem::new("FRAMEWORK_APPROVED_ALREADY"))
            }
            FrameworkChange::Begun => None,
            FrameworkChange::Edited | FrameworkChange::Amended | FrameworkChange::Proposed => {
                let is_own = newest.account.as_ref() == Some(&actor.id);
                is_own.then(|| Problem::new("SAME_PERSON_APPROVES"))
            }
        }
    }
}

/// Whether the plan was approved.
pub fn is_approved(tx: &Tx<'_>, id: &EngagementId) -> Result<bool, ServiceError> {
    let history = store::frameworks::history(tx, id)?;
    let mut changes = history.iter().map(|stored| stored.revision.change);
    Ok(changes.any(|change| change == FrameworkChange::Approved))
}

/// Conclusions need an approved plan: PLAN_NOT_APPROVED.
pub fn must_be_approved(tx: &Tx<'_>, id: &EngagementId) -> Result<(), ServiceError> {
    match is_approved(tx, id)? {
        true => Ok(()),
        false => Err(ServiceError::Conflict(Problem::new("PLAN_NOT_APPROVED"))),
    }
}

/// The forms that the plan reads, and codes that were given anew.
pub struct PlanForms {
    /// Those that go into new packs.
    pub current: Vec<Instrument>,
    known: Vec<Instrument>,
    aliases: Recoded,
}

impl PlanForms {
    /// Reads them.
    pub fn read(
        tx: &Tx<'_>,
        id: &EngagementId,
        history: &[StoredRevision],
    ) -> Result<Self, ServiceError> {
        Ok(Self {
            current: store::engagements::current_forms(tx, id)?,
            known: store::engagements::all_forms(tx, id)?,
            aliases: recoding::aliases(history),
        })
    }

    fn with<R>(&self, read: impl FnOnce(Forms<'_>) -> R) -> R {
        let current: Vec<&Instrument> = self.current.iter().collect();
        let known: Vec<&Instrument> = self.known.iter().collect();
        read(Forms {
            current: &current,
            known: &known,
        })
    }

    /// Everything that is said of a framework; warnings hinder nobody. `recoded` are codes that it
    /// gives anew and that are not in force yet.
    pub fn problems(&self, framework: &Framework, recoded: &Recoded) -> Vec<Problem> {
        let mut problems = validate(framework);
        let aliases = recoding::composed(&self.aliases, recoded);
        problems.extend(self.with(|forms| binding_problems(framework, forms, &aliases)));
        problems.extend(qualitative_warning(framework));
        problems
    }

    /// Refuses what only a draft may have.
    pub fn must_be_ready(
        &self,
        framework: &Framework,
        recoded: &Recoded,
    ) -> Result<(), ServiceError> {
        let mut hindering = self.problems(framework, recoded);
        let is_warning = |problem: &Problem| {
            let severity = problem.details.get("severity");
            severity.is_some_and(|it| it == "warning")
        };
        hindering.retain(|problem| !is_warning(problem));
        if hindering.is_empty() {
            return Ok(());
        }
        hindering.insert(0, Problem::new("FRAMEWORK_NOT_READY"));
        Err(ServiceError::Invalid(hindering))
    }
}

/// What a form's new version would do to the plan that is in force.
pub struct PlanAtStake {
    framework: Framework,
    forms: PlanForms,
}

impl PlanAtStake {
    /// Reads it; nothing before there is a framework.
    pub fn read(tx: &Tx<'_>, id: &EngagementId) -> Result<Option<Self>, ServiceError> {
        let Some(framework) = store::engagements::framework(tx, id)? else {
            return Ok(None);
        };
        let history = store::frameworks::history(tx, id)?;
        let forms = PlanForms::read(tx, id, &history)?;
        Ok(Some(Self { framework, forms }))
    }

    /// What it hurts, as warnings.
    pub fn hurt_by(&self, new: &Instrument) -> Vec<Problem> {
        let aliases = &self.forms.aliases;
        self.forms
            .with(|forms| publication_warnings(&self.framework, forms, new, aliases))
    }
}
