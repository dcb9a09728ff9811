//! The desk's tables as workbooks: the same answers that the rooms show, so who may see a room may
//! take its table along. Not here: what stands in a cell (`domain::desk_tables`).

use domain::desk_tables::{
    DeskTable, assignment_sheet, finding_sheet, frame_sheet, progress_sheet, record_sheet,
    sample_sheet, score_sheet,
};
use domain::survey_statistics::Sheet;

use super::records::RecordFilter;
use super::{
    Actor, Service, ServiceError, engagements, export_log, findings, frames, records, samples,
    scores,
};
use crate::render::tables;

/// The workbook of one table; `filter` narrows the records as it does their list.
pub async fn workbook(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    (table, filter): (DeskTable, RecordFilter),
) -> Result<Vec<u8>, ServiceError> {
    let sheet = sheet(service, actor, engagement, (table, filter)).await?;
    export_log::taken(service, actor, engagement, table.file_name().to_owned()).await?;
    tokio::task::spawn_blocking(move || tables::workbook(&[sheet]))
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?
        .map_err(|e| ServiceError::Internal(e.to_string()))
}

async fn sheet(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    (table, filter): (DeskTable, RecordFilter),
) -> Result<Sheet, ServiceError> {
    Ok(match table {
        DeskTable::Frame => frame_sheet(&frames::find(service, actor, engagement).await?),
        DeskTable::Sample => sample_sheet(&samples::find(service, actor, engagement).await?.sites),
        DeskTable::Assignments => {
            let sample = samples::find(service, actor, engagement).await?;
            let assignments = samples::assignments(service, actor, engagement).await?;
            assignment_sheet(&sample.sites, &assignments)
        }
        DeskTable::Progress => {
            let overview = engagements::overview(service, actor, engagement).await?;
            progress_sheet(&overview.sites, &overview.progress)
        }
        DeskTable::Records => record_sheet(
            &records::list(service, actor, engagement, filter)
                .await?
                .records,
        ),
        DeskTable::Findings => {
            finding_sheet(&findings::standing(service, actor, engagement).await?)
        }
        DeskTable::Scores => {
            let seen = scores::find(service, actor, engagement).await?;
            score_sheet(&seen.sheet, &seen.gaps, &seen.source_names)
        }
    })
}
