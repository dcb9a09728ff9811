//! Figures, marks, the score sheet and its history. Not here: how a score comes about
//! (`domain::scoring`).

use axum::Json;
use axum::extract::{Path, State};
use domain::wire::{ConfirmScores, MarkRequest, ScoreHistoryLine, ScoreInputs, ScoreView};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{score_marks, scores};

/// GET urls::SCORE_INPUTS.
pub async fn inputs(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<ScoreInputs> {
    Ok(Json(
        scores::inputs(&state.service, &actor, &engagement).await?,
    ))
}

/// PUT urls::SCORE_INPUTS.
pub async fn save_inputs(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(inputs): JsonBody<ScoreInputs>,
) -> Answer<ScoreView> {
    Ok(Json(
        scores::save_inputs(&state.service, &actor, &engagement, inputs).await?,
    ))
}

/// GET urls::SCORES.
pub async fn find(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<ScoreView> {
    Ok(Json(
        scores::find(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::SCORE_MARKS.
pub async fn mark(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(request): JsonBody<MarkRequest>,
) -> Answer<ScoreView> {
    Ok(Json(
        score_marks::mark(&state.service, &actor, &engagement, request).await?,
    ))
}

/// POST urls::SCORE_WHAT_IF.
pub async fn what_if(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(inputs): JsonBody<ScoreInputs>,
) -> Answer<ScoreView> {
    Ok(Json(
        scores::what_if(&state.service, &actor, &engagement, inputs).await?,
    ))
}

/// POST urls::SCORE_CONFIRMATION.
pub async fn confirm(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<ConfirmScores>,
) -> Answer<ScoreView> {
    Ok(Json(
        scores::confirm(&state.service, &actor, &engagement, wanted).await?,
    ))
}

/// GET urls::SCORE_HISTORY.
pub async fn history(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<Vec<ScoreHistoryLine>> {
    Ok(Json(
        scores::history(&state.service, &actor, &engagement).await?,
    ))
}
