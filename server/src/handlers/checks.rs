//! 专项审核: self-evaluations, target reviews, monitoring.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use domain::wire::{
    ActOnTargetReview, ActOnWatch, MonitoringBoard, MonitoringRulesView, NewTargetReview,
    SaveCutOff, SaveMarks, SaveMonitoring, SaveMonitoringRules, SelfEvaluationList,
    SelfEvaluationView, SignSelfEvaluation, TargetReviewList,
};

use super::Answer;
use super::desk::file_name;
use super::desk_tables::as_workbook;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::ServiceError;
use crate::service::checks::monitoring::MonitoringQuery;
use crate::service::checks::uploads::{self, UploadQuery};
use crate::service::checks::{monitoring, self_evaluations, targets, watch};

/// GET urls::SELF_EVALUATIONS.
pub async fn evaluations(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<SelfEvaluationList> {
    Ok(Json(
        self_evaluations::list(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::SELF_EVALUATIONS.
pub async fn upload(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    Query(query): Query<UploadQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<SelfEvaluationList> {
    let name = file_name(&headers);
    let (said, bytes) = ((name.as_str(), query), body.to_vec());
    Ok(Json(
        uploads::upload(&state.service, &actor, &engagement, said, bytes).await?,
    ))
}

/// GET urls::SELF_EVALUATION.
pub async fn evaluation(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, id)): Path<(String, String)>,
) -> Answer<SelfEvaluationView> {
    Ok(Json(
        self_evaluations::find(&state.service, &actor, &engagement, id).await?,
    ))
}

/// PUT urls::SELF_EVALUATION.
pub async fn save_marks(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, id)): Path<(String, String)>,
    JsonBody(wanted): JsonBody<SaveMarks>,
) -> Answer<SelfEvaluationView> {
    Ok(Json(
        self_evaluations::save_marks(&state.service, &actor, &engagement, id, wanted).await?,
    ))
}

/// POST urls::SELF_EVALUATION_SIGN.
pub async fn sign(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, id)): Path<(String, String)>,
    JsonBody(wanted): JsonBody<SignSelfEvaluation>,
) -> Answer<SelfEvaluationView> {
    Ok(Json(
        self_evaluations::sign(&state.service, &actor, &engagement, id, wanted).await?,
    ))
}

/// GET urls::TARGET_REVIEWS.
pub async fn targets(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<TargetReviewList> {
    Ok(Json(
        targets::list(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::TARGET_REVIEWS.
pub async fn add_target(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<NewTargetReview>,
) -> Answer<TargetReviewList> {
    Ok(Json(
        targets::add(&state.service, &actor, &engagement, wanted).await?,
    ))
}

/// POST urls::TARGET_REVIEW.
pub async fn act_on_target(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, review)): Path<(String, String)>,
    JsonBody(wanted): JsonBody<ActOnTargetReview>,
) -> Answer<TargetReviewList> {
    Ok(Json(
        targets::act(&state.service, &actor, &engagement, review, wanted).await?,
    ))
}

/// PUT urls::TARGET_CUT_OFF.
pub async fn save_cut_off(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<SaveCutOff>,
) -> Answer<TargetReviewList> {
    Ok(Json(
        targets::save_cut_off(&state.service, &actor, &engagement, wanted).await?,
    ))
}

/// GET urls::MONITORING.
pub async fn board(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    Query(query): Query<MonitoringQuery>,
) -> Answer<MonitoringBoard> {
    Ok(Json(
        monitoring::board(&state.service, &actor, &engagement, query).await?,
    ))
}

/// PUT urls::MONITORING.
pub async fn save_figures(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    Query(query): Query<MonitoringQuery>,
    JsonBody(wanted): JsonBody<SaveMonitoring>,
) -> Answer<MonitoringBoard> {
    Ok(Json(
        monitoring::save(&state.service, &actor, &engagement, query, wanted).await?,
    ))
}

/// GET urls::MONITORING_RULES.
pub async fn rules(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<MonitoringRulesView> {
    Ok(Json(
        watch::rules(&state.service, &actor, &engagement).await?,
    ))
}

/// PUT urls::MONITORING_RULES.
pub async fn save_rules(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<SaveMonitoringRules>,
) -> Answer<MonitoringRulesView> {
    Ok(Json(
        watch::save_rules(&state.service, &actor, &engagement, wanted).await?,
    ))
}

/// POST urls::MONITORING_WATCH.
pub async fn act_on_watch(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    Query(query): Query<MonitoringQuery>,
    JsonBody(wanted): JsonBody<ActOnWatch>,
) -> Answer<MonitoringBoard> {
    Ok(Json(
        watch::act(&state.service, &actor, &engagement, query, wanted).await?,
    ))
}

/// GET urls::MONITORING_TABLE.
pub async fn monitoring_table(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    Query(query): Query<MonitoringQuery>,
) -> Result<impl IntoResponse, ServiceError> {
    let bytes = monitoring::workbook(&state.service, &actor, &engagement, query).await?;
    Ok(as_workbook("monitoring.xlsx", bytes))
}
