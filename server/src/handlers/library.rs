//! The firm's indicator library. Not here: who may do what (`service::library`).

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use domain::wire::{ActOnItem, LibraryView, SubmitItem};

use super::Answer;
use super::desk::file_name;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::{ServiceError, library};

/// GET urls::LIBRARY.
pub async fn list(State(state): State<AppState>, SignedIn(actor): SignedIn) -> Answer<LibraryView> {
    Ok(Json(library::list(&state.service, &actor).await?))
}

/// POST urls::LIBRARY.
pub async fn submit(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    JsonBody(wanted): JsonBody<SubmitItem>,
) -> Answer<LibraryView> {
    Ok(Json(
        library::submit(&state.service, &actor, wanted.item).await?,
    ))
}

/// PUT urls::LIBRARY_ITEM.
pub async fn renew(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    JsonBody(wanted): JsonBody<SubmitItem>,
) -> Answer<LibraryView> {
    Ok(Json(
        library::renew(&state.service, &actor, &code, wanted.item).await?,
    ))
}

/// POST urls::LIBRARY_ACTION.
pub async fn act(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    JsonBody(wanted): JsonBody<ActOnItem>,
) -> Answer<LibraryView> {
    Ok(Json(
        library::act(
            &state.service,
            &actor,
            &code,
            (wanted.version, wanted.action),
        )
        .await?,
    ))
}

/// GET urls::LIBRARY_XLSX.
pub async fn workbook(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<impl IntoResponse, ServiceError> {
    let bytes = library::export(&state.service, &actor).await?;
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"library.xlsx\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes))
}

/// POST urls::LIBRARY_XLSX.
pub async fn import(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<LibraryView> {
    let name = file_name(&headers);
    let bytes = body.to_vec();
    Ok(Json(
        library::import(&state.service, &actor, &name, bytes).await?,
    ))
}
