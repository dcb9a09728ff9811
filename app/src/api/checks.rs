//! 专项审核 and 项目汇总: the calls.

use domain::wire::{
    ActOnTargetReview, ActOnWatch, MonitoringBoard, MonitoringRulesView, NewTargetReview,
    ProgrammeView, SaveCutOff, SaveMarks, SaveMonitoring, SaveMonitoringRules, SaveScorecard,
    ScorecardView, SelfEvaluationList, SelfEvaluationView, SignSelfEvaluation, TargetReviewList,
    urls,
};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The self-evaluations.
    pub async fn self_evaluations(&self, engagement: &str) -> Result<SelfEvaluationList, ApiError> {
        let url = urls::fill(urls::SELF_EVALUATIONS, &[engagement]);
        self.get(&url).await
    }

    /// Adds the sheets of a workbook; `corrects` is the sheet of the round before, or empty.
    pub async fn upload_self_evaluation(
        &self,
        engagement: &str,
        (survey, corrects): (Option<bool>, &str),
        (file_name, bytes): (&str, Vec<u8>),
    ) -> Result<SelfEvaluationList, ApiError> {
        let url = urls::fill(urls::SELF_EVALUATIONS, &[engagement]);
        let query = urls::fill("corrects={corrects}", &[corrects]);
        let survey = survey.map(|survey| format!("&survey={survey}"));
        let url = format!("{url}?{query}{}", survey.unwrap_or_default());
        self.send_file(Method::Post, &url, file_name, bytes).await
    }

    /// One self-evaluation.
    pub async fn self_evaluation(
        &self,
        engagement: &str,
        id: &str,
    ) -> Result<SelfEvaluationView, ApiError> {
        let url = urls::fill(urls::SELF_EVALUATION, &[engagement, id]);
        self.get(&url).await
    }

    /// Marks of reviewers.
    pub async fn save_self_evaluation_marks(
        &self,
        engagement: &str,
        id: &str,
        body: &SaveMarks,
    ) -> Result<SelfEvaluationView, ApiError> {
        let url = urls::fill(urls::SELF_EVALUATION, &[engagement, id]);
        self.send(Method::Put, &url, body).await
    }

    /// One party's signature.
    pub async fn sign_self_evaluation(
        &self,
        engagement: &str,
        id: &str,
        body: &SignSelfEvaluation,
    ) -> Result<SelfEvaluationView, ApiError> {
        let url = urls::fill(urls::SELF_EVALUATION_SIGN, &[engagement, id]);
        self.send(Method::Post, &url, body).await
    }

    /// The target reviews.
    pub async fn target_reviews(&self, engagement: &str) -> Result<TargetReviewList, ApiError> {
        let url = urls::fill(urls::TARGET_REVIEWS, &[engagement]);
        self.get(&url).await
    }

    /// Adds a project to review.
    pub async fn add_target_review(
        &self,
        engagement: &str,
        body: &NewTargetReview,
    ) -> Result<TargetReviewList, ApiError> {
        let url = urls::fill(urls::TARGET_REVIEWS, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// An opinion, or the next round.
    pub async fn act_on_target_review(
        &self,
        engagement: &str,
        review: &str,
        body: &ActOnTargetReview,
    ) -> Result<TargetReviewList, ApiError> {
        let url = urls::fill(urls::TARGET_REVIEW, &[engagement, review]);
        self.send(Method::Post, &url, body).await
    }

    /// Changes the cut-off.
    pub async fn save_cut_off(
        &self,
        engagement: &str,
        body: &SaveCutOff,
    ) -> Result<TargetReviewList, ApiError> {
        let url = urls::fill(urls::TARGET_CUT_OFF, &[engagement]);
        self.send(Method::Put, &url, body).await
    }

    /// Presets of monitoring.
    pub async fn monitoring_rules(
        &self,
        engagement: &str,
    ) -> Result<MonitoringRulesView, ApiError> {
        let url = urls::fill(urls::MONITORING_RULES, &[engagement]);
        self.get(&url).await
    }

    /// Changes them.
    pub async fn save_monitoring_rules(
        &self,
        engagement: &str,
        body: &SaveMonitoringRules,
    ) -> Result<MonitoringRulesView, ApiError> {
        let url = urls::fill(urls::MONITORING_RULES, &[engagement]);
        self.send(Method::Put, &url, body).await
    }

    /// A step on the ledger.
    pub async fn act_on_watch(
        &self,
        engagement: &str,
        asked: (&str, &str),
        body: &ActOnWatch,
    ) -> Result<MonitoringBoard, ApiError> {
        let url = asked_url(urls::MONITORING_WATCH, engagement, asked);
        self.send(Method::Post, &url, body).await
    }

    /// Colours at the end of a month.
    pub async fn monitoring(
        &self,
        engagement: &str,
        asked: (&str, &str),
    ) -> Result<MonitoringBoard, ApiError> {
        self.get(&asked_url(urls::MONITORING, engagement, asked))
            .await
    }

    /// Projects with their figures.
    pub async fn save_monitoring(
        &self,
        engagement: &str,
        asked: (&str, &str),
        body: &SaveMonitoring,
    ) -> Result<MonitoringBoard, ApiError> {
        let url = asked_url(urls::MONITORING, engagement, asked);
        self.send(Method::Put, &url, body).await
    }

    /// My engagements together.
    pub async fn programme(&self) -> Result<ProgrammeView, ApiError> {
        self.get(urls::PROGRAMME).await
    }

    /// The firm's scorecard.
    pub async fn scorecard(&self) -> Result<ScorecardView, ApiError> {
        self.get(urls::SCORECARD).await
    }

    /// Changes it.
    pub async fn save_scorecard(&self, body: &SaveScorecard) -> Result<ScorecardView, ApiError> {
        self.send(Method::Put, urls::SCORECARD, body).await
    }
}

/// An address of monitoring with the month and the preset that are asked for.
pub fn asked_url(pattern: &str, engagement: &str, (month, preset): (&str, &str)) -> String {
    let url = urls::fill(pattern, &[engagement]);
    let query = urls::fill("month={month}&preset={preset}", &[month, preset]);
    format!("{url}?{query}")
}
