//! Joins a rule's parameters with its operands into a [`RuleInput`]. Not here: formulas (`rules`),
//! values (`resolve`).

use std::collections::{BTreeMap, BTreeSet};

use super::exact::{Exact, whole};
use super::resolve::{Context, Missing, Resolved};
use super::rules::{Measured, PartAggregate, RuleInput, ScoredObject};
use super::scale::scaled;
use super::{FactReference, GapCode, Points};
use crate::ids::{IndicatorCode, ProjectCode};
use crate::indicator::{Band, Binding, Element, ObjectRule, Rule};
use marks::{deduction, from_mark};

mod marks;

/// What one rule is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assembly {
    pub(super) input: RuleInput,
    /// Operand name → its value; empty for marks.
    pub(super) operands: BTreeMap<&'static str, Resolved>,
    pub(super) facts: BTreeSet<FactReference>,
    /// Of 多对象汇总: each object by its name, without those that are 不适用.
    pub(super) parts: Vec<(String, Assembly)>,
    /// Texts of the elements that are not met.
    pub(super) unmet: Vec<String>,
    /// The reason or note of a desk mark.
    pub(super) note: String,
}

/// A rule with what belongs to it: an indicator's or one object's.
pub(super) struct Subject<'a> {
    pub(super) indicator: &'a IndicatorCode,
    pub(super) rule: &'a Rule,
    pub(super) elements: &'a [Element],
    pub(super) operands: &'a BTreeMap<String, Binding>,
}

impl Assembly {
    fn of(input: RuleInput) -> Self {
        Self {
            input,
            operands: BTreeMap::new(),
            facts: BTreeSet::new(),
            parts: Vec::new(),
            unmet: Vec::new(),
            note: String::new(),
        }
    }

    /// For another weight than the framework's: what is stated in 分 changes with it.
    pub(super) fn scaled(self, original: Points, effective: Points) -> Self {
        let part = |(name, part): (String, Self)| (name, part.scaled(original, effective));
        Self {
            input: scaled(self.input, original, effective),
            parts: self.parts.into_iter().map(part).collect(),
            ..self
        }
    }

    /// The projects that failed: the defective ones, or those of the denominator outside the
    /// numerator.
    pub(super) fn failing(&self) -> BTreeSet<&ProjectCode> {
        let projects = |name: &str| self.operands.get(name).map(|operand| &operand.projects);
        match (projects("defective"), projects("numerator")) {
            (Some(defective), _) => defective.iter().collect(),
            (None, Some(passed)) => {
                let all = projects("denominator").into_iter().flatten();
                all.filter(|code| !passed.contains(*code)).collect()
            }
            (None, None) => BTreeSet::new(),
        }
    }
}

/// Collects everything that is missing before it gives up, so that one look shows it all.
struct Operands<'c, 'a> {
    context: &'c Context<'a>,
    subject: &'c Subject<'c>,
    found: BTreeMap<&'static str, Resolved>,
    missing: Vec<Missing>,
}

/// Where the numbers of a rule come from: operands, or what somebody tries out.
pub(super) trait Numbers {
    /// The number of this name.
    fn take(&mut self, name: &'static str) -> Exact;

    /// Whether the rule is given a value as such.
    fn has_value(&self) -> bool;

    /// `value`, or `numerator` ÷ `denominator`.
    fn measured(&mut self) -> Measured {
        if self.has_value() {
            return Measured::Value(self.take("value"));
        }
        Measured::Quotient(self.take("numerator"), self.take("denominator"))
    }
}

impl Numbers for Operands<'_, '_> {
    fn take(&mut self, name: &'static str) -> Exact {
        let binding = self.subject.operands.get(name);
        let resolved = match binding {
            Some(binding) => self.context.resolve(self.subject.indicator, name, binding),
            None => Err(Missing::new(GapCode::UnboundOperand, name)),
        };
        match resolved {
            Ok(resolved) => {
                let value = resolved.value.clone();
                self.found.insert(name, resolved);
                value
            }
            Err(missing) => {
                self.missing.push(missing);
                whole(0)
            }
        }
    }

    fn has_value(&self) -> bool {
        self.subject.operands.contains_key("value")
    }
}

pub(super) fn assemble(
    context: &Context<'_>,
    subject: &Subject<'_>,
) -> Result<Assembly, Vec<Missing>> {
    match subject.rule {
        Rule::MultiObject { objects } => several(context, subject, objects),
        Rule::ElementCount
        | Rule::YesNo { .. }
        | Rule::GradeLevel { .. }
        | Rule::LikertExpert { .. }
        | Rule::Manual => from_mark(context, subject).map_err(|missing| vec![missing]),
        Rule::Deduction { per_finding } => {
            deduction(context, subject, per_finding).map_err(|missing| vec![missing])
        }
        _ => from_numbers(context, subject),
    }
}

/// Each object by itself, then all of them together.
fn several(
    context: &Context<'_>,
    subject: &Subject<'_>,
    objects: &[ObjectRule],
) -> Result<Assembly, Vec<Missing>> {
    let mut all = Assembly::of(RuleInput::MultiObject(Vec::new()));
    let (mut scored, mut missing) = (Vec::new(), Vec::new());
    for (index, object) in objects.iter().enumerate() {
        let known = |wanted: &String| context.has_sites(wanted);
        let not_applicable = !object.project_type.as_ref().is_none_or(known);
        let mut input = RuleInput::Manual { score: whole(0) };
        if !not_applicable {
            let inner = Subject {
                indicator: subject.indicator,
                rule: &object.rule,
                elements: &object.elements,
                operands: &object.operands,
            };
            match assemble(context, &inner) {
                Ok(part) => {
                    all.facts.extend(part.facts.iter().cloned());
                    input = part.input.clone();
                    all.parts.push((object_name(object, index), part));
                }
                Err(gaps) => missing.extend(gaps),
            }
        }
        scored.push(ScoredObject {
            name: object.name.clone(),
            share: object.share.0.clone(),
            input: (!not_applicable).then_some(input),
        });
    }
    all.input = RuleInput::MultiObject(scored);
    match missing.is_empty() {
        true => Ok(all),
        false => Err(missing),
    }
}

/// As the working calls it.
fn object_name(object: &ObjectRule, index: usize) -> String {
    match object.name.is_empty() {
        true => format!("对象{}", index + 1),
        false => object.name.clone(),
    }
}

fn from_numbers(context: &Context<'_>, subject: &Subject<'_>) -> Result<Assembly, Vec<Missing>> {
    let mut numbers = Operands {
        context,
        subject,
        found: BTreeMap::new(),
        missing: Vec::new(),
    };
    let input = numeric_input(subject.rule, &mut numbers);
    if !numbers.missing.is_empty() {
        return Err(numbers.missing);
    }
    let input =
        input.ok_or_else(|| vec![Missing::new(GapCode::UnknownRule, subject.rule.kind())])?;
    let facts = numbers
        .found
        .values()
        .flat_map(|operand| operand.facts.clone())
        .collect();
    Ok(Assembly {
        operands: numbers.found,
        facts,
        ..Assembly::of(input)
    })
}

/// The input of a rule that is computed from numbers; `None` for a rule of judgement.
pub(super) fn numeric_input(rule: &Rule, numbers: &mut impl Numbers) -> Option<RuleInput> {
    Some(match rule {
        Rule::RatioCapped { cap } => RuleInput::RatioCapped {
            parts: vec![(numbers.take("numerator"), numbers.take("denominator"))],
            aggregate: PartAggregate::Sum,
            cap: cap.0.clone(),
        },
        Rule::RatioThreshold { threshold } => RuleInput::RatioThreshold {
            numerator: numbers.take("numerator"),
            denominator: numbers.take("denominator"),
            threshold: threshold.0.clone(),
        },
        Rule::StepBand { bands } => RuleInput::StepBand {
            value: numbers.measured(),
            bands: pairs(bands),
        },
        Rule::RatioToTarget { target } => RuleInput::RatioToTarget {
            value: numbers.measured(),
            target: target.0.clone(),
        },
        Rule::PlainRatio => RuleInput::PlainRatio {
            value: numbers.measured(),
        },
        Rule::Interpolation { x0, s0, x1, s1 } => RuleInput::Interpolation {
            x: numbers.take("value"),
            x0: x0.0.clone(),
            s0: s0.0.clone(),
            x1: x1.0.clone(),
            s1: s1.0.clone(),
        },
        Rule::SampleDefect => RuleInput::SampleDefect {
            sample: numbers.take("sample"),
            defective: numbers.take("defective"),
        },
        Rule::Deviation { bands } => RuleInput::Deviation {
            actual: numbers.take("actual"),
            plan: numbers.take("plan"),
            bands: bands.as_deref().map(pairs),
        },
        Rule::Growth { bands } => RuleInput::Growth {
            this: numbers.take("this"),
            last: numbers.take("last"),
            bands: pairs(bands),
        },
        Rule::LowerIsBetter => RuleInput::LowerIsBetter {
            actual: numbers.take("actual"),
            target: numbers.take("target"),
        },
        Rule::CostSaving { per_pct } => RuleInput::CostSaving {
            plan: numbers.take("plan"),
            actual: numbers.take("actual"),
            per_pct: per_pct.0.clone(),
        },
        _ => return None,
    })
}

fn pairs(bands: &[Band]) -> Vec<(Exact, Exact)> {
    bands
        .iter()
        .map(|band| (band.edge.0.clone(), band.share.0.clone()))
        .collect()
}
