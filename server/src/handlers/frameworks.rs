//! An engagement's framework. Not here: what may be changed when (`service::frameworks`).

use axum::Json;
use axum::extract::{Path, State};
use domain::wire::{ApproveFramework, FrameworkView, SaveFramework, StartFramework};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::frameworks;

/// GET urls::FRAMEWORK.
pub async fn find(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<FrameworkView> {
    Ok(Json(
        frameworks::find(&state.service, &actor, &engagement).await?,
    ))
}

/// PUT urls::FRAMEWORK.
pub async fn save(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<SaveFramework>,
) -> Answer<FrameworkView> {
    Ok(Json(
        frameworks::save(&state.service, &actor, &engagement, wanted).await?,
    ))
}

/// POST urls::FRAMEWORK_START.
pub async fn start(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<StartFramework>,
) -> Answer<FrameworkView> {
    Ok(Json(
        frameworks::start(&state.service, &actor, &engagement, wanted).await?,
    ))
}

/// POST urls::FRAMEWORK_APPROVAL.
pub async fn approve(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<ApproveFramework>,
) -> Answer<FrameworkView> {
    Ok(Json(
        frameworks::approve(&state.service, &actor, &engagement, wanted).await?,
    ))
}
