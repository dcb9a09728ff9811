//! Counting rules: elements, yes or no, deductions, defects in a sample. Not here: ratios of
//! measured quantities (`ratio`).

use num_traits::{One as _, Signed as _, Zero as _};

use super::{
    DeductionItem, MarkedElement, Outcome, divide, percent, quotient_text, refuse_negative,
    weight_text,
};
use crate::scoring::ScoreError;
use crate::scoring::exact::{Exact, plain_text, short_percent, sum};

/// W × Σ shares met ÷ Σ shares applicable; an unmet gate gives zero.
pub(super) fn element_count(
    weight: &Exact,
    elements: &[MarkedElement],
) -> Result<Outcome, ScoreError> {
    if elements.is_empty() {
        return Err(ScoreError::EmptySample);
    }
    refuse_negative(elements.iter().map(|element| &element.share))?;
    let applicable: Vec<_> = elements.iter().filter(|e| e.met.is_some()).collect();
    if applicable.is_empty() {
        return Err(ScoreError::NotApplicable);
    }
    let met_share = |element: &&MarkedElement| element.met == Some(true);
    let met = sum(applicable
        .iter()
        .copied()
        .filter(met_share)
        .map(|e| e.share.clone())
        .collect())?;
    let all = sum(applicable.iter().map(|e| e.share.clone()).collect())?;
    let met_count = applicable.iter().copied().filter(met_share).count();
    let shares = weighted_shares(&applicable);
    let text = format!(
        "适用要点 {} 项，满足 {met_count} 项{shares}",
        applicable.len()
    );
    if elements
        .iter()
        .any(|element| element.gate && element.met == Some(false))
    {
        let formula = format!("{text}，前置要点不具备，0 × {}", weight_text(weight));
        return Ok(Outcome::new(Exact::zero(), Some(Exact::zero()), formula));
    }
    let share = divide(&met, &all)?;
    let rebased = if all.is_one() {
        String::new()
    } else {
        format!("，{}", quotient_text(&met, &all, &share))
    };
    let formula = format!(
        "{text}{rebased}，{} × {}",
        percent(&share),
        weight_text(weight)
    );
    Ok(Outcome::new(weight * &share, Some(share), formula))
}

/// The shares of the elements that are met, where counting them does not give their sum.
fn weighted_shares(applicable: &[&MarkedElement]) -> String {
    let first = applicable.first().map(|element| &element.share);
    let met = applicable.iter().filter(|it| it.met == Some(true));
    let terms: Vec<String> = met.map(|it| short_percent(&it.share)).collect();
    let equal = applicable.iter().all(|it| Some(&it.share) == first);
    match equal || terms.is_empty() {
        true => String::new(),
        false => format!("（权重 {}）", terms.join(" + ")),
    }
}

/// 是 gives W, 否 gives zero, or W − d.
pub(super) fn yes_no(
    weight: &Exact,
    met: Option<bool>,
    deduct: Option<&Exact>,
) -> Result<Outcome, ScoreError> {
    refuse_negative(deduct)?;
    match met.ok_or(ScoreError::NotApplicable)? {
        true => {
            let formula = format!("是，100% × {}", weight_text(weight));
            Ok(Outcome::new(weight.clone(), Some(Exact::one()), formula))
        }
        false => {
            let lost = deduct.unwrap_or(weight);
            let rest = weight - lost;
            let score = if rest.is_negative() {
                Exact::zero()
            } else {
                rest
            };
            let formula = format!("否，{} − {}", weight_text(weight), plain_text(lost));
            Ok(Outcome::new(score, Some(Exact::zero()), formula))
        }
    }
}

/// max(floor, W − Σ min(cap, n·d)) 扣完为止; `each: None` takes the whole weight.
pub(super) fn deduction(
    weight: &Exact,
    items: &[DeductionItem],
    floor: &Exact,
) -> Result<Outcome, ScoreError> {
    refuse_negative([floor])?;
    refuse_negative(items.iter().map(|item| &item.count))?;
    refuse_negative(items.iter().filter_map(|item| item.each.as_ref()))?;
    refuse_negative(items.iter().filter_map(|item| item.cap.as_ref()))?;
    let mut losses = Vec::with_capacity(items.len());
    let mut terms = String::new();
    for item in items.iter().filter(|item| !item.count.is_zero()) {
        let count = plain_text(&item.count);
        match &item.each {
            Some(each) => {
                let loss = &item.count * each;
                terms.push_str(&format!(
                    " − {} {count} × {}",
                    item.heading,
                    plain_text(each)
                ));
                match &item.cap {
                    Some(cap) if loss > *cap => {
                        terms.push_str(&format!("（最多扣 {}）", plain_text(cap)));
                        losses.push(cap.clone());
                    }
                    _ => losses.push(loss),
                }
            }
            None => {
                losses.push(weight.clone());
                terms.push_str(&format!(" − {} {count}（全扣）", item.heading));
            }
        }
    }
    let lost = sum(losses)?;
    let rest = weight - &lost;
    let limited = rest < *floor;
    let score = if limited { floor.clone() } else { rest };
    let note = if limited { "，扣完为止" } else { "" };
    let formula = format!("{}{terms}{note}", weight_text(weight));
    Ok(Outcome::new(score, None, formula))
}

/// W × (1 − k ÷ n).
pub(super) fn sample_defect(
    weight: &Exact,
    sample: &Exact,
    defective: &Exact,
) -> Result<Outcome, ScoreError> {
    refuse_negative([sample, defective])?;
    if sample.is_zero() {
        return Err(ScoreError::EmptySample);
    }
    if defective > sample {
        return Err(ScoreError::DefectExceedsSample);
    }
    let rate = defective / sample;
    let formula = format!(
        "{}，(1 − {}) × {}",
        quotient_text(defective, sample, &rate),
        percent(&rate),
        weight_text(weight)
    );
    let pass = Exact::one() - rate;
    Ok(Outcome::new(weight * &pass, Some(pass), formula))
}
