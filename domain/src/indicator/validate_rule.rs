//! What must hold of one rule, its elements and operands, those of 考核对象 included. Not here: the
//! tree as a whole (`validate`), whether the forms have what is read (`bindings`).

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{One as _, Signed as _, Zero as _};

use super::{
    Aggregate, Band, Binding, Condition, Each, Element, LevelBand, ObjectRule, Operand, Rule,
};
use crate::problem::Problem;
use crate::scoring::Points;
use crate::scoring::exact::{Exact, exact_text, from_points, sum, whole};

/// A rule with what belongs to it.
pub(super) struct Subject<'a> {
    pub(super) rule: &'a Rule,
    pub(super) elements: &'a [Element],
    pub(super) operands: &'a BTreeMap<String, Binding>,
    /// Of the indicator: scores that a rule names lie within it.
    pub(super) weight: Points,
}

/// Everything that is wrong with it, without the indicator's code.
pub(super) fn rule_problems(subject: &Subject<'_>, depth: usize) -> Vec<Problem> {
    let mut problems = unbound(subject.rule, subject.operands);
    problems.extend(incomplete_sources(subject.operands));
    problems.extend(parameter_problems(subject.rule, subject.weight));
    if matches!(subject.rule, Rule::ElementCount) && !shares_sum_to_one(subject.elements) {
        problems.push(Problem::new("FRAMEWORK_ELEMENT_SHARES"));
    }
    if let Rule::MultiObject { objects } = subject.rule {
        if objects.is_empty() || depth >= crate::scoring::MAX_DEPTH {
            problems.push(parameters(subject.rule));
            return problems;
        }
        if !object_shares_sum_to_one(objects) {
            problems.push(Problem::new("FRAMEWORK_OBJECT_SHARES"));
        }
        for object in objects {
            let inner = Subject {
                rule: &object.rule,
                elements: &object.elements,
                operands: &object.operands,
                weight: subject.weight,
            };
            problems.extend(rule_problems(&inner, depth + 1));
        }
    }
    problems
}

fn parameters(rule: &Rule) -> Problem {
    Problem::new("FRAMEWORK_RULE_PARAMETERS").with("rule", rule.kind())
}

fn unbound(rule: &Rule, operands: &BTreeMap<String, Binding>) -> Vec<Problem> {
    let accepted = rule.operand_names();
    let missing = |names: &&[&'static str]| -> Vec<&'static str> {
        names
            .iter()
            .copied()
            .filter(|name| !operands.contains_key(*name))
            .collect()
    };
    let fewest = accepted.iter().map(missing).min_by_key(Vec::len);
    let mut problems: Vec<Problem> = fewest
        .unwrap_or_default()
        .into_iter()
        .map(|name| Problem::new("FRAMEWORK_OPERAND_UNBOUND").with("operand", name))
        .collect();
    for (name, binding) in operands {
        let is_mark = matches!(binding.from, Operand::DeskMark);
        let is_findings = matches!(binding.from, Operand::Findings { .. });
        let fits = match name.as_str() {
            "mark" => is_mark,
            "findings" => is_mark || is_findings,
            _ => !is_mark,
        };
        if !fits {
            problems.push(Problem::new("FRAMEWORK_OPERAND_SOURCE").with("operand", name));
        }
    }
    problems
}

/// FRAMEWORK_SOURCE_INCOMPLETE (`operand`): a question, a key or an answer is not picked yet. A
/// condition without questions or answers would hold always or never.
fn incomplete_sources(operands: &BTreeMap<String, Binding>) -> Vec<Problem> {
    let is_incomplete = |from: &Operand| match from {
        Operand::Field {
            aggregate,
            condition,
            ..
        } => {
            let no_path = match aggregate {
                Aggregate::Sum { path, .. } | Aggregate::Mean { path } => path.is_empty(),
                Aggregate::Count => false,
            };
            no_path || condition.as_ref().is_some_and(is_empty_condition)
        }
        Operand::FundFigure { key } | Operand::DeskFigure { key } => key.trim().is_empty(),
        _ => false,
    };
    let incomplete = operands.iter().filter(|(_, it)| is_incomplete(&it.from));
    incomplete
        .map(|(name, _)| Problem::new("FRAMEWORK_SOURCE_INCOMPLETE").with("operand", name))
        .collect()
}

fn is_empty_condition(condition: &Condition) -> bool {
    match condition {
        Condition::OneOf { path, values } => path.is_empty() || values.is_empty(),
        Condition::AllOneOf { paths, values } | Condition::AnyOneOf { paths, values } => {
            paths.is_empty() || values.is_empty()
        }
        Condition::LaterThan { path, than } => path.is_empty() || than.is_empty(),
        Condition::Answered { paths } => paths.is_empty(),
        Condition::All { of } | Condition::Any { of } => {
            of.is_empty() || of.iter().any(is_empty_condition)
        }
        Condition::Not { of } => is_empty_condition(of),
    }
}

fn shares_sum_to_one(elements: &[Element]) -> bool {
    let shares: Option<Vec<Exact>> = elements
        .iter()
        .map(|element| element.share.as_ref().map(|share| share.0.clone()))
        .collect();
    let unique = elements
        .iter()
        .map(|element| element.no)
        .collect::<BTreeSet<_>>()
        .len();
    let Some(shares) = shares else { return false };
    unique == elements.len() && are_parts_of_one(shares)
}

fn object_shares_sum_to_one(objects: &[ObjectRule]) -> bool {
    are_parts_of_one(objects.iter().map(|one| one.share.0.clone()).collect())
}

fn are_parts_of_one(shares: Vec<Exact>) -> bool {
    let positive = shares.iter().all(|share| share.is_positive());
    positive && sum(shares).is_ok_and(|total| total.is_one())
}

fn is_share(number: &Exact) -> bool {
    !number.is_negative() && *number <= Exact::one()
}

fn parameter_problems(rule: &Rule, weight: Points) -> Vec<Problem> {
    let refuse = |wrong: bool| wrong.then(|| parameters(rule)).into_iter().collect();
    let no_price = |negative: bool| {
        negative
            .then(|| Problem::new("FRAMEWORK_PRICE_NEGATIVE"))
            .into_iter()
    };
    match rule {
        Rule::RatioCapped { cap } => refuse(!cap.0.is_positive() || !is_share(&cap.0)),
        Rule::RatioThreshold { threshold } => {
            refuse(!is_share(&threshold.0) || threshold.0.is_one())
        }
        Rule::RatioToTarget { target } => refuse(!target.0.is_positive()),
        // A rate begins at nothing, a growth at the loss of all.
        Rule::StepBand { bands } => band_problems(bands, Some(Exact::zero())),
        Rule::Growth { bands } => band_problems(bands, Some(whole(-1))),
        Rule::Deviation { bands: Some(bands) } => deviation_problems(bands),
        Rule::Interpolation { x0, s0, x1, s1 } => {
            interpolation_problems((&x0.0, &x1.0), [&s0.0, &s1.0], weight)
        }
        Rule::YesNo { deduct } => {
            no_price(deduct.as_ref().is_some_and(|it| it.0.is_negative())).collect()
        }
        Rule::CostSaving { per_pct } => no_price(per_pct.0.is_negative()).collect(),
        Rule::Deduction { per_finding } => {
            let mut problems: Vec<Problem> = refuse(per_finding.is_empty());
            let negative =
                |each: &Each| matches!(each, Each::Points(points) if points.0.is_negative());
            problems.extend(no_price(per_finding.values().any(negative)));
            problems
        }
        Rule::GradeLevel { levels } => level_problems(levels),
        _ => Vec::new(),
    }
}

/// Bands from the top, lower edge inclusive; the lowest reaches down to `least`.
fn band_problems(bands: &[Band], least: Option<Exact>) -> Vec<Problem> {
    let mut problems = order_problems(bands, |first, second| first > second);
    let lowest = bands.iter().map(|band| &band.edge.0).min();
    if let (Some(lowest), Some(least)) = (lowest, least)
        && *lowest > least
    {
        let problem = Problem::new("FRAMEWORK_BANDS_UNCOVERED");
        let problem = problem.with("expected", exact_text(&least));
        problems.push(problem.with("found", exact_text(lowest)));
    }
    problems
}

/// Bands from the smallest deviation, upper edge inclusive; beyond the last nothing is earned.
fn deviation_problems(bands: &[Band]) -> Vec<Problem> {
    let mut problems = order_problems(bands, |first, second| first < second);
    if bands.first().is_some_and(|band| band.edge.0.is_negative()) {
        problems.push(Problem::new("FRAMEWORK_BANDS_ORDER"));
    }
    problems
}

fn order_problems(bands: &[Band], in_order: impl Fn(&Exact, &Exact) -> bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let ordered = bands.windows(2).all(|pair| match pair {
        [first, second] => in_order(&first.edge.0, &second.edge.0),
        _ => true,
    });
    if bands.is_empty() || !ordered {
        problems.push(Problem::new("FRAMEWORK_BANDS_ORDER"));
    }
    if !bands.iter().all(|band| is_share(&band.share.0)) {
        problems.push(Problem::new("FRAMEWORK_SHARE_RANGE"));
    }
    problems
}

fn interpolation_problems(
    (x0, x1): (&Exact, &Exact),
    scores: [&Exact; 2],
    weight: Points,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if x0 == x1 {
        problems.push(Problem::new("FRAMEWORK_INTERPOLATION_EQUAL"));
    }
    let full = from_points(weight);
    let is_within = |score: &&Exact| !score.is_negative() && **score <= full;
    if !scores.iter().all(is_within) {
        problems.push(Problem::new("FRAMEWORK_INTERPOLATION_ENDS").with("limit", weight));
    }
    problems
}

/// Levels of 定性分档: shares within 0 to 1, names that differ, and none that overlap.
fn level_problems(levels: &[LevelBand]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let is_sound = |level: &LevelBand| {
        let ends = is_share(&level.min.0) && is_share(&level.max.0);
        ends && level.min.0 <= level.max.0
    };
    if !levels.iter().all(is_sound) {
        problems.push(Problem::new("FRAMEWORK_SHARE_RANGE"));
    }
    let names: BTreeSet<&str> = levels.iter().map(|level| level.name.trim()).collect();
    let mut ordered: Vec<&LevelBand> = levels.iter().collect();
    ordered.sort_by_key(|level| (&level.min, &level.max));
    let overlap = |pair: &[&LevelBand]| match pair {
        [lower, upper] => {
            lower.max.0 > upper.min.0 || (lower.max.0 == upper.min.0 && lower.max_inclusive)
        }
        _ => false,
    };
    if names.len() != levels.len() || names.contains("") || ordered.windows(2).any(overlap) {
        problems.push(Problem::new("FRAMEWORK_LEVELS_OVERLAP"));
    }
    problems
}
