//! 自评复核: a unit's self-evaluation sheet is read, checked by arithmetic, re-scored and jointly
//! reviewed (domain.md §2.4; seed rows S1-02, S3-05, S3-06, S3-14).
//! Not here: opening workbooks (`server::workbook` gives a table of cells), the score sheet of a
//! third party (`crate::scoring`), words for flags and problems (the app translates the codes).

mod cells;
mod checks;
mod figures;
mod hostile;
mod import;
mod layout;
mod rates;
mod readiness;
mod rescore;
mod review;

pub use checks::{CheckKind, SelfEvaluationFlag, SelfEvaluationQuestion, check, questions};
pub use figures::{Bound, Figure, read_figure};
pub use import::{MAX_INDICATOR_ROWS, import_self_evaluation};
pub use rates::{ClaimedRate, claim_agrees, confirmed_count, execution_rate};
pub use readiness::check_ready;
pub use rescore::{Rescored, RescoredRow, check_marks, rescore};
pub use review::{JointReview, JointReviewState, PaperSignature, Party, PartySignature};

use crate::money::Fen;
use crate::problem::Problem;
use crate::scoring::Points;

/// Hundredths of a 分, or of a percent, by which two numbers may differ and still agree
/// (domain.md §2.4: 0.01).
pub const TOLERANCE_HUNDREDTHS: u64 = 1;

/// One indicator of a 自评表, as its unit filled it in.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelfEvaluationRow {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: u32,
    /// 一级指标, for example 产出指标.
    pub level1: String,
    /// 三级指标, for example 修复里程.
    pub name: String,
    /// 指标值 as written, for example `≥90%` or 显著提高; empty when missing or masked.
    pub target: String,
    /// 完成值 as written; empty when missing or masked.
    pub actual: String,
    /// 分值.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub weight: Points,
    /// 得分 that the unit gave itself; `None` when missing or masked, never zero then.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub self_score: Option<Points>,
    /// 偏差原因分析及改进措施; may be empty.
    pub deviation_reason: String,
    /// Whether the target is in words and is therefore judged, not computed.
    pub is_qualitative: bool,
}

/// A whole 自评表.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelfEvaluation {
    /// 实施单位; empty when the sheet does not say.
    pub unit: String,
    /// 项目名称; empty when the sheet does not say.
    pub project: String,
    /// 全年预算数, in 分 (1/100 yuan).
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub budget: Fen,
    /// 全年执行数, in 分 (1/100 yuan).
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub executed: Fen,
    /// 分值 of 预算执行率; zero when the sheet has no such row.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub execution_weight: Points,
    /// 得分 of 预算执行率 that the unit gave itself.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub execution_self_score: Option<Points>,
    /// 执行率 as claimed, in percent: `95%`.
    pub claimed_execution_rate: Option<String>,
    /// The indicators, in the order of the sheet.
    pub rows: Vec<SelfEvaluationRow>,
    /// 总分 as claimed.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub claimed_total: Option<Points>,
    /// Whether a satisfaction survey was really made; `None` where the sheet does not say and
    /// nobody has said so yet.
    #[serde(default)]
    pub has_survey: Option<bool>,
    /// What the import could read only in part: masked, missing and rounded values.
    #[serde(default)]
    pub warnings: Vec<Problem>,
}

/// Whether two numbers in hundredths agree within the tolerance.
fn agrees(one: Points, other: Points) -> bool {
    one.0.abs_diff(other.0) <= TOLERANCE_HUNDREDTHS
}

/// A sum that stops at the ends of its range instead of overflowing.
fn sum_of(points: impl IntoIterator<Item = Points>) -> Points {
    let add = |sum: i64, points: Points| sum.saturating_add(points.0);
    Points(points.into_iter().fold(0, add))
}
