//! What is in quarantine. Not here: what comes there (`service::sync`).

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::wire::{JSON, Quarantine};

use super::Answer;
use super::extract::SignedIn;
use crate::router::AppState;
use crate::service::{ServiceError, quarantine};

/// GET urls::QUARANTINE.
pub async fn list(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<Quarantine> {
    Ok(Json(
        quarantine::list(&state.service, &actor, &engagement).await?,
    ))
}

/// GET urls::QUARANTINED: a file, named by its hash and by nothing the sender wrote.
pub async fn content(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, sha256)): Path<(String, String)>,
) -> Result<impl IntoResponse, ServiceError> {
    let sha256 = Sha256Hex::parse(&sha256)
        .ok_or_else(|| ServiceError::invalid(Problem::new("NOT_A_SHA256").at_path("sha256")))?;
    let text = quarantine::content(&state.service, &actor, &engagement, &sha256).await?;
    let name = format!(
        "attachment; filename=\"quarantined-{}.json\"",
        sha256.short()
    );
    let headers = [
        (header::CONTENT_TYPE, JSON.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text))
}
