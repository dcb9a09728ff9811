//! A project and a frame as values.

use std::collections::BTreeMap;

use crate::ids::{ProjectCode, Sha256Hex};
use crate::money::Fen;

/// One row of the frame.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Project {
    /// 项目编码.
    pub code: ProjectCode,
    /// 项目名称.
    pub name: String,
    /// 实施单位.
    pub unit: String,
    /// 乡镇街道.
    pub township: String,
    /// 项目类型, for example 危桥改造.
    pub project_type: String,
    /// 批复金额.
    pub amount: Fen,
    /// 计划数量 as exact decimal text; `None` where the list masks or omits it.
    pub planned_quantity: Option<String>,
    /// 计量单位.
    pub measure_unit: String,
    /// 纬度, WGS-84 degrees as decimal text.
    pub latitude: Option<String>,
    /// 经度, WGS-84 degrees as decimal text.
    pub longitude: Option<String>,
    /// 直达资金.
    pub direct_fund: bool,
    /// Columns of the list that Kanping does not know, heading → cell.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
    pub tags: BTreeMap<String, String>,
}

/// A frozen list of projects, sorted by code.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Frame {
    /// Sorted by code in ascending Unicode order; codes are unique.
    pub projects: Vec<Project>,
    /// SHA-256 of the canonical CSV (docs/SAMPLING.md).
    pub sha256: Sha256Hex,
}

impl Frame {
    /// 总体金额.
    pub fn total(&self) -> Fen {
        Fen(self.projects.iter().map(|project| project.amount.0).sum())
    }

    /// How many different implementing units there are.
    pub fn unit_count(&self) -> usize {
        self.projects
            .iter()
            .map(|p| &p.unit)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    }

    /// The project with this code.
    pub fn project(&self, code: &ProjectCode) -> Option<&Project> {
        let found = self
            .projects
            .binary_search_by(|project| project.code.cmp(code));
        found.ok().and_then(|index| self.projects.get(index))
    }
}
