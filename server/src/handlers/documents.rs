//! The register of requested documents. Not here: receipts, which tablets push like any record.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use domain::document_request::RequestWords;
use domain::ids::DocumentRequestId;
use domain::wire::{DocumentRegister, StageDueDay};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{ServiceError, documents};

/// GET urls::DOCUMENTS.
pub async fn register(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<DocumentRegister> {
    Ok(Json(
        documents::register(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::DOCUMENTS.
pub async fn add(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(words): JsonBody<RequestWords>,
) -> Answer<DocumentRegister> {
    Ok(Json(
        documents::add(&state.service, &actor, &engagement, words).await?,
    ))
}

/// POST urls::DOCUMENTS_STARTER.
pub async fn start(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<DocumentRegister> {
    Ok(Json(
        documents::start(&state.service, &actor, &engagement).await?,
    ))
}

/// PUT urls::DOCUMENT_DUE_DAYS.
pub async fn set_due_day(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<StageDueDay>,
) -> Answer<DocumentRegister> {
    Ok(Json(
        documents::set_due_day(&state.service, &actor, &engagement, wanted).await?,
    ))
}

/// PUT urls::DOCUMENT.
pub async fn edit(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, request)): Path<(String, DocumentRequestId)>,
    JsonBody(words): JsonBody<RequestWords>,
) -> Answer<DocumentRegister> {
    Ok(Json(
        documents::edit(&state.service, &actor, &engagement, request, words).await?,
    ))
}

/// DELETE urls::DOCUMENT.
pub async fn remove(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, request)): Path<(String, DocumentRequestId)>,
) -> Answer<DocumentRegister> {
    Ok(Json(
        documents::remove(&state.service, &actor, &engagement, request).await?,
    ))
}

/// GET urls::DOCUMENTS_XLSX.
pub async fn workbook(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Result<impl IntoResponse, ServiceError> {
    let bytes = documents::workbook(&state.service, &actor, &engagement).await?;
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"documents.xlsx\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes))
}
