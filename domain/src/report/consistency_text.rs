//! The tests of a report's texts: placeholders, numbers without a source, numbering, references
//! that lead nowhere. Not here: sums and samples (`consistency`).

use super::model::{Content, Report, Span};
use crate::problem::Problem;

/// What must never stand in a finished text.
const PLACEHOLDERS: [&str; 4] = ["**", "{{", "}}", "待补充"];

pub(super) fn problems(report: &Report) -> Vec<Problem> {
    let mut problems = figures_and_placeholders(report);
    problems.extend(numbers(report));
    problems.extend(references(report));
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

fn table_number(content: &Content) -> Option<u32> {
    match content {
        Content::Table(table) if table.number > 0 => Some(table.number),
        _ => None,
    }
}

fn figure_number(content: &Content) -> Option<u32> {
    match content {
        Content::PhotoPlate(plate) => Some(plate.number),
        Content::BarChart(chart) => Some(chart.number),
        Content::RadarChart(chart) => Some(chart.number),
        Content::PhotoPairs(pairs) => Some(pairs.number),
        _ => None,
    }
}

fn numbered(report: &Report, number: fn(&Content) -> Option<u32>) -> Vec<u32> {
    let blocks = report.blocks();
    blocks.filter_map(|block| number(&block.content)).collect()
}

/// Tables and figures are numbered 1, 2, 3 … in reading order, so that 见表N finds its table.
fn numbers(report: &Report) -> Vec<Problem> {
    let in_order = |numbers: Vec<u32>| numbers.into_iter().zip(1..).all(|(one, two)| one == two);
    let mut problems = Vec::new();
    if !in_order(numbered(report, table_number)) {
        problems.push(Problem::new("REPORT_TABLE_NUMBERS"));
    }
    if !in_order(numbered(report, figure_number)) {
        problems.push(Problem::new("REPORT_FIGURE_NUMBERS"));
    }
    problems
}

/// 见表N, 见图N and 附件N lead somewhere.
fn references(report: &Report) -> Vec<Problem> {
    let tables = numbered(report, table_number);
    let figures = numbered(report, figure_number);
    let annexes: Vec<u32> = report
        .annexes
        .iter()
        .filter_map(|annex| annex.id.strip_prefix("annex")?.parse().ok())
        .collect();
    let mut problems = Vec::new();
    for block in report.blocks() {
        if !matches!(block.content, Content::Paragraph(_)) {
            continue;
        }
        let text = block.plain_text();
        for (word, known) in [("见表", &tables), ("见图", &figures), ("见附件", &annexes)] {
            for wanted in numbers_behind(&text, word) {
                if !known.contains(&wanted) {
                    let written = format!("{}{wanted}", word.trim_start_matches('见'));
                    let problem = Problem::new("REPORT_REFERENCE_MISSING").at_path(&block.id);
                    problems.push(problem.with("reference", written));
                }
            }
        }
    }
    problems
}

fn numbers_behind(text: &str, word: &str) -> Vec<u32> {
    let behind = text.split(word).skip(1);
    behind
        .filter_map(|rest| {
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            rest[..end].parse().ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::numbers_behind;

    #[test]
    fn the_number_behind_a_word_is_read_and_other_words_are_not() {
        assert_eq!(numbers_behind("见表3，另见表12。报表4", "见表"), [3, 12]);
        assert!(numbers_behind("见表后", "见表").is_empty());
    }
}
