//! 预算执行率 as claimed and as recomputed from the two amounts (seed row S1-02).
//! Not here: the score that the rate brings (`rescore`).

use super::agrees;
use super::figures::{Bound, read_figure};
use crate::money::Fen;
use crate::scoring::exact::{Exact, to_points, whole};

/// What one project claims about its 预算执行率.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimedRate {
    /// Which project, by code or name.
    pub project: String,
    /// The claim in percent: `95%`, `≥95%` or 95%以上.
    pub claimed: String,
    /// 全年执行数, in 分 (1/100 yuan).
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub executed: Fen,
    /// 全年预算数, in 分 (1/100 yuan).
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub budget: Fen,
}

/// 全年执行数 ÷ 全年预算数 as a ratio, exact; `None` without a budget above zero (domain.md §3).
pub fn execution_rate(executed: Fen, budget: Fen) -> Option<Exact> {
    (budget.0 > 0).then(|| whole(executed.0) / whole(budget.0))
}

/// Whether a claim in percent holds for the rate recomputed half-up at two decimals. A plain claim
/// may differ by the tolerance of domain.md §2.4; `≥95%` and 95%以上 hold from 95.00 on. What
/// cannot be read or computed does not hold.
pub fn claim_agrees(claimed: &str, executed: Fen, budget: Fen) -> bool {
    let Some(claim) = read_figure(claimed).filter(|claim| matches!(claim.unit.as_str(), "%" | ""))
    else {
        return false;
    };
    let percent = execution_rate(executed, budget).map(|rate| rate * whole(100));
    let recomputed = percent.and_then(|percent| to_points(&percent));
    match (to_points(&claim.number), recomputed) {
        (Some(claimed), Some(recomputed)) => match claim.bound {
            Bound::Exactly => agrees(claimed, recomputed),
            Bound::AtLeast => recomputed >= claimed,
            Bound::AtMost => recomputed <= claimed,
        },
        _ => false,
    }
}

/// How many of the claims hold, and how many there are: `k of 187 confirmed` (seed row S1-02).
pub fn confirmed_count(rows: &[ClaimedRate]) -> (u32, u32) {
    let holds = |row: &&ClaimedRate| claim_agrees(&row.claimed, row.executed, row.budget);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (count(rows.iter().filter(holds).count()), count(rows.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(claimed: &str, executed: i64, budget: i64) -> ClaimedRate {
        ClaimedRate {
            project: "P".to_owned(),
            claimed: claimed.to_owned(),
            executed: Fen(executed),
            budget: Fen(budget),
        }
    }

    #[test]
    fn of_187_claims_only_those_that_the_figures_bear_out_are_confirmed() {
        let mut rows = vec![claim("95%", 95_000_000, 100_000_000); 185];
        rows.push(claim("95%", 94_900_000, 100_000_000));
        rows.push(claim("95%", 95_000_000, 0));
        assert_eq!(confirmed_count(&rows), (185, 187));
    }

    #[test]
    fn a_claim_of_at_least_95_percent_holds_from_95_on() {
        let holds = |executed| claim_agrees("95%以上", Fen(executed), Fen(10_000));
        assert_eq!([9_499, 9_500, 10_000].map(holds), [false, true, true]);
        assert!(!claim_agrees("**", Fen(1), Fen(1)));
        assert!(claim_agrees("33.33%", Fen(1), Fen(3)));
    }
}
