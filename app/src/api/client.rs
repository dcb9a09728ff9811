//! One call: what is sent, and which answers count. An answer counts only when it is JSON of the
//! expected shape: a captive portal answers 200 with a page, and must never pass for a receipt.

use std::time::Duration;

use domain::problem::{Problem, ProblemEnvelope};
use domain::wire;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Long enough for a slow mobile network, short enough for a person who waits.
const JSON_TIMEOUT: Duration = Duration::from_secs(25);
/// A picture of 2 MB over a weak uplink.
const BYTES_TIMEOUT: Duration = Duration::from_secs(180);

const WRONG_PASSWORD: &str = "WRONG_LOGIN_OR_PASSWORD";

/// Why a call gave no answer that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// No connection or a time-out.
    Unreachable,
    /// Something answered, but not our server (a captive portal's page): as good as no answer.
    NotOurServer,
    /// 401: the session is over.
    SignedOut,
    /// The server says what is wrong.
    Problems(Vec<Problem>),
}

/// The server as this device reaches it. Clones share the connection and, natively, the cookies.
#[derive(Clone)]
pub struct Api {
    client: reqwest::Client,
    base: String,
}

impl Api {
    /// `base` is the scheme, host and port, without a slash at the end: the page's own origin in a
    /// browser, the test server's address natively.
    pub fn new(base: &str) -> Self {
        Self {
            client: new_client(),
            base: base.trim_end_matches('/').to_owned(),
        }
    }

    /// The full address of a path, for links and pictures.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        answer(self.request(Method::GET, path).timeout(JSON_TIMEOUT)).await
    }

    pub(super) async fn send<B, T>(
        &self,
        method: Method,
        path: &str,
        body: &B,
    ) -> Result<T, ApiError>
    where
        B: Serialize,
        T: DeserializeOwned,
    {
        answer(self.request(method, path).json(body).timeout(JSON_TIMEOUT)).await
    }

    pub(super) async fn send_bytes<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        bytes: Vec<u8>,
    ) -> Result<T, ApiError> {
        let request = request
            .header(CONTENT_TYPE, "application/octet-stream")
            .body(bytes);
        answer(request.timeout(BYTES_TIMEOUT)).await
    }

    /// For calls whose success says everything: 2xx with JSON, or 204 without a body.
    pub(super) async fn command(&self, request: RequestBuilder) -> Result<(), ApiError> {
        match exchange(request.timeout(JSON_TIMEOUT)).await? {
            Answer {
                status: StatusCode::NO_CONTENT,
                ..
            } => Ok(()),
            other => other.read::<serde_json::Value>().map(|_| ()),
        }
    }

    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, self.address(path))
            .header(ACCEPT, wire::JSON)
    }
}

/// In a browser cookies belong to the page; natively the client keeps them itself.
fn new_client() -> reqwest::Client {
    #[cfg(not(target_arch = "wasm32"))]
    {
        let builder = reqwest::Client::builder().cookie_store(true);
        // Without TLS there is nothing to set up that could fail; the default client has no cookies
        // and would show at the first call that needs them.
        builder.build().unwrap_or_default()
    }
    #[cfg(target_arch = "wasm32")]
    reqwest::Client::new()
}

struct Answer {
    status: StatusCode,
    is_json: bool,
    bytes: Vec<u8>,
}

async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ApiError> {
    exchange(request).await?.read()
}

async fn exchange(request: RequestBuilder) -> Result<Answer, ApiError> {
    let response = request.send().await.map_err(|_| ApiError::Unreachable)?;
    let status = response.status();
    let content_type = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let is_json = content_type.is_some_and(is_json);
    let bytes = response
        .bytes()
        .await
        .map_err(|_| ApiError::Unreachable)?
        .to_vec();
    Ok(Answer {
        status,
        is_json,
        bytes,
    })
}

/// `application/json`, with or without parameters such as a charset.
fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(wire::JSON)
}

impl Answer {
    fn read<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        if !self.is_json {
            return Err(ApiError::NotOurServer);
        }
        if self.status.is_success() {
            return serde_json::from_slice(&self.bytes).map_err(|_| ApiError::NotOurServer);
        }
        let envelope: ProblemEnvelope =
            serde_json::from_slice(&self.bytes).map_err(|_| ApiError::NotOurServer)?;
        Err(match self.status {
            // A wrong password is an answer to the person, not an ended session.
            StatusCode::UNAUTHORIZED
                if !envelope
                    .problems
                    .iter()
                    .any(|problem| problem.code == WRONG_PASSWORD) =>
            {
                ApiError::SignedOut
            }
            // A server or proxy that is overloaded or restarting: as good as no connection.
            status if status.is_server_error() => ApiError::Unreachable,
            _ => ApiError::Problems(envelope.problems),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::wire::BlobReceipt;

    fn read(status: u16, content_type: &str, body: &str) -> Result<BlobReceipt, ApiError> {
        let answer = Answer {
            status: StatusCode::from_u16(status).unwrap_or_default(),
            is_json: is_json(content_type),
            bytes: body.as_bytes().to_vec(),
        };
        answer.read()
    }

    #[test]
    fn a_portals_page_with_200_is_not_an_answer() {
        assert_eq!(
            read(200, "text/html", "<html>"),
            Err(ApiError::NotOurServer)
        );
        assert_eq!(
            read(200, "application/json", "{\"ok\":true}"),
            Err(ApiError::NotOurServer)
        );
    }

    #[test]
    fn the_expected_shape_counts_also_with_a_charset() {
        let body = format!("{{\"sha256\":\"{}\",\"bytes\":3}}", "a".repeat(64));
        assert!(read(200, "application/json; charset=utf-8", &body).is_ok());
    }

    #[test]
    fn signed_out_and_refused_are_told_apart() {
        let body = r#"{"problems":[{"code":"SIGNED_OUT"}]}"#;
        assert_eq!(
            read(401, "application/json", body),
            Err(ApiError::SignedOut)
        );
        assert_eq!(
            read(403, "application/json", body),
            Err(ApiError::Problems(vec![Problem::new("SIGNED_OUT")]))
        );
        assert_eq!(
            read(401, "text/html", "<html>"),
            Err(ApiError::NotOurServer)
        );
        let wrong = r#"{"problems":[{"code":"WRONG_LOGIN_OR_PASSWORD"}]}"#;
        assert!(matches!(
            read(401, "application/json", wrong),
            Err(ApiError::Problems(_))
        ));
        assert_eq!(
            read(503, "application/json", body),
            Err(ApiError::Unreachable)
        );
    }
}
