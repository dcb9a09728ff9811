//! 报告: the page, the document with its blocks, edits, comments, review.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use domain::wire::{
    AddBlock, NewComment, Presence, PresentEditors, ReportComparison, ReportView, ResolveComment,
    ReviewStep, SaveBlock, SaveProfile,
};

use super::Answer;
use super::desk::file_name;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{ServiceError, reporting, reports};

/// The report runs no script and loads nothing but our own pictures.
const REPORT_POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; \
    frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/// GET urls::REPORT_HTML.
pub async fn html(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Result<impl IntoResponse, ServiceError> {
    let page = reports::html(&state.service, &actor, &engagement).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, REPORT_POLICY),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, page))
}

/// GET urls::REPORT_DOCX.
pub async fn docx(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Result<impl IntoResponse, ServiceError> {
    let bytes = reports::docx(&state.service, &actor, &engagement).await?;
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"report.docx\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes))
}

/// GET urls::REPORT.
pub async fn find(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<ReportView> {
    Ok(Json(
        reporting::find(&state.service, &actor, &engagement).await?,
    ))
}

/// PUT urls::REPORT_BLOCK.
pub async fn save_block(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, block)): Path<(String, String)>,
    JsonBody(save): JsonBody<SaveBlock>,
) -> Answer<ReportView> {
    Ok(Json(
        reporting::save_block(&state.service, &actor, &engagement, &block, save).await?,
    ))
}

/// POST urls::REPORT_BLOCKS.
pub async fn add_block(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(add): JsonBody<AddBlock>,
) -> Answer<ReportView> {
    Ok(Json(
        reporting::add_block(&state.service, &actor, &engagement, add).await?,
    ))
}

/// POST urls::REPORT_COMMENTS.
pub async fn comment(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(new): JsonBody<NewComment>,
) -> Answer<ReportView> {
    Ok(Json(
        reporting::comment(&state.service, &actor, &engagement, new).await?,
    ))
}

/// PUT urls::REPORT_COMMENT.
pub async fn resolve_comment(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, comment)): Path<(String, String)>,
    JsonBody(resolve): JsonBody<ResolveComment>,
) -> Answer<ReportView> {
    Ok(Json(
        reporting::resolve_comment(&state.service, &actor, &engagement, &comment, resolve).await?,
    ))
}

/// POST urls::REPORT_PRESENCE.
pub async fn present(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(presence): JsonBody<Presence>,
) -> Answer<PresentEditors> {
    Ok(Json(
        reporting::present(&state.service, &actor, &engagement, presence).await?,
    ))
}

/// Which versions are compared.
#[derive(serde::Deserialize)]
pub struct Between {
    from: u32,
    to: Option<u32>,
}

/// GET urls::REPORT_COMPARISON.
pub async fn compare(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    Query(between): Query<Between>,
) -> Answer<ReportComparison> {
    let Between { from, to } = between;
    Ok(Json(
        reporting::compare(&state.service, &actor, &engagement, from, to).await?,
    ))
}

/// POST urls::REPORT_REVIEW.
pub async fn review(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(step): JsonBody<ReviewStep>,
) -> Answer<ReportView> {
    Ok(Json(
        reporting::step(&state.service, &actor, &engagement, step).await?,
    ))
}

/// PUT urls::PROFILE.
pub async fn save_profile(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(save): JsonBody<SaveProfile>,
) -> Answer<ReportView> {
    Ok(Json(
        reporting::save_profile(&state.service, &actor, &engagement, save).await?,
    ))
}

/// PUT urls::REPORT_TEMPLATE.
pub async fn set_template(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<ReportView> {
    let (name, bytes) = (file_name(&headers), body.to_vec());
    Ok(Json(
        reporting::set_template(&state.service, &actor, &engagement, &name, bytes).await?,
    ))
}

/// DELETE urls::REPORT_TEMPLATE.
pub async fn remove_template(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<ReportView> {
    Ok(Json(
        reporting::remove_template(&state.service, &actor, &engagement).await?,
    ))
}
