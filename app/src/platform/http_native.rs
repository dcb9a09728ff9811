//! HTTP for native tests: reqwest, which keeps the cookies that a page would keep.

use super::http::{HttpRequest, HttpResponse, Method};

/// Clones share the connection and the cookies.
#[derive(Clone)]
pub struct HttpClient {
    client: reqwest::Client,
}

impl Default for HttpClient {
    fn default() -> Self {
        let builder = reqwest::Client::builder().cookie_store(true);
        Self {
            // Without TLS there is nothing to set up that could fail; the default client has no
            // cookies and would show at the first call that needs them.
            client: builder.build().unwrap_or_default(),
        }
    }
}

impl HttpClient {
    /// `None`: no connection, or no whole answer within the time.
    pub async fn exchange(&self, request: HttpRequest) -> Option<HttpResponse> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut call = self.client.request(method, &request.address);
        for (name, value) in &request.headers {
            call = call.header(*name, value);
        }
        if let Some(body) = request.body {
            call = call.body(body);
        }
        let answer = call.timeout(request.timeout).send().await.ok()?;
        let content_type = answer.headers().get(reqwest::header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        Some(HttpResponse {
            status: answer.status().as_u16(),
            content_type: content_type.unwrap_or_default().to_owned(),
            bytes: answer.bytes().await.ok()?.to_vec(),
        })
    }
}
