//! Sign in, who am I, sign out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use domain::problem::Problem;
use domain::wire::{SessionView, SignInRequest};

use super::Answer;
use super::extract::{JsonBody, PLAIN_COOKIE, SECURE_COOKIE, SignedIn, cookie};
use crate::router::AppState;
use crate::service::{ServiceError, accounts};

fn cookie_line(state: &AppState, token: &str, seconds: i64) -> String {
    let (name, secure) = if state.secure_cookies {
        (SECURE_COOKIE, "; Secure")
    } else {
        (PLAIN_COOKIE, "")
    };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
}

/// POST urls::SESSION.
pub async fn sign_in(
    State(state): State<AppState>,
    JsonBody(request): JsonBody<SignInRequest>,
) -> Result<impl IntoResponse, ServiceError> {
    let now = state.service.now();
    if !state.sign_in_limit.may_try(&request.login, now) {
        return Err(ServiceError::TooMany(Problem::new("TOO_MANY_SIGN_INS")));
    }
    let login = request.login.clone();
    match accounts::sign_in(&state.service, request).await {
        Ok((view, token)) => {
            state.sign_in_limit.succeeded(&login);
            let line = cookie_line(&state, &token, accounts::SESSION_MILLISECONDS / 1000);
            Ok(([(header::SET_COOKIE, line)], Json(view)))
        }
        Err(error) => {
            state.sign_in_limit.failed(&login, now);
            Err(error)
        }
    }
}

/// GET urls::SESSION.
pub async fn find(State(state): State<AppState>, SignedIn(actor): SignedIn) -> Answer<SessionView> {
    Ok(Json(accounts::session(&state.service, &actor).await?))
}

/// DELETE urls::SESSION.
pub async fn sign_out(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ServiceError> {
    let name = if state.secure_cookies {
        SECURE_COOKIE
    } else {
        PLAIN_COOKIE
    };
    if let Some(token) = cookie(&headers, name) {
        accounts::sign_out(&state.service, &token).await?;
    }
    Ok((
        StatusCode::NO_CONTENT,
        [(header::SET_COOKIE, cookie_line(&state, "", 0))],
    ))
}
