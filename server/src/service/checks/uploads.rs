//! How a 自评表 comes in: a workbook is read apart from the requests, and each of its sheets is
//! added, or none; a corrected sheet begins the next round of one that did not pass. Not here: what
//! stands in a sheet (`domain::self_evaluation`), the limits of a file (`workbook`).

use domain::ids::EngagementId;
use domain::problem::Problem;
use domain::project::Table;
use domain::self_evaluation::{JointReviewState, SelfEvaluation, import_self_evaluation};
use domain::wire::SelfEvaluationList;

use super::self_evaluations::{compose, stored};
use super::{change, look};
use crate::service::{Actor, Service, ServiceError};
use crate::store::checks::NewEvaluation;
use crate::store::{self, Tx};
use crate::workbook;

/// Sheets in one engagement.
const MOST_EVALUATIONS: usize = 500;

/// What is said beside a workbook.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct UploadQuery {
    /// Whether a satisfaction survey was made, for sheets that do not say.
    #[serde(default)]
    pub survey: Option<bool>,
    /// The sheet that this one corrects; empty for a first round.
    #[serde(default)]
    pub corrects: String,
}

/// Adds each sheet of a workbook that is a 自评表; refused as a whole while one has errors.
pub async fn upload(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    (name, query): (&str, UploadQuery),
    bytes: Vec<u8>,
) -> Result<SelfEvaluationList, ServiceError> {
    // Who may not bring a sheet shall not make the server read one.
    look(service, actor, engagement, |_, _| Ok(())).await?;
    let sheets = read(name, bytes).await?;
    let identifiers = service.identifiers.clone();
    let (account, name) = (actor.id.clone(), name.to_owned());
    change(
        service,
        actor,
        engagement,
        "self_evaluation_uploaded",
        move |tx, id, now| {
            let known = store::checks::count_evaluations(tx, id)?;
            if known + sheets.len() > MOST_EVALUATIONS {
                let problem = Problem::new("SELF_EVALUATIONS_TOO_MANY");
                return Err(ServiceError::TooLarge(
                    problem.with("limit", MOST_EVALUATIONS),
                ));
            }
            may_correct(tx, id, &query.corrects, sheets.len())?;
            for sheet in &sheets {
                let new = NewEvaluation {
                    id: &(*identifiers)(),
                    file_name: &name,
                    evaluation: sheet,
                    survey: query.survey.filter(|_| sheet.has_survey.is_none()),
                    corrects: &query.corrects,
                };
                store::checks::insert_evaluation(tx, id, &new, (&account, now))?;
            }
            Ok(serde_json::json!({
                "source": name, "sheets": sheets.len(), "corrects": query.corrects,
            }))
        },
        compose,
    )
    .await
}

/// Only what did not pass is corrected, once, by one sheet.
fn may_correct(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    corrects: &str,
    sheets: usize,
) -> Result<(), ServiceError> {
    if corrects.is_empty() {
        return Ok(());
    }
    let before = stored(tx, engagement, corrects)?;
    let told = |code: &str| Problem::new(code).with("number", before.number);
    if before.review.state() != JointReviewState::NotPassed {
        return Err(ServiceError::Conflict(told("SELF_EVALUATION_NOT_FAILED")));
    }
    let all = store::checks::evaluations(tx, engagement)?;
    if all.iter().any(|one| one.corrects == corrects) {
        let problem = told("SELF_EVALUATION_CORRECTED_ALREADY");
        return Err(ServiceError::Conflict(problem));
    }
    match sheets {
        1 => Ok(()),
        _ => Err(ServiceError::invalid(told("SELF_EVALUATION_ONE_SHEET"))),
    }
}

/// Parsing may take a moment and memory, so it runs apart from the requests.
async fn read(name: &str, bytes: Vec<u8>) -> Result<Vec<SelfEvaluation>, ServiceError> {
    let name = name.to_owned();
    let tables = tokio::task::spawn_blocking(move || workbook::read_tables(&bytes, &name))
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?
        .map_err(|problem| ServiceError::invalid(*problem))?;
    import(&tables).map_err(ServiceError::Invalid)
}

/// Sheets without a heading are passed over, as long as another one has it.
fn import(tables: &[Table]) -> Result<Vec<SelfEvaluation>, Vec<Problem>> {
    const NO_HEADING: &str = "SELF_EVALUATION_HEADING_NOT_FOUND";
    let mut sheets = Vec::new();
    let (mut problems, mut passed_over) = (Vec::new(), Vec::new());
    for table in tables {
        match import_self_evaluation(table) {
            Ok(sheet) => sheets.push(sheet),
            Err(found) if found.iter().all(|problem| problem.code == NO_HEADING) => {
                passed_over.extend(found);
            }
            Err(found) => problems.extend(found),
        }
    }
    match (problems.is_empty(), sheets.is_empty()) {
        (false, _) => Err(problems),
        (true, true) if passed_over.is_empty() => Err(vec![Problem::new(NO_HEADING)]),
        (true, true) => Err(passed_over),
        (true, false) => Ok(sheets),
    }
}
