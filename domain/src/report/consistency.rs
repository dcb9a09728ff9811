//! The tests a report must pass before it is reviewed (domain.md §7.1, end). They look at the
//! finished report against its inputs, so that a slip of any chapter is found.
//! Not here: repairing anything.

use std::collections::BTreeSet;

use super::composer::basis_points;
use super::consistency_text;
use super::inputs::ReportInputs;
use super::model::{Block, Report, Span};
use super::rows::is_open;
use crate::finding::Severity;
use crate::money::Fen;
use crate::problem::Problem;
use crate::scoring::Points;

/// All contradictions; empty for a report that may go to review. Codes: `REPORT_TOTAL_MISMATCH`,
/// `REPORT_TOTAL_NOT_PRINTED`, `REPORT_GRADE_MISMATCH`, `REPORT_DEDUCTION_WITHOUT_REASON`,
/// `REPORT_SAMPLE_MISMATCH`, `REPORT_AMOUNT_MISMATCH`, `REPORT_SURVEY_MISMATCH`,
/// `REPORT_FINDING_MISSING`, `REPORT_ADVICE_MISSING`, `REPORT_FIGURE_WITHOUT_FACTS`,
/// `REPORT_PLACEHOLDER`, `REPORT_TABLE_NUMBERS`, `REPORT_FIGURE_NUMBERS`, `REPORT_WEIGHT_MISMATCH`,
/// `REPORT_REFERENCE_MISSING`. The place is a block's id.
pub fn consistency(report: &Report, inputs: &ReportInputs) -> Vec<Problem> {
    let mut problems = scores(inputs);
    problems.extend(printed_totals(report, inputs));
    problems.extend(sample(inputs));
    problems.extend(amounts(report, inputs));
    problems.extend(surveys(inputs));
    problems.extend(findings(report, inputs));
    problems.extend(consistency_text::problems(report));
    problems
}

/// What keeps a partner from signing though nothing contradicts itself: `REPORT_SCORE_GAPS` while
/// an indicator is open or the total has no grade. Other gaps of the report are optional content,
/// which it says to be missing.
pub fn score_gaps(inputs: &ReportInputs) -> Option<Problem> {
    let open = inputs.sheet.rows.iter().filter(|row| is_open(row));
    let mut codes: Vec<&str> = open.map(|row| row.code.as_str()).collect();
    codes.extend(inputs.score_gaps.iter().map(|gap| gap.indicator.as_str()));
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() && inputs.sheet.grade.is_some() {
        return None;
    }
    let problem = Problem::new("REPORT_SCORE_GAPS").with("count", codes.len());
    Some(problem.with("indicators", codes.join("、")))
}

fn scores(inputs: &ReportInputs) -> Vec<Problem> {
    let sheet = &inputs.sheet;
    let mut problems = Vec::new();
    let sum: Points = sheet.rows.iter().filter_map(|row| row.score).sum();
    let ones = || sheet.levels.iter().filter(|level| level.level == 1);
    let levels: Points = ones().map(|level| level.score).sum();
    let mismatch = |of: &str, expected: Points, found: Points| {
        let problem = Problem::new("REPORT_TOTAL_MISMATCH").with("of", of);
        problem.with("expected", expected).with("found", found)
    };
    let expected = sheet.rescaling.as_ref().map_or(sheet.total, |it| it.sum);
    for (what, found) in [("rows", sum), ("levels", levels)] {
        if found != expected {
            problems.push(mismatch(what, expected, found));
        }
    }
    if let Some(rescaling) = &sheet.rescaling {
        let rescaled = basis_points(rescaling.sum.0, rescaling.applicable.0);
        let rescaled = Points(rescaled.unwrap_or_default());
        if rescaled != sheet.total {
            problems.push(mismatch("rescaling", rescaled, sheet.total));
        }
    }
    problems.extend(grade(inputs));
    let applicable = sheet.rows.iter().filter(|row| row.not_applicable.is_none());
    let weight: Points = applicable.map(|row| row.weight).sum();
    let levels: Points = ones().map(|level| level.weight).sum();
    if weight != levels {
        let problem = Problem::new("REPORT_WEIGHT_MISMATCH").with("expected", weight);
        problems.push(problem.with("found", levels));
    }
    for row in &sheet.rows {
        let deducted = row.score.is_some_and(|score| score < row.weight);
        if deducted && row.deduction_reason.trim().is_empty() {
            let id = format!("ch4.{}.result", row.code);
            problems.push(Problem::new("REPORT_DEDUCTION_WITHOUT_REASON").at_path(&id));
        }
    }
    problems
}

/// The band of the total, or lower where a veto caps it; none while something is open.
fn grade(inputs: &ReportInputs) -> Option<Problem> {
    let sheet = &inputs.sheet;
    let reached = inputs.grade_bands.iter().filter(|it| it.min <= sheet.total);
    let reached = reached.max_by_key(|band| band.min);
    let caps = sheet
        .vetoes
        .iter()
        .filter_map(|veto| veto.grade_cap.as_ref());
    let capped = caps.filter_map(|cap| inputs.grade_bands.iter().find(|it| it.grade == *cap));
    let expected = reached
        .into_iter()
        .chain(capped)
        .min_by_key(|band| band.min);
    let is_complete = !sheet.rows.iter().any(is_open);
    let expected = expected.filter(|_| is_complete && reached.is_some());
    let expected = expected.map(|band| band.grade.as_str());
    let found = sheet.grade.as_deref();
    (found != expected).then(|| {
        let problem = Problem::new("REPORT_GRADE_MISMATCH");
        let problem = problem.with("expected", expected.unwrap_or("-"));
        problem.with("found", found.unwrap_or("-"))
    })
}

/// 摘要, chapter 三 and annex 1 print the same total and the same grade.
fn printed_totals(report: &Report, inputs: &ReportInputs) -> Vec<Problem> {
    let total = inputs.sheet.total.to_string();
    let places = [
        "abstract.conclusion.total",
        "ch3.conclusion.total",
        "annex1.score.total",
    ];
    let prints = |id: &str| -> bool {
        let Some(block) = report.block(id) else {
            return false;
        };
        let figures: Vec<&str> = figure_texts(block);
        let grade = inputs.sheet.grade.as_deref();
        figures.contains(&total.as_str()) && grade.is_none_or(|grade| figures.contains(&grade))
    };
    let missing = places.into_iter().filter(|id| !prints(id));
    missing
        .map(|id| Problem::new("REPORT_TOTAL_NOT_PRINTED").at_path(id))
        .collect()
}

fn figure_texts(block: &Block) -> Vec<&str> {
    let figures = block.spans().into_iter().filter_map(|span| match span {
        Span::Figure { text, .. } => Some(text.as_str()),
        Span::Text(_) => None,
    });
    figures.collect()
}

/// The sites are those of the protocols; the protocols' population is the frame.
fn sample(inputs: &ReportInputs) -> Vec<Problem> {
    let mut problems = Vec::new();
    for draw in &inputs.draws {
        if draw.frame_sha256 != inputs.frame.sha256 || draw.population != inputs.frame.projects {
            problems.push(Problem::new("REPORT_SAMPLE_MISMATCH").with("of", "frame"));
        }
        if draw.population_amount != inputs.frame.amount {
            problems.push(Problem::new("REPORT_AMOUNT_MISMATCH").with("of", "frame"));
        }
        let sites: BTreeSet<_> = inputs.sites.iter().map(|site| &site.project.code).collect();
        for pick in draw.picks.iter().filter(|pick| !sites.contains(pick)) {
            problems.push(Problem::new("REPORT_SAMPLE_MISMATCH").with("of", pick));
        }
    }
    let sampled = Fen::checked_sum(inputs.sites.iter().map(|site| site.project.amount));
    if sampled.is_none_or(|sampled| sampled > inputs.frame.amount) {
        problems.push(Problem::new("REPORT_AMOUNT_MISMATCH").with("of", "sample"));
    }
    problems
}

/// Every amount is printed as 万元 with two decimals where it belongs.
fn amounts(report: &Report, inputs: &ReportInputs) -> Vec<Problem> {
    let prints = |id: &str, amount: Fen| {
        let text = amount.to_wan_yuan_text();
        let figures = report.block(id).map(figure_texts);
        figures.is_some_and(|figures| figures.contains(&text.as_str()))
    };
    let mismatch = |id: &str, of: &str| {
        let problem = Problem::new("REPORT_AMOUNT_MISMATCH").with("of", of);
        problem.at_path(id)
    };
    let mut problems = Vec::new();
    for fund in &inputs.fund_figures {
        let id = "ch1.funds.table";
        if fund.amount.is_some_and(|amount| !prints(id, amount)) {
            problems.push(mismatch(id, &fund.label));
        }
    }
    for finding in inputs.findings.iter().filter(|finding| finding.stands()) {
        let id = "ch5.problems.table";
        if finding.amount.is_some_and(|amount| !prints(id, amount)) {
            problems.push(mismatch(id, finding.code.as_str()));
        }
    }
    problems
}

/// valid ≤ returned, and the sheet cites as many responses as the survey has.
fn surveys(inputs: &ReportInputs) -> Vec<Problem> {
    use crate::scoring::FactReference::Survey;
    let mut problems = Vec::new();
    for survey in &inputs.surveys {
        let cited = inputs
            .sheet
            .rows
            .iter()
            .flat_map(|row| &row.facts)
            .all(|fact| match fact {
                Survey { form_id, responses } if *form_id == survey.form_id => {
                    *responses == survey.scored || survey.rests_on(*responses)
                }
                _ => true,
            });
        if !cited || survey.valid > survey.returned {
            let problem = Problem::new("REPORT_SURVEY_MISMATCH").with("form", &survey.form_id);
            problems.push(problem);
        }
    }
    problems
}

/// Each 较重 or 严重 problem appears in chapter 五 and has its advice in 六.
fn findings(report: &Report, inputs: &ReportInputs) -> Vec<Problem> {
    let advised: BTreeSet<&str> = report
        .block("ch6.advice.table")
        .map(figure_texts)
        .unwrap_or_default()
        .into_iter()
        .collect();
    let mut problems = Vec::new();
    for finding in inputs
        .findings
        .iter()
        .filter(|finding| finding.stands() && finding.severity >= Severity::Major)
    {
        if report
            .block(&format!("ch5.problems.{}", finding.code))
            .is_none()
        {
            problems.push(Problem::new("REPORT_FINDING_MISSING").with("code", &finding.code));
        }
        if !advised.contains(finding.code.as_str()) {
            problems.push(Problem::new("REPORT_ADVICE_MISSING").with("code", &finding.code));
        }
    }
    problems
}
