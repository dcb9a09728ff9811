//! What a request carries: who asks, a JSON body, a hash. Errors are problem envelopes.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, header, request::Parts};
use domain::problem::Problem;
use domain::wire;

use crate::router::AppState;
use crate::service::{Actor, ServiceError, accounts};

/// The cookie's name over HTTPS: the browser itself refuses it without Secure and Path=/.
pub const SECURE_COOKIE: &str = "__Host-kanping";
/// The cookie's name over plain HTTP, on loopback only.
pub const PLAIN_COOKIE: &str = "kanping";

/// The signed-in person.
pub struct SignedIn(pub Actor);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ServiceError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ServiceError> {
        let name = if state.secure_cookies {
            SECURE_COOKIE
        } else {
            PLAIN_COOKIE
        };
        let token = cookie(&parts.headers, name).ok_or(ServiceError::SignedOut)?;
        accounts::actor(&state.service, &token).await.map(SignedIn)
    }
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A JSON body; a wrong content type, a wrong shape and a body over the limit are problems.
pub struct JsonBody<T>(pub T);

impl<T: serde::de::DeserializeOwned> FromRequest<AppState> for JsonBody<T> {
    type Rejection = ServiceError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ServiceError> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let essence = content_type
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .map(str::trim);
        if essence != Some(wire::JSON) {
            let problem = Problem::new("UNSUPPORTED_MEDIA_TYPE").with("expected", wire::JSON);
            return Err(ServiceError::UnsupportedMedia(problem));
        }
        let bytes = axum::body::Bytes::from_request(request, state)
            .await
            .map_err(|_| ServiceError::TooLarge(Problem::new("BODY_TOO_LARGE")))?;
        serde_json::from_slice(&bytes)
            .map(JsonBody)
            .map_err(|error| {
                let problem = Problem::new("MALFORMED_JSON")
                    .with("line", error.line())
                    .with("column", error.column())
                    .with("why", &error);
                ServiceError::invalid(problem)
            })
    }
}
