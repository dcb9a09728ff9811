//! `score(framework, facts)`: the score sheet, and what is missing. The same inputs give the same
//! sheet for ever (P10). Not here: formulas (`rules`), values (`resolve`), printing (`report`).

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::{Subject, assemble};
use super::exact::{from_points, to_points, whole};
use super::grade::{default_grade_bands, grade_of, level_totals, rate_text};
use super::not_applicable::effective_weights;
use super::resolve::Context;
use super::rules::evaluate;
use super::wording::{deduction_reason, operand_line};
use super::{
    FactReference, Facts, Gap, GapCode, Points, Rescaling, ScoreFlag, ScoreRow, ScoreSheet,
};
use crate::ids::{FindingCode, IndicatorCode};
use crate::indicator::{Framework, Located, NotApplicableTreatment, Rule};

/// Version of the rules; a change of any result is a new version.
pub const ALGORITHM: &str = "kanping-scoring/1";

/// Scores every indicator of the framework. A row whose facts are missing or cannot be scored has
/// no score and one or more gaps; level totals and total then count only the other rows, and there
/// is no grade. Scores are rounded half-up to two decimals; all sums are sums of printed scores.
pub fn score(framework: &Framework, facts: &Facts) -> (ScoreSheet, Vec<Gap>) {
    let context = Context::new(facts, &framework.plan);
    let weights = effective_weights(framework, &facts.not_applicable);
    let (mut rows, mut gaps) = (Vec::new(), Vec::new());
    for located in framework.indicators() {
        let (row, missing) = score_row(&context, &located, &weights);
        rows.push(row);
        gaps.extend(missing);
    }
    flag_double_deductions(framework, &mut rows);
    let vetoes = super::veto::apply(&framework.plan.vetoes, &facts.findings, &mut rows);
    let sum: Points = rows.iter().filter_map(|row| row.score).sum();
    let rescaling = rescaling(framework, &rows, sum);
    let total = match &rescaling {
        Some(rescaling) => rescaled(rescaling),
        None => sum,
    };
    let bands = match framework.grade_bands.is_empty() {
        true => default_grade_bands(),
        false => framework.grade_bands.clone(),
    };
    let grade = if gaps.is_empty() {
        grade_of(&bands, total).map(|grade| super::veto::capped(&bands, grade, &vetoes))
    } else {
        None
    };
    let sheet = ScoreSheet {
        framework_id: framework.id.clone(),
        algorithm: ALGORITHM.to_owned(),
        levels: level_totals(framework, &rows),
        rows,
        total,
        grade,
        rescaling,
        vetoes,
    };
    (sheet, gaps)
}

/// Only where the plan rescales and something is 不适用.
fn rescaling(framework: &Framework, rows: &[ScoreRow], sum: Points) -> Option<Rescaling> {
    let rescales = framework.plan.not_applicable == NotApplicableTreatment::Rescale;
    let any = rows.iter().any(|row| row.not_applicable.is_some());
    let applicable = rows.iter().filter(|row| row.not_applicable.is_none());
    let applicable = applicable.map(|row| row.weight).sum();
    (rescales && any).then_some(Rescaling { sum, applicable })
}

fn rescaled(rescaling: &Rescaling) -> Points {
    if rescaling.applicable.0 <= 0 {
        return Points(0);
    }
    let share = from_points(rescaling.sum) / from_points(rescaling.applicable);
    to_points(&(share * whole(100))).unwrap_or_default()
}

fn empty_row(located: &Located<'_>) -> ScoreRow {
    let indicator = located.indicator;
    ScoreRow {
        code: indicator.code.clone(),
        name: indicator.name.clone(),
        level1: (located.level1.code.clone(), located.level1.name.clone()),
        level2: located.level2.name.clone(),
        weight: indicator.weight,
        score: None,
        rate: None,
        rule: indicator.rule.kind().to_owned(),
        rule_text: indicator.rule_text.clone(),
        working: Vec::new(),
        deduction_reason: String::new(),
        flags: Vec::new(),
        facts: Vec::new(),
        not_applicable: None,
        original_weight: None,
    }
}

fn score_row(
    context: &Context<'_>,
    located: &Located<'_>,
    weights: &BTreeMap<IndicatorCode, Points>,
) -> (ScoreRow, Vec<Gap>) {
    let indicator = located.indicator;
    let mut row = empty_row(located);
    if let Some(reason) = context.facts.not_applicable.get(&indicator.code) {
        row.not_applicable = Some(reason.clone());
        return (row, Vec::new());
    }
    if let Some(weight) = weights
        .get(&indicator.code)
        .filter(|it| **it != indicator.weight)
    {
        row.original_weight = Some(indicator.weight);
        row.weight = *weight;
    }
    let subject = Subject {
        indicator: &indicator.code,
        rule: &indicator.rule,
        elements: &indicator.elements,
        operands: &indicator.operands,
    };
    let gap = |code: GapCode, missing: Vec<String>| Gap {
        indicator: indicator.code.clone(),
        code: code.as_str().to_owned(),
        missing,
    };
    if let Some(unreadable) = context.facts.broken_bindings.get(&indicator.code) {
        return (row, vec![gap(GapCode::BindingBroken, unreadable.clone())]);
    }
    let assembly = match assemble(context, &subject) {
        Ok(assembly) => assembly,
        Err(missing) => return (row, gaps_by_code(missing, gap)),
    };
    row.facts = assembly.facts.iter().cloned().collect();
    row.working.extend(operand_line(&assembly));
    let flags = assembly
        .operands
        .values()
        .flat_map(|operand| operand.flags.iter().copied());
    let mut flags: BTreeSet<String> = flags.map(|flag| flag.as_str().to_owned()).collect();
    if row.original_weight.is_some() {
        flags.insert(ScoreFlag::WeightRedistributed.as_str().to_owned());
    }
    match evaluate(row.weight, &assembly.input) {
        Ok(scored) => {
            row.deduction_reason = deduction_reason(indicator, &assembly, &scored);
            row.rate = Some(rate_text(scored.score, row.weight));
            row.score = Some(scored.score);
            row.working.extend(scored.working);
            flags.extend(scored.flags);
            row.flags = flags.into_iter().collect();
            (row, Vec::new())
        }
        Err(error) => {
            row.flags = flags.into_iter().collect();
            (row, vec![gap(error.gap(), Vec::new())])
        }
    }
}

/// One gap for each code, by its letters, with everything that is missing under it.
fn gaps_by_code(
    missing: Vec<super::resolve::Missing>,
    gap: impl Fn(GapCode, Vec<String>) -> Gap,
) -> Vec<Gap> {
    let mut by_code: BTreeMap<&str, (GapCode, BTreeSet<String>)> = BTreeMap::new();
    for one in missing {
        let entry = by_code.entry(one.code.as_str());
        let (_, what) = entry.or_insert_with(|| (one.code, BTreeSet::new()));
        what.extend(one.what);
    }
    by_code
        .into_values()
        .map(|(code, what)| gap(code, what.into_iter().collect()))
        .collect()
}

fn flag_double_deductions(framework: &Framework, rows: &mut [ScoreRow]) {
    let mut used: BTreeMap<FindingCode, u32> = BTreeMap::new();
    let deducts: BTreeSet<_> = framework
        .indicators()
        .filter(|located| matches!(located.indicator.rule, Rule::Deduction { .. }))
        .map(|located| located.indicator.code.clone())
        .collect();
    let finding = |fact: &FactReference| match fact {
        FactReference::Finding { code } => Some(code.clone()),
        _ => None,
    };
    for row in rows.iter().filter(|row| deducts.contains(&row.code)) {
        for code in row.facts.iter().filter_map(finding) {
            *used.entry(code).or_default() += 1;
        }
    }
    for row in rows.iter_mut().filter(|row| deducts.contains(&row.code)) {
        let twice = |code: FindingCode| used.get(&code).is_some_and(|count| *count > 1);
        if row.facts.iter().filter_map(finding).any(twice) {
            let flag = ScoreFlag::FindingDeductedTwice;
            row.flags.push(flag.as_str().to_owned());
        }
    }
}
