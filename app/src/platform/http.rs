//! One HTTP exchange: what is asked and what came back, for both sides of `platform`.
//! Not here: which answers count, addresses, JSON (`api`).

use std::time::Duration;

/// The methods of our server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// As HTTP writes it.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// What is asked.
pub struct HttpRequest {
    pub method: Method,
    /// Scheme, host, port, path and query.
    pub address: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Vec<u8>>,
    /// Until the last byte of the answer.
    pub timeout: Duration,
}

/// What came back, whoever answered.
pub struct HttpResponse {
    pub status: u16,
    /// Empty when the answer does not say.
    pub content_type: String,
    pub bytes: Vec<u8>,
}
