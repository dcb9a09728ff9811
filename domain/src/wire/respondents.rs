//! 问卷发放: links to respondents' own phones, made and followed at the desk. Not here: the
//! respondents' own pages, which are plain HTML.

use crate::ids::{FormId, ProjectCode};
use crate::problem::Problem;
use crate::respondent::{CodeState, RespondentSettings};
use crate::time::Timestamp;

/// GET urls::RESPONDENTS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RespondentsView {
    /// The notice, the day's close, the duplicate window.
    pub settings: RespondentSettings,
    /// What stands in the way of any link: no contact in the notice.
    pub problems: Vec<Problem>,
    /// The current questionnaires.
    pub forms: Vec<LinkableForm>,
    /// All sampled sites, in sample order.
    pub sites: Vec<RespondentSite>,
    /// Batches of single-use codes, newest first.
    pub batches: Vec<BatchSummary>,
    /// Posters, newest first.
    pub posters: Vec<PosterSummary>,
}

/// A questionnaire, and whether respondents may be asked by it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkableForm {
    /// Which.
    pub form_id: FormId,
    /// The current version; links pin it.
    pub version: String,
    /// Its title.
    pub title: String,
    /// Why it cannot be linked; empty when it can.
    pub problems: Vec<Problem>,
}

/// What came from one site, the channels apart. Withdrawn responses count nowhere but here.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RespondentSite {
    /// Place in the sample.
    pub ordinal: u32,
    /// Which project.
    pub project_code: ProjectCode,
    /// Its name.
    pub name: String,
    /// 实施单位.
    pub unit: String,
    /// Responses on tablets.
    pub kiosk: u32,
    /// Responses by single-use codes.
    pub code: u32,
    /// Responses by posters.
    pub poster: u32,
    /// Withdrawn by the respondents.
    pub withdrawn: u32,
}

/// A batch of single-use codes of one site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchSummary {
    /// Which.
    pub id: String,
    /// The site.
    pub project_code: ProjectCode,
    /// The questionnaire.
    pub form_id: FormId,
    /// Its pinned version.
    pub form_version: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Codes that are not cancelled.
    pub issued: u32,
    /// Of these, opened (answered ones too).
    pub opened: u32,
    /// Of these, answered.
    pub answered: u32,
    /// Cancelled codes.
    pub cancelled: u32,
}

/// An open poster at one site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PosterSummary {
    /// Which.
    pub id: String,
    /// The site.
    pub project_code: ProjectCode,
    /// The questionnaire.
    pub form_id: FormId,
    /// Its pinned version.
    pub form_version: String,
    /// Its address: whoever stands before it reads it, so it is no secret.
    pub path: String,
    /// From when.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
    /// At most so many responses.
    pub cap: u32,
    /// Stopped by hand.
    pub stopped: bool,
    /// Responses kept.
    pub kept: u32,
    /// Of these, flagged as perhaps from the same phone; they are kept and count.
    pub flagged: u32,
}

/// POST urls::RESPONDENT_BATCHES: one code for each label.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBatch {
    /// The site.
    pub project_code: ProjectCode,
    /// The questionnaire; its current version is pinned.
    pub form_id: FormId,
    /// 户号 or 名册序号, one for each sampled respondent; no personal data.
    pub labels: Vec<String>,
}

/// Answer to POST urls::RESPONDENT_BATCHES and to a reissue: the only time codes are seen.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeCodes {
    /// The batch they belong to.
    pub batch: String,
    /// In the order of the labels.
    pub codes: Vec<MadeCode>,
}

/// One code, shown once.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeCode {
    /// Names the code in the roster; leads to nothing by itself.
    pub id: String,
    /// 户号 or 名册序号.
    pub label: String,
    /// What stands on the card.
    pub code: String,
}

/// GET urls::RESPONDENT_ROSTER.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Roster {
    /// As in the list.
    pub batch: BatchSummary,
    /// In the order of the labels.
    pub people: Vec<RosterEntry>,
}

/// One sampled respondent. There are no times here: a time would lead to the response.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RosterEntry {
    /// Names the code.
    pub id: String,
    /// 户号 or 名册序号.
    pub label: String,
    /// How far.
    pub state: CodeState,
}

/// POST urls::RESPONDENT_CODE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeRequest {
    /// What is to become of it.
    pub action: CodeAction,
}

/// What a manager may do with a code that has not been used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CodeAction {
    /// A new code in its place; the old one leads nowhere any more.
    Reissue,
    /// None in its place.
    Cancel,
}

/// POST urls::RESPONDENT_POSTERS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPoster {
    /// The site.
    pub project_code: ProjectCode,
    /// The questionnaire; its current version is pinned.
    pub form_id: FormId,
    /// The window and the cap.
    pub terms: PosterChange,
}

/// PUT urls::RESPONDENT_POSTER.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PosterChange {
    /// From when.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
    /// At most so many responses, 1 to 10,000.
    pub cap: u32,
    /// Stopped by hand.
    #[serde(default)]
    pub stopped: bool,
}
