//! 征求意见, 反馈整改, and documents to take away.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use domain::wire::{
    ActOnLine, DecideOpinion, Ledger, NewOpinion, OpinionList, RenderJob, RenderRequest, SaveLine,
};
use futures::stream;

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{ServiceError, reporting};

/// Bytes sent at a time.
const CHUNK: usize = 256 * 1024;

/// GET urls::OPINIONS.
pub async fn opinions(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<OpinionList> {
    Ok(Json(
        reporting::opinions(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::OPINIONS.
pub async fn add_opinion(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(new): JsonBody<NewOpinion>,
) -> Answer<OpinionList> {
    Ok(Json(
        reporting::add_opinion(&state.service, &actor, &engagement, new).await?,
    ))
}

/// PUT urls::OPINION.
pub async fn decide_opinion(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, opinion)): Path<(String, String)>,
    JsonBody(decide): JsonBody<DecideOpinion>,
) -> Answer<OpinionList> {
    Ok(Json(
        reporting::decide_opinion(&state.service, &actor, &engagement, &opinion, decide).await?,
    ))
}

/// GET urls::RECTIFICATION.
pub async fn ledger(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<Ledger> {
    Ok(Json(
        reporting::ledger(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::RECTIFICATION.
pub async fn begin_ledger(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<Ledger> {
    Ok(Json(
        reporting::begin_ledger(&state.service, &actor, &engagement).await?,
    ))
}

/// PUT urls::RECTIFICATION_LINE.
pub async fn save_line(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, finding)): Path<(String, String)>,
    JsonBody(save): JsonBody<SaveLine>,
) -> Answer<Ledger> {
    Ok(Json(
        reporting::save_line(&state.service, &actor, &engagement, &finding, save).await?,
    ))
}

/// POST urls::RECTIFICATION_ACTION.
pub async fn act_on_line(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, finding)): Path<(String, String)>,
    JsonBody(act): JsonBody<ActOnLine>,
) -> Answer<Ledger> {
    Ok(Json(
        reporting::act_on_line(&state.service, &actor, &engagement, &finding, act).await?,
    ))
}

/// POST urls::RENDERS.
pub async fn render(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(request): JsonBody<RenderRequest>,
) -> Answer<RenderJob> {
    Ok(Json(
        reporting::ask(&state.service, &actor, &engagement, request).await?,
    ))
}

/// GET urls::RENDER.
pub async fn rendering(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, render)): Path<(String, String)>,
) -> Answer<RenderJob> {
    Ok(Json(
        reporting::find_render(&state.service, &actor, &engagement, &render).await?,
    ))
}

/// GET urls::RENDER_FILE: sent in pieces, never held whole.
pub async fn rendered(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, render, file)): Path<(String, String, String)>,
) -> Result<impl IntoResponse, ServiceError> {
    let (path, kept) = reporting::take(&state.service, &actor, &engagement, &render, &file).await?;
    let internal = |error: std::io::Error| ServiceError::Internal(format!("render: {error}"));
    let source = tokio::fs::File::open(&path).await.map_err(internal)?;
    // `kept` keeps the file on disk until the last byte was sent.
    let pieces = stream::try_unfold((source, kept), |(mut source, kept)| async move {
        use tokio::io::AsyncReadExt as _;
        let mut piece = vec![0_u8; CHUNK];
        let read = source.read(&mut piece).await?;
        piece.truncate(read);
        let next = (read > 0).then_some((piece, (source, kept)));
        Ok::<_, std::io::Error>(next)
    });
    let media_type = match file.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("html") => "text/html; charset=utf-8",
        _ => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
    ];
    Ok((headers, Body::from_stream(pieces)))
}
