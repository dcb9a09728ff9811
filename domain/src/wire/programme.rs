//! The exchange of 项目汇总 and of the scorecard 年度考核自评. Not here: the rules (`programme`,
//! `scorecard`).

use crate::problem::Problem;
use crate::programme::{ComparedScores, ProgrammeEntry, ProgrammeSummary};
use crate::scorecard::Scorecard;
use crate::scoring::Points;
use crate::time::Timestamp;

/// One engagement of the programme.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeLine {
    /// Its facts.
    pub entry: ProgrammeEntry,
    /// 自评, 抽评 and 三方评 side by side; a score only once nothing is missing in it.
    pub scores: ComparedScores,
    /// 文号 of the issued report whose frozen sheet gives total and grade; empty before.
    #[serde(default)]
    pub report_number: String,
    /// Why this engagement's score cannot be read; the other lines stand all the same.
    #[serde(default)]
    pub problem: Option<Problem>,
}

/// GET urls::PROGRAMME: the engagements I take part in. Scores are of those that I manage; the
/// others count as unscored.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeView {
    /// What they come to.
    pub summary: ProgrammeSummary,
    /// In the order in which they began.
    pub lines: Vec<ProgrammeLine>,
}

/// GET urls::SCORECARD, and the answer to a change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScorecardView {
    /// The newest, or the one that ships.
    pub card: Scorecard,
    /// The sum of each section, exact.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub sections: Vec<Points>,
    /// The sum of all, exact.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// From 1; 0 before anything was stored.
    pub revision: u32,
    /// Who stored it; empty before.
    pub saved_by: String,
    /// When.
    pub saved_at: Option<Timestamp>,
}

/// PUT urls::SCORECARD. Another revision in between answers 409 SCORECARD_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveScorecard {
    /// The revision it was made from.
    pub base_revision: u32,
    /// The whole card.
    pub card: Scorecard,
}
