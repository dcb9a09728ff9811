//! 摘要 and 三、综合评价情况及评价结论: the total, the grade, the levels. One sentence serves both,
//! so that they cannot differ. Not here: single indicators (`analysis`).

use super::composer::{
    Composer, basis_points, cell, cell_of, chapter, column, figure, fill, paragraph, section,
    table_block, total_row, words,
};
use super::model::{Alignment, Bar, Block, Cell, Chapter, Content, Row, Section, Span, Table};
use super::{problems, sentences as say};
use crate::scoring::{LevelTotal, Points};

/// How many problems the abstract names.
const ABSTRACT_PROBLEMS: usize = 5;

pub(super) fn summary(composer: &mut Composer<'_>) -> Chapter {
    let total = paragraph("abstract.conclusion.total", total_sentence(composer));
    let table = level_one_table(composer);
    let conclusion = vec![total, table_block("abstract.conclusion.table", table)];
    let worst_first = problems::by_severity(composer.inputs);
    let named = &worst_first[..worst_first.len().min(ABSTRACT_PROBLEMS)];
    let problem_blocks = if named.is_empty() {
        vec![paragraph(
            "abstract.problems.none",
            vec![words(say::NO_PROBLEMS)],
        )]
    } else {
        let block = |finding: &&crate::finding::Finding| {
            let id = format!("abstract.problems.{}", finding.code);
            paragraph(id, problems::problem_sentence(composer, finding))
        };
        named.iter().map(block).collect()
    };
    let advice_blocks = if named.is_empty() {
        vec![paragraph(
            "abstract.advice.none",
            vec![words(say::NO_ADVICE)],
        )]
    } else {
        let block = |finding: &&crate::finding::Finding| {
            let mut spans = vec![problems::code_figure(finding), words(" ")];
            spans.extend(problems::advice_sentence(finding));
            spans.push(words("。"));
            paragraph(format!("abstract.advice.{}", finding.code), spans)
        };
        named.iter().map(block).collect()
    };
    let sections = vec![
        section("abstract.conclusion", "一、评价结论", 2, conclusion),
        section("abstract.problems", "二、主要问题", 2, problem_blocks),
        section("abstract.advice", "三、有关建议", 2, advice_blocks),
    ];
    chapter("abstract", "摘　要", sections)
}

/// Total and grade, or 暂计 with what is open.
pub(super) fn total_sentence(composer: &Composer<'_>) -> Vec<Span> {
    let sheet = &composer.inputs.sheet;
    let facts = composer.total_facts();
    let weight: Points = sheet.rows.iter().map(|row| row.weight).sum();
    let open: Vec<String> = sheet
        .rows
        .iter()
        .filter(|row| row.score.is_none())
        .map(|row| format!("{}（{}）", row.name, row.code))
        .collect();
    let total = ("total", figure(sheet.total, facts.clone()));
    let weight = ("weight", words(weight.to_string()));
    match &sheet.grade {
        Some(grade) if open.is_empty() => fill(
            say::TOTAL,
            &[total, weight, ("grade", figure(grade, facts))],
        ),
        _ => {
            let count = ("open", words(open.len().to_string()));
            let missing = ("missing", words(open.join("、")));
            fill(say::TOTAL_PROVISIONAL, &[total, weight, count, missing])
        }
    }
}

/// Whether the printed total is only provisional.
pub(super) fn is_provisional(composer: &Composer<'_>) -> bool {
    let sheet = &composer.inputs.sheet;
    sheet.grade.is_none() || sheet.rows.iter().any(|row| row.score.is_none())
}

fn level_facts(composer: &Composer<'_>, level: &LevelTotal) -> Vec<crate::scoring::FactReference> {
    if level.level == 1 {
        composer.row_facts(|row| row.level1.0 == level.code)
    } else {
        composer.row_facts(|row| {
            row.level2 == level.name && row.level1.0 == level_one_code(&level.code)
        })
    }
}

/// How many indicators of a level have a score, and how many it has.
fn scored(composer: &Composer<'_>, level: &LevelTotal) -> (usize, usize) {
    let rows = composer.inputs.sheet.rows.iter().filter(|row| {
        row.level1.0 == level_one_code(&level.code)
            && (level.level == 1 || row.level2 == level.name)
    });
    rows.fold((0, 0), |(scored, all), row| {
        (scored + usize::from(row.score.is_some()), all + 1)
    })
}

/// A level's sum; 暂计 while some of its indicators are open, no number while all are (P9).
pub(super) fn level_score(
    composer: &Composer<'_>,
    level: &LevelTotal,
    facts: &[crate::scoring::FactReference],
) -> Vec<Span> {
    match scored(composer, level) {
        (0, _) => vec![words(say::UNSCORED_CELL)],
        (some, all) if some < all => {
            vec![
                figure(level.score, facts.to_vec()),
                words(say::PROVISIONAL_CELL),
            ]
        }
        _ => vec![figure(level.score, facts.to_vec())],
    }
}

/// A level's rate; a dash while any of its indicators is open, because it would be too low.
pub(super) fn level_rate_span(
    composer: &Composer<'_>,
    level: &LevelTotal,
    facts: Vec<crate::scoring::FactReference>,
) -> Span {
    let (some, all) = scored(composer, level);
    if some < all {
        words("—")
    } else {
        figure(&level.rate, facts)
    }
}

/// Level-2 codes begin with their level-1 code: `C2` belongs to `C`.
pub(super) fn level_one_code(level_two: &str) -> String {
    level_two.chars().take(1).collect()
}

fn level_one_table(composer: &mut Composer<'_>) -> Table {
    let inputs = composer.inputs;
    let mut rows: Vec<Row> = Vec::new();
    for level in inputs.sheet.levels.iter().filter(|level| level.level == 1) {
        let facts = level_facts(composer, level);
        rows.push(super::composer::row(vec![
            cell(words(&level.name)),
            cell(words(level.weight.to_string())),
            cell_of(level_score(composer, level, &facts)),
            cell(level_rate_span(composer, level, facts)),
        ]));
    }
    rows.push(total_row(total_cells(composer, 1)));
    let mut table = composer.table("得分汇总", level_columns(false), rows);
    table.unit = Some("单位：分、%".to_owned());
    table
}

fn level_columns(with_level_two: bool) -> Vec<super::model::Column> {
    let mut columns = vec![column("一级指标", 3, Alignment::Left)];
    if with_level_two {
        columns.push(column("二级指标", 4, Alignment::Left));
    }
    columns.extend([
        column("分值", 2, Alignment::Right),
        column("得分", 2, Alignment::Right),
        column("得分率", 2, Alignment::Right),
    ]);
    columns
}

/// 合计 over `columns` label columns, then weight, total and rate.
pub(super) fn total_cells(composer: &Composer<'_>, columns: u16) -> Vec<Cell> {
    let sheet = &composer.inputs.sheet;
    let weight: Points = sheet.rows.iter().map(|row| row.weight).sum();
    let label = if is_provisional(composer) {
        "暂计"
    } else {
        "合计"
    };
    let mut first = cell(words(label));
    first.column_span = columns;
    let facts = composer.total_facts();
    let rate = super::composer::percent_text(sheet.total.0, weight.0)
        .filter(|_| !is_provisional(composer));
    vec![
        first,
        cell(words(weight.to_string())),
        cell(figure(sheet.total, facts.clone())),
        cell(rate.map_or_else(|| words("—"), |rate| figure(rate, facts))),
    ]
}

pub(super) fn chapter_three(composer: &mut Composer<'_>) -> Chapter {
    let mut blocks = vec![paragraph("ch3.conclusion.total", total_sentence(composer))];
    let table = level_two_table(composer);
    let references = |figure: u32| {
        let values = [
            ("table", words(table.number.to_string())),
            ("figure", words(figure.to_string())),
        ];
        fill(say::LEVELS, &values)
    };
    let chart = composer.chart("一级指标得分率", bars(composer));
    blocks.push(paragraph(
        "ch3.conclusion.reference",
        references(chart.number),
    ));
    if let Some(spans) = best_and_worst(composer) {
        blocks.push(paragraph("ch3.conclusion.levels", spans));
    }
    blocks.push(table_block("ch3.conclusion.table", table));
    let content = Content::BarChart(chart);
    blocks.push(Block {
        id: "ch3.conclusion.chart".to_owned(),
        content,
    });
    let id = "ch3.conclusion".to_owned();
    let section = Section {
        id,
        heading: None,
        level: 2,
        blocks,
    };
    chapter("ch3", "三、综合评价情况及评价结论", vec![section])
}

fn level_two_table(composer: &mut Composer<'_>) -> Table {
    let levels = &composer.inputs.sheet.levels;
    let mut rows = Vec::new();
    for one in levels.iter().filter(|level| level.level == 1) {
        let children: Vec<&LevelTotal> = levels
            .iter()
            .filter(|level| level.level == 2 && level_one_code(&level.code) == one.code)
            .collect();
        for (index, two) in children.iter().enumerate() {
            let facts = level_facts(composer, two);
            let mut cells = Vec::new();
            if index == 0 {
                let mut first = cell(words(&one.name));
                first.row_span = u16::try_from(children.len()).unwrap_or(u16::MAX);
                cells.push(first);
            }
            cells.extend([
                cell(words(&two.name)),
                cell(words(two.weight.to_string())),
                cell_of(level_score(composer, two, &facts)),
                cell(level_rate_span(composer, two, facts)),
            ]);
            rows.push(super::composer::row(cells));
        }
    }
    rows.push(total_row(total_cells(composer, 2)));
    let mut table = composer.table("指标得分汇总", level_columns(true), rows);
    table.unit = Some("单位：分、%".to_owned());
    table
}

fn bars(composer: &Composer<'_>) -> Vec<Bar> {
    let levels = composer
        .inputs
        .sheet
        .levels
        .iter()
        .filter(|level| level.level == 1);
    levels
        .map(|level| {
            let (some, all) = scored(composer, level);
            let complete = some == all;
            let rate = format!("{}%", level.rate);
            Bar {
                label: level.name.clone(),
                basis_points: if complete { level_rate(level) } else { 0 },
                value: if complete {
                    figure(rate, level_facts(composer, level))
                } else {
                    words(say::UNSCORED_CELL)
                },
            }
        })
        .collect()
}

fn level_rate(level: &LevelTotal) -> u32 {
    let points = basis_points(level.score.0, level.weight.0).unwrap_or(0);
    u32::try_from(points.min(10_000)).unwrap_or(0)
}

/// Only without gaps: a level with an unscored indicator would be called worst for nothing.
fn best_and_worst(composer: &Composer<'_>) -> Option<Vec<Span>> {
    if is_provisional(composer) {
        return None;
    }
    let levels: Vec<&LevelTotal> = composer
        .inputs
        .sheet
        .levels
        .iter()
        .filter(|level| level.level == 1)
        .collect();
    let best = levels.iter().rev().max_by_key(|level| level_rate(level))?;
    let worst = levels.iter().min_by_key(|level| level_rate(level))?;
    if level_rate(best) == level_rate(worst) {
        return None;
    }
    let values = [
        ("best", words(&best.name)),
        ("best_rate", figure(&best.rate, level_facts(composer, best))),
        ("worst", words(&worst.name)),
        (
            "worst_rate",
            figure(&worst.rate, level_facts(composer, worst)),
        ),
    ];
    Some(fill(say::BEST_AND_WORST, &values))
}
