//! What the plan 工作方案 fixes about scoring as a whole: indicators without a subject, qualitative
//! marks, 一票否决 (domain.md §4). Not here: applying it (`scoring`).

use crate::finding::{FindingClass, Severity};
use crate::ids::IndicatorCode;

/// How an indicator that is 不适用 leaves the total; chosen once and printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotApplicableTreatment {
    /// Its weight goes to the others of its 二级, else of its 一级, in proportion, by largest
    /// remainder to 0.01.
    #[default]
    Redistribute,
    /// The total is Σ scores ÷ Σ applicable weights × 100.
    Rescale,
}

/// 一票否决: a finding that sets an indicator to zero, or caps the grade. None by default.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Veto {
    /// What the plan calls it: 虚报冒领.
    pub name: String,
    /// The least severity that triggers it.
    pub severity: Severity,
    /// Only findings of this class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<FindingClass>,
    /// The indicator that falls to zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zeroes: Option<IndicatorCode>,
    /// 等级不高于: the grade that the total cannot pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_cap: Option<String>,
}

/// The plan's own choices.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ScoringPlan {
    /// How indicators without a subject leave the total.
    #[serde(default)]
    pub not_applicable: NotApplicableTreatment,
    /// How many people mark a qualitative indicator: 1 or 2.
    #[serde(default = "one")]
    pub qualitative_scorers: u8,
    /// 一票否决.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vetoes: Vec<Veto>,
}

fn one() -> u8 {
    1
}

impl Default for ScoringPlan {
    fn default() -> Self {
        Self {
            not_applicable: NotApplicableTreatment::default(),
            qualitative_scorers: one(),
            vetoes: Vec::new(),
        }
    }
}

impl ScoringPlan {
    /// Whether qualitative marks need two people.
    pub fn needs_two_scorers(&self) -> bool {
        self.qualitative_scorers >= 2
    }
}
