//! One call: what is sent, and which answers count. An answer counts only when it is JSON of the
//! expected shape: a captive portal answers 200 with a page, and must never pass for a receipt.

use std::time::Duration;

use domain::problem::{Problem, ProblemEnvelope};
use domain::wire;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::platform::{HttpClient, HttpRequest, HttpResponse, Method};

/// Long enough for a slow mobile network, short enough for a person who waits.
const JSON_TIMEOUT: Duration = Duration::from_secs(25);
/// As long as the server gives a file.
const BYTES_TIMEOUT: Duration = Duration::from_secs(wire::FILE_SECONDS);

const ACCEPT: &str = "accept";
const CONTENT_TYPE: &str = "content-type";
const BYTES: &str = "application/octet-stream";

/// The header that names an uploaded file.
const FILE_NAME: &str = "x-file-name";
const NO_CONTENT: u16 = 204;
const UNAUTHORIZED: u16 = 401;
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
    client: HttpClient,
    base: String,
}

impl Api {
    /// `base` is the scheme, host and port, without a slash at the end: the page's own origin in a
    /// browser, the test server's address natively.
    pub fn new(base: &str) -> Self {
        Self {
            client: HttpClient::default(),
            base: base.trim_end_matches('/').to_owned(),
        }
    }

    /// The full address of a path, for links and pictures.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        let request = self.request(Method::Get, path);
        self.exchange(request).await?.read()
    }

    /// Takes something away; the answer is the state after it.
    pub(super) async fn delete<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        let request = self.request(Method::Delete, path);
        self.exchange(request).await?.read()
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
        let mut request = self.request(method, path);
        request.headers.push((CONTENT_TYPE, wire::JSON.to_owned()));
        // Our own types always have a JSON form; without one the call cannot be made.
        request.body = Some(serde_json::to_vec(body).map_err(|_| ApiError::Unreachable)?);
        self.exchange(request).await?.read()
    }

    pub(super) async fn send_bytes<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        header: Option<(&'static str, String)>,
        bytes: Vec<u8>,
    ) -> Result<T, ApiError> {
        let mut request = self.request(method, path);
        request.headers.push((CONTENT_TYPE, BYTES.to_owned()));
        request.headers.extend(header);
        request.body = Some(bytes);
        request.timeout = BYTES_TIMEOUT;
        self.exchange(request).await?.read()
    }

    /// A file under its name, percent-encoded because headers are ASCII.
    pub(super) async fn send_file<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<T, ApiError> {
        let name = (FILE_NAME, wire::urls::fill("{name}", &[file_name]));
        self.send_bytes(method, path, Some(name), bytes).await
    }

    /// For calls whose success says everything: 2xx with JSON, or 204 without a body.
    pub(super) async fn command(&self, method: Method, path: &str) -> Result<(), ApiError> {
        let answer = self.exchange(self.request(method, path)).await?;
        match answer.status {
            NO_CONTENT => Ok(()),
            _ => answer.read::<serde_json::Value>().map(|_| ()),
        }
    }

    fn request(&self, method: Method, path: &str) -> HttpRequest {
        HttpRequest {
            method,
            address: self.address(path),
            headers: vec![(ACCEPT, wire::JSON.to_owned())],
            body: None,
            timeout: JSON_TIMEOUT,
        }
    }

    async fn exchange(&self, request: HttpRequest) -> Result<Answer, ApiError> {
        let response = self.client.exchange(request).await;
        response.map(Answer::from).ok_or(ApiError::Unreachable)
    }
}

struct Answer {
    status: u16,
    is_json: bool,
    bytes: Vec<u8>,
}

impl From<HttpResponse> for Answer {
    fn from(response: HttpResponse) -> Self {
        Self {
            status: response.status,
            is_json: is_json(&response.content_type),
            bytes: response.bytes,
        }
    }
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
        if matches!(self.status, 200..=299) {
            return serde_json::from_slice(&self.bytes).map_err(|_| ApiError::NotOurServer);
        }
        Err(refusal(self.status, &self.bytes))
    }
}

/// Why the server did not do it. Not generic: it would be built once for each type of answer.
fn refusal(status: u16, body: &[u8]) -> ApiError {
    let Ok(envelope) = serde_json::from_slice::<ProblemEnvelope>(body) else {
        return ApiError::NotOurServer;
    };
    let wrong_password = |problem: &Problem| problem.code == WRONG_PASSWORD;
    match status {
        // A wrong password is an answer to the person, not an ended session.
        UNAUTHORIZED if !envelope.problems.iter().any(wrong_password) => ApiError::SignedOut,
        // A server or proxy that is overloaded or restarting: as good as no connection.
        500..=599 => ApiError::Unreachable,
        _ => ApiError::Problems(envelope.problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::wire::BlobReceipt;

    fn read(status: u16, content_type: &str, body: &str) -> Result<BlobReceipt, ApiError> {
        let answer = Answer {
            status,
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
