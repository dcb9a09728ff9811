//! 项目汇总 and the scorecard: outside of any engagement.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use domain::wire::{ProgrammeView, SaveScorecard, ScorecardView};

use super::Answer;
use super::desk_tables::as_workbook;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{ServiceError, programme};

/// GET urls::PROGRAMME.
pub async fn overview(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Answer<ProgrammeView> {
    Ok(Json(programme::overview(&state.service, &actor).await?))
}

/// GET urls::PROGRAMME_TABLE.
pub async fn table(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<impl IntoResponse, ServiceError> {
    let bytes = programme::workbook(&state.service, &actor).await?;
    Ok(as_workbook("programme.xlsx", bytes))
}

/// GET urls::SCORECARD.
pub async fn scorecard(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Answer<ScorecardView> {
    Ok(Json(programme::scorecard(&state.service, &actor).await?))
}

/// PUT urls::SCORECARD.
pub async fn save_scorecard(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    JsonBody(wanted): JsonBody<SaveScorecard>,
) -> Answer<ScorecardView> {
    Ok(Json(
        programme::save_scorecard(&state.service, &actor, wanted).await?,
    ))
}
