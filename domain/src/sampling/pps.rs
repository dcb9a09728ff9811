//! Drawing by amount (PPS, monetary unit sampling) with an exact fractional interval.
//! Not here: where the start comes from, except in [`draw_by_amount`].

use num_rational::Ratio;

use super::SamplingError;
use super::generator::SplitMix64;
use crate::ids::ProjectCode;
use crate::money::Fen;

/// A unit to be drawn by its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountUnit {
    /// Its code; the units are given in ascending order of their codes.
    pub code: ProjectCode,
    /// Its amount, not negative.
    pub amount: Fen,
}

/// What is fixed before the start is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountPlan {
    /// Positions taken for certain, in the order of their taking.
    pub certain: Vec<usize>,
    /// Positions of the others, in code order.
    pub rest: Vec<usize>,
    /// Places left for the others.
    pub places: u64,
    /// Rest total ÷ places left, in 分; 0 when no place is left.
    pub interval: Ratio<i128>,
}

/// Takes for certain, round after round, every unit that reaches the interval of those left.
///
/// Errors: `NegativeAmount`; `NoAmountLeft` when places remain and all other amounts are zero.
/// Source: cli.md, domain.md §5.2 (4).
pub fn plan_by_amount(units: &[AmountUnit], n: u64) -> Result<AmountPlan, SamplingError> {
    if let Some(unit) = units.iter().find(|unit| unit.amount.0 < 0) {
        return Err(SamplingError::NegativeAmount {
            code: unit.code.to_string(),
        });
    }
    let amount_at = |position: &usize| i128::from(units.get(*position).map_or(0, |u| u.amount.0));
    let mut certain = Vec::new();
    let mut rest: Vec<usize> = (0..units.len()).collect();
    let mut places = n;
    loop {
        if places == 0 {
            return Ok(AmountPlan {
                certain,
                rest,
                places,
                interval: Ratio::from_integer(0),
            });
        }
        let total: i128 = rest.iter().map(amount_at).sum();
        if total == 0 {
            return Err(SamplingError::NoAmountLeft { places });
        }
        let interval = Ratio::new(total, i128::from(places));
        let (large, small): (Vec<usize>, Vec<usize>) = rest
            .iter()
            .partition(|position| Ratio::from_integer(amount_at(position)) >= interval);
        if large.is_empty() {
            return Ok(AmountPlan {
                certain,
                rest,
                places,
                interval,
            });
        }
        // Units that reach total ÷ places are never more than places.
        places = places.saturating_sub(u64::try_from(large.len()).unwrap_or(places));
        certain.extend(large);
        rest = small;
    }
}

/// The picks for a given start: the certain ones, then one unit for each point
/// start + j·interval on the cumulated amounts of the others, in code order. A unit covers a point
/// when the sum before it is below the point and the sum with it is not.
pub fn picks_from_start(units: &[AmountUnit], plan: &AmountPlan, start: u64) -> Vec<usize> {
    let mut picks = plan.certain.clone();
    let mut cumulated = Ratio::from_integer(0i128);
    let mut point = Ratio::from_integer(i128::from(start));
    let mut picked = 0u64;
    for position in &plan.rest {
        cumulated += i128::from(units.get(*position).map_or(0, |unit| unit.amount.0));
        while picked < plan.places && point <= cumulated {
            picks.push(*position);
            point += plan.interval;
            picked += 1;
        }
    }
    picks
}

/// Plans, starts at 1 + below(⌊interval⌋), and answers the positions in draw order.
pub fn draw_by_amount(
    units: &[AmountUnit],
    n: u64,
    generator: &mut SplitMix64,
) -> Result<Vec<usize>, SamplingError> {
    let plan = plan_by_amount(units, n)?;
    if plan.places == 0 {
        return Ok(plan.certain);
    }
    let interval = u64::try_from(plan.interval.to_integer()).unwrap_or(u64::MAX);
    let start = 1 + generator.below(interval);
    Ok(picks_from_start(units, &plan, start))
}
