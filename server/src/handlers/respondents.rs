//! 问卷发放 at the desk: settings, codes, posters, paper. Not here: the respondents' pages
//! (`questionnaire`).

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use domain::problem::Problem;
use domain::respondent::RespondentSettings;
use domain::wire::{
    CodeRequest, MadeCodes, NewBatch, NewPoster, PosterChange, RespondentsView, Roster,
};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use super::form_body::{fields, first};
use super::questionnaire::guarded_headers;
use crate::router::AppState;
use crate::service::ServiceError;
use crate::service::respondents::{desk, making, posting, print};

/// GET urls::RESPONDENTS.
pub async fn find(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<RespondentsView> {
    Ok(Json(desk::find(&state.service, &actor, &engagement).await?))
}

/// PUT urls::RESPONDENTS.
pub async fn save_settings(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(settings): JsonBody<RespondentSettings>,
) -> Answer<RespondentsView> {
    let view = desk::save_settings(&state.service, &actor, &engagement, settings).await?;
    Ok(Json(view))
}

/// POST urls::RESPONDENT_BATCHES.
pub async fn make_batch(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<NewBatch>,
) -> Answer<MadeCodes> {
    let made = making::batch(&state.service, &actor, &engagement, wanted).await?;
    Ok(Json(made))
}

/// GET urls::RESPONDENT_ROSTER.
pub async fn roster(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, batch)): Path<(String, String)>,
) -> Answer<Roster> {
    let roster = desk::roster(&state.service, &actor, &engagement, &batch).await?;
    Ok(Json(roster))
}

/// POST urls::RESPONDENT_CODE.
pub async fn change_code(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, code)): Path<(String, String)>,
    JsonBody(request): JsonBody<CodeRequest>,
) -> Answer<MadeCodes> {
    let action = request.action;
    let made = making::change(&state.service, &actor, &engagement, &code, action).await?;
    Ok(Json(made))
}

/// POST urls::RESPONDENT_POSTERS.
pub async fn make_poster(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(wanted): JsonBody<NewPoster>,
) -> Answer<RespondentsView> {
    let view = posting::poster(&state.service, &actor, &engagement, wanted).await?;
    Ok(Json(view))
}

/// PUT urls::RESPONDENT_POSTER.
pub async fn change_poster(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, poster)): Path<(String, String)>,
    JsonBody(wanted): JsonBody<PosterChange>,
) -> Answer<RespondentsView> {
    let view = posting::change(&state.service, &actor, &engagement, &poster, wanted).await?;
    Ok(Json(view))
}

/// POST urls::RESPONDENT_CARDS: a form with the codes just shown, one in each line.
pub async fn cards(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<impl IntoResponse, ServiceError> {
    let body = body.map_err(|_| ServiceError::TooLarge(Problem::new("BODY_TOO_LARGE")))?;
    let fields = fields(&body);
    let lines = first(&fields, "codes").unwrap_or_default().lines();
    let codes = lines.map(str::to_owned).collect();
    let here = here(&headers, state.secure_cookies);
    let page = print::cards(&state.service, &actor, &engagement, codes, here).await?;
    Ok((guarded_headers(true), page))
}

/// GET urls::RESPONDENT_REMINDER.
pub async fn reminder(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, batch)): Path<(String, String)>,
) -> Result<impl IntoResponse, ServiceError> {
    let page = print::reminder(&state.service, &actor, &engagement, &batch).await?;
    Ok((guarded_headers(true), page))
}

/// GET urls::RESPONDENT_PAPER.
pub async fn poster(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, poster)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ServiceError> {
    let here = here(&headers, state.secure_cookies);
    let page = print::poster(&state.service, &actor, &engagement, &poster, here).await?;
    Ok((guarded_headers(true), page))
}

/// The address the manager's browser uses, from the Host header.
fn here(headers: &HeaderMap, secure: bool) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    let scheme = if secure { "https" } else { "http" };
    format!("{scheme}://{}", host.unwrap_or("localhost"))
}
