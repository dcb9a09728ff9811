//! The exchange of 专项审核: self-evaluations, target reviews, monthly figures. Not here: the rules
//! (`self_evaluation`, `target_review`, `monitoring`).

use std::collections::BTreeMap;

use crate::monitoring::{Assessment, MonitoredProject, Preset};
use crate::scoring::Points;
use crate::self_evaluation::{
    JointReviewState, Party, PartySignature, Rescored, SelfEvaluation, SelfEvaluationFlag,
};
use crate::target_review::{CriterionOpinion, CutOff, Round, TargetReviewOutcome, Track};
use crate::time::Timestamp;

/// One 自评表 in the list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelfEvaluationSummary {
    /// Its identifier.
    pub id: String,
    /// In the order of arrival, from 1.
    pub number: u32,
    /// 实施单位.
    pub unit: String,
    /// 项目名称.
    pub project: String,
    /// The workbook it came in.
    pub file_name: String,
    /// How many checks found something.
    pub flags: u32,
    /// Whether the claimed 执行率 holds; `None` without a claim.
    pub claim_holds: Option<bool>,
    /// 自评总分.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub self_total: Option<Points>,
    /// 复核总分.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// 复核 − 自评; `None` as long as there is a gap.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub difference: Option<Points>,
    /// Where the joint review stands.
    pub state: JointReviewState,
}

/// GET urls::SELF_EVALUATIONS, and the answer to a workbook (POST with `x-file-name`): each of its
/// sheets that is a 自评表 is added.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelfEvaluationList {
    /// By number.
    pub evaluations: Vec<SelfEvaluationSummary>,
    /// How many claims of 执行率 hold …
    pub claims_confirmed: u32,
    /// … of how many.
    pub claims: u32,
}

/// Marks of reviewers: row → score with reason.
pub type RowMarks = BTreeMap<u32, (Points, String)>;

/// GET urls::SELF_EVALUATION, and the answer to what is done to it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelfEvaluationView {
    /// As in the list.
    pub summary: SelfEvaluationSummary,
    /// The sheet as its unit filled it in.
    pub evaluation: SelfEvaluation,
    /// What the ten checks found.
    pub flags: Vec<SelfEvaluationFlag>,
    /// The sheet scored again.
    pub rescored: Rescored,
    /// Marks of reviewers.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub marks: RowMarks,
    /// Revision of the marks, from 1.
    pub revision: u32,
    /// Who has signed, in that order.
    pub signatures: Vec<PartySignature>,
    /// Who brought the sheet.
    pub saved_by: String,
    /// When.
    pub saved_at: Timestamp,
}

/// PUT urls::SELF_EVALUATION. Another revision in between answers 409 SELF_EVALUATION_CHANGED, a
/// signature 409 SELF_EVALUATION_SIGNED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMarks {
    /// The revision it was made from.
    pub base_revision: u32,
    /// All marks.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub marks: RowMarks,
}

/// POST urls::SELF_EVALUATION_SIGN, as the person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignSelfEvaluation {
    /// The revision that was looked at.
    pub base_revision: u32,
    /// For which party.
    pub party: Party,
    /// 通过 or 不通过.
    pub passed: bool,
    /// Needed for 不通过.
    #[serde(default)]
    pub opinion: String,
}

/// One round with what it comes to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoundView {
    /// The opinions.
    pub round: Round,
    /// Mean of both tracks; `None` as long as one is missing.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Points>,
    /// 待审, 通过, 不通过.
    pub outcome: TargetReviewOutcome,
}

/// One 目标审核.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetReviewView {
    /// Its identifier.
    pub id: String,
    /// 项目.
    pub project: String,
    /// In order, all readable; empty before the first opinion.
    pub rounds: Vec<RoundView>,
    /// The score before, and by how much the latest differs.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub change: Option<(Points, Points)>,
}

/// GET urls::TARGET_REVIEWS, and the answer to every change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetReviewList {
    /// By project.
    pub reviews: Vec<TargetReviewView>,
    /// From which score on targets pass.
    pub cut_off: CutOff,
}

/// POST urls::TARGET_REVIEWS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTargetReview {
    /// 项目.
    pub project: String,
}

/// POST urls::TARGET_REVIEW. Another round in between answers 409 TARGET_REVIEW_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnTargetReview {
    /// How many rounds there were when it was looked at.
    pub rounds: u32,
    /// What.
    pub action: TargetReviewAction,
}

/// What is done to a target review.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum TargetReviewAction {
    /// An opinion by the person who is signed in.
    Give {
        /// From which track.
        track: Track,
        /// All four criteria.
        criteria: Vec<CriterionOpinion>,
        /// 0 to 100 分.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        score: Points,
    },
    /// The next round.
    BeginRound,
}

/// One monitored project with what the rules make of it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonitoredLine {
    /// The project with its figures.
    pub project: MonitoredProject,
    /// Revision, from 1.
    pub revision: u32,
    /// Colour and reasons at the end of the month.
    pub assessment: Assessment,
}

/// GET urls::MONITORING `?month=6&preset=wuzhong`; without them the present month and the first
/// preset.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonitoringBoard {
    /// By code.
    pub lines: Vec<MonitoredLine>,
    /// Which month.
    pub month: u32,
    /// Which preset.
    pub preset: String,
    /// All presets with their rules.
    pub presets: Vec<Preset>,
}

/// A project to store.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMonitored {
    /// The revision it was made from; 0 for a new one.
    pub base_revision: u32,
    /// The project with all its figures.
    pub project: MonitoredProject,
}

/// PUT urls::MONITORING, with the same query: these projects, all or none. Another revision in
/// between answers 409 MONITORING_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMonitoring {
    /// Each code once.
    pub projects: Vec<SaveMonitored>,
}
