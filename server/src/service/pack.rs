//! The pack: everything a tablet needs to work for days without a server.

use domain::party::Person;
use domain::problem::Problem;
use domain::wire::{Pack, PackSite};

use super::{Actor, Service, ServiceError, member};
use crate::store;

/// The pack of one person: the assigned sites, the pinned forms.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Pack, ServiceError> {
    let (actor, engagement, made_at) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .read(move |tx| {
            let membership = member(tx, &actor, &engagement)?;
            let id = membership.engagement.id.clone();
            let instruments = store::engagements::current_forms(tx, &id)?;
            if instruments.is_empty() {
                return Err(ServiceError::Conflict(Problem::new("FORMS_MISSING")));
            }
            let framework = store::engagements::framework(tx, &id)?
                .map_or(String::new(), |f| format!("{}@{}", f.id, f.version));
            let mut sites = Vec::new();
            for stored in store::samples::sites(tx, &id)? {
                let evaluators = store::samples::evaluators_of(tx, &id, &stored.site.project.code)?;
                if evaluators.iter().any(|person| person.id == actor.id) {
                    sites.push(PackSite {
                        ordinal: stored.site.ordinal,
                        project: stored.site.project,
                        inspection: stored.inspection,
                        evaluators,
                    });
                }
            }
            let person = Person {
                id: actor.id.clone(),
                name: actor.name.clone(),
                role: membership.role,
            };
            Ok(Pack {
                engagement: membership.engagement,
                person,
                sites,
                documents: store::document_requests::all(tx, &id)?,
                people: store::engagements::members(tx, &id)?,
                instruments,
                moves: Vec::new(),
                framework,
                made_at,
            })
        })
        .await
}
