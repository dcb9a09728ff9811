//! `score(framework, facts)`: the score sheet, and what is missing. The same inputs give the same
//! sheet for ever (P10). Not here: formulas (`rules`), values (`resolve`), printing (`report`).

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::{Subject, assemble};
use super::double_deduction::{self, Lost};
use super::exact::{from_points, to_points, whole};
use super::grade::{default_grade_bands, grade_of, level_totals, rate_text};
use super::not_applicable::{effective_weights, without_consent};
use super::resolve::Context;
use super::rules::evaluate;
use super::wording::{deduction_reason, operand_lines, scaled_line};
use super::{Facts, Gap, GapCode, Points, Rescaling, ScoreRow, ScoreSheet, flags};
use crate::ids::IndicatorCode;
use crate::indicator::{Framework, Located, NotApplicableTreatment};

/// Version of the rules; a change of any result is a new version.
pub const ALGORITHM: &str = "kanping-scoring/2";

/// Scores every indicator of the framework. A row whose facts are missing or cannot be scored has
/// no score and one or more gaps; level totals and total then count only the other rows, and there
/// is no grade. Scores are rounded half-up to two decimals; all sums are sums of printed scores.
pub fn score(framework: &Framework, facts: &Facts) -> (ScoreSheet, Vec<Gap>) {
    let context = Context::new(facts, &framework.plan);
    let weights = effective_weights(framework, &facts.not_applicable);
    let (mut rows, mut gaps, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for located in framework.indicators() {
        let scored = score_row(&context, &located, &weights);
        rows.push(scored.row);
        gaps.extend(scored.gaps);
        lost.push(scored.lost);
    }
    double_deduction::flag(&mut rows, &lost, &facts.findings);
    gaps.extend(consent_gaps(framework, facts));
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

/// 不适用 of many 分 counts once the commissioning party agreed (domain.md §4).
fn consent_gaps(framework: &Framework, facts: &Facts) -> Vec<Gap> {
    let open = without_consent(framework, &facts.not_applicable, facts.consent.as_ref());
    let gap = |indicator: IndicatorCode| Gap {
        indicator,
        code: GapCode::ClientConsentMissing.as_str().to_owned(),
        missing: Vec::new(),
    };
    open.into_iter().map(gap).collect()
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
        flag_subjects: BTreeMap::new(),
        facts: Vec::new(),
        not_applicable: None,
        original_weight: None,
    }
}

/// One indicator's part of the sheet.
struct ScoredRow {
    row: ScoreRow,
    gaps: Vec<Gap>,
    lost: Lost,
}

impl ScoredRow {
    fn without_score(row: ScoreRow, gaps: Vec<Gap>) -> Self {
        let lost = Lost::default();
        Self { row, gaps, lost }
    }
}

fn score_row(
    context: &Context<'_>,
    located: &Located<'_>,
    weights: &BTreeMap<IndicatorCode, Points>,
) -> ScoredRow {
    let indicator = located.indicator;
    let mut row = empty_row(located);
    if let Some(reason) = context.facts.not_applicable.get(&indicator.code) {
        row.not_applicable = Some(reason.clone());
        return ScoredRow::without_score(row, Vec::new());
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
        let broken = gap(GapCode::BindingBroken, unreadable.clone());
        return ScoredRow::without_score(row, vec![broken]);
    }
    let stated = match assemble(context, &subject) {
        Ok(assembly) => assembly,
        Err(missing) => return ScoredRow::without_score(row, gaps_by_code(missing, gap)),
    };
    let in_points = stated.input.clone();
    let assembly = stated.scaled(indicator.weight, row.weight);
    row.facts = assembly.facts.iter().cloned().collect();
    row.working.extend(operand_lines(&assembly));
    if assembly.input != in_points {
        row.working.push(scaled_line(indicator.weight, row.weight));
    }
    flags::put(&mut row, &assembly);
    match evaluate(row.weight, &assembly.input) {
        Ok(scored) => {
            row.deduction_reason = deduction_reason(&row, &assembly, &scored);
            row.rate = Some(rate_text(scored.score, row.weight));
            row.score = Some(scored.score);
            row.working.extend(scored.working);
            let lost = Lost::of(&assembly, row.weight);
            let gaps = Vec::new();
            ScoredRow { row, gaps, lost }
        }
        Err(error) => ScoredRow::without_score(row, vec![gap(error.gap(), Vec::new())]),
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
