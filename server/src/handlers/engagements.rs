//! The list of engagements, beginning one, and who takes part.

use axum::Json;
use axum::extract::{Path, State};
use domain::engagement::Engagement;
use domain::wire::{
    Beginning, EngagementOverview, EngagementSummary, Members, NewEngagement, SetMember,
};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{beginning, engagements};

/// GET urls::ENGAGEMENTS.
pub async fn list(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Answer<Vec<EngagementSummary>> {
    Ok(Json(engagements::list(&state.service, &actor).await?))
}

/// GET urls::ENGAGEMENT.
pub async fn overview(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<EngagementOverview> {
    Ok(Json(
        engagements::overview(&state.service, &actor, &engagement).await?,
    ))
}

/// GET urls::BEGINNING.
pub async fn offered(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Answer<Beginning> {
    Ok(Json(beginning::offered(&state.service, &actor).await?))
}

/// POST urls::ENGAGEMENTS.
pub async fn begin(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    JsonBody(new): JsonBody<NewEngagement>,
) -> Answer<Engagement> {
    Ok(Json(beginning::begin(&state.service, &actor, new).await?))
}

/// GET urls::MEMBERS.
pub async fn members(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<Members> {
    Ok(Json(
        beginning::members(&state.service, &actor, &engagement).await?,
    ))
}

/// PUT urls::MEMBERS.
pub async fn set_member(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<SetMember>,
) -> Answer<Members> {
    Ok(Json(
        beginning::set_member(&state.service, &actor, &engagement, wanted).await?,
    ))
}
