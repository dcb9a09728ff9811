//! 问卷发放: what a manager sees and sets. Not here: making links (`making`), printing (`print`).

use domain::engagement::Engagement;
use domain::instrument::{Instrument, InstrumentKind};
use domain::problem::Problem;
use domain::respondent::{RespondentSettings, link_problems};
use domain::scoring::survey::Channel;
use domain::wire::{
    BatchSummary, LinkableForm, PosterSummary, RespondentSite, RespondentsView, Roster, urls,
};

use super::super::{Actor, Service, ServiceError, manager};
use crate::store::respondents::posters::StoredPoster;
use crate::store::respondents::{codes, posters};
use crate::store::{self, Tx};

/// The room at a glance.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<RespondentsView, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            view(tx, &engagement)
        })
        .await
}

/// Sets the notice, the day's close and the duplicate window.
pub async fn save_settings(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    settings: RespondentSettings,
) -> Result<RespondentsView, ServiceError> {
    let problems = settings.problems();
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            store::respondents::save_settings(tx, &engagement.id, &settings)?;
            let details = serde_json::json!({ "settings": settings });
            let (who, id) = (Some(&actor.id), Some(&engagement.id));
            store::audit::insert(tx, now, who, id, "respondent_settings", &details)?;
            view(tx, &engagement)
        })
        .await
}

/// Settings, forms, sites, batches and posters.
pub(super) fn view(tx: &Tx<'_>, engagement: &Engagement) -> Result<RespondentsView, ServiceError> {
    let id = &engagement.id;
    let settings = store::respondents::settings(tx, id)?.unwrap_or_default();
    let counts = store::respondents::responses_by_site(tx, id)?;
    let withdrawn = store::respondents::withdrawn_by_site(tx, id)?;
    let sites = store::samples::sites(tx, id)?.into_iter().map(|stored| {
        let project = stored.site.project;
        let count = |channel| {
            let key = (project.code.clone(), channel);
            counts.get(&key).copied().unwrap_or(0)
        };
        RespondentSite {
            ordinal: stored.site.ordinal,
            kiosk: count(Channel::Kiosk),
            code: count(Channel::Code),
            poster: count(Channel::Poster),
            withdrawn: withdrawn.get(&project.code).copied().unwrap_or(0),
            name: project.name,
            unit: project.unit,
            project_code: project.code,
        }
    });
    Ok(RespondentsView {
        problems: settings.problems(),
        settings,
        forms: questionnaires(tx, engagement)?
            .iter()
            .map(linkable)
            .collect(),
        sites: sites.collect(),
        batches: codes::batches(tx, id)?,
        posters: posters::all(tx, id)?.into_iter().map(summary).collect(),
    })
}

fn questionnaires(tx: &Tx<'_>, engagement: &Engagement) -> Result<Vec<Instrument>, ServiceError> {
    let mut forms = store::engagements::current_forms(tx, &engagement.id)?;
    forms.retain(|form| form.kind == InstrumentKind::Questionnaire);
    Ok(forms)
}

fn linkable(form: &Instrument) -> LinkableForm {
    LinkableForm {
        form_id: form.form_id.clone(),
        version: form.version.clone(),
        title: form.title.clone(),
        problems: link_problems(form),
    }
}

fn summary(poster: StoredPoster) -> PosterSummary {
    PosterSummary {
        id: poster.id,
        project_code: poster.target.project_code,
        form_id: poster.target.form_id,
        form_version: poster.target.form_version,
        path: urls::fill(urls::QUESTIONNAIRE, &[&poster.code]),
        opens_at: poster.terms.opens_at,
        closes_at: poster.terms.closes_at,
        cap: poster.terms.cap,
        stopped: poster.terms.stopped,
        kept: poster.kept,
        flagged: poster.flagged,
    }
}

/// The roster of one batch: who has not answered is the reminder list.
pub async fn roster(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    batch: &str,
) -> Result<Roster, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let wanted = batch.to_owned();
    service
        .store
        .read(move |tx| {
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            let batch = batch_of(tx, &engagement, &wanted)?;
            let people = codes::roster(tx, &batch.id)?;
            Ok(Roster { batch, people })
        })
        .await
}

/// A batch of this engagement by its id; those of others are not there.
pub(super) fn batch_of(
    tx: &Tx<'_>,
    engagement: &Engagement,
    id: &str,
) -> Result<BatchSummary, ServiceError> {
    let mut batches = codes::batches(tx, &engagement.id)?.into_iter();
    batches
        .find(|batch| batch.id == id)
        .ok_or_else(|| ServiceError::NotFound(Problem::new("RESPONDENT_BATCH_NOT_FOUND")))
}
