//! An engagement's framework: drafted, approved by a second person, amended with a reason. Not
//! here: what makes one valid (`domain::indicator`), how large one may be (`framework_limits`).

use std::collections::{BTreeMap, BTreeSet};

use domain::engagement::Engagement;
use domain::ids::EngagementId;
use domain::indicator::{
    Framework, Operand, Rule, STARTERS, binding_problems, qualitative_warning, starter, validate,
};
use domain::instrument::{Instrument, InstrumentKind, Node};
use domain::problem::Problem;
use domain::report::labels::{FUND_FIGURES, FURTHER_FUND_FIGURES};
use domain::time::Timestamp;
use domain::wire::{
    ApproveFramework, BindableForm, BindableQuestion, FrameworkChange, FrameworkState,
    FrameworkView, SaveFramework, ScoreCause, StartFramework,
};

use super::frozen::unissued;
use super::score_ledger::{self, Change};
use super::{
    Actor, Membership, Service, ServiceError, bounded_text, framework_limits, manager, reader,
};
use crate::store::frameworks::{NewRevision, StoredRevision};
use crate::store::{self, Tx};

/// An amendment needs a reason of so many characters.
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

/// What is known of the present state.
struct Present {
    framework: Framework,
    history: Vec<StoredRevision>,
}

impl Present {
    fn read(tx: &Tx<'_>, id: &EngagementId) -> Result<Self, ServiceError> {
        let framework = store::engagements::framework(tx, id)?
            .ok_or_else(|| ServiceError::Conflict(Problem::new("FRAMEWORK_MISSING")))?;
        let history = store::frameworks::history(tx, id)?;
        Ok(Self { framework, history })
    }

    fn revision(&self) -> u32 {
        self.history
            .first()
            .map_or(0, |newest| newest.revision.revision)
    }

    fn state(&self) -> FrameworkState {
        let approved =
            |stored: &&StoredRevision| stored.revision.change == FrameworkChange::Approved;
        match self.history.iter().find(approved) {
            Some(stored) => FrameworkState::Approved {
                name: stored.revision.name.clone(),
                at: stored.revision.at,
                revision: stored.revision.revision,
            },
            None => FrameworkState::Draft,
        }
    }

    fn is_approved(&self) -> bool {
        self.state() != FrameworkState::Draft
    }

    /// What keeps somebody from approving the newest revision.
    fn obstacle(&self, actor: &Actor) -> Option<Problem> {
        let newest = self.history.first()?;
        match newest.revision.change {
            FrameworkChange::Approved => Some(Problem::new("FRAMEWORK_APPROVED_ALREADY")),
            FrameworkChange::Begun => None,
            FrameworkChange::Edited | FrameworkChange::Amended => (newest.account.as_ref()
                == Some(&actor.id))
            .then(|| Problem::new("SAME_PERSON_APPROVES")),
        }
    }
}

fn view(
    tx: &Tx<'_>,
    actor: &Actor,
    membership: &Membership,
) -> Result<FrameworkView, ServiceError> {
    let id = &membership.engagement.id;
    let present = Present::read(tx, id)?;
    let forms = store::engagements::current_forms(tx, id)?;
    let frame = store::frames::find(tx, id)?;
    let types: BTreeSet<String> = frame
        .iter()
        .flat_map(|frame| &frame.projects)
        .map(|project| project.project_type.clone())
        .filter(|name| !name.is_empty())
        .collect();
    let starters = STARTERS.into_iter().filter_map(|name| {
        let title = starter(name)?.title;
        Some((name.to_owned(), title))
    });
    Ok(FrameworkView {
        revision: present.revision(),
        state: present.state(),
        problems: problems(&present.framework, &forms),
        may_approve: membership.role.may_manage() && present.obstacle(actor).is_none(),
        forms: forms.iter().filter_map(bindable).collect(),
        fund_figures: fund_figures(&present.framework),
        project_types: types.into_iter().collect(),
        starters: starters.collect(),
        history: present
            .history
            .into_iter()
            .map(|stored| stored.revision)
            .collect(),
        framework: present.framework,
    })
}

fn problems(framework: &Framework, forms: &[Instrument]) -> Vec<Problem> {
    let mut problems = validate(framework);
    problems.extend(binding_problems(framework, forms));
    problems.extend(qualitative_warning(framework));
    problems
}

/// Refuses what only a draft may have.
fn must_be_ready(framework: &Framework, forms: &[Instrument]) -> Result<(), ServiceError> {
    let mut hindering = problems(framework, forms);
    hindering.retain(|problem| {
        problem
            .details
            .get("severity")
            .is_none_or(|it| it != "warning")
    });
    if hindering.is_empty() {
        return Ok(());
    }
    hindering.insert(0, Problem::new("FRAMEWORK_NOT_READY"));
    Err(ServiceError::Invalid(hindering))
}

/// Inspections and questionnaires are scored; other forms are not.
fn bindable(form: &Instrument) -> Option<BindableForm> {
    let is_questionnaire = match form.kind {
        InstrumentKind::Questionnaire => true,
        InstrumentKind::SiteInspection => false,
        InstrumentKind::Interview | InstrumentKind::DocumentList => return None,
    };
    let questions = form.walk().into_iter().filter(|node| node.is_answerable());
    Some(BindableForm {
        form_id: form.form_id.0.clone(),
        title: form.title.clone(),
        is_questionnaire,
        questions: questions
            .filter_map(|node| bindable_question(form, node))
            .collect(),
    })
}

fn bindable_question(form: &Instrument, node: &Node) -> Option<BindableQuestion> {
    let Node::Question {
        path,
        question_type,
        label,
        ..
    } = node
    else {
        return None;
    };
    let stored = serde_json::to_value(question_type).ok()?;
    let choices = node.choices().iter().map(|choice| {
        let label = form.label(&choice.label, "");
        (choice.name.clone(), label.to_owned())
    });
    Some(BindableQuestion {
        path: path.clone(),
        label: form.label(label, "").to_owned(),
        kind: stored
            .get("type")
            .or(Some(&stored))
            .and_then(|kind| kind.as_str())
            .unwrap_or_default()
            .to_owned(),
        choices: choices.collect(),
    })
}

/// The known ones, and whatever else the framework reads under the name it gives it.
fn fund_figures(framework: &Framework) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    let mut add = |operands: &BTreeMap<String, domain::indicator::Binding>| {
        for binding in operands.values() {
            if let Operand::FundFigure { key } = &binding.from {
                figures.insert(key.clone(), binding.label.clone());
            }
        }
    };
    for located in framework.indicators() {
        add(&located.indicator.operands);
        if let Rule::MultiObject { objects } = &located.indicator.rule {
            objects.iter().for_each(|object| add(&object.operands));
        }
    }
    let known = FUND_FIGURES.iter().chain(&FURTHER_FUND_FIGURES);
    figures.extend(known.map(|(key, name)| ((*key).to_owned(), (*name).to_owned())));
    figures
}

/// What becomes the next revision.
struct Next<'a> {
    framework: Framework,
    change: FrameworkChange,
    reason: &'a str,
    action: &'a str,
}

/// Stores a revision; scores that it changes are stored with it.
fn store_next(
    tx: &Tx<'_>,
    (actor, now): (&Actor, Timestamp),
    engagement: &Engagement,
    next: Next<'_>,
) -> Result<(), ServiceError> {
    let id = &engagement.id;
    let new = NewRevision {
        change: next.change,
        reason: next.reason,
        account: Some(&actor.id),
        at: now,
    };
    let mut scored = score_ledger::scored(tx, engagement)?;
    if let Some(evidence) = &scored {
        score_ledger::settle(tx, evidence, now)?;
    }
    let revision = store::frameworks::append(tx, id, &next.framework, &new)?;
    store::engagements::set_framework(tx, id, &next.framework)?;
    let details = serde_json::json!({
        "revision": revision, "change": next.change, "reason": next.reason,
    });
    store::audit::insert(tx, now, Some(&actor.id), Some(id), next.action, &details)?;
    if let Some(evidence) = &mut scored {
        evidence.framework = next.framework;
        let change = Change {
            cause: ScoreCause::Framework,
            reason: next.reason,
            actor,
            at: now,
        };
        score_ledger::keep_change(tx, evidence, &change)?;
    }
    Ok(())
}

fn check_revision(present: &Present, base: u32) -> Result<(), ServiceError> {
    if present.revision() == base {
        return Ok(());
    }
    let problem = Problem::new("FRAMEWORK_CHANGED").with("found", present.revision());
    Err(ServiceError::Conflict(problem))
}

/// Saves a draft as it is, or an amendment of an approved framework when it is valid and reasoned.
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
            let id = &membership.engagement.id;
            let present = Present::read(tx, id)?;
            check_revision(&present, wanted.base_revision)?;
            let change = match present.is_approved() {
                false => FrameworkChange::Edited,
                true => {
                    if reason.chars().count() < REASON_MIN {
                        let problem = Problem::new("REASON_TOO_SHORT").at_path("reason");
                        return Err(ServiceError::invalid(problem));
                    }
                    let forms = store::engagements::current_forms(tx, id)?;
                    must_be_ready(&wanted.framework, &forms)?;
                    FrameworkChange::Amended
                }
            };
            let next = Next {
                framework: wanted.framework,
                change,
                reason: &reason,
                action: "framework",
            };
            store_next(tx, (&actor, now), &membership.engagement, next)?;
            view(tx, &actor, &membership)
        })
        .await
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
            let present = Present::read(tx, &membership.engagement.id)?;
            check_revision(&present, wanted.base_revision)?;
            if present.is_approved() {
                let problem = Problem::new("FRAMEWORK_APPROVED_ALREADY");
                return Err(ServiceError::Conflict(problem));
            }
            let next = Next {
                framework,
                change: FrameworkChange::Edited,
                reason: &wanted.starter,
                action: "framework_start",
            };
            store_next(tx, (&actor, now), &membership.engagement, next)?;
            view(tx, &actor, &membership)
        })
        .await
}

/// Approves the revision that was looked at, when it is valid and somebody else's.
pub async fn approve(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: ApproveFramework,
) -> Result<FrameworkView, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, manager(tx, &actor, &engagement)?)?;
            let id = &membership.engagement.id;
            let present = Present::read(tx, id)?;
            check_revision(&present, wanted.revision)?;
            if let Some(problem) = present.obstacle(&actor) {
                return Err(ServiceError::Conflict(problem));
            }
            let forms = store::engagements::current_forms(tx, id)?;
            must_be_ready(&present.framework, &forms)?;
            let new = NewRevision {
                change: FrameworkChange::Approved,
                reason: "",
                account: Some(&actor.id),
                at: now,
            };
            let revision = store::frameworks::append(tx, id, &present.framework, &new)?;
            let details = serde_json::json!({ "revision": revision });
            let who = Some(&actor.id);
            store::audit::insert(tx, now, who, Some(id), "framework_approve", &details)?;
            view(tx, &actor, &membership)
        })
        .await
}
