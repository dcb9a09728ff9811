//! Joins a rule's parameters with its operands into a [`RuleInput`]. Not here: formulas (`rules`),
//! values (`resolve`).

use std::collections::{BTreeMap, BTreeSet};

use super::desk_mark::{ElementState, judged_input};
use super::exact::{Exact, whole};
use super::resolve::{Context, Missing, Resolved};
use super::rules::{
    DeductionItem, MarkedElement, Measured, PartAggregate, RuleInput, ScoredObject,
};
use super::{DeskMark, FactReference};
use crate::finding::Severity;
use crate::ids::IndicatorCode;
use crate::indicator::{Band, Binding, Each, Element, Operand, Rule};

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

impl Operands<'_, '_> {
    fn take(&mut self, name: &'static str) -> Exact {
        let binding = self.subject.operands.get(name);
        let resolved = match binding {
            Some(binding) => self.context.resolve(self.subject.indicator, binding),
            None => Err(Missing::new("UNBOUND_OPERAND", name)),
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

    /// `value`, or `numerator` ÷ `denominator`.
    fn measured(&mut self) -> Measured {
        if self.subject.operands.contains_key("value") {
            return Measured::Value(self.take("value"));
        }
        Measured::Quotient(self.take("numerator"), self.take("denominator"))
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
                    not_applicable,
                    input,
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
    let input = input.ok_or_else(|| vec![Missing::new("UNKNOWN_RULE", subject.rule.kind())])?;
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

fn numeric_input(rule: &Rule, numbers: &mut Operands<'_, '_>) -> Option<RuleInput> {
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

fn from_mark(context: &Context<'_>, subject: &Subject<'_>) -> Result<Assembly, Missing> {
    let mark = context.mark(subject.indicator);
    let mark = mark.ok_or_else(|| Missing::new("MISSING_MARK", subject.indicator.as_str()))?;
    let mut assembly = match (mark, subject.rule) {
        (DeskMark::Elements { .. }, Rule::ElementCount) => elements(subject, mark)?,
        (DeskMark::YesNo { met, note }, Rule::YesNo { deduct }) => {
            let deduct = deduct.as_ref().map(|number| number.0.clone());
            let input = RuleInput::YesNo {
                met: Some(*met),
                deduct,
            };
            Assembly {
                note: note.clone(),
                ..Assembly::of(input)
            }
        }
        (_, rule) => {
            let input =
                judged_input(rule, mark).map_err(|(code, what)| Missing::new(code, what))?;
            let note = match mark {
                DeskMark::Level { reason, .. } | DeskMark::Manual { reason, .. } => reason.clone(),
                DeskMark::ExpertMarks { note, .. } => note.clone(),
                _ => String::new(),
            };
            Assembly {
                note,
                ..Assembly::of(input)
            }
        }
    };
    assembly.facts.insert(FactReference::DeskMark {
        indicator: subject.indicator.clone(),
    });
    Ok(assembly)
}

fn elements(subject: &Subject<'_>, mark: &DeskMark) -> Result<Assembly, Missing> {
    let DeskMark::Elements { elements: marks } = mark else {
        return Err(Missing::new("MARK_OF_WRONG_KIND", subject.rule.kind()));
    };
    let (mut marked, mut unmet, mut unanswered) = (Vec::new(), Vec::new(), Vec::new());
    for element in subject.elements {
        let Some(given) = marks.iter().find(|mark| mark.no == element.no) else {
            unanswered.push(element.no.to_string());
            continue;
        };
        if given.state == ElementState::NotMet {
            unmet.push(element.text.clone());
        }
        marked.push(MarkedElement {
            share: element
                .share
                .as_ref()
                .map_or_else(|| whole(0), |share| share.0.clone()),
            gate: element.gate,
            met: match given.state {
                ElementState::Met => Some(true),
                ElementState::NotMet => Some(false),
                ElementState::NotApplicable => None,
            },
        });
    }
    if !unanswered.is_empty() {
        return Err(Missing {
            code: "MISSING_MARK",
            what: unanswered,
        });
    }
    Ok(Assembly {
        unmet,
        ..Assembly::of(RuleInput::ElementCount(marked))
    })
}

fn deduction(
    context: &Context<'_>,
    subject: &Subject<'_>,
    per_finding: &BTreeMap<Severity, Each>,
) -> Result<Assembly, Missing> {
    let binding = subject.operands.get("findings");
    let binding = binding.ok_or_else(|| Missing::new("UNBOUND_OPERAND", "findings"))?;
    let mut counts: BTreeMap<Severity, u32> = BTreeMap::new();
    let mut assembly = Assembly::of(RuleInput::Deduction {
        items: Vec::new(),
        floor: whole(0),
    });
    if let Operand::Findings { indicators } = &binding.from {
        let resolved = context.resolve(subject.indicator, binding)?;
        for finding in &context.facts.findings {
            if finding
                .indicator
                .as_ref()
                .is_some_and(|code| indicators.contains(code))
            {
                *counts.entry(finding.severity).or_default() += 1;
            }
        }
        assembly.facts = resolved.facts.clone();
        assembly.operands.insert("findings", resolved);
    } else {
        let missing = || Missing::new("MISSING_MARK", subject.indicator.as_str());
        match context.mark(subject.indicator).ok_or_else(missing)? {
            DeskMark::Counts {
                counts: given,
                note,
            } => {
                for count in given {
                    let entry = counts.entry(count.severity).or_default();
                    *entry = entry.saturating_add(count.count);
                }
                assembly.note = note.clone();
            }
            _ => return Err(Missing::new("MARK_OF_WRONG_KIND", subject.rule.kind())),
        }
        let indicator = subject.indicator.clone();
        assembly.facts.insert(FactReference::DeskMark { indicator });
    }
    let mut items = Vec::new();
    for (severity, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        let price = per_finding.get(&severity);
        let price = price.ok_or_else(|| Missing::new("UNPRICED_FINDING", severity.term()))?;
        let each = match price {
            Each::Points(points) => Some(points.0.clone()),
            Each::All => None,
        };
        let heading = severity.term().to_owned();
        items.push(DeductionItem {
            heading,
            count: whole(i64::from(count)),
            each,
        });
    }
    assembly.input = RuleInput::Deduction {
        items,
        floor: whole(0),
    };
    Ok(assembly)
}
