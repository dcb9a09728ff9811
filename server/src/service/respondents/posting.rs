//! Putting up a poster and changing its terms. Not here: its paper (`print`).

use domain::problem::Problem;
use domain::respondent::PosterTerms;
use domain::wire::{NewPoster, PosterChange, RespondentsView};

use super::super::frozen::unissued;
use super::super::{Actor, Service, ServiceError, manager};
use super::desk::view;
use super::making::{new_code, target};
use crate::store;
use crate::store::respondents::posters::{self, StoredPoster};

/// Responses one poster may bring.
const CAP_LIMIT: u32 = 10_000;

/// An open poster at a site.
pub async fn poster(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: NewPoster,
) -> Result<RespondentsView, ServiceError> {
    let terms = checked_terms(&wanted.terms)?;
    let (id, code) = (service.identifier(), new_code()?);
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, manager(tx, &actor, &engagement)?)?.engagement;
            let poster = StoredPoster {
                id,
                target: target(tx, &engagement, &wanted.project_code, &wanted.form_id)?,
                code: code.as_str().to_owned(),
                terms,
                kept: 0,
                flagged: 0,
            };
            posters::insert(tx, &poster, &code.hash(), &actor.id.0, now)?;
            let details = serde_json::json!({ "poster": poster.id, "terms": wanted.terms });
            let (who, id) = (Some(&actor.id), Some(&engagement.id));
            store::audit::insert(tx, now, who, id, "respondent_poster", &details)?;
            view(tx, &engagement)
        })
        .await
}

fn checked_terms(terms: &PosterChange) -> Result<PosterTerms, ServiceError> {
    let mut problems = Vec::new();
    if terms.closes_at <= terms.opens_at {
        problems.push(Problem::new("RESPONDENT_WINDOW").at_path("closes_at"));
    }
    if terms.cap == 0 || terms.cap > CAP_LIMIT {
        let problem = Problem::new("RESPONDENT_CAP").with("limit", CAP_LIMIT);
        problems.push(problem.at_path("cap"));
    }
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    Ok(PosterTerms {
        opens_at: terms.opens_at,
        closes_at: terms.closes_at,
        cap: terms.cap,
        stopped: terms.stopped,
    })
}

/// Other terms for a poster: longer, more, or stopped.
pub async fn change(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    poster: &str,
    wanted: PosterChange,
) -> Result<RespondentsView, ServiceError> {
    let terms = checked_terms(&wanted)?;
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    let poster = poster.to_owned();
    service
        .store
        .write(move |tx| {
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            posters::by_id(tx, &poster)?
                .filter(|poster| poster.target.engagement == engagement.id)
                .ok_or_else(poster_not_found)?;
            posters::set_terms(tx, &poster, &terms)?;
            let details = serde_json::json!({ "poster": poster, "terms": wanted });
            let (who, id) = (Some(&actor.id), Some(&engagement.id));
            store::audit::insert(tx, now, who, id, "respondent_poster_change", &details)?;
            view(tx, &engagement)
        })
        .await
}

pub(super) fn poster_not_found() -> ServiceError {
    ServiceError::NotFound(Problem::new("RESPONDENT_POSTER_NOT_FOUND"))
}
