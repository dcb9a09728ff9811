//! One engagement (评价业务): what is evaluated, for whom, in which stage (domain.md §2).
//! Not here: its sample, records and scores, which refer to it by id.

use crate::ids::EngagementId;

/// 三个步骤 (seed S0-13): the names that stand on top of every engagement.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 前期准备: frame, sample, indicators, assignments.
    Preparation,
    /// 组织实施: fieldwork, scoring, drafting.
    Implementation,
    /// 反馈整改: opinions, issue, rectification.
    Rectification,
}

impl Stage {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Preparation => "preparation",
            Stage::Implementation => "implementation",
            Stage::Rectification => "rectification",
        }
    }

    /// Reads the stored text.
    pub fn parse(text: &str) -> Option<Self> {
        [Stage::Preparation, Stage::Implementation, Stage::Rectification]
            .into_iter()
            .find(|stage| stage.as_str() == text)
    }
}

/// What the engagement is, as the cover of its report needs it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Engagement {
    /// Which.
    pub id: EngagementId,
    /// The short code people type on the command line; `demo` for the example.
    pub code: String,
    /// 项目名称, for example 2018年度公路水毁修复、危桥改造专项资金绩效评价（示例）.
    pub title: String,
    /// 委托单位.
    pub commissioned_by: String,
    /// 主管部门.
    pub competent_department: String,
    /// 评价机构.
    pub firm: String,
    /// 资金年度; differs from the year of evaluation (domain.md §9 trap 7).
    pub fund_year: u16,
    /// 评价年度.
    pub evaluation_year: u16,
    /// Where it stands.
    pub stage: Stage,
    /// How many questionnaires each sampled site should bring (default 10, domain.md §6.1).
    pub questionnaires_per_site: u32,
}
