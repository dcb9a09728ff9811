//! Findings 问题: what is wrong, how bad, on which evidence (domain.md §2.5). A 否 in an inspection
//! becomes one. Not here: fact confirmation and rectification (step 3).

use crate::ids::{DocumentId, FindingCode, IndicatorCode, ProjectCode};

/// 严重程度. Ordered: 一般 < 较重 < 严重.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 一般.
    Minor,
    /// 较重.
    Major,
    /// 严重.
    Severe,
}

impl Severity {
    /// Reads the term of forms and vectors: 一般, 较重, 严重.
    pub fn from_term(term: &str) -> Option<Self> {
        match term {
            "一般" => Some(Severity::Minor),
            "较重" => Some(Severity::Major),
            "严重" => Some(Severity::Severe),
            _ => None,
        }
    }

    /// The term as printed in reports.
    pub fn term(self) -> &'static str {
        match self {
            Severity::Minor => "一般",
            Severity::Major => "较重",
            Severity::Severe => "严重",
        }
    }
}

/// One finding, derived from a 否 of a complete inspection.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// `S-003`; numbers follow project code, then question order, so they are stable.
    pub code: FindingCode,
    /// How bad, as the evaluator chose or the form's default.
    pub severity: Severity,
    /// The check that was answered 否, as the form labels it.
    pub check: String,
    /// 事实描述, the evaluator's words.
    pub facts: String,
    /// Which project.
    pub project_code: ProjectCode,
    /// Its name as the frame has it.
    pub project_name: String,
    /// 责任单位: the implementing unit of the frame.
    pub responsible_unit: String,
    /// The indicator the check belongs to.
    pub indicator: Option<IndicatorCode>,
    /// The record it comes from.
    pub record: DocumentId,
    /// The question's form path within it.
    pub path: String,
}
