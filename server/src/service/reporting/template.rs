//! The firm's own Word template for cover and styles.

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::wire::ReportView;

use super::super::frozen::unissued;
use super::super::{Actor, Service, ServiceError, manager};
use super::view::view;
use crate::render::WordTemplate;
use crate::store::{self, Tx};

/// Keeps a template, once it was read and found harmless.
pub async fn set(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<ReportView, ServiceError> {
    let (who, name) = (actor.clone(), engagement.to_owned());
    // Authorised before the bytes are looked at.
    service
        .store
        .read(move |tx| manager(tx, &who, &name).map(drop))
        .await?;
    WordTemplate::read(&bytes).map_err(ServiceError::Invalid)?;
    let (sha256, _) = super::super::forms::keep_bytes(service, bytes).await?;
    let file_name: String = file_name.chars().take(200).collect();
    change(service, actor, engagement, Some((file_name, sha256))).await
}

/// No template any more.
pub async fn remove(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<ReportView, ServiceError> {
    change(service, actor, engagement, None).await
}

async fn change(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    template: Option<(String, Sha256Hex)>,
) -> Result<ReportView, ServiceError> {
    let (service_, actor) = (service.clone(), actor.clone());
    let (engagement, now) = (engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, manager(tx, &actor, &engagement)?)?;
            let id = &membership.engagement.id;
            let named = template
                .as_ref()
                .map(|(name, sha256)| (name.as_str(), sha256.as_str()));
            store::reporting::set_template(tx, id, named, &actor.id, now)?;
            let details = serde_json::json!({ "template": named.map(|(name, _)| name) });
            store::audit::insert(
                tx,
                now,
                Some(&actor.id),
                Some(id),
                "report_template",
                &details,
            )?;
            view(tx, &service_, &actor, &membership)
        })
        .await
}

/// The stored template's hash.
pub(in crate::service) fn stored(
    tx: &Tx<'_>,
    engagement: &domain::ids::EngagementId,
) -> Result<Option<Sha256Hex>, ServiceError> {
    let found = store::reporting::template(tx, engagement)?;
    Ok(found.and_then(|(_, sha256)| Sha256Hex::parse(&sha256)))
}

/// Reads the bytes of a stored template.
pub(super) fn read(service: &Service, sha256: &Sha256Hex) -> Result<WordTemplate, ServiceError> {
    let lost = || ServiceError::Conflict(Problem::new("WORD_TEMPLATE_LOST"));
    let bytes = service.blobs.read(sha256).ok().flatten().ok_or_else(lost)?;
    WordTemplate::read(&bytes).map_err(ServiceError::Invalid)
}
