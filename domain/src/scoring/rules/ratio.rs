//! Ratio rules: completion, threshold, target, plain, reversed, cost. Not here: bands (`band`).

use num_traits::{One as _, Signed as _, Zero as _};

use super::{
    Measured, Outcome, PartAggregate, divide, measure, percent, quotient_text, refuse_negative,
    weight_text,
};
use crate::scoring::exact::{Exact, at_most_one, plain_text, short_percent, sum, whole};
use crate::scoring::{ScoreError, ScoreFlag};

/// 130 %: from here on the target was too low (domain.md §4).
fn target_too_low(ratio: &Exact) -> bool {
    *ratio >= Exact::new(13.into(), 10.into())
}

/// W × min(1, r). A denominator of zero is an error, never full marks.
pub(super) fn ratio_capped(
    weight: &Exact,
    parts: &[(Exact, Exact)],
    aggregate: PartAggregate,
    cap: &Exact,
) -> Result<Outcome, ScoreError> {
    if parts.is_empty() {
        return Err(ScoreError::EmptySample);
    }
    refuse_negative(
        parts
            .iter()
            .flat_map(|(numerator, denominator)| [numerator, denominator]),
    )?;
    refuse_negative([cap])?;
    let cap = at_most_one(cap.clone());
    let capped = |ratio: &Exact| {
        if *ratio > cap {
            cap.clone()
        } else {
            ratio.clone()
        }
    };
    let mut lines = Vec::new();
    let (ratio, counted, text) = match aggregate {
        PartAggregate::Sum => {
            let numerator = sum(parts.iter().map(|part| part.0.clone()).collect())?;
            let denominator = sum(parts.iter().map(|part| part.1.clone()).collect())?;
            let ratio = divide(&numerator, &denominator)?;
            let text = quotient_text(&numerator, &denominator, &ratio);
            (ratio.clone(), capped(&ratio), text)
        }
        PartAggregate::Mean => {
            let mut ratios = Vec::with_capacity(parts.len());
            for (numerator, denominator) in parts {
                let ratio = divide(numerator, denominator)?;
                lines.push(quotient_text(numerator, denominator, &ratio));
                ratios.push(ratio);
            }
            let count = whole(parts.len() as i64);
            let counted = sum(ratios.iter().map(capped).collect())? / &count;
            let ratio = sum(ratios)? / count;
            let text = format!("{} 项平均 {}", parts.len(), percent(&counted));
            (ratio, counted, text)
        }
    };
    let limit = if ratio > counted && matches!(aggregate, PartAggregate::Sum) {
        format!("，超过 {cap} 按 {cap} 计", cap = short_percent(&cap))
    } else {
        String::new()
    };
    let formula = format!(
        "{text}{limit}，{} × {}",
        percent(&counted),
        weight_text(weight)
    );
    let flag = target_too_low(&ratio);
    let mut outcome = Outcome::new(weight * counted, Some(ratio), formula);
    outcome.lines = lines;
    Ok(outcome.flagged(ScoreFlag::TargetTooLow, flag))
}

/// Under the threshold t zero, from there W × (r − t) ÷ (1 − t), at most W.
pub(super) fn ratio_threshold(
    weight: &Exact,
    numerator: &Exact,
    denominator: &Exact,
    threshold: &Exact,
) -> Result<Outcome, ScoreError> {
    refuse_negative([numerator, denominator, threshold])?;
    let ratio = divide(numerator, denominator)?;
    // From 100 % on nothing is left to divide by.
    if *threshold >= Exact::one() {
        return Err(ScoreError::ZeroDenominator);
    }
    let share = divide(&(&ratio - threshold), &(Exact::one() - threshold))?;
    let text = quotient_text(numerator, denominator, &ratio);
    let pass = short_percent(threshold);
    let flag = target_too_low(&ratio);
    let outcome = if share.is_negative() {
        let formula = format!("{text}，低于 {pass} 不得分，0 × {}", weight_text(weight));
        Outcome::new(Exact::zero(), Some(ratio), formula)
    } else if share > Exact::one() {
        let formula = format!(
            "{text}，超过 100% 按 100% 计，100% × {}",
            weight_text(weight)
        );
        Outcome::new(weight.clone(), Some(ratio), formula)
    } else {
        let formula = format!(
            "{text}，({} − {pass}) ÷ (1 − {pass}) × {}",
            percent(&ratio),
            weight_text(weight)
        );
        Outcome::new(weight * share, Some(ratio), formula)
    };
    Ok(outcome.flagged(ScoreFlag::TargetTooLow, flag))
}

/// Full marks from the target on, below it W × x ÷ target.
pub(super) fn to_target(
    weight: &Exact,
    value: &Measured,
    target: &Exact,
) -> Result<Outcome, ScoreError> {
    let (x, text) = measure(value)?;
    refuse_negative([&x, target])?;
    let share = divide(&x, target)?;
    let goal = short_percent(target);
    let formula = if share >= Exact::one() {
        format!("{text}，达到目标 {goal}，100% × {}", weight_text(weight))
    } else {
        format!("{text}，{} ÷ {goal} × {}", percent(&x), weight_text(weight))
    };
    Ok(Outcome::new(weight * at_most_one(share), Some(x), formula))
}

/// W × x; more than 100 % cannot be scored.
pub(super) fn plain(weight: &Exact, value: &Measured) -> Result<Outcome, ScoreError> {
    let (x, text) = measure(value)?;
    refuse_negative([&x])?;
    let formula = match value {
        Measured::Value(_) => format!("{text} × {}", weight_text(weight)),
        Measured::Quotient(..) => format!("{text}，{} × {}", percent(&x), weight_text(weight)),
    };
    Ok(Outcome::new(weight * &x, Some(x), formula))
}

/// Full marks up to the target, above it W × target ÷ actual.
pub(super) fn lower_is_better(
    weight: &Exact,
    actual: &Exact,
    target: &Exact,
) -> Result<Outcome, ScoreError> {
    refuse_negative([actual, target])?;
    let (actual_text, target_text) = (plain_text(actual), plain_text(target));
    if actual <= target {
        let formula = format!(
            "{actual_text} 不高于目标 {target_text}，100% × {}",
            weight_text(weight)
        );
        return Ok(Outcome::new(weight.clone(), Some(Exact::one()), formula));
    }
    let share = divide(target, actual)?;
    let formula = format!(
        "{}，{} × {}",
        quotient_text(target, actual, &share),
        percent(&share),
        weight_text(weight)
    );
    Ok(Outcome::new(weight * &share, Some(share), formula))
}

/// Full marks when nothing was overspent; each percent above the plan costs `per_pct`.
pub(super) fn cost_saving(
    weight: &Exact,
    plan: &Exact,
    actual: &Exact,
    per_pct: &Exact,
) -> Result<Outcome, ScoreError> {
    refuse_negative([plan, actual, per_pct])?;
    let saving = divide(&(plan - actual), plan)?;
    let text = format!(
        "({plan} − {actual}) ÷ {plan} = {}",
        percent(&saving),
        plan = plain_text(plan),
        actual = plain_text(actual)
    );
    if !saving.is_negative() {
        let formula = format!("{text}，未超支，100% × {}", weight_text(weight));
        let high = saving >= Exact::new(1.into(), 5.into());
        let outcome = Outcome::new(weight.clone(), Some(saving), formula);
        return Ok(outcome.flagged(ScoreFlag::BudgetTooHigh, high));
    }
    let overspent = -saving.clone();
    let rest = weight - per_pct * &overspent * whole(100);
    let score = if rest.is_negative() {
        Exact::zero()
    } else {
        rest
    };
    let formula = format!(
        "{text}，{} − {} × {}，扣完为止",
        weight_text(weight),
        plain_text(&(&overspent * whole(100))),
        plain_text(per_pct)
    );
    Ok(Outcome::new(score, Some(saving), formula))
}
