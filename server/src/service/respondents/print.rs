//! Cards, posters and reminder lists on paper. Not here: where codes come from; cards are printed
//! from what the manager was just shown, because the store knows hashes only.

use domain::engagement::Engagement;
use domain::problem::Problem;
use domain::project::Project;
use domain::respondent::{RespondentCode, RespondentSettings};
use domain::wire::urls;

use super::super::{Actor, Service, ServiceError, manager};
use super::desk::batch_of;
use super::posting::poster_not_found;
use super::visit::draw;
use crate::render::respondent::{
    CardView, CardsView, Head, Look, PosterView, ReminderView, qr_svg,
};
use crate::store::respondents::codes::StoredCode;
use crate::store::respondents::{Target, codes, posters};
use crate::store::{self, Tx};

const CARDS_LIMIT: usize = 1_000;
const CARDS_ON_SHEET: usize = 6;

/// Cards for these codes, six to a sheet, in the order given; used and cancelled ones are left
/// out. `here` is the address the manager uses, such as `https://kanping.example.cn`.
pub async fn cards(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    typed: Vec<String>,
    here: String,
) -> Result<String, ServiceError> {
    if typed.len() > CARDS_LIMIT {
        let problem = Problem::new("RESPONDENT_TOO_MANY_LABELS").with("limit", CARDS_LIMIT);
        return Err(ServiceError::TooLarge(problem));
    }
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            let settings = store::respondents::settings(tx, &engagement.id)?.unwrap_or_default();
            let mut target = None;
            let mut sheets: Vec<Vec<CardView>> = Vec::new();
            for text in typed {
                let (stored, code) = find(tx, &engagement, &text)?;
                if !stored.state.waits() {
                    continue;
                }
                let card = card(&settings, &here, stored.label, &code)?;
                target.get_or_insert(stored.target);
                match sheets.last_mut() {
                    Some(sheet) if sheet.len() < CARDS_ON_SHEET => sheet.push(card),
                    _ => sheets.push(vec![card]),
                }
            }
            let target = target.ok_or_else(code_not_found)?;
            let view = CardsView {
                head: head(tx, &engagement, &target)?,
                project: project_of(tx, &target)?.name,
                sheets,
            };
            draw(&view, Look::default())
        })
        .await
}

fn code_not_found() -> ServiceError {
    ServiceError::NotFound(Problem::new("RESPONDENT_CODE_NOT_FOUND"))
}

fn find(
    tx: &Tx<'_>,
    engagement: &Engagement,
    typed: &str,
) -> Result<(StoredCode, RespondentCode), ServiceError> {
    let code = RespondentCode::parse(typed).ok_or_else(code_not_found)?;
    let stored = codes::by_hash(tx, &code.hash())?
        .filter(|stored| stored.target.engagement == engagement.id)
        .ok_or_else(code_not_found)?;
    Ok((stored, code))
}

fn card(
    settings: &RespondentSettings,
    here: &str,
    label: String,
    code: &RespondentCode,
) -> Result<CardView, ServiceError> {
    let address = address(settings, here, code.as_str());
    Ok(CardView {
        label,
        code: code.in_fours(),
        qr: qr(&address)?,
        address,
    })
}

fn qr(address: &str) -> Result<String, ServiceError> {
    qr_svg(address).ok_or_else(|| ServiceError::Internal("the address fits no QR code".to_owned()))
}

fn address(settings: &RespondentSettings, here: &str, code: &str) -> String {
    let base = match settings.public_address.as_str() {
        "" => here,
        public => public,
    };
    format!("{base}{}", urls::fill(urls::QUESTIONNAIRE, &[code]))
}

fn head(tx: &Tx<'_>, engagement: &Engagement, target: &Target) -> Result<Head, ServiceError> {
    let (form, version) = (&target.form_id, &target.form_version);
    let instrument = store::engagements::form(tx, &engagement.id, form, version)?;
    Ok(Head {
        title: instrument.map(|form| form.title).unwrap_or_default(),
        commissioned_by: engagement.commissioned_by.clone(),
        firm: engagement.firm.clone(),
        path: String::new(),
    })
}

fn project_of(tx: &Tx<'_>, target: &Target) -> Result<Project, ServiceError> {
    let sites = store::samples::sites(tx, &target.engagement)?;
    sites
        .into_iter()
        .map(|stored| stored.site.project)
        .find(|project| project.code == target.project_code)
        .ok_or_else(|| ServiceError::NotFound(Problem::new("RESPONDENT_SITE_UNKNOWN")))
}

/// The labels of a batch that have not answered, to be taken along. No code: the store knows hashes
/// only; who lost the card gets a new one from the roster.
pub async fn reminder(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    batch: &str,
) -> Result<String, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let (wanted, today) = (batch.to_owned(), service.now().to_day_text());
    service
        .store
        .read(move |tx| {
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            let batch = batch_of(tx, &engagement, &wanted)?;
            let target = Target {
                engagement: engagement.id.clone(),
                project_code: batch.project_code,
                form_id: batch.form_id,
                form_version: batch.form_version,
            };
            let people = codes::roster(tx, &batch.id)?.into_iter();
            let waiting = people.filter(|entry| entry.state.waits());
            let view = ReminderView {
                head: head(tx, &engagement, &target)?,
                project: project_of(tx, &target)?.name,
                today,
                issued: batch.issued,
                answered: batch.answered,
                labels: waiting.map(|entry| entry.label).collect(),
            };
            draw(&view, Look::default())
        })
        .await
}

/// One poster, A4.
pub async fn poster(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    poster: &str,
    here: String,
) -> Result<String, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let wanted = poster.to_owned();
    service
        .store
        .read(move |tx| {
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            let poster = posters::by_id(tx, &wanted)?
                .filter(|poster| poster.target.engagement == engagement.id)
                .ok_or_else(poster_not_found)?;
            let settings = store::respondents::settings(tx, &engagement.id)?.unwrap_or_default();
            let address = address(&settings, &here, &poster.code);
            let view = PosterView {
                head: head(tx, &engagement, &poster.target)?,
                project: project_of(tx, &poster.target)?.name,
                qr: qr(&address)?,
                address,
                opens: poster.terms.opens_at.to_minute_text(),
                closes: poster.terms.closes_at.to_minute_text(),
                contact: settings.contact,
            };
            draw(&view, Look::default())
        })
        .await
}
