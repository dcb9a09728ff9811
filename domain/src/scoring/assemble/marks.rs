//! Inputs that come from marks given at the desk or from findings. Not here: measured operands.

use std::collections::BTreeMap;

use super::{Assembly, Subject};
use crate::finding::Severity;
use crate::indicator::{Each, Operand, Rule};
use crate::scoring::desk_mark::{ElementState, judged_input};
use crate::scoring::exact::whole;
use crate::scoring::joint::joint_note;
use crate::scoring::resolve::{Context, Missing};
use crate::scoring::rules::{DeductionItem, MarkedElement, RuleInput};
use crate::scoring::{DeskMark, FactReference, GapCode};

pub(super) fn from_mark(context: &Context<'_>, subject: &Subject<'_>) -> Result<Assembly, Missing> {
    let mark = context.mark(subject.indicator);
    let mark =
        mark.ok_or_else(|| Missing::new(GapCode::MissingMark, subject.indicator.as_str()))?;
    second_person(context, subject, mark)?;
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
                DeskMark::Joint { marks, decision } => joint_note(marks, decision.as_ref()),
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

/// Where the plan wants two people, one person's judgement is not enough; a manual score needs a
/// second person under every plan.
fn second_person(
    context: &Context<'_>,
    subject: &Subject<'_>,
    mark: &DeskMark,
) -> Result<(), Missing> {
    let code = match mark {
        DeskMark::Level { .. } if context.plan.needs_two_scorers() => GapCode::SecondScorerMissing,
        DeskMark::Manual {
            entered_by,
            confirmed_by,
            ..
        } => {
            let two = entered_by.as_ref().zip(confirmed_by.as_ref());
            match two.is_some_and(|(one, other)| one.account != other.account) {
                true => return Ok(()),
                false => GapCode::SecondPersonMissing,
            }
        }
        _ => return Ok(()),
    };
    Err(Missing::new(code, subject.indicator.as_str()))
}

fn elements(subject: &Subject<'_>, mark: &DeskMark) -> Result<Assembly, Missing> {
    let DeskMark::Elements { elements: marks } = mark else {
        return Err(Missing::new(GapCode::MarkOfWrongKind, subject.rule.kind()));
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
            code: GapCode::MissingMark,
            what: unanswered,
        });
    }
    Ok(Assembly {
        unmet,
        ..Assembly::of(RuleInput::ElementCount(marked))
    })
}

pub(super) fn deduction(
    context: &Context<'_>,
    subject: &Subject<'_>,
    per_finding: &BTreeMap<Severity, Each>,
) -> Result<Assembly, Missing> {
    let binding = subject.operands.get("findings");
    let binding = binding.ok_or_else(|| Missing::new(GapCode::UnboundOperand, "findings"))?;
    let mut counts: BTreeMap<Severity, u32> = BTreeMap::new();
    let mut assembly = Assembly::of(RuleInput::Deduction {
        items: Vec::new(),
        floor: whole(0),
    });
    if let Operand::Findings { indicators } = &binding.from {
        let resolved = context.resolve(subject.indicator, "findings", binding)?;
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
        let missing = || Missing::new(GapCode::MissingMark, subject.indicator.as_str());
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
            _ => return Err(Missing::new(GapCode::MarkOfWrongKind, subject.rule.kind())),
        }
        let indicator = subject.indicator.clone();
        assembly.facts.insert(FactReference::DeskMark { indicator });
    }
    let mut items = Vec::new();
    for (severity, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        let price = per_finding.get(&severity);
        let price = price.ok_or_else(|| Missing::new(GapCode::UnpricedFinding, severity.term()))?;
        let each = match price {
            Each::Points(points) => Some(points.0.clone()),
            Each::All => None,
        };
        let heading = severity.term().to_owned();
        items.push(DeductionItem {
            heading,
            count: whole(i64::from(count)),
            each,
            cap: None,
        });
    }
    assembly.input = RuleInput::Deduction {
        items,
        floor: whole(0),
    };
    Ok(assembly)
}
