//! The tests a report must pass before it is reviewed (domain.md §7.1, end). They look at the
//! finished report against its inputs, so that a slip of any chapter is found.
//! Not here: repairing anything.

use std::collections::BTreeSet;

use super::inputs::ReportInputs;
use super::model::{Block, Content, Report, Span};
use crate::finding::Severity;
use crate::money::Fen;
use crate::problem::Problem;
use crate::scoring::Points;

/// What must never stand in a finished text.
const PLACEHOLDERS: [&str; 4] = ["**", "{{", "}}", "待补充"];

/// All contradictions; empty for a report that may go to review. Codes: `REPORT_TOTAL_MISMATCH`,
/// `REPORT_TOTAL_NOT_PRINTED`, `REPORT_GRADE_MISMATCH`, `REPORT_DEDUCTION_WITHOUT_REASON`,
/// `REPORT_SAMPLE_MISMATCH`, `REPORT_AMOUNT_MISMATCH`, `REPORT_SURVEY_MISMATCH`,
/// `REPORT_FINDING_MISSING`, `REPORT_ADVICE_MISSING`, `REPORT_FIGURE_WITHOUT_FACTS`,
/// `REPORT_PLACEHOLDER`, `REPORT_TABLE_NUMBERS`. The place is a block's id.
pub fn consistency(report: &Report, inputs: &ReportInputs) -> Vec<Problem> {
    let mut problems = scores(inputs);
    problems.extend(printed_totals(report, inputs));
    problems.extend(sample(inputs));
    problems.extend(surveys(inputs));
    problems.extend(findings(report, inputs));
    problems.extend(figures_and_placeholders(report));
    problems.extend(table_numbers(report));
    problems
}

fn scores(inputs: &ReportInputs) -> Vec<Problem> {
    let sheet = &inputs.sheet;
    let mut problems = Vec::new();
    let sum: Points = sheet.rows.iter().filter_map(|row| row.score).sum();
    let levels: Points = sheet
        .levels
        .iter()
        .filter(|level| level.level == 1)
        .map(|level| level.score)
        .sum();
    for (what, found) in [("rows", sum), ("levels", levels)] {
        if found != sheet.total {
            let problem = Problem::new("REPORT_TOTAL_MISMATCH").with("of", what);
            problems.push(problem.with("expected", sheet.total).with("found", found));
        }
    }
    let complete = sheet.rows.iter().all(|row| row.score.is_some());
    let band = inputs
        .grade_bands
        .iter()
        .find(|band| band.min <= sheet.total);
    let expected = band.filter(|_| complete).map(|band| band.grade.as_str());
    if sheet.grade.as_deref() != expected {
        let problem = Problem::new("REPORT_GRADE_MISMATCH");
        let found = sheet.grade.as_deref().unwrap_or("-");
        problems.push(
            problem
                .with("expected", expected.unwrap_or("-"))
                .with("found", found),
        );
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
        .filter(|finding| finding.severity >= Severity::Major)
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

fn figures_and_placeholders(report: &Report) -> Vec<Problem> {
    let mut problems = Vec::new();
    for block in report.blocks() {
        for span in block.spans() {
            if matches!(span, Span::Figure { facts, .. } if facts.is_empty()) {
                let problem = Problem::new("REPORT_FIGURE_WITHOUT_FACTS").at_path(&block.id);
                problems.push(problem.with("text", span.text()));
            }
        }
        let text = block.plain_text();
        for placeholder in PLACEHOLDERS.into_iter().filter(|mark| text.contains(mark)) {
            let problem = Problem::new("REPORT_PLACEHOLDER").at_path(&block.id);
            problems.push(problem.with("text", placeholder));
        }
    }
    problems
}

/// Tables are numbered 1, 2, 3 … in reading order, so that 见表N finds its table.
fn table_numbers(report: &Report) -> Option<Problem> {
    let numbers = report.blocks().filter_map(|block| match &block.content {
        Content::Table(table) => Some(table.number),
        _ => None,
    });
    let in_order = numbers
        .zip(1..)
        .all(|(number, expected)| number == expected);
    (!in_order).then(|| Problem::new("REPORT_TABLE_NUMBERS"))
}
