//! Another rule for an indicator: default parameters, and what of the elements and operands still
//! fits. Not here: parameters by hand (the app), what must hold (`validate`).

use std::collections::BTreeMap;

use super::{
    Binding, Direction, Element, LibraryItem, LibraryState, ObjectRule, Operand, Rule,
    SatisfactionMeasure, default_rule, to_indicator,
};
use crate::ids::IndicatorCode;
use crate::scoring::Points;
use crate::scoring::exact::{Exact, ExactNumber};

/// The kind of 多对象汇总, which no item of the library names.
pub const MULTI_OBJECT: &str = "multi_object";

/// What a rule is computed from: an indicator's own, or that of one 考核对象.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleParts {
    /// The rule.
    pub rule: Rule,
    /// 评价要点.
    pub elements: Vec<Element>,
    /// Operand name → its source.
    pub operands: BTreeMap<String, Binding>,
}

impl RuleParts {
    /// With a rule of another kind. Bindings that the new rule has a name for stay; elements stay,
    /// and get equal shares where the rule counts them.
    pub fn with_kind(&self, kind: &str, weight: Points) -> Self {
        let rule = match kind {
            MULTI_OBJECT => Rule::MultiObject {
                objects: [1, 2].map(half_object).into(),
            },
            _ => default_rule(kind, Direction::Positive, weight),
        };
        let accepted = rule.operand_names().iter().copied();
        let bound = |names: &&[&str]| names.iter().all(|name| self.operands.contains_key(*name));
        let names = accepted.clone().find(bound).or(accepted.last());
        let names = names.unwrap_or_default();
        let kept = self
            .operands
            .iter()
            .filter(|(name, _)| names.contains(&name.as_str()));
        let mut operands: BTreeMap<String, Binding> =
            kept.map(|(name, it)| (name.clone(), it.clone())).collect();
        for name in names.iter().filter(|name| is_marked(name)) {
            operands.insert((*name).to_owned(), default_binding(name));
        }
        let elements = match rule {
            Rule::ElementCount => counted(&self.elements),
            _ => self.elements.clone(),
        };
        Self {
            rule,
            elements,
            operands,
        }
    }

    /// Bound to a value as such (`true`), or to the two numbers of a quotient.
    pub fn with_value(&self, as_value: bool) -> Self {
        let mut parts = self.clone();
        let names: &[&str] = match as_value {
            true => &["value"],
            false => &["numerator", "denominator"],
        };
        parts
            .operands
            .retain(|name, _| names.contains(&name.as_str()));
        for name in names {
            let binding = parts.operands.entry((*name).to_owned());
            binding.or_insert_with(|| default_binding(name));
        }
        parts
    }
}

/// Operands that only a mark at the desk can give.
fn is_marked(name: &str) -> bool {
    matches!(name, "mark" | "findings")
}

/// An operand as it is bound first: marks at the desk, satisfaction, else a figure of the desk.
pub fn default_binding(name: &str) -> Binding {
    let (label, unit) = match name {
        "numerator" => ("实际完成数", ""),
        "denominator" => ("计划数", ""),
        "sample" => ("抽查数量", "个"),
        "defective" => ("存在问题的数量", "个"),
        "plan" => ("计划数", ""),
        "actual" => ("实际数", ""),
        "target" => ("目标值", ""),
        "this" => ("本期数", ""),
        "last" => ("上期数", ""),
        "findings" => ("问题", "项"),
        "mark" => ("评定", ""),
        _ => ("满意度", ""),
    };
    let from = match name {
        _ if is_marked(name) => Operand::DeskMark,
        "value" => Operand::SurveySatisfaction {
            form_id: None,
            measure: SatisfactionMeasure::Mean,
        },
        _ => Operand::DeskFigure {
            key: name.to_owned(),
        },
    };
    Binding {
        label: label.to_owned(),
        unit: unit.to_owned(),
        from,
    }
}

/// One of two 考核对象 that count alike.
fn half_object(number: usize) -> ObjectRule {
    ObjectRule {
        share: ExactNumber(Exact::new(1.into(), 2.into())),
        ..new_object(number)
    }
}

/// A further 考核对象, with a rule that only needs its numbers.
pub fn new_object(number: usize) -> ObjectRule {
    let bind = |name: &str| {
        let mut binding = default_binding(name);
        binding.from = Operand::DeskFigure {
            key: format!("{name}_{number}"),
        };
        (name.to_owned(), binding)
    };
    ObjectRule {
        name: format!("对象{number}"),
        share: ExactNumber::default(),
        project_type: None,
        rule: Rule::RatioCapped {
            cap: ExactNumber::default(),
        },
        elements: Vec::new(),
        operands: BTreeMap::from([bind("numerator"), bind("denominator")]),
    }
}

/// A new indicator of this kind, complete but for its evidence and sources.
pub fn new_indicator(
    name: &str,
    kind: &str,
    code: IndicatorCode,
    weight: Points,
) -> super::Indicator {
    let item = LibraryItem {
        code: String::new(),
        sector: String::new(),
        field: String::new(),
        level1: String::new(),
        level2: String::new(),
        name: name.to_owned(),
        explanation: String::new(),
        unit: String::new(),
        direction: Direction::Positive,
        default_rule: kind.to_owned(),
        version: 1,
        state: LibraryState::Adopted,
        source: String::new(),
    };
    to_indicator(&item, code, weight)
}

/// Elements with shares: where one lacks its own, all share alike.
fn counted(elements: &[Element]) -> Vec<Element> {
    let mut counted = elements.to_vec();
    if counted.is_empty() {
        counted.push(Element {
            no: 1,
            text: "达到规定要求".to_owned(),
            share: None,
            gate: false,
        });
    }
    if counted.iter().any(|element| element.share.is_none()) {
        let count = i64::try_from(counted.len()).unwrap_or(1);
        let share = ExactNumber(Exact::new(1.into(), count.into()));
        for element in &mut counted {
            element.share = Some(share.clone());
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{RULE_KINDS, starter, validate};

    fn parts(code: &str) -> RuleParts {
        let framework = starter("road_bridge").expect("starter");
        let found = framework.indicator(&code.into()).expect(code).indicator;
        RuleParts {
            rule: found.rule.clone(),
            elements: found.elements.clone(),
            operands: found.operands.clone(),
        }
    }

    #[test]
    fn what_still_fits_stays_and_the_rest_goes() {
        let ratio = parts("C22").with_kind("ratio_capped", Points(700));
        assert_eq!(ratio.operands, parts("C22").operands);
        let counted = parts("B22").with_kind("element_count", Points(500));
        assert!(counted.elements.iter().all(|one| one.share.is_some()));
        assert_eq!(counted.operands.keys().collect::<Vec<_>>(), ["mark"]);
        let defects = parts("C22").with_kind("sample_defect", Points(700));
        assert!(defects.operands.is_empty());
    }

    #[test]
    fn a_value_and_a_quotient_take_turns() {
        let value = parts("B12").with_value(true);
        assert_eq!(value.operands.keys().collect::<Vec<_>>(), ["value"]);
        let both = value.with_value(false);
        assert_eq!(
            both.operands.keys().collect::<Vec<_>>(),
            ["denominator", "numerator"]
        );
    }

    #[test]
    fn a_new_indicator_of_any_kind_is_complete() {
        for (kind, _) in RULE_KINDS {
            let mut framework = starter("road_bridge").expect("starter");
            let old = &mut framework.levels[2].children[0].indicators[0];
            *old = new_indicator("新指标", kind, old.code.clone(), old.weight);
            assert_eq!(validate(&framework), [], "{kind}");
        }
    }

    #[test]
    fn several_objects_are_bound_apart() {
        let mut framework = starter("road_bridge").expect("starter");
        let old = &mut framework.levels[2].children[0].indicators[0];
        let many = parts("C11").with_kind(MULTI_OBJECT, old.weight);
        (old.rule, old.operands) = (many.rule, many.operands);
        assert_eq!(validate(&framework), []);
    }
}
