//! The desk's exchange about questionnaires: plan, statistics, suspicious responses, open answers.

use crate::ids::{DocumentId, ProjectCode};
use crate::instrument::Translations;
use crate::scoring::survey::{ResponseVerdict, RulingDecision, SurveyPlan};
use crate::survey_statistics::{CrossTable, Segment, Statistics};
use crate::time::Timestamp;

/// One line of GET urls::SURVEYS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveySummary {
    /// The form.
    pub form_id: String,
    /// Its title.
    pub title: String,
    /// Responses handed in, all channels.
    pub received: u32,
}

/// GET urls::SURVEY.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyView {
    /// The form's title.
    pub title: String,
    /// Its languages, the first of them printed where the screen's is missing.
    pub languages: Vec<String>,
    /// Everything that is counted.
    pub statistics: Statistics,
    /// The questions a cross table can be made of.
    pub attributes: Vec<QuestionName>,
    /// The site the statistics are of, when only one was asked for.
    pub site: Option<ProjectCode>,
}

/// A question by name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionName {
    /// Its form path.
    pub path: String,
    /// Its label per language.
    #[cfg_attr(feature = "openapi",
        schema(value_type = std::collections::HashMap<String, String>))]
    pub label: Translations,
}

/// GET urls::SURVEY_CROSS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrossTableView {
    /// The table, small cells hidden.
    pub table: CrossTable,
}

/// GET urls::SURVEY_TEXTS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenTexts {
    /// Answers with the words searched for; all of them for an empty search.
    pub total: u32,
    /// The first 200, without anything that says whose they are.
    pub texts: Vec<OpenText>,
}

/// One open answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenText {
    /// The answer in pieces, hits marked.
    pub segments: Vec<Segment>,
}

/// GET urls::SURVEY_VERDICTS: every response that is not simply valid.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerdictList {
    /// Invalid, screened, suspicious or ruled on; in sample order.
    pub responses: Vec<VerdictView>,
}

/// One response's verdict.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerdictView {
    /// What the rules say.
    pub verdict: ResponseVerdict,
    /// The site.
    pub site: ProjectCode,
    /// Its project's name; empty for a site that left the sample.
    pub site_name: String,
    /// How long it took, in seconds.
    pub seconds: i64,
    /// What managers decided, oldest first.
    pub rulings: Vec<RulingView>,
}

/// One ruling.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulingView {
    /// Keep or exclude.
    pub decision: RulingDecision,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, by the server's clock.
    pub at: Timestamp,
}

/// POST urls::SURVEY_RULINGS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulingRequest {
    /// The response.
    pub record: DocumentId,
    /// Keep or exclude.
    pub decision: RulingDecision,
    /// Why; at least 2 characters.
    pub reason: String,
}

/// GET urls::SURVEY_PLAN.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanView {
    /// What holds now.
    pub plan: SurveyPlan,
    /// Its revision; 0 while it is the default.
    pub revision: u32,
    /// Every change, newest first.
    pub history: Vec<PlanRevision>,
}

/// One change of the plan.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanRevision {
    /// From 1.
    pub revision: u32,
    /// What held from then on.
    pub plan: SurveyPlan,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, by the server's clock.
    pub at: Timestamp,
}

/// PUT urls::SURVEY_PLAN.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanRequest {
    /// The revision the person looked at; another one answers 409 SURVEY_PLAN_CHANGED.
    pub revision: u32,
    /// The whole plan.
    pub plan: SurveyPlan,
    /// Why; at least 2 characters.
    pub reason: String,
}
