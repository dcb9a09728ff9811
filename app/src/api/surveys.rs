//! The calls of the room of questionnaires.

use domain::wire::{
    CrossTableView, OpenTexts, PlanRequest, PlanView, RulingRequest, SurveySummary, SurveyView,
    VerdictList, urls,
};

use super::client::{Api, ApiError};
use crate::platform::Method;

/// `?name=value&…`, without empty values.
fn query(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", urls::fill("{value}", &[value])))
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

impl Api {
    /// The questionnaires.
    pub async fn surveys(&self, engagement: &str) -> Result<Vec<SurveySummary>, ApiError> {
        self.get(&urls::fill(urls::SURVEYS, &[engagement])).await
    }

    /// One questionnaire's statistics; of one site unless `site` is empty.
    pub async fn survey(
        &self,
        engagement: &str,
        form: &str,
        site: &str,
    ) -> Result<SurveyView, ApiError> {
        let path = urls::fill(urls::SURVEY, &[engagement, form]);
        self.get(&format!("{path}{}", query(&[("site", site)])))
            .await
    }

    /// One question by one attribute.
    pub async fn cross_table(
        &self,
        engagement: &str,
        form: &str,
        (attribute, question): (&str, &str),
    ) -> Result<CrossTableView, ApiError> {
        let path = urls::fill(urls::SURVEY_CROSS, &[engagement, form]);
        let query = query(&[("attribute", attribute), ("question", question)]);
        self.get(&format!("{path}{query}")).await
    }

    /// Open answers to a question.
    pub async fn open_texts(
        &self,
        engagement: &str,
        form: &str,
        (question, search): (&str, &str),
    ) -> Result<OpenTexts, ApiError> {
        let path = urls::fill(urls::SURVEY_TEXTS, &[engagement, form]);
        let query = query(&[("question", question), ("search", search)]);
        self.get(&format!("{path}{query}")).await
    }

    /// Responses that are not simply valid.
    pub async fn verdicts(&self, engagement: &str, form: &str) -> Result<VerdictList, ApiError> {
        let path = urls::fill(urls::SURVEY_VERDICTS, &[engagement, form]);
        self.get(&path).await
    }

    /// Keeps or excludes a suspicious response.
    pub async fn rule(
        &self,
        engagement: &str,
        form: &str,
        ruling: &RulingRequest,
    ) -> Result<VerdictList, ApiError> {
        let path = urls::fill(urls::SURVEY_RULINGS, &[engagement, form]);
        self.send(Method::Post, &path, ruling).await
    }

    /// What the plan fixes about questionnaires.
    pub async fn survey_plan(&self, engagement: &str) -> Result<PlanView, ApiError> {
        self.get(&urls::fill(urls::SURVEY_PLAN, &[engagement]))
            .await
    }

    /// Changes it.
    pub async fn put_survey_plan(
        &self,
        engagement: &str,
        request: &PlanRequest,
    ) -> Result<PlanView, ApiError> {
        let path = urls::fill(urls::SURVEY_PLAN, &[engagement]);
        self.send(Method::Put, &path, request).await
    }
}
