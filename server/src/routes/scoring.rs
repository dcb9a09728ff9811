//! Framework and library, findings and scores. Not here: what the handlers do.

use axum::Router;
use axum::routing::{get, post, put};
use domain::wire::urls;

use crate::handlers::{findings, frameworks, library, scores};
use crate::router::AppState;

/// The routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(urls::FRAMEWORK, get(frameworks::find).put(frameworks::save))
        .route(urls::FRAMEWORK_START, post(frameworks::start))
        .route(urls::FRAMEWORK_APPROVAL, post(frameworks::approve))
        .route(urls::LIBRARY, get(library::list).post(library::submit))
        .route(urls::LIBRARY_ITEM, put(library::renew))
        .route(urls::LIBRARY_ACTION, post(library::act))
        .route(urls::FINDINGS, get(findings::list).post(findings::add))
        .route(urls::FINDING_EVIDENCE, get(findings::evidence))
        .route(urls::FINDING, put(findings::save))
        .route(urls::FINDING_ACTION, post(findings::act))
        .route(
            urls::SCORE_INPUTS,
            get(scores::inputs).put(scores::save_inputs),
        )
        .route(urls::SCORES, get(scores::find))
        .route(urls::SCORE_MARKS, post(scores::mark))
        .route(urls::SCORE_WHAT_IF, post(scores::what_if))
        .route(urls::SCORE_CONFIRMATION, post(scores::confirm))
        .route(urls::SCORE_HISTORY, get(scores::history))
}

/// Those whose body is a file.
pub fn workbooks() -> Router<AppState> {
    Router::new().route(
        urls::LIBRARY_XLSX,
        get(library::workbook).post(library::import),
    )
}
