//! What must hold before a framework may score anything. Not here: one rule with its parameters
//! (`validate_rule`), references between indicators (`references`), whether facts exist (`Gap`).

use std::collections::BTreeSet;

use super::references::reference_problems;
use super::starter::least_output_benefit;
use super::validate_rule::{Subject, rule_problems};
use super::{Framework, Indicator, tree};
use crate::problem::Problem;
use crate::scoring::{GradeBand, Points};

/// Σ of all weights, 财预〔2020〕10号 art. 18; and the most that one of them or a grade can be.
const TOTAL: Points = Points(10_000);
/// Most characters of a code.
const CODE_CHARACTERS: usize = 20;

/// Checks a framework: Σ weights = 100.00, 产出+效益 ≥ the minimum of its kind, unique codes, no
/// empty branch, sound grades, references that lead somewhere, and for each indicator a weight, a
/// rule in words, evidence, sound parameters, bound operands. Empty means valid.
/// `details.indicator` names the indicator where there is one.
pub fn validate(framework: &Framework) -> Vec<Problem> {
    let mut problems = Vec::new();
    let total = framework.total_weight();
    if total != TOTAL {
        let problem = Problem::new("FRAMEWORK_WEIGHT_SUM").with("expected", TOTAL);
        problems.push(problem.with("found", total));
    }
    problems.extend(output_benefit_problems(framework));
    problems.extend(duplicate_codes(framework));
    problems.extend(branch_problems(framework));
    problems.extend(grade_problems(&framework.grade_bands));
    problems.extend(reference_problems(framework));
    for located in framework.indicators() {
        problems.extend(check_indicator(located.indicator));
    }
    problems
}

/// A plan may ask for more than its kind of framework does, never for less.
fn output_benefit_problems(framework: &Framework) -> Vec<Problem> {
    let mut problems = Vec::new();
    let (own, least) = (
        framework.output_benefit_minimum,
        least_output_benefit(&framework.id),
    );
    if own < least {
        let problem = Problem::new("FRAMEWORK_MINIMUM_LOWERED").with("expected", least);
        problems.push(problem.with("found", own));
    }
    let output_benefit = tree::output_benefit_weight(framework);
    if output_benefit < own.max(least) {
        let problem = Problem::new("FRAMEWORK_OUTPUT_BENEFIT_TOO_LOW");
        let problem = problem.with("expected", own.max(least));
        problems.push(problem.with("found", output_benefit));
    }
    problems
}

/// Every code of the tree with its name, from the top.
fn named(framework: &Framework) -> Vec<(&str, &str)> {
    let mut named = Vec::new();
    for level1 in &framework.levels {
        named.push((level1.code.as_str(), level1.name.as_str()));
        for level2 in &level1.children {
            named.push((level2.code.as_str(), level2.name.as_str()));
            let own = level2.indicators.iter();
            named.extend(own.map(|one| (one.code.as_str(), one.name.as_str())));
        }
    }
    named
}

fn duplicate_codes(framework: &Framework) -> Vec<Problem> {
    let (mut seen, mut problems) = (BTreeSet::new(), Vec::new());
    for (code, name) in named(framework) {
        if !seen.insert(code) {
            problems.push(Problem::new("FRAMEWORK_DUPLICATE_CODE").with("code", code));
        }
        if !is_code(code) {
            problems.push(Problem::new("FRAMEWORK_CODE_MALFORMED").with("code", code));
        }
        if name.trim().is_empty() {
            problems.push(Problem::new("FRAMEWORK_NAME_MISSING").with("code", code));
        }
    }
    problems
}

/// Codes stand in addresses and in `{{score:C11}}`: Latin letters, digits, `.`, `-` and `_`.
fn is_code(code: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    !code.is_empty() && code.len() <= CODE_CHARACTERS && code.chars().all(fits)
}

/// A branch without indicators would be printed with nothing in it.
fn branch_problems(framework: &Framework) -> Vec<Problem> {
    let empty = |code: &str, name: &str| {
        let problem = Problem::new("FRAMEWORK_EMPTY_BRANCH").with("code", code);
        problem.with("name", name)
    };
    let mut problems = Vec::new();
    for level1 in &framework.levels {
        if level1.children.is_empty() {
            problems.push(empty(&level1.code, &level1.name));
        }
        let bare = level1
            .children
            .iter()
            .filter(|level2| level2.indicators.is_empty());
        problems.extend(bare.map(|level2| empty(&level2.code, &level2.name)));
    }
    problems
}

/// Own grades: names that differ, edges from the top downwards, the lowest at nothing.
fn grade_problems(bands: &[GradeBand]) -> Vec<Problem> {
    let names: BTreeSet<&str> = bands.iter().map(|band| band.grade.trim()).collect();
    let ordered = bands.windows(2).all(|pair| match pair {
        [upper, lower] => upper.min > lower.min,
        _ => true,
    });
    let covers = bands.last().is_none_or(|lowest| lowest.min == Points(0));
    let within = bands.iter().all(|band| band.min <= TOTAL);
    let distinct = names.len() == bands.len() && !names.contains("");
    match ordered && covers && within && distinct {
        true => Vec::new(),
        false => vec![Problem::new("FRAMEWORK_GRADE_BANDS")],
    }
}

fn check_indicator(indicator: &Indicator) -> Vec<Problem> {
    let at = |code: &str| Problem::new(code).with("indicator", &indicator.code);
    let mut problems = Vec::new();
    if indicator.weight.0 <= 0 {
        problems.push(at("FRAMEWORK_WEIGHT_NOT_POSITIVE").with("found", indicator.weight));
    }
    if indicator.weight > TOTAL {
        let problem = at("FRAMEWORK_WEIGHT_TOO_LARGE").with("limit", TOTAL);
        problems.push(problem.with("found", indicator.weight));
    }
    if indicator.rule_text.trim().is_empty() {
        problems.push(at("FRAMEWORK_NO_RULE_TEXT"));
    }
    if indicator.evidence.is_empty() {
        problems.push(at("FRAMEWORK_NO_EVIDENCE"));
    }
    let subject = Subject {
        rule: &indicator.rule,
        elements: &indicator.elements,
        operands: &indicator.operands,
        weight: indicator.weight,
    };
    let parts = rule_problems(&subject, 0).into_iter();
    problems.extend(parts.map(|problem| problem.with("indicator", &indicator.code)));
    problems
}

#[cfg(test)]
#[path = "validate_tests.rs"]
mod tests;
