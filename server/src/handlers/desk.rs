//! The desk: frame, sample, assignments, records. Not here: findings, scores.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use domain::ids::DocumentId;
use domain::project::Frame;
use domain::wire::{
    Assignments, FramePreview, JudgementalRequest, NewDraw, RecordPage, RecordView, ReviewRequest,
    SampleView,
};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{frames, records, samples};

/// The uploaded file's name, percent-encoded by the app because headers are ASCII.
const FILE_NAME: &str = "x-file-name";

pub(super) fn file_name(headers: &HeaderMap) -> String {
    let encoded = headers
        .get(FILE_NAME)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    percent_encoding::percent_decode_str(encoded)
        .decode_utf8_lossy()
        .chars()
        .take(200)
        .collect()
}

/// POST urls::FRAME_PREVIEW.
pub async fn preview_frame(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<FramePreview> {
    let name = file_name(&headers);
    let bytes = body.to_vec();
    Ok(Json(
        frames::preview(&state.service, &actor, &engagement, &name, bytes).await?,
    ))
}

/// POST urls::FRAME.
pub async fn import_frame(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<FramePreview> {
    let name = file_name(&headers);
    let bytes = body.to_vec();
    Ok(Json(
        frames::import(&state.service, &actor, &engagement, &name, bytes).await?,
    ))
}

/// GET urls::FRAME.
pub async fn frame(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<Frame> {
    Ok(Json(
        frames::find(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::DRAWS.
pub async fn draw(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<NewDraw>,
) -> Answer<SampleView> {
    Ok(Json(
        samples::make_draw(&state.service, &actor, &engagement, wanted).await?,
    ))
}

/// GET urls::SAMPLE.
pub async fn sample(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<SampleView> {
    Ok(Json(
        samples::find(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::JUDGEMENTAL.
pub async fn add_judgemental(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(request): JsonBody<JudgementalRequest>,
) -> Answer<SampleView> {
    Ok(Json(
        samples::add_judgemental(&state.service, &actor, &engagement, request).await?,
    ))
}

/// GET urls::ASSIGNMENTS.
pub async fn assignments(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<Assignments> {
    Ok(Json(
        samples::assignments(&state.service, &actor, &engagement).await?,
    ))
}

/// PUT urls::ASSIGNMENTS.
pub async fn assign(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<Assignments>,
) -> Answer<Assignments> {
    Ok(Json(
        samples::assign(&state.service, &actor, &engagement, wanted).await?,
    ))
}

/// GET urls::RECORDS.
pub async fn records(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    Query(filter): Query<records::RecordFilter>,
) -> Answer<RecordPage> {
    Ok(Json(
        records::list(&state.service, &actor, &engagement, filter).await?,
    ))
}

/// GET urls::RECORD.
pub async fn record(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, record)): Path<(String, DocumentId)>,
) -> Answer<RecordView> {
    Ok(Json(
        records::find(&state.service, &actor, &engagement, &record).await?,
    ))
}

/// POST urls::REVIEW.
pub async fn review(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, record)): Path<(String, DocumentId)>,
    JsonBody(request): JsonBody<ReviewRequest>,
) -> Answer<RecordView> {
    Ok(Json(
        records::review(&state.service, &actor, &engagement, &record, request).await?,
    ))
}
