//! 报告, 征求意见, 反馈整改, documents. Not here: what the handlers do.

use axum::Router;
use axum::routing::{get, post, put};
use domain::wire::urls;

use crate::handlers::{feedback, reports};
use crate::router::AppState;

/// The routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(urls::REPORT_HTML, get(reports::html))
        .route(urls::REPORT_DOCX, get(reports::docx))
        .route(urls::REPORT, get(reports::find))
        .route(urls::REPORT_BLOCK, put(reports::save_block))
        .route(urls::REPORT_BLOCKS, post(reports::add_block))
        .route(urls::REPORT_COMMENTS, post(reports::comment))
        .route(urls::REPORT_COMMENT, put(reports::resolve_comment))
        .route(urls::REPORT_PRESENCE, post(reports::present))
        .route(urls::REPORT_COMPARISON, get(reports::compare))
        .route(urls::REPORT_REVIEW, post(reports::review))
        .route(urls::PROFILE, put(reports::save_profile))
        .route(
            urls::OPINIONS,
            get(feedback::opinions).post(feedback::add_opinion),
        )
        .route(urls::OPINION, put(feedback::decide_opinion))
        .route(
            urls::RECTIFICATION,
            get(feedback::ledger).post(feedback::begin_ledger),
        )
        .route(urls::RECTIFICATION_LINE, put(feedback::save_line))
        .route(urls::RECTIFICATION_ACTION, post(feedback::act_on_line))
        .route(urls::RENDERS, post(feedback::render))
        .route(urls::RENDER, get(feedback::rendering))
        .route(urls::RENDER_FILE, get(feedback::rendered))
}

/// Requests whose body is a file.
pub fn files() -> Router<AppState> {
    Router::new().route(
        urls::REPORT_TEMPLATE,
        put(reports::set_template).delete(reports::remove_template),
    )
}
