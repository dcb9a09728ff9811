//! The list of problems: derived from answers, made at the desk, written about, merged, withdrawn.
//! Whatever is changed, the numbers given so far are kept. Not here: how the list comes about
//! (`domain::finding`).

use domain::finding::{
    Finding, FindingAction, FindingDossier, FindingOrigin, FindingState, apply_action,
    check_dossier,
};
use domain::ids::FindingCode;
use domain::problem::Problem;
use domain::wire::{ActOnFinding, FindingList, FindingView, NewFinding, SaveFinding, ScoreCause};
use domain::working_paper::finding_index;

use super::evidence::{self, Evidence};
use super::frozen::unissued;
use super::score_ledger::{self, Change};
use super::{Actor, Service, ServiceError, bounded_text, lead, reader};
use crate::store::{self, Tx};

const LONG_TEXT: usize = 4_000;
const SHORT_TEXT: usize = 200;

/// All findings by number, also withdrawn and merged ones.
pub async fn list(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<FindingList, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            let evidence = evidence::gather(tx, engagement)?;
            Ok(listed(&evidence, None))
        })
        .await
}

/// Those that stand, for the table.
pub async fn standing(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Vec<Finding>, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            Ok(evidence::gather(tx, engagement)?.standing_findings())
        })
        .await
}

fn listed(evidence: &Evidence, changed: Option<FindingCode>) -> FindingList {
    let findings = evidence.findings().into_iter().map(|finding| {
        let origin = origin_of(evidence, &finding);
        let written = origin.and_then(|origin| evidence.dossiers.get(&origin));
        FindingView {
            dossier: written
                .map(|(_, dossier)| dossier.clone())
                .unwrap_or_default(),
            finding,
        }
    });
    FindingList {
        findings: findings.collect(),
        changed,
    }
}

fn origin_of(evidence: &Evidence, finding: &Finding) -> Option<FindingOrigin> {
    if finding.is_from_record() {
        return Some(FindingOrigin::of(finding));
    }
    let numbered = evidence
        .finding_numbers
        .iter()
        .find(|(_, number)| finding_index(**number as usize) == finding.code.as_str());
    numbered.map(|(origin, _)| origin.clone())
}

/// What a change writes.
struct Written {
    origin: FindingOrigin,
    dossier: FindingDossier,
    reason: String,
}

/// One change of the list, with the scores that it changes.
async fn change(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    action: &'static str,
    work: impl FnOnce(&Evidence, &[Finding]) -> Result<Written, ServiceError> + Send + 'static,
) -> Result<FindingList, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, lead(tx, &actor, &engagement)?)?.engagement;
            let mut evidence = evidence::gather(tx, engagement)?;
            let id = evidence.engagement.id.clone();
            score_ledger::settle(tx, &evidence, now)?;
            let findings = keep_numbers(tx, &mut evidence)?;
            let written = work(&evidence, &findings)?;
            let origin = written.origin;
            let number = number_of(tx, &mut evidence, &origin)?;
            let before = evidence.dossiers.get(&origin);
            let revision = before.map_or(0, |(revision, _)| *revision) + 1;
            let stored = (revision, &written.dossier);
            store::findings::append_dossier(tx, &id, &origin, stored, &actor.id, now)?;
            let code = FindingCode(finding_index(number as usize));
            let details = serde_json::json!({
                "finding": code, "revision": revision, "dossier": written.dossier,
            });
            store::audit::insert(tx, now, Some(&actor.id), Some(&id), action, &details)?;
            evidence
                .dossiers
                .insert(origin, (revision, written.dossier));
            let change = Change {
                cause: ScoreCause::Findings,
                reason: &written.reason,
                actor: &actor,
                at: now,
            };
            score_ledger::keep_change(tx, &evidence, &change)?;
            Ok(listed(&evidence, Some(code)))
        })
        .await
}

/// Stores the numbers of derived findings that have none yet.
fn keep_numbers(tx: &Tx<'_>, evidence: &mut Evidence) -> Result<Vec<Finding>, ServiceError> {
    let (findings, given) = evidence.register();
    for (origin, number) in &given {
        store::findings::insert_number(tx, &evidence.engagement.id, origin, *number)?;
    }
    evidence.finding_numbers.extend(given);
    Ok(findings)
}

/// The number of an origin; a desk finding that has none gets the next one.
fn number_of(
    tx: &Tx<'_>,
    evidence: &mut Evidence,
    origin: &FindingOrigin,
) -> Result<u32, ServiceError> {
    if let Some(number) = evidence.finding_numbers.get(origin) {
        return Ok(*number);
    }
    let last = evidence.finding_numbers.values().copied().max();
    let next = last.unwrap_or(0) + 1;
    store::findings::insert_number(tx, &evidence.engagement.id, origin, next)?;
    evidence.finding_numbers.insert(origin.clone(), next);
    Ok(next)
}

/// Adds a finding made at the desk.
pub async fn add(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    new: NewFinding,
) -> Result<FindingList, ServiceError> {
    let id = service.identifier();
    change(
        service,
        actor,
        engagement,
        "finding_add",
        move |evidence, _| {
            let dossier = FindingDossier {
                desk: Some(new.dossier.desk.clone().unwrap_or_default()),
                state: FindingState::Listed,
                confirmation: None,
                ..new.dossier
            };
            check(evidence, &dossier)?;
            Ok(Written {
                origin: FindingOrigin::Desk { id },
                dossier,
                reason: String::new(),
            })
        },
    )
    .await
}

/// What the domain finds wrong with a dossier, and names that the engagement does not know.
fn check(evidence: &Evidence, dossier: &FindingDossier) -> Result<(), ServiceError> {
    let mut problems = check_dossier(dossier);
    let indicator = dossier.indicator.as_ref();
    if indicator.is_some_and(|code| evidence.framework.indicator(code).is_none()) {
        problems.push(Problem::new("INDICATOR_UNKNOWN").at_path("indicator"));
    }
    let project = dossier.desk.as_ref().map(|desk| &desk.project_code);
    let is_unknown =
        |code: &&_| evidence.frame.project(code).is_none() && !code.as_str().is_empty();
    if project.filter(is_unknown).is_some() {
        problems.push(Problem::new("FINDING_PROJECT_UNKNOWN").at_path("project_code"));
    }
    for one in &dossier.evidence {
        let is_long = one.index.chars().count() > SHORT_TEXT;
        if is_long || one.note.chars().count() > LONG_TEXT {
            let problem = Problem::new("TEXT_TOO_LONG").with("limit", LONG_TEXT);
            problems.push(problem.at_path("evidence"));
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(ServiceError::Invalid(problems)),
    }
}

/// The finding with this number as it was looked at, with its origin and dossier.
fn looked_at(
    evidence: &Evidence,
    findings: &[Finding],
    (code, base_revision): (&FindingCode, u32),
) -> Result<(FindingOrigin, FindingDossier), ServiceError> {
    let not_found = || ServiceError::NotFound(Problem::new("FINDING_NOT_FOUND"));
    let finding = findings.iter().find(|finding| finding.code == *code);
    let finding = finding.ok_or_else(not_found)?;
    if finding.revision != base_revision {
        return Err(ServiceError::Conflict(Problem::new("FINDING_CHANGED")));
    }
    let origin = origin_of(evidence, finding).ok_or_else(not_found)?;
    let written = evidence.dossiers.get(&origin);
    let mut dossier = written
        .map(|(_, dossier)| dossier.clone())
        .unwrap_or_default();
    // A merge that leads nowhere any more counts as if it had never been.
    dossier.state.clone_from(&finding.state);
    Ok((origin, dossier))
}

/// Writes about a finding; its state and its confirmation are left as they are.
pub async fn save(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    finding: &FindingCode,
    wanted: SaveFinding,
) -> Result<FindingList, ServiceError> {
    let code = finding.clone();
    change(
        service,
        actor,
        engagement,
        "finding_save",
        move |evidence, findings| {
            let (origin, before) = looked_at(evidence, findings, (&code, wanted.base_revision))?;
            let is_desk = matches!(origin, FindingOrigin::Desk { .. });
            let desk = wanted.dossier.desk.clone().or(before.desk);
            let dossier = FindingDossier {
                desk: desk.filter(|_| is_desk),
                state: before.state,
                confirmation: before.confirmation,
                ..wanted.dossier
            };
            check(evidence, &dossier)?;
            Ok(Written {
                origin,
                dossier,
                reason: String::new(),
            })
        },
    )
    .await
}

/// Lists, asks for confirmation, confirms, withdraws, merges …
pub async fn act(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    finding: &FindingCode,
    wanted: ActOnFinding,
) -> Result<FindingList, ServiceError> {
    let code = finding.clone();
    if let FindingAction::Confirm { confirmation } = &wanted.action {
        bounded_text("opinion", &confirmation.opinion, LONG_TEXT)?;
        bounded_text("signed_by", &confirmation.signed_by, SHORT_TEXT)?;
    }
    change(
        service,
        actor,
        engagement,
        "finding_act",
        move |evidence, findings| {
            let (origin, before) = looked_at(evidence, findings, (&code, wanted.base_revision))?;
            if let FindingAction::Merge { into } = &wanted.action {
                let target = findings.iter().find(|finding| finding.code == *into);
                if *into == code || !target.is_some_and(Finding::stands) {
                    let problem = Problem::new("FINDING_MERGE_TARGET").at_path("into");
                    return Err(ServiceError::invalid(problem));
                }
            }
            let dossier = apply_action(&before, &wanted.action).map_err(|problem| match problem
                .code
                .as_str()
            {
                "FINDING_ACTION_NOT_ALLOWED" => ServiceError::Conflict(problem),
                _ => ServiceError::invalid(problem),
            })?;
            Ok(Written {
                origin,
                dossier,
                reason: reason_of(&wanted.action),
            })
        },
    )
    .await
}

fn reason_of(action: &FindingAction) -> String {
    match action {
        FindingAction::Refuse { reason }
        | FindingAction::Uphold { reason }
        | FindingAction::Withdraw { reason } => reason.trim().to_owned(),
        FindingAction::List
        | FindingAction::AskConfirmation
        | FindingAction::Confirm { .. }
        | FindingAction::Merge { .. }
        | FindingAction::Restore => String::new(),
    }
}
