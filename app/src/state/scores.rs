//! 评分 beyond the sheet: the calls, one for each URL. A change answers the state that holds after
//! it. Not here: caching.

use domain::wire::{ConfirmScores, MarkRequest, ScoreHistoryLine, ScoreInputs, ScoreView};

use super::Failure;
use super::app::api;

/// One person's part in a mark.
pub async fn give_mark(engagement: &str, body: &MarkRequest) -> Result<ScoreView, Failure> {
    Ok(api().give_mark(engagement, body).await?)
}

/// The sheet that inputs would give; stores nothing.
pub async fn what_if(engagement: &str, body: &ScoreInputs) -> Result<ScoreView, Failure> {
    Ok(api().what_if(engagement, body).await?)
}

/// 初步结论.
pub async fn confirm_scores(engagement: &str, body: &ConfirmScores) -> Result<ScoreView, Failure> {
    Ok(api().confirm_scores(engagement, body).await?)
}

/// Who changed which score, why.
pub async fn score_history(engagement: &str) -> Result<Vec<ScoreHistoryLine>, Failure> {
    Ok(api().score_history(engagement).await?)
}
