//! How a change of the list of problems is kept: the numbers given so far, the dossier's next
//! revision with its reason, the scores that moved. Not here: which changes there are (`findings`).

use domain::finding::{Finding, FindingDossier, FindingOrigin, is_reason};
use domain::ids::FindingCode;
use domain::problem::Problem;
use domain::scoring::{ScoreChange, score, score_changes};
use domain::wire::{FindingList, FindingView, ScoreCause};
use domain::working_paper::finding_index;

use super::evidence::{self, Evidence};
use super::frozen::unissued;
use super::score_ledger::{self, Change};
use super::{Actor, Service, ServiceError, lead};
use crate::store::findings::NewRevision;
use crate::store::{self, Tx};

pub(super) fn listed(
    tx: &Tx<'_>,
    evidence: &Evidence,
    changed: Option<FindingCode>,
    score_changes: Vec<ScoreChange>,
) -> Result<FindingList, ServiceError> {
    let facts = evidence.facts()?;
    let (sheet, _) = score(&evidence.framework, &facts);
    let mut costs = evidence.finding_costs(&facts, &sheet);
    let mut history = store::findings::history(tx, &evidence.engagement.id)?;
    let view = |finding: Finding| {
        let origin = origin_of(evidence, &finding);
        let written = origin
            .as_ref()
            .and_then(|origin| evidence.dossiers.get(origin));
        FindingView {
            dossier: written
                .map(|(_, dossier)| dossier.clone())
                .unwrap_or_default(),
            costs: costs.remove(&finding.code).unwrap_or_default(),
            history: origin
                .and_then(|origin| history.remove(&origin))
                .unwrap_or_default(),
            finding,
        }
    };
    Ok(FindingList {
        findings: evidence.findings().into_iter().map(view).collect(),
        changed,
        score_changes,
    })
}

pub(super) fn origin_of(evidence: &Evidence, finding: &Finding) -> Option<FindingOrigin> {
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
pub(super) struct Written {
    pub origin: FindingOrigin,
    pub dossier: FindingDossier,
    pub reason: String,
    /// Whether a score may move only with a reason.
    pub reasoned: bool,
}

impl Written {
    /// The dossier's next revision; the evidence holds it from now on.
    fn put_into(&self, evidence: &mut Evidence) -> u32 {
        let before = evidence.dossiers.get(&self.origin);
        let revision = before.map_or(0, |(revision, _)| *revision) + 1;
        let kept = (revision, self.dossier.clone());
        evidence.dossiers.insert(self.origin.clone(), kept);
        revision
    }

    /// A score that moves needs to be accounted for.
    fn check_reason(&self, changes: &[ScoreChange]) -> Result<(), ServiceError> {
        if !self.reasoned || changes.is_empty() || is_reason(&self.reason) {
            return Ok(());
        }
        let problem = Problem::new("FINDING_REASON_FOR_SCORE").at_path("reason");
        let codes = changes.iter().filter(|change| !change.code.is_empty());
        let codes: Vec<&str> = codes.map(|change| change.code.as_str()).collect();
        Err(ServiceError::invalid(
            problem.with("indicators", codes.join(", ")),
        ))
    }
}

/// One change of the list, with the scores that it changes.
pub(super) async fn change(
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
            let before = score_ledger::settle(tx, &evidence, now)?;
            let findings = keep_numbers(tx, &mut evidence)?;
            let written = work(&evidence, &findings)?;
            let number = number_of(tx, &mut evidence, &written.origin)?;
            let revision = written.put_into(&mut evidence);
            let new = NewRevision {
                revision,
                dossier: &written.dossier,
                reason: &written.reason,
            };
            store::findings::append_dossier(tx, &id, &written.origin, &new, &actor.id, now)?;
            let code = FindingCode(finding_index(number as usize));
            let details = serde_json::json!({
                "finding": code, "revision": revision, "dossier": written.dossier,
                "reason": written.reason,
            });
            store::audit::insert(tx, now, Some(&actor.id), Some(&id), action, &details)?;
            let moved = Change {
                cause: ScoreCause::Findings,
                reason: &written.reason,
                actor: &actor,
                at: now,
            };
            let after = score_ledger::keep_change(tx, &evidence, &moved)?;
            let changes = score_changes(&before, &after);
            written.check_reason(&changes)?;
            listed(tx, &evidence, Some(code), changes)
        })
        .await
}

/// What would come of a change; nothing is kept.
pub(super) async fn preview(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    code: FindingCode,
    work: impl FnOnce(&Evidence, &[Finding]) -> Result<Written, ServiceError> + Send + 'static,
) -> Result<FindingList, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = lead(tx, &actor, &engagement)?.engagement;
            let mut evidence = evidence::gather(tx, engagement)?;
            let before = score_ledger::sheet(&evidence)?.0;
            let (findings, given) = evidence.register();
            evidence.finding_numbers.extend(given);
            work(&evidence, &findings)?.put_into(&mut evidence);
            let after = score_ledger::sheet(&evidence)?.0;
            listed(tx, &evidence, Some(code), score_changes(&before, &after))
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
