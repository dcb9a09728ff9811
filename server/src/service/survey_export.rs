//! The export of one questionnaire: the workbook and the CSV files. Managers only.
//! Not here: what its sheets hold (`domain::survey_statistics`), how they are written
//! (`crate::render::tables`).

use domain::ids::FormId;
use domain::survey_statistics::{Sheet, response_sheet, statistics_sheets};

use super::statistics::with;
use super::{Actor, Service, ServiceError, export_log};
use crate::render::tables;

/// Which file of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// All sheets as one workbook.
    Workbook,
    /// The responses as CSV.
    ResponsesCsv,
    /// The questions' distributions as CSV.
    StatisticsCsv,
}

/// The export's bytes.
pub async fn export(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    (export, language): (Export, String),
) -> Result<Vec<u8>, ServiceError> {
    let sheets = with(service, actor, engagement, form, move |_, questionnaire| {
        let result = questionnaire.result()?;
        let responses = || response_sheet(&questionnaire.input(), &result, &language);
        let statistics = || -> Result<Vec<Sheet>, ServiceError> {
            let statistics = questionnaire.statistics(&result)?;
            Ok(statistics_sheets(
                &questionnaire.instrument,
                &statistics,
                &language,
            ))
        };
        Ok(match export {
            Export::ResponsesCsv => vec![responses()],
            Export::StatisticsCsv => statistics()?.pop().into_iter().collect(),
            Export::Workbook => {
                let mut sheets = statistics()?;
                sheets.push(responses());
                sheets
            }
        })
    })
    .await?;
    let file = format!("{form} {export:?}");
    export_log::taken(service, actor, engagement, file).await?;
    let written = tokio::task::spawn_blocking(move || match (export, sheets.first()) {
        (Export::Workbook, _) => tables::workbook(&sheets),
        (_, Some(sheet)) => tables::csv(sheet),
        (_, None) => Ok(Vec::new()),
    });
    let written = written.await;
    written
        .map_err(|e| ServiceError::Internal(e.to_string()))?
        .map_err(|e| ServiceError::Internal(e.to_string()))
}
