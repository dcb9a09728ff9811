//! 评分 beyond the sheet: the calls.

use domain::wire::{ConfirmScores, MarkRequest, ScoreHistoryLine, ScoreInputs, ScoreView, urls};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// One person's part in a mark.
    pub async fn give_mark(
        &self,
        engagement: &str,
        body: &MarkRequest,
    ) -> Result<ScoreView, ApiError> {
        let url = urls::fill(urls::SCORE_MARKS, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// The sheet that inputs would give; stores nothing.
    pub async fn what_if(
        &self,
        engagement: &str,
        body: &ScoreInputs,
    ) -> Result<ScoreView, ApiError> {
        let url = urls::fill(urls::SCORE_WHAT_IF, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// 初步结论.
    pub async fn confirm_scores(
        &self,
        engagement: &str,
        body: &ConfirmScores,
    ) -> Result<ScoreView, ApiError> {
        let url = urls::fill(urls::SCORE_CONFIRMATION, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// Who changed which score, why.
    pub async fn score_history(&self, engagement: &str) -> Result<Vec<ScoreHistoryLine>, ApiError> {
        let url = urls::fill(urls::SCORE_HISTORY, &[engagement]);
        self.get(&url).await
    }
}
