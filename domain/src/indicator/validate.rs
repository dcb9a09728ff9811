//! What must hold before a framework may score anything. Not here: whether facts exist (`Gap`).

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{One as _, Signed as _};

use super::{Binding, Element, Framework, Indicator, Level1Kind, Operand, Rule};
use crate::problem::Problem;
use crate::scoring::Points;
use crate::scoring::exact::{Exact, sum};

/// Σ of all weights, 财预〔2020〕10号 art. 18.
const TOTAL: Points = Points(10_000);

/// Checks a framework: Σ weights = 100.00, 产出+效益 ≥ the framework's minimum, unique codes, and
/// for each indicator a positive weight, a rule in words, evidence, sound parameters, bound
/// operands. Empty means valid. `details.indicator` names the indicator where there is one.
pub fn validate(framework: &Framework) -> Vec<Problem> {
    let mut problems = Vec::new();
    let total = framework.total_weight();
    if total != TOTAL {
        let problem = Problem::new("FRAMEWORK_WEIGHT_SUM").with("expected", TOTAL);
        problems.push(problem.with("found", total));
    }
    let counts = |kind| matches!(kind, Level1Kind::Output | Level1Kind::Benefit);
    let output_benefit: Points = framework
        .levels
        .iter()
        .filter(|level| counts(level.kind))
        .map(|level| level.weight())
        .sum();
    if output_benefit < framework.output_benefit_minimum {
        let problem = Problem::new("FRAMEWORK_OUTPUT_BENEFIT_TOO_LOW");
        let problem = problem.with("expected", framework.output_benefit_minimum);
        problems.push(problem.with("found", output_benefit));
    }
    problems.extend(duplicate_codes(framework));
    for located in framework.indicators() {
        problems.extend(check_indicator(located.indicator));
    }
    problems
}

fn duplicate_codes(framework: &Framework) -> Vec<Problem> {
    let level1 = framework.levels.iter().map(|level| level.code.as_str());
    let level2 = framework
        .levels
        .iter()
        .flat_map(|l| l.children.iter().map(|c| c.code.as_str()));
    let indicators = framework
        .indicators()
        .map(|located| located.indicator.code.as_str());
    let mut seen = BTreeSet::new();
    level1
        .chain(level2)
        .chain(indicators)
        .filter(|code| !seen.insert(*code))
        .map(|code| Problem::new("FRAMEWORK_DUPLICATE_CODE").with("code", code))
        .collect()
}

fn check_indicator(indicator: &Indicator) -> Vec<Problem> {
    let at = |code: &str| Problem::new(code).with("indicator", &indicator.code);
    let mut problems = Vec::new();
    if indicator.weight.0 <= 0 {
        problems.push(at("FRAMEWORK_WEIGHT_NOT_POSITIVE").with("found", indicator.weight));
    }
    if indicator.rule_text.trim().is_empty() {
        problems.push(at("FRAMEWORK_NO_RULE_TEXT"));
    }
    if indicator.evidence.is_empty() {
        problems.push(at("FRAMEWORK_NO_EVIDENCE"));
    }
    let parts = check_rule(&indicator.rule, &indicator.elements, &indicator.operands, 0);
    problems.extend(
        parts
            .into_iter()
            .map(|problem| problem.with("indicator", &indicator.code)),
    );
    problems
}

fn check_rule(
    rule: &Rule,
    elements: &[Element],
    operands: &BTreeMap<String, Binding>,
    depth: usize,
) -> Vec<Problem> {
    let mut problems = unbound(rule, operands);
    if !parameters_are_sound(rule) {
        problems.push(Problem::new("FRAMEWORK_RULE_PARAMETERS").with("rule", rule.kind()));
    }
    if matches!(rule, Rule::ElementCount) && !shares_sum_to_one(elements) {
        problems.push(Problem::new("FRAMEWORK_ELEMENT_SHARES"));
    }
    if let Rule::MultiObject { objects } = rule {
        if objects.is_empty() || depth >= crate::scoring::MAX_DEPTH {
            problems.push(Problem::new("FRAMEWORK_RULE_PARAMETERS").with("rule", rule.kind()));
            return problems;
        }
        for object in objects {
            problems.extend(check_rule(
                &object.rule,
                &object.elements,
                &object.operands,
                depth + 1,
            ));
        }
    }
    problems
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
    let positive = shares.iter().all(|share| share.is_positive());
    positive && unique == elements.len() && sum(shares).is_ok_and(|total| total.is_one())
}

fn parameters_are_sound(rule: &Rule) -> bool {
    let share = |number: &Exact| !number.is_negative() && *number <= Exact::one();
    let bands = |bands: &[super::Band], descending: bool| {
        let ordered = bands.windows(2).all(|pair| match pair {
            [first, second] if descending => first.edge > second.edge,
            [first, second] => first.edge < second.edge,
            _ => true,
        });
        !bands.is_empty() && ordered && bands.iter().all(|band| share(&band.share.0))
    };
    match rule {
        Rule::RatioCapped { cap } => cap.0.is_positive() && share(&cap.0),
        Rule::RatioThreshold { threshold } => share(&threshold.0) && !threshold.0.is_one(),
        Rule::StepBand { bands: list } | Rule::Growth { bands: list } => bands(list, true),
        Rule::RatioToTarget { target } => target.0.is_positive(),
        Rule::Interpolation { x0, x1, .. } => x0 != x1,
        Rule::Deviation { bands: Some(list) } => bands(list, false),
        Rule::CostSaving { per_pct } => !per_pct.0.is_negative(),
        Rule::Deduction { per_finding } => !per_finding.is_empty(),
        Rule::GradeLevel { levels } => levels.iter().all(|l| share(&l.min.0) && share(&l.max.0)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::starter;

    fn codes(framework: &Framework) -> Vec<String> {
        validate(framework)
            .into_iter()
            .map(|problem| problem.code)
            .collect()
    }

    #[test]
    fn a_changed_weight_breaks_the_sum_of_one_hundred() {
        let mut framework = starter("road_bridge").expect("starter");
        framework.levels[0].children[0].indicators[0].weight = Points(201);
        assert_eq!(codes(&framework), ["FRAMEWORK_WEIGHT_SUM"]);
    }

    #[test]
    fn output_and_benefit_need_sixty_points_together() {
        let mut framework = starter("road_bridge").expect("starter");
        framework.levels[3].kind = Level1Kind::Process;
        assert_eq!(codes(&framework), ["FRAMEWORK_OUTPUT_BENEFIT_TOO_LOW"]);
    }

    #[test]
    fn an_indicator_without_evidence_operand_or_own_code_is_named() {
        let mut framework = starter("road_bridge").expect("starter");
        let indicator = &mut framework.levels[2].children[0].indicators[0];
        indicator.evidence.clear();
        indicator.operands.remove("denominator");
        indicator.code = "C12".into();
        let found = validate(&framework);
        let expected = [
            "FRAMEWORK_DUPLICATE_CODE",
            "FRAMEWORK_NO_EVIDENCE",
            "FRAMEWORK_OPERAND_UNBOUND",
        ];
        assert_eq!(codes(&framework), expected);
        assert_eq!(found[2].details["operand"], "denominator");
    }

    #[test]
    fn shares_that_do_not_sum_to_one_and_bands_out_of_order_are_refused() {
        let mut framework = starter("road_bridge").expect("starter");
        framework.levels[0].children[0].indicators[0].elements.pop();
        let execution = &mut framework.levels[1].children[0].indicators[1];
        if let Rule::StepBand { bands } = &mut execution.rule {
            bands.reverse();
        }
        assert_eq!(
            codes(&framework),
            ["FRAMEWORK_ELEMENT_SHARES", "FRAMEWORK_RULE_PARAMETERS"]
        );
    }
}
