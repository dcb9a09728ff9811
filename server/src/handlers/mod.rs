//! One handler, one use case: extract, call, answer. Not here: rules, SQL.

pub mod blobs;
pub mod checks;
pub mod desk;
pub mod desk_tables;
pub mod documents;
pub mod engagements;
pub mod extract;
pub mod feedback;
pub mod field;
pub mod findings;
mod form_body;
pub mod forms;
pub mod frameworks;
pub mod interviews;
pub mod library;
pub mod programme;
pub mod quarantine;
pub mod questionnaire;
pub mod reports;
pub mod respondents;
pub mod scores;
pub mod session;
pub mod statistics;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::problem::{Problem, ProblemEnvelope};

use crate::service::ServiceError;

/// What every handler answers.
pub type Answer<T> = Result<Json<T>, ServiceError>;

impl IntoResponse for ServiceError {
    fn into_response(self) -> Response {
        let (status, problems) = match self {
            ServiceError::SignedOut => (StatusCode::UNAUTHORIZED, vec![Problem::new("SIGNED_OUT")]),
            ServiceError::Forbidden(problem) => (StatusCode::FORBIDDEN, vec![problem]),
            ServiceError::NotFound(problem) => (StatusCode::NOT_FOUND, vec![problem]),
            ServiceError::Conflict(problem) => (StatusCode::CONFLICT, vec![problem]),
            ServiceError::Invalid(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
            ServiceError::TooLarge(problem) => (StatusCode::PAYLOAD_TOO_LARGE, vec![problem]),
            ServiceError::UnsupportedMedia(problem) => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, vec![problem])
            }
            ServiceError::TooMany(problem) => (StatusCode::TOO_MANY_REQUESTS, vec![problem]),
            error @ (ServiceError::Store(_) | ServiceError::Internal(_)) => {
                tracing::error!(%error, "request failed");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    vec![Problem::new("INTERNAL")],
                )
            }
        };
        let mut response = (status, Json(ProblemEnvelope { problems })).into_response();
        // What one person may see must not stay in any cache for the next.
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}
