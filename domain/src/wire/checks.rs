//! The exchange of 专项审核: self-evaluations and target reviews. Not here: the rules
//! (`self_evaluation`, `target_review`), 监控 (`super::monitoring`).

use std::collections::BTreeMap;

use crate::problem::Problem;
use crate::scoring::Points;
use crate::self_evaluation::{
    JointReviewState, PaperSignature, Party, PartySignature, Rescored, SelfEvaluation,
    SelfEvaluationFlag, SelfEvaluationQuestion,
};
use crate::target_review::{CriterionOpinion, CutOff, Round, TargetReviewOutcome, Track};
use crate::time::Timestamp;

/// Another 自评表 of the same chain of rounds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetLink {
    /// Its identifier.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// Its 复核总分.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
}

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
    /// Which round: 1, or one more than the sheet that it corrects.
    pub round: u32,
    /// The sheet that this one corrects.
    pub corrects: Option<SheetLink>,
    /// The sheet that corrects this one.
    pub corrected_by: Option<SheetLink>,
    /// How many checks found something.
    pub flags: u32,
    /// How many questions only a reader can answer.
    pub questions: u32,
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
/// sheets that is a 自评表 is added. `?survey=true` or `false` says for sheets that do not whether a
/// satisfaction survey was made; `?corrects=` names a sheet that did not pass, and the workbook
/// then holds its one corrected sheet, the next round.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelfEvaluationList {
    /// By number.
    pub evaluations: Vec<SelfEvaluationSummary>,
    /// How many claims of 执行率 hold, of sheets that none corrects …
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
    /// What only a reader can say; no errors.
    pub questions: Vec<SelfEvaluationQuestion>,
    /// What still hinders signatures.
    pub unready: Vec<Problem>,
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
    /// Whether a satisfaction survey was made; `None` leaves it as it stands.
    #[serde(default)]
    pub survey: Option<bool>,
}

/// POST urls::SELF_EVALUATION_SIGN: for the firm as the person who is signed in, for 绩效科 and 业务科
/// a record of the paper that they signed. Refused (422) while rows have no score.
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
    /// Who signed the paper; only for a party that signs on paper.
    #[serde(default)]
    pub name: String,
    /// Day and number of the paper; only for a party that signs on paper.
    #[serde(default)]
    pub paper: Option<PaperSignature>,
}

/// One round with what it comes to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoundView {
    /// The opinions.
    pub round: Round,
    /// Mean of both tracks, never rounded (`64.995`); `None` as long as one is missing.
    pub score: Option<String>,
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
    pub change: Option<(String, String)>,
}

/// GET urls::TARGET_REVIEWS, and the answer to every change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetReviewList {
    /// By project.
    pub reviews: Vec<TargetReviewView>,
    /// From which score on targets pass; closed rounds keep the one they were judged by.
    pub cut_off: CutOff,
    /// Revision of that setting; 0 as it ships.
    pub cut_off_revision: u32,
    /// Why it was last changed; empty as it ships.
    pub cut_off_reason: String,
    /// Who changed it; empty as it ships.
    pub cut_off_by: String,
}

/// PUT urls::TARGET_CUT_OFF. Another revision in between answers 409 CUT_OFF_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveCutOff {
    /// The revision it was made from.
    pub base_revision: u32,
    /// From which score on targets pass.
    pub cut_off: CutOff,
    /// Why.
    pub reason: String,
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
