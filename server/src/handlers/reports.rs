//! The draft report as a page and as a Word document.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;

use super::extract::SignedIn;
use crate::router::AppState;
use crate::service::{ServiceError, reports};

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
