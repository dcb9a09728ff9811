//! The list of findings 问题清单.

use domain::finding::Finding;

use super::{Actor, Service, ServiceError, evidence, manager};

/// Findings from complete inspections, by number.
pub async fn list(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Vec<Finding>, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            Ok(evidence::gather(tx, engagement)?.findings())
        })
        .await
}
