//! Who is editing which block just now: in memory, for half a minute. It only shows; what keeps two
//! editors apart is the revision of a block.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::{AccountId, EngagementId};
use domain::time::Timestamp;
use domain::wire::{Editing, Presence, PresentEditors};

use super::super::{Actor, Service, ServiceError, reader};
use super::assemble;

/// How long somebody counts as present after the last word, in milliseconds.
const PRESENT_FOR: i64 = 45_000;
/// People on one board.
const BOARD_LIMIT: usize = 1_000;

type Seat = (EngagementId, AccountId);

/// The board.
#[derive(Clone, Default)]
pub struct PresenceBoard(Arc<Mutex<BTreeMap<Seat, (Editing, Timestamp)>>>);

impl PresenceBoard {
    /// Notes where somebody is; an empty block leaves.
    fn note(&self, engagement: &EngagementId, actor: &Actor, block: &str, now: Timestamp) {
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seats.retain(|_, (_, at)| now.0 - at.0 <= PRESENT_FOR);
        let seat = (engagement.clone(), actor.id.clone());
        if block.is_empty() {
            seats.remove(&seat);
        } else if seats.len() < BOARD_LIMIT {
            let editing = Editing {
                name: actor.name.clone(),
                block: block.chars().take(200).collect(),
            };
            seats.insert(seat, (editing, now));
        }
    }

    /// The others in an engagement.
    pub(super) fn others(
        &self,
        engagement: &EngagementId,
        me: &AccountId,
        now: Timestamp,
    ) -> Vec<Editing> {
        let seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seats
            .iter()
            .filter(|((where_, who), (_, at))| {
                where_ == engagement && who != me && now.0 - at.0 <= PRESENT_FOR
            })
            .map(|(_, (editing, _))| editing.clone())
            .collect()
    }
}

/// Says which block I am editing, and answers who else is.
pub async fn present(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    presence: Presence,
) -> Result<PresentEditors, ServiceError> {
    let (board, me, now) = (service.presence.clone(), actor.clone(), service.now());
    let engagement = engagement.to_owned();
    service
        .store
        .read(move |tx| {
            let membership = reader(tx, &me, &engagement)?;
            let id = membership.engagement.id.clone();
            board.note(&id, &me, &presence.block, now);
            let content = assemble(tx, &membership)?.content;
            Ok(PresentEditors {
                editing: board.others(&id, &me.id, now),
                content: content.to_string(),
            })
        })
        .await
}
