//! 整改台账: a line for each finding of the issued report.

use domain::engagement::{AlertColour, Stage};
use domain::finding::{Finding, Severity};
use domain::ids::{EngagementId, FindingCode};
use domain::problem::Problem;
use domain::rectification::{
    Escalation, LedgerAction, LedgerActor, LedgerItem, add_days, apply_ledger_action, check_item,
    closed, edit_item,
};
use domain::time::Timestamp;
use domain::wire::{ActOnLine, Ledger, LedgerLine, SaveLine};
use domain::working_paper::document_index;

use super::super::{Actor, Membership, Service, ServiceError, evidence, manager, reader};
use crate::store::{self, Tx};

/// The ledger.
pub async fn ledger(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Ledger, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let today = service.now().to_day_text();
    service
        .store
        .read(move |tx| {
            let membership = reader(tx, &actor, &engagement)?;
            view(tx, &membership, &today)
        })
        .await
}

/// The findings of the newest issued report, as they were issued.
fn standing(tx: &Tx<'_>, membership: &Membership) -> Result<Vec<Finding>, ServiceError> {
    let id = &membership.engagement.id;
    let newest = store::issues::of_engagement(tx, id)?.into_iter().next();
    let frozen = match newest {
        Some(head) => store::issues::inputs(tx, id, &head.number)?,
        None => None,
    };
    let mut findings = match frozen {
        Some((inputs, _)) => inputs.findings,
        // Issued before inputs were frozen.
        None => evidence::gather(tx, membership.engagement.clone())?.standing_findings(),
    };
    findings.retain(Finding::stands);
    Ok(findings)
}

/// Received documents of the register: index number and name.
fn received(tx: &Tx<'_>, id: &EngagementId) -> Result<Vec<(String, String)>, ServiceError> {
    let mut documents = Vec::new();
    for request in store::document_requests::all(tx, id)? {
        if store::documents::find(tx, &request.receipt)?.is_some() {
            documents.push((document_index(request.ordinal), request.words.name));
        }
    }
    documents.sort();
    Ok(documents)
}

/// Evidence that names documents names such as are in the register.
fn check_documents(tx: &Tx<'_>, id: &EngagementId, item: &LedgerItem) -> Result<(), ServiceError> {
    if item.documents.is_empty() {
        return Ok(());
    }
    let known = received(tx, id)?;
    let is_unknown = |index: &&String| known.iter().all(|(one, _)| one != *index);
    match item.documents.iter().find(is_unknown) {
        None => Ok(()),
        Some(index) => {
            let problem = Problem::new("LEDGER_DOCUMENT_UNKNOWN").with("document", index);
            Err(ServiceError::invalid(problem.at_path("documents")))
        }
    }
}

fn view(tx: &Tx<'_>, membership: &Membership, today: &str) -> Result<Ledger, ServiceError> {
    let id = &membership.engagement.id;
    let items = store::feedback::ledger(tx, id)?;
    let is_issued = !store::issues::of_engagement(tx, id)?.is_empty();
    let missing: Vec<FindingCode> = match is_issued {
        true => {
            let has_line = |code: &FindingCode| items.iter().any(|item| item.finding == *code);
            let findings = standing(tx, membership)?;
            let codes = findings.into_iter().map(|finding| finding.code);
            codes.filter(|code| !has_line(code)).collect()
        }
        false => Vec::new(),
    };
    let (verified, _) = closed(&items);
    Ok(Ledger {
        closed: u32::try_from(verified).unwrap_or(u32::MAX),
        lines: items.into_iter().map(|item| line(item, today)).collect(),
        missing,
        is_issued,
        today: today.to_owned(),
        documents: received(tx, id)?,
    })
}

fn line(item: LedgerItem, today: &str) -> LedgerLine {
    let overdue_days = item.overdue_days(today);
    let colour = match item.colour(today) {
        AlertColour::Green => "green",
        AlertColour::Yellow => "yellow",
        AlertColour::Red => "red",
    };
    let taken = item.escalations.iter().map(|(step, _)| *step).max();
    let due = Escalation::due(overdue_days).filter(|due| taken.is_none_or(|taken| taken < *due));
    LedgerLine {
        overdue_days,
        colour: colour.to_owned(),
        due,
        item,
    }
}

/// A line for each finding that has none, with the advice as its requirement.
pub async fn begin_ledger(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Ledger, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let now = service.now();
    service
        .store
        .write(move |tx| {
            let membership = manager(tx, &actor, &engagement)?;
            let id = &membership.engagement.id;
            let today = now.to_day_text();
            let before = view(tx, &membership, &today)?;
            if !before.is_issued {
                return Err(ServiceError::Conflict(Problem::new("LEDGER_BEFORE_ISSUE")));
            }
            for finding in standing(tx, &membership)? {
                if before.missing.contains(&finding.code) {
                    let item = first_line(&finding, &today);
                    store::feedback::append_line(tx, id, &item, &actor.id, now)?;
                }
            }
            reopen_archived(tx, &membership)?;
            let details = serde_json::json!({ "lines": before.missing });
            store::audit::insert(tx, now, Some(&actor.id), Some(id), "ledger_begin", &details)?;
            view(tx, &membership, &today)
        })
        .await
}

fn first_line(finding: &Finding, today: &str) -> LedgerItem {
    let days = match finding.severity {
        Severity::Severe => 14,
        Severity::Major => 30,
        Severity::Minor => 60,
    };
    let advice = finding.advice.as_ref();
    let own_deadline = advice.map(|advice| advice.deadline.clone());
    let deadline = own_deadline.filter(|day| !day.is_empty());
    LedgerItem {
        finding: finding.code.clone(),
        problem: format!("{}：{}", finding.heading(), finding.facts),
        requirement: advice.map_or_else(
            || domain::report::standard_advice(finding),
            |advice| advice.text.clone(),
        ),
        unit: finding.responsible_unit.clone(),
        deadline: deadline
            .or_else(|| add_days(today, days))
            .unwrap_or_default(),
        amount_due: advice.and_then(|advice| advice.amount),
        revision: 1,
        ..LedgerItem::default()
    }
}

fn found(
    tx: &Tx<'_>,
    membership: &Membership,
    finding: &str,
    base_revision: u32,
) -> Result<LedgerItem, ServiceError> {
    let items = store::feedback::ledger(tx, &membership.engagement.id)?;
    let item = items
        .into_iter()
        .find(|item| item.finding.as_str() == finding);
    let item = item.ok_or_else(|| ServiceError::NotFound(Problem::new("LEDGER_LINE_UNKNOWN")))?;
    match item.revision == base_revision {
        true => Ok(item),
        false => Err(ServiceError::Conflict(Problem::new("LEDGER_CHANGED"))),
    }
}

fn by(actor: &Actor, at: Timestamp) -> LedgerActor<'_> {
    LedgerActor {
        id: &actor.id,
        name: &actor.name,
        at,
    }
}

/// Saves a line; its state, verifications and steps stay as they are, but that a submitted or
/// verified one, changed for a reason, is to be submitted again.
pub async fn save_line(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    finding: &str,
    save: SaveLine,
) -> Result<Ledger, ServiceError> {
    let problems = check_item(&save.item);
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let (finding, now) = (finding.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = manager(tx, &actor, &engagement)?;
            let old = found(tx, &membership, &finding, save.base_revision)?;
            check_documents(tx, &membership.engagement.id, &save.item)?;
            let next = edit_item(&old, save.item, &save.reason, by(&actor, now));
            let item = LedgerItem {
                revision: old.revision + 1,
                ..next.map_err(ServiceError::invalid)?
            };
            keep(tx, &membership, &actor, &item, now)
        })
        .await
}

/// Does something to a line.
pub async fn act_on_line(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    finding: &str,
    act: ActOnLine,
) -> Result<Ledger, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let (finding, now) = (finding.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            // Field leads verify too (domain.md §2.2 step 18).
            let membership = match &act.action {
                LedgerAction::Verify { .. } => reader(tx, &actor, &engagement)?,
                _ => manager(tx, &actor, &engagement)?,
            };
            let old = found(tx, &membership, &finding, act.base_revision)?;
            let next = apply_ledger_action(&old, &act.action, by(&actor, now));
            let next = next.map_err(|problem| match problem.code.as_str() {
                "VERIFIER_IS_SUBMITTER" => ServiceError::Forbidden(problem),
                "LEDGER_ACTION_NOT_ALLOWED" => ServiceError::Conflict(problem),
                _ => ServiceError::invalid(problem),
            })?;
            let item = LedgerItem {
                revision: old.revision + 1,
                ..next
            };
            keep(tx, &membership, &actor, &item, now)
        })
        .await
}

fn keep(
    tx: &Tx<'_>,
    membership: &Membership,
    actor: &Actor,
    item: &LedgerItem,
    now: Timestamp,
) -> Result<Ledger, ServiceError> {
    let id = &membership.engagement.id;
    reopen_archived(tx, membership)?;
    store::feedback::append_line(tx, id, item, &actor.id, now)?;
    let details = serde_json::json!({ "line": item });
    store::audit::insert(tx, now, Some(&actor.id), Some(id), "ledger", &details)?;
    view(tx, membership, &now.to_day_text())
}

/// What an archive holds is no longer all there is: another one is to be made.
fn reopen_archived(tx: &Tx<'_>, membership: &Membership) -> Result<(), ServiceError> {
    if membership.engagement.stage == Stage::Archived {
        let mut engagement = membership.engagement.clone();
        engagement.stage = Stage::Rectification;
        store::engagements::update(tx, &engagement)?;
    }
    Ok(())
}
