//! What was taken out of an engagement, by whom and when (domain.md §8 L15). Not here: what it
//! says.

use domain::ids::EngagementId;

use super::{Actor, Service, ServiceError, member};
use crate::store;

/// Writes the line; nobody: the machine's owner at the command line.
pub(super) async fn note(
    service: &Service,
    actor: Option<&Actor>,
    engagement: &EngagementId,
    details: serde_json::Value,
) -> Result<(), ServiceError> {
    let (who, id) = (actor.map(|actor| actor.id.clone()), engagement.clone());
    let now = service.now();
    service
        .store
        .write(move |tx| {
            store::audit::insert(tx, now, who.as_ref(), Some(&id), "export", &details)?;
            Ok(())
        })
        .await
}

/// Writes the line for a file that a member took.
pub(super) async fn taken(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    file: String,
) -> Result<(), ServiceError> {
    let (who, engagement) = (actor.clone(), engagement.to_owned());
    let id = service
        .store
        .read(move |tx| Ok::<_, ServiceError>(member(tx, &who, &engagement)?.engagement.id))
        .await?;
    let details = serde_json::json!({ "file": file });
    note(service, Some(actor), &id, details).await
}
