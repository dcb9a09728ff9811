//! Interviews at the desk. Not here: the records themselves (`desk`).

use axum::Json;
use axum::extract::{Path, State};
use domain::wire::{InterviewBoard, ResolveOpenItem};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::interviews;

/// GET urls::INTERVIEWS.
pub async fn board(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<InterviewBoard> {
    Ok(Json(
        interviews::board(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::OPEN_ITEM_RESOLUTIONS.
pub async fn resolve(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(request): JsonBody<ResolveOpenItem>,
) -> Answer<InterviewBoard> {
    Ok(Json(
        interviews::resolve(&state.service, &actor, &engagement, request).await?,
    ))
}
