//! What was sent and could not be applied: kept with its reason, shown to managers, and bounded, so
//! that one broken tablet cannot fill the disk. Not here: what is refused (`sync`).

use domain::ids::{AccountId, EngagementId, Sha256Hex};
use domain::problem::Problem;
use domain::sync::{Operation, RejectReason};
use domain::time::Timestamp;
use domain::wire::Quarantine;

use super::{Actor, Service, ServiceError, reader};
use crate::store::{self, Tx};

/// Operations one person may leave in quarantine.
pub const ITEMS_LIMIT: u64 = 1_000;
/// Bytes one person may leave in quarantine.
pub const BYTES_LIMIT: u64 = 50 * 1024 * 1024;
/// Lines of the list; all of them are counted.
const LINES_LIMIT: u32 = 500;

/// Keeps an operation that was refused, and answers what its device is told. Beyond the person's
/// limit nothing new is kept, and the device is told that instead of the first reason: the content
/// then lies on the device only.
pub(super) fn keep(
    tx: &Tx<'_>,
    whose: (&EngagementId, &AccountId),
    operation: &Operation,
    reason: RejectReason,
    now: Timestamp,
) -> Result<RejectReason, ServiceError> {
    let (engagement, account) = whose;
    let hash = operation.content_hash();
    let known = store::quarantine::content(tx, engagement, &hash)?;
    if known.is_none() {
        let (items, bytes) = store::quarantine::of_account(tx, account)?;
        if items >= ITEMS_LIMIT || bytes >= BYTES_LIMIT {
            return Ok(RejectReason::QuarantineFull);
        }
    }
    store::quarantine::keep(tx, whose, operation, reason, now)?;
    Ok(reason)
}

/// What is in quarantine, newest first.
pub async fn list(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Quarantine, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            let mut items = store::quarantine::newest(tx, &engagement.id, LINES_LIMIT)?;
            if let Some(frame) = store::frames::find(tx, &engagement.id)? {
                for item in &mut items {
                    if let Some(project) = frame.project(&item.project_code) {
                        item.project_name.clone_from(&project.name);
                    }
                }
            }
            let total = store::quarantine::count(tx, &engagement.id)?;
            Ok(Quarantine { total, items })
        })
        .await
}

/// One operation as it was received: JSON of `domain::sync::Operation`.
pub async fn content(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    sha256: &Sha256Hex,
) -> Result<String, ServiceError> {
    let (actor, engagement, sha256) = (actor.clone(), engagement.to_owned(), sha256.clone());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            store::quarantine::content(tx, &engagement.id, &sha256)?
                .ok_or_else(|| ServiceError::NotFound(Problem::new("QUARANTINED_NOT_FOUND")))
        })
        .await
}
