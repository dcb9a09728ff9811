//! The pack: everything a tablet needs to work for days without a server.

use domain::ids::EngagementId;
use domain::instrument::Instrument;
use domain::party::Person;
use domain::problem::Problem;
use domain::wire::{FormMove, Pack, PackSite};

use super::{Actor, Service, ServiceError, member};
use crate::store::{self, Tx};

/// Versions of each form that go along besides the current one: a record that was begun offline on
/// one of them is not known here yet.
const RECENT_VERSIONS: u32 = 3;

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
            let instruments = instruments(tx, &id, &actor)?;
            let moves = moves(tx, &id, &instruments)?;
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
                moves,
                respondents: store::respondents::settings(tx, &id)?,
                framework,
                made_at,
            })
        })
        .await
}

/// The current version of each form first, for new records; then every version that a record of
/// mine pins, and the most recent ones.
fn instruments(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    actor: &Actor,
) -> Result<Vec<Instrument>, ServiceError> {
    let mut instruments = store::engagements::current_forms(tx, engagement)?;
    if instruments.is_empty() {
        return Err(ServiceError::Conflict(Problem::new("FORMS_MISSING")));
    }
    let mut wanted = store::forms::pinned_versions(tx, engagement, &actor.id)?;
    wanted.extend(store::forms::recent_versions(
        tx,
        engagement,
        RECENT_VERSIONS,
    )?);
    for (form, version) in wanted {
        let is_it = |known: &Instrument| known.form_id == form && known.version == version;
        if !instruments.iter().any(is_it) {
            instruments.extend(store::engagements::form(tx, engagement, &form, &version)?);
        }
    }
    Ok(instruments)
}

/// The offers whose both versions are in the pack.
fn moves(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    instruments: &[Instrument],
) -> Result<Vec<FormMove>, ServiceError> {
    let has = |form: &domain::ids::FormId, version: &str| {
        let mut known = instruments.iter();
        known.any(|instrument| instrument.form_id == *form && instrument.version == version)
    };
    let offers = store::forms::moves(tx, engagement)?.into_iter();
    Ok(offers
        .filter(|offer| {
            has(&offer.form_id, &offer.from_version) && has(&offer.form_id, &offer.to_version)
        })
        .collect())
}
