//! 摘要, at most one page: conclusion, score table, five problems and five proposals of one line.
//! Not here: the same at length (`conclusion`, `problems`, `advice`).

use super::composer::{Composer, chapter, fill, paragraph, section, table_block, words};
use super::conclusion;
use super::model::{Block, Chapter, Span};
use super::{advice, problems, sentences as say};
use crate::finding::Finding;
use crate::scoring::FactReference;

/// How many problems and proposals the abstract names.
pub(super) const MOST: usize = 5;
/// Characters of a problem's facts on one line.
const LINE: usize = 36;

pub(super) fn summary(composer: &mut Composer<'_>) -> Chapter {
    let total = paragraph(
        "abstract.conclusion.total",
        conclusion::total_sentence(composer),
    );
    let table = conclusion::level_one_table(composer);
    let conclusion = vec![total, table_block("abstract.conclusion.table", table)];
    let worst_first = problems::by_severity(composer.inputs);
    let named = &worst_first[..worst_first.len().min(MOST)];
    let sections = vec![
        section("abstract.conclusion", "一、评价结论", 2, conclusion),
        section("abstract.problems", "二、主要问题", 2, problem_lines(named)),
        section("abstract.advice", "三、有关建议", 2, advice_lines(named)),
    ];
    chapter("abstract", "摘　要", sections)
}

fn problem_lines(findings: &[&Finding]) -> Vec<Block> {
    if findings.is_empty() {
        let spans = vec![words(say::NO_PROBLEMS)];
        return vec![paragraph("abstract.problems.none", spans)];
    }
    let numbered = findings.iter().zip(1..);
    numbered
        .map(|(finding, number)| {
            let id = format!("abstract.problems.{}", finding.code);
            paragraph(id, short_problem(finding, number))
        })
        .collect()
}

fn short_problem(finding: &Finding, number: u32) -> Vec<Span> {
    let places = finding.places().len();
    let others = match places {
        0 | 1 => words(""),
        _ => {
            let facts = vec![FactReference::Finding {
                code: finding.code.clone(),
            }];
            let count = super::composer::figure(places, facts);
            count.named(format!("finding:{}.count", finding.code))
        }
    };
    let template = if places > 1 {
        say::SHORT_PROBLEM_SITES
    } else {
        say::SHORT_PROBLEM
    };
    let values = [
        ("number", words(number.to_string())),
        ("severity", problems::severity_figure(finding)),
        ("project", problems::project_span(finding)),
        ("title", problems::title_span(finding)),
        (
            "facts",
            problems::own_figure(finding, short(problems::facts_text(finding))),
        ),
        ("count", others),
        ("code", problems::code_figure(finding)),
    ];
    fill(template, &values)
}

/// The first sentence; a long one is cut behind a clause, and the cut is marked.
fn short(facts: &str) -> String {
    let sentence = facts
        .split(['。', '；', '\n'])
        .next()
        .unwrap_or(facts)
        .trim();
    if sentence.chars().count() <= LINE {
        return sentence.to_owned();
    }
    let head: String = sentence.chars().take(LINE).collect();
    let clause = head.rfind(['，', '、', ',']).map(|end| &head[..end]);
    format!("{}……", clause.unwrap_or(&head))
}

fn advice_lines(findings: &[&Finding]) -> Vec<Block> {
    if findings.is_empty() {
        return vec![paragraph(
            "abstract.advice.none",
            vec![words(say::NO_ADVICE)],
        )];
    }
    let numbered = findings.iter().zip(1..);
    numbered
        .map(|(finding, number)| {
            let mut spans = vec![words(format!("{number}."))];
            spans.extend(advice::sentence(finding));
            spans.push(words("（"));
            spans.push(problems::code_figure(finding));
            spans.push(words("）。"));
            paragraph(format!("abstract.advice.{}", finding.code), spans)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_long_problem_is_cut_behind_a_clause_and_says_so() {
        assert_eq!(short("护栏缺失约12米。已围挡"), "护栏缺失约12米");
        let long = "路面".repeat(15) + "开裂，" + &"边沟".repeat(10);
        assert_eq!(short(&long), "路面".repeat(15) + "开裂……");
    }
}
