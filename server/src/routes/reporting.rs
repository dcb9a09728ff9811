//! 报告, 征求意见, 反馈整改, documents. Not here: what the handlers do.

use axum::Router;

use crate::router::AppState;

/// The routes.
pub fn routes() -> Router<AppState> {
    Router::new()
}
