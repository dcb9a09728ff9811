//! Making forms. Not here: filling them in.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::FormId;
use domain::problem::Problem;
use domain::wire::{
    DraftChanges, DraftUndo, DraftView, FormDifference, FormList, FormSummary, FormVersionView,
    NewForm, OfferMove, PublishForm, RetireForm, StaleDraft,
};

use super::Answer;
use super::desk::file_name;
use super::extract::{JsonBody, SignedIn};
use crate::router::AppState;
use crate::service::ServiceError;
use crate::service::forms::{self, Changed, DifferenceOf, Published};

/// `?revision=` of a change whose body is a file.
#[derive(serde::Deserialize)]
pub struct OfRevision {
    revision: u64,
}

/// What came of a change: the draft, or 409 with the draft that somebody else made meanwhile.
impl IntoResponse for Changed {
    fn into_response(self) -> Response {
        match self {
            Changed::Made(draft) => Json(draft).into_response(),
            Changed::Stale(draft) => {
                let problems = vec![Problem::new("FORM_DRAFT_CHANGED")];
                let draft = *draft;
                let body = Json(StaleDraft { problems, draft });
                (StatusCode::CONFLICT, body).into_response()
            }
        }
    }
}

/// A workbook to save on a disk.
fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let disposition = format!("attachment; filename=\"{name}.xlsx\"");
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static(
        "attachment; filename=\"form.xlsx\"",
    ));
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(XLSX)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

/// GET urls::FORMS.
pub async fn list(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
) -> Answer<FormList> {
    Ok(Json(
        forms::list(&state.service, &actor, &engagement).await?,
    ))
}

/// POST urls::FORMS.
pub async fn begin(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    JsonBody(request): JsonBody<NewForm>,
) -> Answer<DraftView> {
    Ok(Json(
        forms::begin(&state.service, &actor, &engagement, request).await?,
    ))
}

/// POST urls::FORM_UPLOAD.
pub async fn upload(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(engagement): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<DraftView> {
    let file = (file_name(&headers), body.to_vec());
    Ok(Json(
        forms::upload(&state.service, &actor, &engagement, file).await?,
    ))
}

/// GET urls::FORM_DRAFT.
pub async fn draft(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
) -> Answer<DraftView> {
    Ok(Json(
        forms::find_draft(&state.service, &actor, &engagement, &form).await?,
    ))
}

/// POST urls::FORM_DRAFT.
pub async fn change(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    JsonBody(request): JsonBody<DraftChanges>,
) -> Result<Changed, ServiceError> {
    forms::change(&state.service, &actor, &engagement, &form, request).await
}

/// DELETE urls::FORM_DRAFT.
pub async fn discard(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    Query(of): Query<OfRevision>,
) -> Result<StatusCode, ServiceError> {
    forms::discard(&state.service, &actor, &engagement, &form, of.revision).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// GET urls::FORM_DRAFT_WORKBOOK.
pub async fn draft_workbook(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
) -> Result<Response, ServiceError> {
    let bytes = forms::draft_workbook(&state.service, &actor, &engagement, &form).await?;
    Ok(workbook(&format!("{form}-draft"), bytes))
}

/// PUT urls::FORM_DRAFT_WORKBOOK.
pub async fn replace(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    Query(of): Query<OfRevision>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Changed, ServiceError> {
    let file = (file_name(&headers), body.to_vec());
    forms::replace(
        &state.service,
        &actor,
        &engagement,
        &form,
        of.revision,
        file,
    )
    .await
}

/// POST urls::FORM_DRAFT_UNDO.
pub async fn undo(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    JsonBody(request): JsonBody<DraftUndo>,
) -> Result<Changed, ServiceError> {
    forms::undo(&state.service, &actor, &engagement, &form, request).await
}

/// PUT urls::FORM_ATTACHMENT.
pub async fn attach(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form, name)): Path<(String, FormId, String)>,
    Query(of): Query<OfRevision>,
    body: Bytes,
) -> Result<Changed, ServiceError> {
    let (service, file) = (&state.service, (&form, name.as_str()));
    forms::attach(
        service,
        &actor,
        &engagement,
        file,
        of.revision,
        body.to_vec(),
    )
    .await
}

/// DELETE urls::FORM_ATTACHMENT.
pub async fn detach(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form, name)): Path<(String, FormId, String)>,
    Query(of): Query<OfRevision>,
) -> Result<Changed, ServiceError> {
    let (service, file) = (&state.service, (&form, name.as_str()));
    forms::detach(service, &actor, &engagement, file, of.revision).await
}

/// POST urls::FORM_PUBLISH.
pub async fn publish(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    JsonBody(request): JsonBody<PublishForm>,
) -> Result<Response, ServiceError> {
    let published = forms::publish(&state.service, &actor, &engagement, &form, request).await?;
    Ok(match published {
        Published::Done(summary) => Json(summary).into_response(),
        Published::Stale(changed) => changed.into_response(),
    })
}

/// GET urls::FORM_VERSION.
pub async fn version(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form, version)): Path<(String, FormId, String)>,
) -> Answer<FormVersionView> {
    let service = &state.service;
    Ok(Json(
        forms::find_version(service, &actor, &engagement, &form, &version).await?,
    ))
}

/// GET urls::FORM_VERSION_WORKBOOK.
pub async fn version_workbook(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form, version)): Path<(String, FormId, String)>,
) -> Result<Response, ServiceError> {
    let service = &state.service;
    let bytes = forms::version_workbook(service, &actor, &engagement, &form, &version).await?;
    Ok(workbook(&format!("{form}-{version}"), bytes))
}

/// GET urls::FORM_DIFFERENCE.
pub async fn difference(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    Query(wanted): Query<DifferenceOf>,
) -> Answer<FormDifference> {
    Ok(Json(
        forms::difference(&state.service, &actor, &engagement, &form, wanted).await?,
    ))
}

/// POST urls::FORM_MOVES.
pub async fn offer_move(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    JsonBody(request): JsonBody<OfferMove>,
) -> Answer<FormSummary> {
    Ok(Json(
        forms::offer_move(&state.service, &actor, &engagement, &form, request).await?,
    ))
}

/// PUT urls::FORM_RETIREMENT.
pub async fn retire(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, form)): Path<(String, FormId)>,
    JsonBody(request): JsonBody<RetireForm>,
) -> Answer<FormSummary> {
    Ok(Json(
        forms::retire(&state.service, &actor, &engagement, &form, request).await?,
    ))
}
