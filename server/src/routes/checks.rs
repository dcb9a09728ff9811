//! 专项审核 and 项目汇总. Not here: what the handlers do.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use domain::wire::urls;

use crate::handlers::{checks, programme};
use crate::router::AppState;
use crate::workbook::MAX_FILE_BYTES;

/// The routes.
pub fn routes() -> Router<AppState> {
    let workbooks = Router::new()
        .route(
            urls::SELF_EVALUATIONS,
            get(checks::evaluations).post(checks::upload),
        )
        .layer(DefaultBodyLimit::max(MAX_FILE_BYTES));
    Router::new()
        .merge(workbooks)
        .route(
            urls::SELF_EVALUATION,
            get(checks::evaluation).put(checks::save_marks),
        )
        .route(urls::SELF_EVALUATION_SIGN, post(checks::sign))
        .route(
            urls::TARGET_REVIEWS,
            get(checks::targets).post(checks::add_target),
        )
        .route(urls::TARGET_CUT_OFF, put(checks::save_cut_off))
        .route(urls::TARGET_REVIEW, post(checks::act_on_target))
        .route(
            urls::MONITORING,
            get(checks::board).put(checks::save_figures),
        )
        .route(
            urls::MONITORING_RULES,
            get(checks::rules).put(checks::save_rules),
        )
        .route(urls::MONITORING_WATCH, post(checks::act_on_watch))
        .route(urls::MONITORING_TABLE, get(checks::monitoring_table))
        .route(urls::PROGRAMME, get(programme::overview))
        .route(urls::PROGRAMME_TABLE, get(programme::table))
        .route(
            urls::SCORECARD,
            get(programme::scorecard).put(programme::save_scorecard),
        )
}
