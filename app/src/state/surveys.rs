//! The calls of the room of questionnaires, as the desk sees them. Not here: caching.

use domain::wire::{
    CrossTableView, OpenTexts, PlanRequest, PlanView, RulingRequest, SurveySummary, SurveyView,
    VerdictList,
};

use super::Failure;
use super::app::api;

/// The questionnaires.
pub async fn list(engagement: &str) -> Result<Vec<SurveySummary>, Failure> {
    Ok(api().surveys(engagement).await?)
}

/// One questionnaire's statistics; of one site unless `site` is empty.
pub async fn find(engagement: &str, form: &str, site: &str) -> Result<SurveyView, Failure> {
    Ok(api().survey(engagement, form, site).await?)
}

/// One question by one attribute.
pub async fn cross_table(
    engagement: &str,
    form: &str,
    questions: (&str, &str),
) -> Result<CrossTableView, Failure> {
    Ok(api().cross_table(engagement, form, questions).await?)
}

/// Open answers to a question, with the words searched for.
pub async fn open_texts(
    engagement: &str,
    form: &str,
    wanted: (&str, &str),
) -> Result<OpenTexts, Failure> {
    Ok(api().open_texts(engagement, form, wanted).await?)
}

/// Responses that are not simply valid.
pub async fn verdicts(engagement: &str, form: &str) -> Result<VerdictList, Failure> {
    Ok(api().verdicts(engagement, form).await?)
}

/// Keeps or excludes a suspicious response, and answers the list as it then stands.
pub async fn rule(
    engagement: &str,
    form: &str,
    ruling: &RulingRequest,
) -> Result<VerdictList, Failure> {
    Ok(api().rule(engagement, form, ruling).await?)
}

/// What the plan fixes about questionnaires.
pub async fn plan(engagement: &str) -> Result<PlanView, Failure> {
    Ok(api().survey_plan(engagement).await?)
}

/// Changes it, and answers it as it then stands.
pub async fn save_plan(engagement: &str, request: &PlanRequest) -> Result<PlanView, Failure> {
    Ok(api().put_survey_plan(engagement, request).await?)
}
