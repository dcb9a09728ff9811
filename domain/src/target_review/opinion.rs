//! What one reviewer says of a project's targets: four criteria and a score, from one track.
//! Not here: what the opinions of both tracks come to (`rounds`).

use crate::ids::AccountId;
use crate::scoring::Points;
use crate::time::Timestamp;

/// What targets are judged by.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// 完整性.
    Completeness,
    /// 相关性.
    Relevance,
    /// 可行性.
    Feasibility,
    /// 适当性.
    Appropriateness,
}

impl Criterion {
    /// All four, in the order in which they are printed.
    pub const ALL: [Criterion; 4] = [
        Criterion::Completeness,
        Criterion::Relevance,
        Criterion::Feasibility,
        Criterion::Appropriateness,
    ];

    /// The term as printed.
    pub fn term(self) -> &'static str {
        match self {
            Criterion::Completeness => "完整性",
            Criterion::Relevance => "相关性",
            Criterion::Feasibility => "可行性",
            Criterion::Appropriateness => "适当性",
        }
    }
}

/// From which angle targets are judged (双审核).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// 业务: by the section that gives the money.
    Business,
    /// 绩效: by the performance section.
    Performance,
}

impl Track {
    /// Both, in the order in which they are printed.
    pub const ALL: [Track; 2] = [Track::Business, Track::Performance];

    /// The term as printed.
    pub fn term(self) -> &'static str {
        match self {
            Track::Business => "业务",
            Track::Performance => "绩效",
        }
    }
}

/// The judgement on one criterion.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CriterionOpinion {
    /// Which.
    pub criterion: Criterion,
    /// 通过 or 不通过.
    pub passed: bool,
    /// Why; needed either way.
    pub reason: String,
}

/// What one reviewer says from one track.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrackOpinion {
    /// From which track.
    pub track: Track,
    /// Who.
    pub reviewer: AccountId,
    /// The reviewer's name as printed.
    pub name: String,
    /// All four criteria, each once.
    pub criteria: Vec<CriterionOpinion>,
    /// 0 to 100 分.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub score: Points,
    /// When it was given.
    pub at: Timestamp,
}
