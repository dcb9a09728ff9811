//! Joins a rule's parameters with its operands into a [`RuleInput`]. Not here: formulas (`rules`),
//! values (`resolve`).

use std::collections::{BTreeMap, BTreeSet};

use super::exact::{Exact, whole};
use super::resolve::{Context, Missing, Resolved};
use super::rules::{Measured, PartAggregate, RuleInput, ScoredObject};
use super::{FactReference, GapCode};
use crate::ids::IndicatorCode;
use crate::indicator::{Band, Binding, Element, Rule};
use marks::{deduction, from_mark};

mod marks;

/// What one rule is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assembly {
    pub(super) input: RuleInput,
    /// Operand name → its value; empty for marks.
    pub(super) operands: BTreeMap<&'static str, Resolved>,
    pub(super) facts: BTreeSet<FactReference>,
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
            unmet: Vec::new(),
            note: String::new(),
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
        Rule::MultiObject { objects } => {
            let mut whole_sheet = Assembly::of(RuleInput::MultiObject(Vec::new()));
            let (mut scored, mut missing) = (Vec::new(), Vec::new());
            for object in objects {
                let known = |wanted: &String| context.has_sites(wanted);
                let not_applicable = !object.project_type.as_ref().is_none_or(known);
                let mut input = RuleInput::Manual { score: whole(0) };
                if !not_applicable {
                    let (elements, operands) = (&object.elements[..], &object.operands);
                    let indicator = subject.indicator;
                    let inner = Subject {
                        indicator,
                        rule: &object.rule,
                        elements,
                        operands,
                    };
                    match assemble(context, &inner) {
                        Ok(part) => {
                            whole_sheet.facts.extend(part.facts);
                            whole_sheet.unmet.extend(part.unmet);
                            input = part.input;
                        }
                        Err(gaps) => missing.extend(gaps),
                    }
                }
                let (name, share) = (object.name.clone(), object.share.0.clone());
                scored.push(ScoredObject {
                    name,
                    share,
                    input: (!not_applicable).then_some(input),
                });
            }
            whole_sheet.input = RuleInput::MultiObject(scored);
            if missing.is_empty() {
                Ok(whole_sheet)
            } else {
                Err(missing)
            }
        }
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
