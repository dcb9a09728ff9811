//! 专项审核: self-evaluations, target reviews, monthly monitoring. Not here: the rules
//! (`domain::self_evaluation`, `domain::target_review`, `domain::monitoring`), SQL.

pub mod monitoring;
pub mod self_evaluations;
pub mod targets;
pub mod uploads;
pub mod watch;

pub(super) use self_evaluations::summary;

use domain::ids::EngagementId;
use domain::problem::Problem;
use domain::time::Timestamp;

use super::frozen::unissued;
use super::{Actor, Service, ServiceError, manager};
use crate::store::{self, Tx};

/// Characters of a reason.
const REASON_LIMIT: usize = 1_000;

/// Why something is changed; needed, and bounded.
fn reason(written: &str) -> Result<String, ServiceError> {
    let reason = super::bounded_text("reason", written, REASON_LIMIT)?;
    match reason.is_empty() {
        true => {
            let problem = Problem::new("REASON_MISSING").at_path("reason");
            Err(ServiceError::invalid(problem))
        }
        false => Ok(reason),
    }
}

/// Looks at something of an engagement that the person manages.
async fn look<T: Send + 'static>(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    work: impl FnOnce(&Tx<'_>, &EngagementId) -> Result<T, ServiceError> + Send + 'static,
) -> Result<T, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let id = manager(tx, &actor, &engagement)?.engagement.id;
            work(tx, &id)
        })
        .await
}

/// One change by a manager, with its line in the log. `work` answers the log's details, `show` what
/// then holds.
async fn change<T: Send + 'static>(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    action: &'static str,
    work: impl FnOnce(&Tx<'_>, &EngagementId, Timestamp) -> Result<serde_json::Value, ServiceError>
    + Send
    + 'static,
    show: impl FnOnce(&Tx<'_>, &EngagementId) -> Result<T, ServiceError> + Send + 'static,
) -> Result<T, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = manager(tx, &actor, &engagement)?;
            // Money goes on being watched after the report; its papers do not change any more.
            let membership = match action {
                monitoring::ACTION | watch::RULES_ACTION | watch::STEP_ACTION => membership,
                _ => unissued(tx, membership)?,
            };
            let id = membership.engagement.id;
            let details = work(tx, &id, now)?;
            store::audit::insert(tx, now, Some(&actor.id), Some(&id), action, &details)?;
            show(tx, &id)
        })
        .await
}
