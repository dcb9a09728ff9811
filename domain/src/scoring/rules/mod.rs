//! The rule kinds of domain.md §4, each once: exact until one half-up rounding at the end.
//! Not here: where the numbers come from (`engine`), reading them from JSON (`case`).

mod band;
mod count;
mod input;
mod judgement;
mod ratio;

pub use input::{
    DeductionItem, LevelRange, MarkedElement, Measured, PartAggregate, RuleInput, ScoredObject,
};
pub use judgement::default_levels;

use num_traits::{Signed as _, Zero as _};

use super::exact::{Exact, fixed_text, from_points, percent_text, plain_text, to_points};
use super::{Points, ScoreError, ScoreFlag};

/// A score with its working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// Rounded half-up to two decimals, within [0, weight].
    pub score: Points,
    /// The exact ratio that was judged, where the rule has one (完成率, 节约率, 均值).
    pub ratio: Option<Exact>,
    /// Line by line, as a reader would write it; percentages are printed with two decimals but
    /// the arithmetic behind them is exact.
    pub working: Vec<String>,
    /// 提示: codes of [`ScoreFlag`].
    pub flags: Vec<String>,
}

/// A score before its rounding.
struct Outcome {
    score: Exact,
    ratio: Option<Exact>,
    lines: Vec<String>,
    /// The last line up to the equals sign.
    formula: String,
    flags: Vec<ScoreFlag>,
}

impl Outcome {
    fn new(score: Exact, ratio: Option<Exact>, formula: String) -> Self {
        Self {
            score,
            ratio,
            lines: Vec::new(),
            formula,
            flags: Vec::new(),
        }
    }

    fn flagged(mut self, flag: ScoreFlag, when: bool) -> Self {
        if when && !self.flags.contains(&flag) {
            self.flags.push(flag);
        }
        self
    }
}

/// Scores one indicator of the given weight.
///
/// # Errors
/// The codes of [`ScoreError`]; an input that cannot be scored never becomes a zero.
pub fn evaluate(weight: Points, input: &RuleInput) -> Result<Scored, ScoreError> {
    evaluate_exact(&from_points(weight), input)
}

/// As [`evaluate`], for a weight that need not be whole hundredths of a point.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_exact(weight: &Exact, input: &RuleInput) -> Result<Scored, ScoreError> {
    if weight.is_negative() {
        return Err(ScoreError::NegativeInput);
    }
    let outcome = compute(weight, input)?;
    if outcome.score.is_negative() || outcome.score > *weight {
        return Err(ScoreError::ScoreOutOfRange);
    }
    let score = to_points(&outcome.score).ok_or(ScoreError::TooLarge)?;
    let mut working = outcome.lines;
    working.push(format!("{} = {score}", outcome.formula));
    let flags = outcome
        .flags
        .iter()
        .map(|flag| flag.as_str().to_owned())
        .collect();
    Ok(Scored {
        score,
        ratio: outcome.ratio,
        working,
        flags,
    })
}

fn compute(weight: &Exact, input: &RuleInput) -> Result<Outcome, ScoreError> {
    match input {
        RuleInput::ElementCount(elements) => count::element_count(weight, elements),
        RuleInput::YesNo { met, deduct } => count::yes_no(weight, *met, deduct.as_ref()),
        RuleInput::RatioCapped {
            parts,
            aggregate,
            cap,
        } => ratio::ratio_capped(weight, parts, *aggregate, cap),
        RuleInput::RatioThreshold {
            numerator,
            denominator,
            threshold,
        } => ratio::ratio_threshold(weight, numerator, denominator, threshold),
        RuleInput::StepBand { value, bands } => band::step_band(weight, value, bands),
        RuleInput::RatioToTarget { value, target } => ratio::to_target(weight, value, target),
        RuleInput::PlainRatio { value } => ratio::plain(weight, value),
        RuleInput::Interpolation { x, x0, s0, x1, s1 } => {
            band::interpolation(x, (x0, s0), (x1, s1))
        }
        RuleInput::Deduction { items, floor } => count::deduction(weight, items, floor),
        RuleInput::SampleDefect { sample, defective } => {
            count::sample_defect(weight, sample, defective)
        }
        RuleInput::Deviation {
            actual,
            plan,
            bands,
        } => band::deviation(weight, actual, plan, bands.as_deref()),
        RuleInput::Growth { this, last, bands } => band::growth(weight, this, last, bands),
        RuleInput::LowerIsBetter { actual, target } => {
            ratio::lower_is_better(weight, actual, target)
        }
        RuleInput::CostSaving {
            plan,
            actual,
            per_pct,
        } => ratio::cost_saving(weight, plan, actual, per_pct),
        RuleInput::GradeLevel { level, pct, levels } => {
            judgement::grade_level(weight, level, pct, levels)
        }
        RuleInput::LikertExpert { marks, trim } => judgement::expert_marks(weight, marks, *trim),
        RuleInput::MultiObject(objects) => judgement::multi_object(weight, objects),
        RuleInput::Manual { score } => judgement::manual(weight, score),
    }
}

fn divide(numerator: &Exact, denominator: &Exact) -> Result<Exact, ScoreError> {
    if denominator.is_zero() {
        return Err(ScoreError::ZeroDenominator);
    }
    Ok(numerator / denominator)
}

fn refuse_negative<'a>(values: impl IntoIterator<Item = &'a Exact>) -> Result<(), ScoreError> {
    let any = values.into_iter().any(|value| value.is_negative());
    if any {
        Err(ScoreError::NegativeInput)
    } else {
        Ok(())
    }
}

/// The measured value and its working: `11 ÷ 13 = 84.62%`, or `83.10%` alone.
fn measure(value: &Measured) -> Result<(Exact, String), ScoreError> {
    match value {
        Measured::Value(value) => Ok((value.clone(), percent(value))),
        Measured::Quotient(numerator, denominator) => {
            refuse_negative([numerator, denominator])?;
            let ratio = divide(numerator, denominator)?;
            let text = quotient_text(numerator, denominator, &ratio);
            Ok((ratio, text))
        }
    }
}

fn quotient_text(numerator: &Exact, denominator: &Exact, ratio: &Exact) -> String {
    format!(
        "{} ÷ {} = {}",
        plain_text(numerator),
        plain_text(denominator),
        percent(ratio)
    )
}

fn percent(ratio: &Exact) -> String {
    format!("{}%", percent_text(ratio))
}

fn weight_text(weight: &Exact) -> String {
    fixed_text(weight, 2)
}
