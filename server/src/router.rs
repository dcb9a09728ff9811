//! Every URL on one page. Not here: what the handlers do.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post, put};
use domain::problem::Problem;
use domain::wire::{FILE_SECONDS, urls};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::handlers::{
    blobs, desk, desk_tables, documents, engagements, field, forms, interviews, quarantine,
    questionnaire, respondents, session, statistics,
};
use crate::respondent_gate::RespondentGate;
use crate::service::{Service, ServiceError};
use crate::sign_in_limit::SignInLimit;
use crate::{assets, openapi, routes};

/// A JSON body: a day's operations of one evaluator.
const JSON_LIMIT: usize = 4 * 1024 * 1024;
/// A frame workbook.
const WORKBOOK_LIMIT: usize = 20 * 1024 * 1024;
/// A page of a questionnaire.
const QUESTIONNAIRE_LIMIT: usize = 64 * 1024;
/// Longer than any answer takes; a request with a file in it has `wire::FILE_SECONDS`.
const REQUEST_SECONDS: u64 = 120;

/// What handlers share.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub service: Service,
    /// Whether cookies carry Secure and the `__Host-` prefix (always, but on plain loopback).
    pub secure_cookies: bool,
    /// Slows down guessing.
    pub sign_in_limit: SignInLimit,
    /// Slows down guessing at codes, and floods.
    pub respondent_gate: RespondentGate,
    /// Whether a proxy in front says where a request comes from.
    pub behind_proxy: bool,
}

impl AppState {
    /// The state over a service.
    pub fn new(service: Service, secure_cookies: bool) -> Self {
        Self {
            service,
            secure_cookies,
            sign_in_limit: SignInLimit::default(),
            respondent_gate: RespondentGate::default(),
            behind_proxy: false,
        }
    }

    /// Believes (or not) what a proxy in front says of addresses.
    pub fn behind_proxy(self, behind_proxy: bool) -> Self {
        Self {
            behind_proxy,
            ..self
        }
    }
}

/// The whole server as one service.
pub fn router(state: AppState) -> Router {
    let bytes = Router::new()
        .route(urls::BLOB, put(blobs::put).get(blobs::get))
        .layer(DefaultBodyLimit::disable());
    let files = workbooks().merge(bytes).layer(time_limit(FILE_SECONDS));
    Router::new()
        .merge(making_forms())
        .route(
            urls::SESSION,
            post(session::sign_in)
                .get(session::find)
                .delete(session::sign_out),
        )
        .route(urls::BEGINNING, get(engagements::offered))
        .route(
            urls::ENGAGEMENTS,
            get(engagements::list).post(engagements::begin),
        )
        .route(urls::ENGAGEMENT, get(engagements::overview))
        .route(
            urls::MEMBERS,
            get(engagements::members).put(engagements::set_member),
        )
        .route(urls::DRAWS, post(desk::draw))
        .route(urls::SAMPLE, get(desk::sample))
        .route(urls::JUDGEMENTAL, post(desk::add_judgemental))
        .route(urls::ASSIGNMENTS, get(desk::assignments).put(desk::assign))
        .route(urls::PACK, get(field::pack))
        .route(urls::PUSH, post(field::push))
        .route(urls::PULL, get(field::pull))
        .route(urls::DIGEST, get(field::digest))
        .route(urls::QUARANTINE, get(quarantine::list))
        .route(urls::QUARANTINED, get(quarantine::content))
        .route(urls::THUMBNAIL, get(blobs::thumbnail))
        .route(urls::RECORDS, get(desk::records))
        .route(urls::RECORD, get(desk::record))
        .route(urls::REVIEW, post(desk::review))
        .merge(interviews_and_documents())
        .route(urls::DESK_TABLE, get(desk_tables::workbook))
        .merge(surveys())
        .merge(routes::scoring::routes())
        .merge(routes::reporting::routes())
        .merge(routes::checks::routes())
        .route(urls::OPENAPI, get(openapi::answer))
        .route(urls::HEALTH, get(health))
        .route("/api/{*unknown}", any(unknown))
        .layer(DefaultBodyLimit::max(JSON_LIMIT))
        .merge(links())
        .merge(questionnaires())
        .fallback(assets::fallback)
        .layer(time_limit(REQUEST_SECONDS))
        .merge(files)
        .layer(middleware::from_fn_with_state(state.clone(), guard))
        .layer(CatchPanicLayer::custom(|_| {
            ServiceError::Internal("a handler panicked".to_owned()).into_response()
        }))
        .with_state(state)
}

fn time_limit(seconds: u64) -> TimeoutLayer {
    let status = axum::http::StatusCode::REQUEST_TIMEOUT;
    TimeoutLayer::with_status_code(status, Duration::from_secs(seconds))
}

/// Requests whose body is a file.
fn workbooks() -> Router<AppState> {
    routes::reporting::files()
        .route(urls::FRAME_PREVIEW, post(desk::preview_frame))
        .route(urls::FRAME, get(desk::frame).post(desk::import_frame))
        .route(urls::FORM_UPLOAD, post(forms::upload))
        .route(
            urls::FORM_DRAFT_WORKBOOK,
            get(forms::draft_workbook).put(forms::replace),
        )
        .route(
            urls::FORM_ATTACHMENT,
            put(forms::attach).delete(forms::detach),
        )
        .merge(routes::scoring::workbooks())
        .layer(DefaultBodyLimit::max(WORKBOOK_LIMIT))
}

/// Forms, drafts, versions.
fn making_forms() -> Router<AppState> {
    Router::new()
        .route(urls::FORMS, get(forms::list).post(forms::begin))
        .route(
            urls::FORM_DRAFT,
            get(forms::draft).post(forms::change).delete(forms::discard),
        )
        .route(urls::FORM_DRAFT_UNDO, post(forms::undo))
        .route(urls::FORM_PUBLISH, post(forms::publish))
        .route(urls::FORM_VERSION, get(forms::version))
        .route(urls::FORM_VERSION_WORKBOOK, get(forms::version_workbook))
        .route(urls::FORM_DIFFERENCE, get(forms::difference))
        .route(urls::FORM_MOVES, post(forms::offer_move))
        .route(urls::FORM_RETIREMENT, put(forms::retire))
}

fn surveys() -> Router<AppState> {
    Router::new()
        .route(urls::SURVEYS, get(statistics::list))
        .route(urls::SURVEY, get(statistics::find))
        .route(urls::SURVEY_CROSS, get(statistics::cross))
        .route(urls::SURVEY_TEXTS, get(statistics::texts))
        .route(urls::SURVEY_VERDICTS, get(statistics::verdicts))
        .route(urls::SURVEY_RULINGS, post(statistics::rule))
        .route(urls::SURVEY_XLSX, get(statistics::xlsx))
        .route(urls::SURVEY_RESPONSES_CSV, get(statistics::responses_csv))
        .route(urls::SURVEY_STATISTICS_CSV, get(statistics::statistics_csv))
        .route(
            urls::SURVEY_PLAN,
            get(statistics::plan).put(statistics::save_plan),
        )
}

/// 问卷发放, at the desk.
fn links() -> Router<AppState> {
    Router::new()
        .route(
            urls::RESPONDENTS,
            get(respondents::find).put(respondents::save_settings),
        )
        .route(urls::RESPONDENT_BATCHES, post(respondents::make_batch))
        .route(urls::RESPONDENT_ROSTER, get(respondents::roster))
        .route(urls::RESPONDENT_CODE, post(respondents::change_code))
        .route(urls::RESPONDENT_CARDS, post(respondents::cards))
        .route(urls::RESPONDENT_REMINDER, get(respondents::reminder))
        .route(urls::RESPONDENT_POSTERS, post(respondents::make_poster))
        .route(urls::RESPONDENT_POSTER, put(respondents::change_poster))
        .route(urls::RESPONDENT_PAPER, get(respondents::poster))
}

/// The respondents' own pages.
fn questionnaires() -> Router<AppState> {
    use questionnaire as q;
    Router::new()
        .route(urls::QUESTIONNAIRE, get(q::open))
        .route(urls::QUESTIONNAIRE_CONSENT, post(q::consent))
        .route(urls::QUESTIONNAIRE_PAGE, get(q::show).post(q::answer))
        .route(
            urls::QUESTIONNAIRE_SEND,
            get(q::before_sending).post(q::send),
        )
        .route(urls::QUESTIONNAIRE_THANKS, get(q::thanks))
        .route(urls::QUESTIONNAIRE_DECLINED, get(q::declined))
        .route(urls::WITHDRAWAL, get(q::withdrawal).post(q::withdraw))
        .layer(DefaultBodyLimit::max(QUESTIONNAIRE_LIMIT))
}

fn interviews_and_documents() -> Router<AppState> {
    Router::new()
        .route(urls::INTERVIEWS, get(interviews::board))
        .route(urls::OPEN_ITEM_RESOLUTIONS, post(interviews::resolve))
        .route(
            urls::DOCUMENTS,
            get(documents::register).post(documents::add),
        )
        .route(urls::DOCUMENTS_STARTER, post(documents::start))
        .route(urls::DOCUMENT_DUE_DAYS, put(documents::set_due_day))
        .route(
            urls::DOCUMENT,
            put(documents::edit).delete(documents::remove),
        )
        .route(urls::DOCUMENTS_XLSX, get(documents::workbook))
}

async fn health() -> &'static str {
    "ok"
}

async fn unknown() -> ServiceError {
    ServiceError::NotFound(Problem::new("NO_SUCH_URL"))
}

/// Refuses requests that another site made a browser send, and adds the headers every answer has.
async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if changes_something(request.method()) && is_cross_site(&request) {
        return ServiceError::Forbidden(Problem::new("CROSS_SITE_REQUEST")).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    );
    set(header::CACHE_CONTROL, "no-store");
    if state.secure_cookies {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

fn changes_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Browsers say where a request comes from; other clients hold no cookie to be misused.
fn is_cross_site(request: &Request) -> bool {
    let site = request
        .headers()
        .get("sec-fetch-site")
        .and_then(|value| value.to_str().ok());
    site.is_some_and(|site| !matches!(site, "same-origin" | "none"))
}
