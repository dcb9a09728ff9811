//! The report drawn at once: the page with its links, the Word document, and all formats for the
//! command line. Not here: which report that is (`reporting::shown`), editing and review
//! (`reporting`), jobs (`reporting::ask`).

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::report::{Edition, Report, edition};
use domain::wire::urls;

pub use super::reporting::Format;
use super::reporting::{Shown, draw_report, fact_url, shown};
use super::{Actor, Service, ServiceError, export_log, owner, reader};
use crate::render;

/// The report as a page whose numbers lead to their records.
pub async fn html(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<String, ServiceError> {
    let (actor, name) = (actor.clone(), engagement.to_owned());
    let shown = service
        .store
        .read(move |tx| shown(tx, &reader(tx, &actor, &name)?, ""))
        .await?;
    Ok(page(&shown.report, engagement))
}

/// The report as a Word document.
pub async fn docx(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Vec<u8>, ServiceError> {
    taken(
        service,
        Some(actor),
        engagement,
        (Format::Docx, Edition::Full),
    )
    .await
    .map(|(bytes, _)| bytes)
}

/// The report for the command line, which acts as the machine's owner, with what the consistency
/// tests of domain.md §7.1 find. What is still open is no contradiction: the draft says so itself.
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
    let (bytes, mut problems) = taken(service, None, engagement, (format, wanted)).await?;
    problems.retain(|problem| problem.code != "REPORT_SCORE_GAPS");
    Ok((bytes, problems))
}

/// Draws at the one seat, and leaves a line in the log.
async fn taken(
    service: &Service,
    actor: Option<&Actor>,
    engagement: &str,
    (format, wanted): (Format, Edition),
) -> Result<(Vec<u8>, Vec<Problem>), ServiceError> {
    let (who, name) = (actor.cloned(), engagement.to_owned());
    let (id, mut shown) = service
        .store
        .read(move |tx| {
            let membership = match &who {
                Some(actor) => reader(tx, actor, &name)?,
                None => owner(tx, &name)?,
            };
            let shown = shown(tx, &membership, "")?;
            Ok::<_, ServiceError>((membership.engagement.id, shown))
        })
        .await?;
    let details = serde_json::json!({ "file": format.file(), "number": shown.number });
    export_log::note(service, actor, &id, details).await?;
    let problems = shown.problems.clone();
    let report = edition(&shown.report, wanted, &shown.inputs);
    shown.report = report.map_err(ServiceError::Invalid)?;
    let bytes = match format {
        Format::Html => page(&shown.report, engagement).into_bytes(),
        format => drawn(service, shown, format).await?,
    };
    Ok((bytes, problems))
}

fn page(report: &Report, engagement: &str) -> String {
    let photo = |sha256: &Sha256Hex| urls::fill(urls::THUMBNAIL, &[engagement, sha256.as_str()]);
    render::html::html(report, &|fact| fact_url(engagement, fact), &photo)
}

/// Drawing takes seconds and hundreds of megabytes; it waits for the seat like every other.
async fn drawn(service: &Service, shown: Shown, format: Format) -> Result<Vec<u8>, ServiceError> {
    let _seat = service.renders.seat().await?;
    let service = service.clone();
    tokio::task::spawn_blocking(move || {
        draw_report(&service, &shown.report, format, shown.template.as_ref())
    })
    .await
    .map_err(|error| ServiceError::Internal(error.to_string()))?
}
