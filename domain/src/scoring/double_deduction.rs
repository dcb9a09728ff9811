//! One fact, one deduction (domain.md §9, trap 12): what a row lost its points for, and which
//! findings cost points under two indicators. A warning, never an error: the plan may mean it.
//! Not here: deducting (`rules`).

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::Assembly;
use super::rules::evaluate;
use super::{FactReference, Points, ScoreFlag, ScoreRow};
use crate::finding::Finding;
use crate::ids::{DocumentId, FindingCode, IndicatorCode};

/// An answer: the record and the question's path.
type Answer = (DocumentId, String);

/// What one row lost points for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lost {
    /// Findings that were counted against it.
    findings: BTreeSet<FindingCode>,
    /// Answers of sites that failed it.
    answers: BTreeSet<Answer>,
}

impl Lost {
    /// Of an indicator that is scored with `weight`; nothing where it has full marks. Of several
    /// objects only those that lost something.
    pub(super) fn of(assembly: &Assembly, weight: Points) -> Self {
        let mut lost = Self::default();
        lost.add(assembly, weight);
        lost
    }

    fn add(&mut self, assembly: &Assembly, weight: Points) {
        if evaluate(weight, &assembly.input).is_ok_and(|scored| scored.score >= weight) {
            return;
        }
        for (_, part) in &assembly.parts {
            self.add(part, weight);
        }
        if !assembly.parts.is_empty() {
            return;
        }
        self.findings
            .extend(assembly.facts.iter().filter_map(|fact| match fact {
                FactReference::Finding { code } => Some(code.clone()),
                _ => None,
            }));
        let failing = assembly.failing();
        let judged = ["defective", "numerator"]
            .iter()
            .filter_map(|name| assembly.operands.get(name))
            .flat_map(|operand| &operand.judged);
        let failed = judged.filter(|(project, _)| failing.contains(project));
        self.answers
            .extend(failed.map(|(_, answer)| answer.clone()));
    }
}

/// Flags the rows under which one finding costs points twice: deducted under both, or deducted
/// under one while the 否 that it comes from fails a site under the other. The same 否 in two
/// measured rates is no deduction of a finding: there the framework says so itself.
pub(super) fn flag(rows: &mut [ScoreRow], lost: &[Lost], findings: &[Finding]) {
    let mut about: BTreeMap<IndicatorCode, BTreeSet<String>> = BTreeMap::new();
    for finding in findings {
        let deducts = |lost: &Lost| lost.findings.contains(&finding.code);
        if !lost.iter().any(deducts) {
            continue;
        }
        let fails = |lost: &Lost| origins(finding).any(|answer| lost.answers.contains(&answer));
        let costs: Vec<&IndicatorCode> = rows
            .iter()
            .zip(lost)
            .filter(|(_, lost)| deducts(lost) || fails(lost))
            .map(|(row, _)| &row.code)
            .collect();
        if costs.len() < 2 {
            continue;
        }
        for code in &costs {
            let others: Vec<&str> = costs
                .iter()
                .filter(|other| other != &code)
                .map(|other| other.as_str())
                .collect();
            let subject = format!("{}（{}）", finding.code, others.join("、"));
            about.entry((*code).clone()).or_default().insert(subject);
        }
    }
    let flag = ScoreFlag::FindingDeductedTwice.as_str();
    for row in rows {
        if let Some(subjects) = about.remove(&row.code) {
            row.flags.push(flag.to_owned());
            let subjects = subjects.into_iter().collect();
            row.flag_subjects.insert(flag.to_owned(), subjects);
        }
    }
}

/// The answers that a finding comes from, its own and those of the findings merged into it.
fn origins(finding: &Finding) -> impl Iterator<Item = Answer> {
    let own = (finding.record.clone(), finding.path.clone());
    let merged = finding.also_at.iter();
    let merged = merged.map(|site| (site.record.clone(), site.path.clone()));
    let from_answer = |(_, path): &Answer| !path.is_empty();
    std::iter::once(own).chain(merged).filter(from_answer)
}
