//! Pull and digest: what a device reads of the server, and whether both sides hold the same. Not
//! here: push (`sync`).

use domain::ids::DeviceId;
use domain::sync::{DigestEntry, digest};
use domain::wire::{DigestResponse, PullResponse};

use super::sync::stored_body;
use super::{Actor, Service, ServiceError, member};
use crate::store;

/// Documents in one page of a pull.
const PULL_PAGE: usize = 100;

/// One page of what changed in the person's scope.
pub async fn pull(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    cursor: u64,
) -> Result<PullResponse, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = member(tx, &actor, &engagement)?.engagement.id;
            let found = store::documents::changed_in_scope(
                tx,
                &engagement,
                &actor.id,
                cursor,
                PULL_PAGE + 1,
            )?;
            let more = found.len() > PULL_PAGE;
            let changes = found
                .into_iter()
                .take(PULL_PAGE)
                .map(|document| store::documents::change(tx, document))
                .collect::<Result<Vec<_>, _>>()?;
            let cursor = changes.last().map_or(cursor, |change| change.server_seq);
            let collected_by_others =
                store::documents::collected_by_others(tx, &engagement, &actor.id)?;
            Ok(PullResponse {
                changes,
                cursor,
                more,
                collected_by_others,
            })
        })
        .await
}

/// The digest of the person's scope.
pub async fn compare(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    device: Option<DeviceId>,
) -> Result<DigestResponse, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = member(tx, &actor, &engagement)?.engagement.id;
            let heads =
                store::documents::changed_in_scope(tx, &engagement, &actor.id, 0, usize::MAX)?;
            let entries = heads
                .iter()
                .map(|head| {
                    let body = stored_body(tx, head, head.rev)?;
                    Ok(DigestEntry::of(&head.id, head.rev, &body))
                })
                .collect::<Result<Vec<_>, ServiceError>>()?;
            // Only the device's own person learns how far it came.
            let device_seq = match device {
                Some(device)
                    if store::accounts::device_owner(tx, &device)?.as_ref() == Some(&actor.id) =>
                {
                    store::operations::device_seq(tx, &device)?
                }
                _ => 0,
            };
            let documents = entries.len() as u64;
            Ok(DigestResponse {
                digest: digest(&entries),
                documents,
                device_seq,
            })
        })
        .await
}
