//! Questionnaires at the desk: statistics, cross tables, open answers, rulings, plan, export.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use domain::ids::{FormId, ProjectCode};
use domain::wire::{
    CrossTableView, OpenTexts, PlanRequest, PlanView, RulingRequest, SurveySummary, SurveyView,
    VerdictList,
};

use super::Answer;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::survey_export::{self, Export};
use crate::service::{ServiceError, statistics, survey_plan};

/// `?site=`.
#[derive(serde::Deserialize)]
pub struct SiteChoice {
    #[serde(default)]
    site: String,
}

/// `?attribute=&question=`.
#[derive(serde::Deserialize)]
pub struct CrossChoice {
    #[serde(default)]
    attribute: String,
    #[serde(default)]
    question: String,
}

/// `?question=&search=`.
#[derive(serde::Deserialize)]
pub struct TextChoice {
    #[serde(default)]
    question: String,
    #[serde(default)]
    search: String,
}

/// `?language=`.
#[derive(serde::Deserialize)]
pub struct LanguageChoice {
    #[serde(default)]
    language: String,
}

/// GET urls::SURVEYS.
pub async fn list(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<Vec<SurveySummary>> {
    Ok(Json(
        statistics::list(&state.service, &actor, &engagement).await?,
    ))
}

/// GET urls::SURVEY.
pub async fn find(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    Query(choice): Query<SiteChoice>,
) -> Answer<SurveyView> {
    let site = (!choice.site.is_empty()).then_some(ProjectCode(choice.site));
    Ok(Json(
        statistics::find(&state.service, &actor, &engagement, &form, site).await?,
    ))
}

/// GET urls::SURVEY_CROSS.
pub async fn cross(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    Query(choice): Query<CrossChoice>,
) -> Answer<CrossTableView> {
    let questions = (choice.attribute, choice.question);
    Ok(Json(
        statistics::cross(&state.service, &actor, &engagement, &form, questions).await?,
    ))
}

/// GET urls::SURVEY_TEXTS.
pub async fn texts(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    Query(choice): Query<TextChoice>,
) -> Answer<OpenTexts> {
    let wanted = (choice.question, choice.search);
    Ok(Json(
        statistics::texts(&state.service, &actor, &engagement, &form, wanted).await?,
    ))
}

/// GET urls::SURVEY_VERDICTS.
pub async fn verdicts(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
) -> Answer<VerdictList> {
    Ok(Json(
        statistics::verdicts(&state.service, &actor, &engagement, &form).await?,
    ))
}

/// POST urls::SURVEY_RULINGS.
pub async fn rule(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    JsonBody(request): JsonBody<RulingRequest>,
) -> Answer<VerdictList> {
    Ok(Json(
        statistics::rule(&state.service, &actor, &engagement, &form, request).await?,
    ))
}

/// GET urls::SURVEY_PLAN.
pub async fn plan(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<PlanView> {
    Ok(Json(
        survey_plan::find(&state.service, &actor, &engagement).await?,
    ))
}

/// PUT urls::SURVEY_PLAN.
pub async fn save_plan(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(request): JsonBody<PlanRequest>,
) -> Answer<PlanView> {
    Ok(Json(
        survey_plan::save(&state.service, &actor, &engagement, request).await?,
    ))
}

/// What a file of the export is called and what it holds.
fn named(export: Export) -> (&'static str, &'static str) {
    match export {
        Export::Workbook => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "attachment; filename=\"survey.xlsx\"",
        ),
        Export::ResponsesCsv => (
            "text/csv; charset=utf-8",
            "attachment; filename=\"survey-responses.csv\"",
        ),
        Export::StatisticsCsv => (
            "text/csv; charset=utf-8",
            "attachment; filename=\"survey-statistics.csv\"",
        ),
    }
}

async fn file(
    state: AppState,
    actor: crate::service::Actor,
    (engagement, form): (String, FormId),
    wanted: (Export, String),
) -> Result<impl IntoResponse, ServiceError> {
    let (media, disposition) = named(wanted.0);
    let bytes = survey_export::export(&state.service, &actor, &engagement, &form, wanted).await?;
    let headers = [
        (header::CONTENT_TYPE, media),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes))
}

/// GET urls::SURVEY_XLSX.
pub async fn xlsx(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(place): Path<(String, FormId)>,
    Query(choice): Query<LanguageChoice>,
) -> Result<impl IntoResponse, ServiceError> {
    file(state, actor, place, (Export::Workbook, choice.language)).await
}

/// GET urls::SURVEY_RESPONSES_CSV.
pub async fn responses_csv(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(place): Path<(String, FormId)>,
    Query(choice): Query<LanguageChoice>,
) -> Result<impl IntoResponse, ServiceError> {
    file(state, actor, place, (Export::ResponsesCsv, choice.language)).await
}

/// GET urls::SURVEY_STATISTICS_CSV.
pub async fn statistics_csv(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(place): Path<(String, FormId)>,
    Query(choice): Query<LanguageChoice>,
) -> Result<impl IntoResponse, ServiceError> {
    file(
        state,
        actor,
        place,
        (Export::StatisticsCsv, choice.language),
    )
    .await
}
