//! 方案与指标, 指标库, 评分, 问题. Not here: what the handlers do.

use axum::Router;

use crate::router::AppState;

/// The routes.
pub fn routes() -> Router<AppState> {
    Router::new()
}
