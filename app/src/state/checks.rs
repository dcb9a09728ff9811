//! 专项审核 and 项目汇总: the calls, one for each URL. A change answers the state that holds after
//! it. Not here: caching.

use domain::wire::{
    ActOnTargetReview, ActOnWatch, MonitoringBoard, MonitoringRulesView, NewTargetReview,
    ProgrammeView, SaveCutOff, SaveMarks, SaveMonitoring, SaveMonitoringRules, SaveScorecard,
    ScorecardView, SelfEvaluationList, SelfEvaluationView, SignSelfEvaluation, TargetReviewList,
    urls,
};

use super::Failure;
use super::app::api;

/// The self-evaluations.
pub async fn self_evaluations(engagement: &str) -> Result<SelfEvaluationList, Failure> {
    Ok(api().self_evaluations(engagement).await?)
}

/// Adds the sheets of a workbook: what is said of a survey where a sheet says nothing, and which
/// sheet it corrects (empty: none).
pub async fn upload_self_evaluation(
    engagement: &str,
    said: (Option<bool>, &str),
    file: (&str, Vec<u8>),
) -> Result<SelfEvaluationList, Failure> {
    Ok(api().upload_self_evaluation(engagement, said, file).await?)
}

/// One self-evaluation.
pub async fn self_evaluation(engagement: &str, id: &str) -> Result<SelfEvaluationView, Failure> {
    Ok(api().self_evaluation(engagement, id).await?)
}

/// Marks of reviewers.
pub async fn save_self_evaluation_marks(
    engagement: &str,
    id: &str,
    body: &SaveMarks,
) -> Result<SelfEvaluationView, Failure> {
    Ok(api()
        .save_self_evaluation_marks(engagement, id, body)
        .await?)
}

/// One party's signature, by me.
pub async fn sign_self_evaluation(
    engagement: &str,
    id: &str,
    body: &SignSelfEvaluation,
) -> Result<SelfEvaluationView, Failure> {
    Ok(api().sign_self_evaluation(engagement, id, body).await?)
}

/// The target reviews.
pub async fn target_reviews(engagement: &str) -> Result<TargetReviewList, Failure> {
    Ok(api().target_reviews(engagement).await?)
}

/// Adds a project to review.
pub async fn add_target_review(
    engagement: &str,
    body: &NewTargetReview,
) -> Result<TargetReviewList, Failure> {
    Ok(api().add_target_review(engagement, body).await?)
}

/// An opinion of mine, or the next round.
pub async fn act_on_target_review(
    engagement: &str,
    review: &str,
    body: &ActOnTargetReview,
) -> Result<TargetReviewList, Failure> {
    Ok(api().act_on_target_review(engagement, review, body).await?)
}

/// Changes the cut-off.
pub async fn save_cut_off(
    engagement: &str,
    body: &SaveCutOff,
) -> Result<TargetReviewList, Failure> {
    Ok(api().save_cut_off(engagement, body).await?)
}

/// Presets of monitoring.
pub async fn monitoring_rules(engagement: &str) -> Result<MonitoringRulesView, Failure> {
    Ok(api().monitoring_rules(engagement).await?)
}

/// Changes them.
pub async fn save_monitoring_rules(
    engagement: &str,
    body: &SaveMonitoringRules,
) -> Result<MonitoringRulesView, Failure> {
    Ok(api().save_monitoring_rules(engagement, body).await?)
}

/// A step on the ledger 重点关注台账.
pub async fn act_on_watch(
    engagement: &str,
    asked: (&str, &str),
    body: &ActOnWatch,
) -> Result<MonitoringBoard, Failure> {
    Ok(api().act_on_watch(engagement, asked, body).await?)
}

/// The board and the ledger as a workbook.
pub fn monitoring_table_url(engagement: &str, asked: (&str, &str)) -> String {
    api().address(&crate::api::asked_url(
        urls::MONITORING_TABLE,
        engagement,
        asked,
    ))
}

/// The programme as a workbook.
pub fn programme_table_url() -> String {
    api().address(urls::PROGRAMME_TABLE)
}

/// Colours at the end of a month by a preset; empty: the present month, the preset in
/// force.
pub async fn monitoring(engagement: &str, asked: (&str, &str)) -> Result<MonitoringBoard, Failure> {
    Ok(api().monitoring(engagement, asked).await?)
}

/// Projects with their figures.
pub async fn save_monitoring(
    engagement: &str,
    asked: (&str, &str),
    body: &SaveMonitoring,
) -> Result<MonitoringBoard, Failure> {
    Ok(api().save_monitoring(engagement, asked, body).await?)
}

/// My engagements together.
pub async fn programme() -> Result<ProgrammeView, Failure> {
    Ok(api().programme().await?)
}

/// The firm's scorecard.
pub async fn scorecard() -> Result<ScorecardView, Failure> {
    Ok(api().scorecard().await?)
}

/// Changes it.
pub async fn save_scorecard(body: &SaveScorecard) -> Result<ScorecardView, Failure> {
    Ok(api().save_scorecard(body).await?)
}
