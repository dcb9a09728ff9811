//! The report as it stands, drawn at once: the page with its links, the Word document, and all
//! formats for the command line. Not here: editing and review (`reporting`), jobs
//! (`reporting::ask`).

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::report::{Edition, Report, ReportInputs, edition};
use domain::wire::urls;

pub use super::reporting::Format;
use super::reporting::{assemble, draw_report, fact_url, stored_template};
use super::{Actor, Service, ServiceError, owner, reader};
use crate::render;

/// The report as a page whose numbers lead to their records.
pub async fn html(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<String, ServiceError> {
    let name = engagement.to_owned();
    let composed = composed(service, Reader::Person(actor.clone()), engagement).await?;
    Ok(page(&composed.report, &name))
}

/// The report as a Word document.
pub async fn docx(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Vec<u8>, ServiceError> {
    let composed = composed(service, Reader::Person(actor.clone()), engagement).await?;
    drawn(service, composed, Format::Docx).await
}

/// The report for the command line, which acts as the machine's owner, with what the consistency
/// tests of domain.md §7.1 find.
pub async fn for_owner(
    service: &Service,
    engagement: &str,
    format: Format,
) -> Result<(Vec<u8>, Vec<Problem>), ServiceError> {
    edition_for_owner(service, engagement, format, Edition::Full).await
}

/// The same in one of the report's editions. One to publish that holds what may not be published
/// is refused, and what it holds is named.
pub async fn edition_for_owner(
    service: &Service,
    engagement: &str,
    format: Format,
    wanted: Edition,
) -> Result<(Vec<u8>, Vec<Problem>), ServiceError> {
    let mut composed = composed(service, Reader::Owner, engagement).await?;
    let problems = composed.problems.clone();
    composed.report =
        edition(&composed.report, wanted, &composed.inputs).map_err(ServiceError::Invalid)?;
    let bytes = match format {
        Format::Html => page(&composed.report, engagement).into_bytes(),
        format => drawn(service, composed, format).await?,
    };
    Ok((bytes, problems))
}

enum Reader {
    Person(Actor),
    Owner,
}

struct Composed {
    report: Report,
    inputs: ReportInputs,
    problems: Vec<Problem>,
    template: Option<Sha256Hex>,
}

async fn composed(
    service: &Service,
    who: Reader,
    engagement: &str,
) -> Result<Composed, ServiceError> {
    let engagement = engagement.to_owned();
    service
        .store
        .read(move |tx| {
            let membership = match &who {
                Reader::Person(actor) => reader(tx, actor, &engagement)?,
                Reader::Owner => owner(tx, &engagement)?,
            };
            let assembled = assemble(tx, &membership)?;
            Ok(Composed {
                report: assembled.edited.report,
                inputs: assembled.inputs,
                problems: assembled.problems,
                template: stored_template(tx, &membership.engagement.id)?,
            })
        })
        .await
}

fn page(report: &Report, engagement: &str) -> String {
    let photo = |sha256: &Sha256Hex| urls::fill(urls::THUMBNAIL, &[engagement, sha256.as_str()]);
    render::html::html(report, &|fact| fact_url(engagement, fact), &photo)
}

/// Drawing shrinks photos, which takes seconds; it runs apart from the requests.
async fn drawn(
    service: &Service,
    composed: Composed,
    format: Format,
) -> Result<Vec<u8>, ServiceError> {
    let internal = |why: String| ServiceError::Internal(why);
    let permit = service.decoding.clone().acquire_owned().await;
    let _permit = permit.map_err(|error| internal(error.to_string()))?;
    let service = service.clone();
    tokio::task::spawn_blocking(move || {
        draw_report(
            &service,
            &composed.report,
            format,
            composed.template.as_ref(),
        )
    })
    .await
    .map_err(|error| internal(error.to_string()))?
}
