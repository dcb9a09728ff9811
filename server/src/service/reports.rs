//! The draft report: facts of one moment, composed by `domain::report`, drawn by `render`.

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::report::{Report, compose, consistency};
use domain::scoring::FactReference;
use domain::wire::urls;

use super::report_inputs::inputs;
use super::{Actor, Service, ServiceError, evidence, reader};
use crate::render;
use crate::store::{self, Tx};

/// The report as a page whose numbers lead to their records.
pub async fn html(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<String, ServiceError> {
    let name = engagement.to_owned();
    let (report, _) = composed(service, Reader::Person(actor.clone()), engagement).await?;
    Ok(page(&report, &name))
}

/// The report as a Word document.
pub async fn docx(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Vec<u8>, ServiceError> {
    let (report, _) = composed(service, Reader::Person(actor.clone()), engagement).await?;
    word(service, report).await
}

/// The report for the command line, which acts as the machine's owner, with what the consistency
/// tests of domain.md §7.1 find.
pub async fn for_owner(
    service: &Service,
    engagement: &str,
    format: Format,
) -> Result<(Vec<u8>, Vec<Problem>), ServiceError> {
    let (report, problems) = composed(service, Reader::Owner, engagement).await?;
    let bytes = match format {
        Format::Html => page(&report, engagement).into_bytes(),
        Format::Docx => word(service, report).await?,
    };
    Ok((bytes, problems))
}

/// What a report can be written as in this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One page without scripts.
    Html,
    /// A Word document.
    Docx,
}

enum Reader {
    Person(Actor),
    Owner,
}

async fn composed(
    service: &Service,
    asked_by: Reader,
    engagement: &str,
) -> Result<(Report, Vec<Problem>), ServiceError> {
    let engagement = engagement.to_owned();
    service
        .store
        .read(move |tx| {
            let engagement = match &asked_by {
                Reader::Person(actor) => reader(tx, actor, &engagement)?.engagement,
                Reader::Owner => owned(tx, &engagement)?,
            };
            let evidence = evidence::gather(tx, engagement)?;
            let inputs = inputs(tx, &evidence)?;
            let report = compose(&inputs);
            let problems = consistency(&report, &inputs);
            Ok((report, problems))
        })
        .await
}

fn owned(tx: &Tx<'_>, engagement: &str) -> Result<domain::engagement::Engagement, ServiceError> {
    store::engagements::find(tx, engagement)?
        .ok_or_else(|| ServiceError::NotFound(Problem::new("ENGAGEMENT_NOT_FOUND")))
}

fn page(report: &Report, engagement: &str) -> String {
    let photo = |sha256: &Sha256Hex| urls::fill(urls::THUMBNAIL, &[engagement, sha256.as_str()]);
    render::html::html(report, &|fact| fact_url(engagement, fact), &photo)
}

/// The desk's page that shows where a fact comes from.
fn fact_url(engagement: &str, fact: &FactReference) -> String {
    let room = |rest: &str| {
        let encoded = urls::fill("/desk/{engagement}", &[engagement]);
        format!("{encoded}/{rest}")
    };
    match fact {
        FactReference::Record { record, path, .. } => {
            let path = path.as_deref().unwrap_or_default();
            room(&urls::fill(
                "records/{record}?path={path}",
                &[record.as_str(), path],
            ))
        }
        FactReference::Survey { form_id, .. } => room(&urls::fill(
            "records?kind=questionnaire_response&form={form}",
            &[form_id],
        )),
        FactReference::FundFigure { .. } => room("scores#fund-figures"),
        FactReference::Frame { .. } => room("frame"),
        FactReference::DeskMark { indicator } => room(&urls::fill(
            "scores?indicator={indicator}",
            &[indicator.as_str()],
        )),
        FactReference::Finding { code } => {
            room(&urls::fill("findings?finding={code}", &[code.as_str()]))
        }
    }
}

/// Drawing shrinks photos, which takes seconds; it runs apart from the requests.
async fn word(service: &Service, report: Report) -> Result<Vec<u8>, ServiceError> {
    let _permit = service
        .decoding
        .clone()
        .acquire_owned()
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?;
    let blobs = service.blobs.clone();
    tokio::task::spawn_blocking(move || {
        // A photo that cannot be read is said to be missing in its place.
        render::docx::docx(&report, &|sha256| blobs.read(sha256).ok().flatten())
    })
    .await
    .map_err(|e| ServiceError::Internal(e.to_string()))?
    .map_err(|e| ServiceError::Internal(e.to_string()))
}
