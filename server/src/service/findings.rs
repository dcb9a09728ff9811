//! The list of problems: made at the desk, written about, merged, withdrawn. Not here: how the list
//! comes about (`domain::finding`), how a change is kept (`finding_changes`).

use domain::finding::{
    Finding, FindingAction, FindingDossier, FindingOrigin, FindingState, apply_action,
    check_dossier, check_sealed,
};
use domain::ids::FindingCode;
use domain::problem::Problem;
use domain::wire::{ActOnFinding, FindingList, NewFinding, SaveFinding};

use super::evidence::{self, Evidence};
use super::finding_changes::{Written, change, listed, origin_of, preview};
use super::{
    Actor, Service, ServiceError, bounded_text, finding_evidence, finding_sources, reader,
};

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
            listed(tx, &evidence, None, Vec::new())
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

/// Adds a finding made at the desk: by hand, from an unmet element of a mark, from a document.
pub async fn add(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    new: NewFinding,
) -> Result<FindingList, ServiceError> {
    let id = service.identifier();
    let work = move |evidence: &Evidence, findings: &[Finding]| {
        let origin = finding_sources::origin(evidence, findings, &new.source, id)?;
        let desk = new.dossier.desk.clone().unwrap_or_default();
        let named = new.dossier.indicator.clone();
        let reason = desk.title.trim().to_owned();
        let dossier = FindingDossier {
            indicator: named.or_else(|| finding_sources::indicator(evidence, &origin)),
            desk: Some(desk),
            state: FindingState::Listed,
            confirmation: None,
            refusal: None,
            ..new.dossier
        };
        check(evidence, &dossier)?;
        Ok(Written {
            origin,
            dossier,
            reason,
            reasoned: false,
        })
    };
    change(service, actor, engagement, "finding_add", work).await
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
    let named = dossier.evidence.iter().map(|one| one.index.as_str());
    problems.extend(finding_evidence::unknown(evidence, named, "evidence"));
    for one in &dossier.evidence {
        if one.note.chars().count() > LONG_TEXT {
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

/// Writes about a finding; its state and the unit's answer are left as they are, and so is what the
/// unit answered to.
pub async fn save(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    finding: &FindingCode,
    wanted: SaveFinding,
) -> Result<FindingList, ServiceError> {
    let code = finding.clone();
    bounded_text("reason", &wanted.reason, LONG_TEXT)?;
    let work = move |evidence: &Evidence, findings: &[Finding]| {
        let (origin, before) = looked_at(evidence, findings, (&code, wanted.base_revision))?;
        let is_derived = matches!(origin, FindingOrigin::Answer { .. });
        let desk = wanted.dossier.desk.clone().or(before.desk.clone());
        let dossier = FindingDossier {
            desk: desk.filter(|_| !is_derived),
            state: before.state.clone(),
            confirmation: before.confirmation.clone(),
            refusal: before.refusal.clone(),
            ..wanted.dossier
        };
        let sealed = check_sealed(&before, &dossier);
        if !sealed.is_empty() {
            return Err(ServiceError::Conflict(first_of(sealed)));
        }
        check(evidence, &dossier)?;
        not_below_merged(findings, &code, &dossier)?;
        Ok(Written {
            origin,
            dossier,
            reason: wanted.reason.trim().to_owned(),
            reasoned: true,
        })
    };
    change(service, actor, engagement, "finding_save", work).await
}

fn first_of(problems: Vec<Problem>) -> Problem {
    let sealed = || Problem::new("FINDING_SEALED");
    problems.into_iter().next().unwrap_or_else(sealed)
}

/// What was merged is as bad as the worst of it.
fn not_below_merged(
    findings: &[Finding],
    code: &FindingCode,
    dossier: &FindingDossier,
) -> Result<(), ServiceError> {
    let finding = findings.iter().find(|finding| finding.code == *code);
    let places = finding.map_or(&[][..], |finding| &finding.also_at);
    let worst = places.iter().map(|place| place.severity).max();
    if dossier.severity.is_some_and(|own| Some(own) < worst) {
        let problem = Problem::new("FINDING_BELOW_MERGED").at_path("severity");
        return Err(ServiceError::invalid(problem));
    }
    Ok(())
}

/// Lists, asks for confirmation, confirms, withdraws, merges … or only says what would come of it.
pub async fn act(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    finding: &FindingCode,
    wanted: ActOnFinding,
) -> Result<FindingList, ServiceError> {
    check_texts(&wanted.action)?;
    let (code, is_preview) = (finding.clone(), wanted.preview);
    let work = move |evidence: &Evidence, findings: &[Finding]| {
        let (origin, before) = looked_at(evidence, findings, (&code, wanted.base_revision))?;
        check_action(evidence, findings, &code, &wanted.action)?;
        let dossier = apply_action(&before, &wanted.action).map_err(|problem| {
            match problem.code.as_str() {
                "FINDING_ACTION_NOT_ALLOWED" => ServiceError::Conflict(problem),
                _ => ServiceError::invalid(problem),
            }
        })?;
        Ok(Written {
            origin,
            dossier,
            reason: wanted.action.reason().to_owned(),
            reasoned: wanted.action.needs_reason_for_scores(),
        })
    };
    match is_preview {
        true => preview(service, actor, engagement, finding.clone(), work).await,
        false => change(service, actor, engagement, "finding_act", work).await,
    }
}

fn check_texts(action: &FindingAction) -> Result<(), ServiceError> {
    match action {
        FindingAction::Confirm { confirmation } => {
            bounded_text("opinion", &confirmation.opinion, LONG_TEXT)?;
            bounded_text("signed_by", &confirmation.signed_by, SHORT_TEXT)?;
        }
        FindingAction::Refuse { by, .. } => {
            bounded_text("by", by, SHORT_TEXT)?;
        }
        _ => {}
    }
    Ok(())
}

/// What an action names exists: the finding to merge into, the supplementary documents.
fn check_action(
    evidence: &Evidence,
    findings: &[Finding],
    code: &FindingCode,
    action: &FindingAction,
) -> Result<(), ServiceError> {
    match action {
        FindingAction::Merge { into, .. } => {
            let target = findings.iter().find(|finding| finding.code == *into);
            let target = target.filter(|target| *into != *code && target.stands());
            let Some(target) = target else {
                let problem = Problem::new("FINDING_MERGE_TARGET").at_path("into");
                return Err(ServiceError::invalid(problem));
            };
            // What the unit answered to would get another place, and perhaps another severity.
            let answered = target.confirmation.is_some() || target.refusal.is_some();
            match answered {
                true => Err(ServiceError::Conflict(
                    Problem::new("FINDING_SEALED").at_path("into"),
                )),
                false => Ok(()),
            }
        }
        FindingAction::Confirm { confirmation } => {
            finding_evidence::check_supplements(evidence, &confirmation.supplements)
        }
        FindingAction::Refuse { supplements, .. } => {
            finding_evidence::check_supplements(evidence, supplements)
        }
        _ => Ok(()),
    }
}
