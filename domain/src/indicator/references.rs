//! Where a framework names its own indicators and grades outside of the tree: operands that count
//! findings, 一票否决. Not here: forms that name indicators (`bindings`), the tree (`tree`).

use std::collections::{BTreeMap, BTreeSet};

use super::{Binding, Framework, Indicator, ObjectRule, Operand, Rule};
use crate::ids::IndicatorCode;
use crate::problem::Problem;
use crate::scoring::{GradeBand, default_grade_bands};

impl Indicator {
    /// Every binding with its operand's name, those of the 考核对象 included.
    pub fn bindings(&self) -> Vec<(&str, &Binding)> {
        let mut found = Vec::new();
        collect(&self.rule, &self.operands, &mut found);
        found
    }
}

fn collect<'a>(
    rule: &'a Rule,
    operands: &'a BTreeMap<String, Binding>,
    found: &mut Vec<(&'a str, &'a Binding)>,
) {
    let own = operands.iter();
    found.extend(own.map(|(name, binding)| (name.as_str(), binding)));
    if let Rule::MultiObject { objects } = rule {
        for object in objects {
            collect(&object.rule, &object.operands, found);
        }
    }
}

impl Framework {
    /// The grades from the top: its own, or those of 财预〔2020〕10号.
    pub fn grades(&self) -> Vec<GradeBand> {
        match self.grade_bands.is_empty() {
            true => default_grade_bands(),
            false => self.grade_bands.clone(),
        }
    }
}

/// Gives an indicator another code wherever the framework refers to it outside of the tree.
pub(super) fn renew_references(framework: &mut Framework, from: &str, to: &IndicatorCode) {
    let renew = |code: &mut IndicatorCode| {
        if code.as_str() == from {
            code.clone_from(to);
        }
    };
    let levels2 = framework.levels.iter_mut().flat_map(|l| &mut l.children);
    for indicator in levels2.flat_map(|level| &mut level.indicators) {
        renew_operands(&mut indicator.rule, &mut indicator.operands, &renew);
    }
    let vetoes = framework.plan.vetoes.iter_mut();
    vetoes
        .filter_map(|veto| veto.zeroes.as_mut())
        .for_each(renew);
}

fn renew_operands(
    rule: &mut Rule,
    operands: &mut BTreeMap<String, Binding>,
    renew: &impl Fn(&mut IndicatorCode),
) {
    for binding in operands.values_mut() {
        if let Operand::Findings { indicators } = &mut binding.from {
            indicators.iter_mut().for_each(renew);
        }
    }
    if let Rule::MultiObject { objects } = rule {
        for ObjectRule { rule, operands, .. } in objects {
            renew_operands(rule, operands, renew);
        }
    }
}

/// References that lead nowhere; each would silently give full marks or do nothing:
/// FRAMEWORK_FINDINGS_OF_NOTHING, FRAMEWORK_FINDINGS_INDICATOR_UNKNOWN (`indicator`, `operand`,
/// `code`), FRAMEWORK_VETO_INDICATOR_UNKNOWN (`veto`, `code`), FRAMEWORK_VETO_GRADE_UNKNOWN
/// (`veto`, `grade`), FRAMEWORK_VETO_WITHOUT_EFFECT (`veto`).
pub(super) fn reference_problems(framework: &Framework) -> Vec<Problem> {
    let indicators = framework.indicators().map(|located| located.indicator);
    let indicators: Vec<&Indicator> = indicators.collect();
    let known: BTreeSet<&IndicatorCode> = indicators.iter().map(|one| &one.code).collect();
    let mut problems = Vec::new();
    for indicator in indicators {
        for (operand, binding) in indicator.bindings() {
            let Operand::Findings { indicators: named } = &binding.from else {
                continue;
            };
            let at = |code: &str| {
                let problem = Problem::new(code).with("indicator", &indicator.code);
                problem.with("operand", operand)
            };
            if named.is_empty() {
                problems.push(at("FRAMEWORK_FINDINGS_OF_NOTHING"));
            }
            for code in named.iter().filter(|code| !known.contains(code)) {
                problems.push(at("FRAMEWORK_FINDINGS_INDICATOR_UNKNOWN").with("code", code));
            }
        }
    }
    problems.extend(veto_problems(framework, &known));
    problems
}

fn veto_problems(framework: &Framework, known: &BTreeSet<&IndicatorCode>) -> Vec<Problem> {
    let grades = framework.grades();
    let mut problems = Vec::new();
    for veto in &framework.plan.vetoes {
        let at = |code: &str| Problem::new(code).with("veto", &veto.name);
        if let Some(code) = veto.zeroes.as_ref().filter(|code| !known.contains(code)) {
            problems.push(at("FRAMEWORK_VETO_INDICATOR_UNKNOWN").with("code", code));
        }
        if let Some(grade) = &veto.grade_cap
            && !grades.iter().any(|band| band.grade == *grade)
        {
            problems.push(at("FRAMEWORK_VETO_GRADE_UNKNOWN").with("grade", grade));
        }
        if veto.zeroes.is_none() && veto.grade_cap.is_none() {
            problems.push(at("FRAMEWORK_VETO_WITHOUT_EFFECT"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::indicator::{MULTI_OBJECT, RuleParts, Veto, starter, tree, validate};

    fn findings_of(codes: &[&str]) -> Binding {
        Binding {
            label: "问题".to_owned(),
            unit: "项".to_owned(),
            from: Operand::Findings {
                indicators: codes
                    .iter()
                    .map(|code| IndicatorCode::from(*code))
                    .collect(),
            },
        }
    }

    /// A framework whose B13 counts findings within one of two objects, and whose veto names C22.
    fn referring() -> Framework {
        let mut framework = starter("road_bridge").expect("starter");
        let indicator = tree::indicator_mut(&mut framework, "B13").expect("B13");
        let parts = RuleParts {
            rule: indicator.rule.clone(),
            elements: Vec::new(),
            operands: indicator.operands.clone(),
        };
        let own = parts.rule.clone();
        let many = parts.with_kind(MULTI_OBJECT, indicator.weight);
        (indicator.rule, indicator.operands) = (many.rule, many.operands);
        if let Rule::MultiObject { objects } = &mut indicator.rule {
            objects[1].rule = own;
            let binding = findings_of(&["C22"]);
            objects[1].operands = BTreeMap::from([("findings".to_owned(), binding)]);
        }
        framework.plan.vetoes.push(Veto {
            name: "截留".to_owned(),
            severity: Severity::Severe,
            class: None,
            zeroes: Some("C22".into()),
            grade_cap: Some("中".to_owned()),
        });
        framework
    }

    #[test]
    fn a_new_code_reaches_operands_within_objects_and_vetoes() {
        let mut framework = referring();
        assert_eq!(validate(&framework), []);
        assert!(tree::recode(&mut framework, "C22", "C29"));
        assert_eq!(validate(&framework), []);
        let indicator = framework.indicator(&"B13".into()).expect("B13").indicator;
        let named = indicator.bindings().into_iter().any(|(_, binding)| {
            matches!(&binding.from, Operand::Findings { indicators }
                if *indicators == [IndicatorCode::from("C29")])
        });
        assert!(named);
        assert_eq!(framework.plan.vetoes[0].zeroes, Some("C29".into()));
    }

    #[test]
    fn what_refers_to_a_removed_indicator_is_named() {
        let mut framework = referring();
        assert!(tree::remove(&mut framework, "C22"));
        let problems = reference_problems(&framework);
        let codes: Vec<&str> = problems.iter().map(|one| one.code.as_str()).collect();
        let expected = [
            "FRAMEWORK_FINDINGS_INDICATOR_UNKNOWN",
            "FRAMEWORK_VETO_INDICATOR_UNKNOWN",
        ];
        assert_eq!(codes, expected);
        assert_eq!(problems[0].details["indicator"], "B13");
        assert_eq!(problems[1].details["veto"], "截留");
    }

    #[test]
    fn a_veto_without_effect_or_with_an_unknown_grade_is_named() {
        let mut framework = referring();
        framework.plan.vetoes[0].grade_cap = Some("及格".to_owned());
        framework.plan.vetoes.push(Veto {
            name: "空".to_owned(),
            severity: Severity::Severe,
            class: None,
            zeroes: None,
            grade_cap: None,
        });
        let problems = reference_problems(&framework);
        let codes: Vec<&str> = problems.iter().map(|one| one.code.as_str()).collect();
        let expected = [
            "FRAMEWORK_VETO_GRADE_UNKNOWN",
            "FRAMEWORK_VETO_WITHOUT_EFFECT",
        ];
        assert_eq!(codes, expected);
    }

    #[test]
    fn findings_of_no_indicator_would_always_be_full_marks_and_are_refused() {
        let mut framework = starter("road_bridge").expect("starter");
        let indicator = tree::indicator_mut(&mut framework, "B13").expect("B13");
        indicator
            .operands
            .insert("findings".to_owned(), findings_of(&[]));
        let problems = validate(&framework);
        assert_eq!(problems[0].code, "FRAMEWORK_FINDINGS_OF_NOTHING");
    }
}
