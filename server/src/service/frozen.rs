//! An issued report is frozen: what it rests on changes no longer until a correction opens it. Not
//! here: what an issue freezes (`reporting`).

use domain::ids::EngagementId;
use domain::problem::Problem;
use domain::review::issued_number;

use super::{Membership, ServiceError};
use crate::store::issues::FrozenRecords;
use crate::store::{self, Tx};

/// The number of the issued report that stands; `None` before an issue and while a correction is
/// open.
pub(super) fn number(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Option<String>, ServiceError> {
    if !store::issues::any(tx, engagement)? {
        return Ok(None);
    }
    let events = store::reporting::events(tx, engagement)?;
    Ok(issued_number(&events).map(str::to_owned))
}

/// Refuses whatever would change what an issued report rests on. What comes from tablets and
/// phones is kept all the same, and does not count; rectification, letters and the archive go on.
pub(super) fn unissued(tx: &Tx<'_>, membership: Membership) -> Result<Membership, ServiceError> {
    match number(tx, &membership.engagement.id)? {
        None => Ok(membership),
        Some(number) => {
            let problem = Problem::new("ENGAGEMENT_ISSUED").with("number", number);
            Err(ServiceError::Conflict(problem))
        }
    }
}

/// The records that the issued report rests on; `None` while every record counts by its state.
pub(super) fn records(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Option<FrozenRecords>, ServiceError> {
    match number(tx, engagement)? {
        Some(number) => Ok(store::issues::records(tx, &number)?),
        None => Ok(None),
    }
}
