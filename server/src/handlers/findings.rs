//! The list of problems. Not here: what may be done to a finding (`service::findings`).

use axum::Json;
use axum::extract::{Path, State};
use domain::ids::FindingCode;
use domain::wire::{ActOnFinding, EvidenceOffers, FindingList, NewFinding, SaveFinding};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{finding_evidence, findings};

/// GET urls::FINDINGS.
pub async fn list(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<FindingList> {
    Ok(Json(
        findings::list(&state.service, &actor, &engagement).await?,
    ))
}

/// GET urls::FINDING_EVIDENCE.
pub async fn evidence(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<EvidenceOffers> {
    Ok(Json(
        finding_evidence::list(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::FINDINGS.
pub async fn add(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(new): JsonBody<NewFinding>,
) -> Answer<FindingList> {
    Ok(Json(
        findings::add(&state.service, &actor, &engagement, new).await?,
    ))
}

/// PUT urls::FINDING.
pub async fn save(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, finding)): Path<(String, FindingCode)>,
    JsonBody(wanted): JsonBody<SaveFinding>,
) -> Answer<FindingList> {
    Ok(Json(
        findings::save(&state.service, &actor, &engagement, &finding, wanted).await?,
    ))
}

/// POST urls::FINDING_ACTION.
pub async fn act(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, finding)): Path<(String, FindingCode)>,
    JsonBody(wanted): JsonBody<ActOnFinding>,
) -> Answer<FindingList> {
    Ok(Json(
        findings::act(&state.service, &actor, &engagement, &finding, wanted).await?,
    ))
}
