//! The tablet's exchange: pack, push, pull, digest.

use axum::Json;
use axum::extract::{Path, Query, State};
use domain::ids::DeviceId;
use domain::wire::{DigestResponse, Pack, PullResponse, PushRequest, PushResponse};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{pack, pull, sync};

/// GET urls::PACK.
pub async fn pack(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<Pack> {
    Ok(Json(pack::find(&state.service, &actor, &engagement).await?))
}

/// POST urls::PUSH.
pub async fn push(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(request): JsonBody<PushRequest>,
) -> Answer<PushResponse> {
    Ok(Json(
        sync::push(&state.service, &actor, &engagement, request).await?,
    ))
}

/// `?cursor=`.
#[derive(serde::Deserialize)]
pub struct Cursor {
    #[serde(default)]
    cursor: u64,
}

/// GET urls::PULL.
pub async fn pull(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    Query(Cursor { cursor }): Query<Cursor>,
) -> Answer<PullResponse> {
    Ok(Json(
        pull::pull(&state.service, &actor, &engagement, cursor).await?,
    ))
}

/// `?device=`.
#[derive(serde::Deserialize)]
pub struct Device {
    device: Option<DeviceId>,
}

/// GET urls::DIGEST.
pub async fn digest(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    Query(Device { device }): Query<Device>,
) -> Answer<DigestResponse> {
    Ok(Json(
        pull::compare(&state.service, &actor, &engagement, device).await?,
    ))
}
