//! 分数线: from which score on targets pass; a setting of each engagement. Not here: the score
//! (`rounds`).

use crate::problem::Problem;
use crate::scoring::Points;
use crate::scoring::exact::{Exact, from_points};

/// Highest score, in hundredths of a 分.
pub(super) const FULL_SCORE: Points = Points(10_000);

/// How a score is compared with a cut-off; stored with its number (domain.md §9 trap 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CutOffOperator {
    /// The number itself passes (不低于).
    AtLeast,
    /// Only more than the number passes (超过).
    Above,
}

/// From which score on targets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CutOff {
    /// Whether the number itself passes.
    pub operator: CutOffOperator,
    /// The number, 0 to 100 分.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub number: Points,
}

impl Default for CutOff {
    /// 「低于65分的一律不纳入年初预算」: 65.00 passes (seed row S2-07). Other places have other
    /// lines, so that it is only where an engagement begins.
    fn default() -> Self {
        Self {
            operator: CutOffOperator::AtLeast,
            number: Points(6_500),
        }
    }
}

impl CutOff {
    /// Whether a score passes; compared exactly, before any rounding.
    pub fn passes(&self, score: &Exact) -> bool {
        let number = from_points(self.number);
        match self.operator {
            CutOffOperator::AtLeast => *score >= number,
            CutOffOperator::Above => *score > number,
        }
    }

    /// `CUT_OFF_OUT_OF_RANGE` for a number that is not 0 to 100 分.
    pub fn check(&self) -> Option<Problem> {
        let is_bad = !(Points(0)..=FULL_SCORE).contains(&self.number);
        let problem = || Problem::new("CUT_OFF_OUT_OF_RANGE").at_path("number");
        is_bad.then(|| problem().with("score", self.number))
    }
}
