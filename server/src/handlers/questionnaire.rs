//! The respondents' own pages under `/q/`: forms in, HTML out. Not here: what comes next (the use
//! cases), the desk's side (`respondents`).

use std::net::{IpAddr, SocketAddr};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::extract::cookie;
use super::form_body::{fields, first};
use crate::render::respondent::{Language, Look, policy};
use crate::router::AppState;
use crate::service::ServiceError;
use crate::service::respondents::answering::{self, Posted};
use crate::service::respondents::{Reply, Standing, Visitor, sending, trouble, withdrawing};

/// The answer session's cookie over HTTPS; the browser refuses it without Secure and Path=/.
const SECURE_COOKIE: &str = "__Host-answer";
/// Over plain HTTP, on loopback only.
const PLAIN_COOKIE: &str = "answer";
/// Past the day's close nothing is behind the cookie any more.
const COOKIE_SECONDS: i64 = 24 * 3_600;
/// What a browser calls itself is a signal; more of it says no more.
const AGENT_CHARACTERS: usize = 200;

/// Who asks, and how the page is to look.
pub struct Phone {
    visitor: Visitor,
    secure: bool,
    check: bool,
}

impl FromRequestParts<AppState> for Phone {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let query = fields(parts.uri.query().unwrap_or_default().as_bytes());
        let name = match state.secure_cookies {
            true => SECURE_COOKIE,
            false => PLAIN_COOKIE,
        };
        let agent = text(&parts.headers, &header::USER_AGENT);
        let visitor = Visitor {
            token: cookie(&parts.headers, name).filter(|token| !token.is_empty()),
            look: look(&query, &parts.headers),
            address: address(parts, state.behind_proxy),
            agent: agent.chars().take(AGENT_CHARACTERS).collect(),
            gate: state.respondent_gate.clone(),
        };
        Ok(Self {
            visitor,
            secure: state.secure_cookies,
            check: first(&query, "check").is_some(),
        })
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}

/// What the address says, else the browser's first language that is spoken here.
fn look(query: &[(String, String)], headers: &HeaderMap) -> Look {
    let asked = first(query, "lang").and_then(Language::parse);
    let accepted = text(headers, &header::ACCEPT_LANGUAGE);
    let preferred = || accepted.split([',', ';']).find_map(Language::parse);
    Look {
        language: asked.or_else(preferred).unwrap_or_default(),
        chosen: asked.is_some(),
        large: first(query, "size") == Some("large"),
    }
}

/// The peer's address, or what the trusted proxy says of it. An IPv6 subscriber has a whole /64.
fn address(parts: &Parts, behind_proxy: bool) -> String {
    let named = HeaderName::from_static("x-forwarded-for");
    let forwarded = behind_proxy.then(|| text(&parts.headers, &named));
    let last = forwarded.and_then(|line| line.rsplit(',').next());
    let told = last.and_then(|address| address.trim().parse::<IpAddr>().ok());
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    match told.or(peer.map(|peer| peer.0.ip())) {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => address.segments()[..4]
                .iter()
                .map(|part| format!("{part:x}:"))
                .collect(),
        },
        None => String::new(),
    }
}

/// A posted form. One over the limit, or cut off, is no form: nothing of it is kept.
pub struct PostedForm(Result<Vec<(String, String)>, ()>);

impl FromRequest<AppState> for PostedForm {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let bytes = Bytes::from_request(request, state).await;
        Ok(Self(bytes.map(|bytes| fields(&bytes)).map_err(|_| ())))
    }
}

impl Phone {
    fn answer(self, reply: Result<Reply, ServiceError>) -> Response {
        let (secure, look) = (self.secure, self.visitor.look);
        match reply {
            Ok(Reply::Show { html, standing }) => page(html, standing),
            Ok(Reply::Go { to, token }) => redirect(&to, token, secure),
            Err(error) => {
                tracing::error!(%error, "a respondent's request failed");
                page(trouble(look, "trouble"), Standing::Trouble)
            }
        }
    }

    /// The form's fields, or the answer that it was too large.
    fn take(&self, form: PostedForm) -> Result<Vec<(String, String)>, Response> {
        form.0.map_err(|()| {
            let html = trouble(self.visitor.look, "too_large");
            let mut response = page(html, Standing::Fine);
            *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
            response
        })
    }
}

fn page(html: String, standing: Standing) -> Response {
    let status = match standing {
        Standing::Fine => StatusCode::OK,
        Standing::Unknown => StatusCode::NOT_FOUND,
        Standing::Gone => StatusCode::GONE,
        Standing::Later(_) => StatusCode::TOO_MANY_REQUESTS,
        Standing::Trouble => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let mut response = (status, guarded_headers(false), html).into_response();
    if let Standing::Later(seconds) = standing {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// No script, nothing from elsewhere, no trace of the address in other sites' logs, no copy in any
/// cache: Back asks the server again, which shows what was typed.
pub fn guarded_headers(on_paper: bool) -> [(HeaderName, String); 4] {
    [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy(on_paper)),
        (header::REFERRER_POLICY, "no-referrer".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ]
}

fn redirect(to: &str, token: Option<String>, secure: bool) -> Response {
    let headers = [
        (header::LOCATION, to.to_owned()),
        (header::REFERRER_POLICY, "no-referrer".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    let mut response = (StatusCode::SEE_OTHER, headers).into_response();
    if let Some(token) = token {
        let (name, suffix) = match secure {
            true => (SECURE_COOKIE, "; Secure"),
            false => (PLAIN_COOKIE, ""),
        };
        let line = format!(
            "{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={COOKIE_SECONDS}{suffix}"
        );
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().insert(header::SET_COOKIE, line);
        }
    }
    response
}

/// GET urls::QUESTIONNAIRE.
pub async fn open(
    State(state): State<AppState>,
    Path(code): Path<String>,
    phone: Phone,
) -> Response {
    let reply = answering::open(&state.service, phone.visitor.clone(), code).await;
    phone.answer(reply)
}

/// POST urls::QUESTIONNAIRE_CONSENT.
pub async fn consent(
    State(state): State<AppState>,
    Path(code): Path<String>,
    phone: Phone,
    form: PostedForm,
) -> Response {
    let fields = match phone.take(form) {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let agree = first(&fields, "agree").unwrap_or_default().to_owned();
    let reply = answering::consent(&state.service, phone.visitor.clone(), code, agree).await;
    phone.answer(reply)
}

/// GET urls::QUESTIONNAIRE_PAGE.
pub async fn show(
    State(state): State<AppState>,
    Path((code, number)): Path<(String, String)>,
    phone: Phone,
) -> Response {
    let (visitor, check) = (phone.visitor.clone(), phone.check);
    let number = number.parse().unwrap_or(0);
    let reply = answering::page(&state.service, visitor, code, number, check).await;
    phone.answer(reply)
}

/// POST urls::QUESTIONNAIRE_PAGE.
pub async fn answer(
    State(state): State<AppState>,
    Path((code, number)): Path<(String, String)>,
    phone: Phone,
    form: PostedForm,
) -> Response {
    let fields = match phone.take(form) {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let visitor = phone.visitor.clone();
    let other_look = first(&fields, "look").map(|query| {
        let query = super::form_body::fields(query.as_bytes());
        look(&query, &HeaderMap::new())
    });
    let go = first(&fields, "go").unwrap_or_default();
    let posted = Posted {
        back: go == "back",
        add: go.strip_prefix("add:").map(str::to_owned),
        remove: go.strip_prefix("remove:").map(str::to_owned),
        look: other_look,
        fields,
    };
    let number = number.parse().unwrap_or(0);
    let reply = answering::answer(&state.service, visitor, code, number, posted).await;
    phone.answer(reply)
}

/// GET urls::QUESTIONNAIRE_SEND.
pub async fn before_sending(
    State(state): State<AppState>,
    Path(code): Path<String>,
    phone: Phone,
) -> Response {
    let reply = sending::before(&state.service, phone.visitor.clone(), code).await;
    phone.answer(reply)
}

/// POST urls::QUESTIONNAIRE_SEND.
pub async fn send(
    State(state): State<AppState>,
    Path(code): Path<String>,
    phone: Phone,
) -> Response {
    let reply = sending::send(&state.service, phone.visitor.clone(), code).await;
    phone.answer(reply)
}

/// GET urls::QUESTIONNAIRE_THANKS.
pub async fn thanks(
    State(state): State<AppState>,
    Path(code): Path<String>,
    phone: Phone,
) -> Response {
    let reply = sending::thanks(&state.service, phone.visitor.clone(), code).await;
    phone.answer(reply)
}

/// GET urls::QUESTIONNAIRE_DECLINED.
pub async fn declined(
    State(state): State<AppState>,
    Path(code): Path<String>,
    phone: Phone,
) -> Response {
    let reply = sending::declined(&state.service, phone.visitor.clone(), code).await;
    phone.answer(reply)
}

/// GET urls::WITHDRAWAL.
pub async fn withdrawal(phone: Phone) -> Response {
    let reply = withdrawing::form(&phone.visitor);
    phone.answer(reply)
}

/// POST urls::WITHDRAWAL.
pub async fn withdraw(State(state): State<AppState>, phone: Phone, form: PostedForm) -> Response {
    let fields = match phone.take(form) {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let typed = first(&fields, "receipt").unwrap_or_default().to_owned();
    let reply = withdrawing::withdraw(&state.service, phone.visitor.clone(), typed).await;
    phone.answer(reply)
}
