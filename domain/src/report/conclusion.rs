//! 三、综合评价情况及评价结论: the total, the grade, the levels. One sentence serves abstract, chapter
//! and annex, so that they cannot differ. Not here: single indicators (`analysis`).

use super::composer::{
    Composer, basis_points, cell, cell_of, chapter, column, figure, fill, paragraph, plain_section,
    row, table_block, total_row, words,
};
use super::model::{
    Alignment, Bar, Block, Cell, Chapter, Column, Content, RadarChart, Row, Span, Table,
};
use super::rows::{full_marks, is_open, named_level, plan_figure};
use super::sentences as say;
use crate::scoring::{AppliedVeto, FactReference, LevelTotal};

/// Total and grade, or 暂计 with what is open.
pub(super) fn total_sentence(composer: &Composer<'_>) -> Vec<Span> {
    let sheet = &composer.inputs.sheet;
    let facts = composer.total_facts();
    let open: Vec<String> = sheet
        .rows
        .iter()
        .filter(|row| is_open(row))
        .map(|row| format!("{}（{}）", row.name, row.code))
        .collect();
    let total = ("total", total_figure(composer));
    let weight = ("weight", plan_figure(full_marks(sheet)));
    match &sheet.grade {
        Some(grade) if open.is_empty() => {
            let grade = figure(grade, facts).named("grade");
            fill(say::TOTAL, &[total, weight, ("grade", grade)])
        }
        _ => {
            let count = ("open", plan_figure(open.len()));
            let missing = ("missing", words(open.join("、")));
            fill(say::TOTAL_PROVISIONAL, &[total, weight, count, missing])
        }
    }
}

fn total_figure(composer: &Composer<'_>) -> Span {
    let total = composer.inputs.sheet.total;
    let facts = composer.total_facts();
    figure(total, facts).named("total")
}

/// Whether the printed total is only provisional.
pub(super) fn is_provisional(composer: &Composer<'_>) -> bool {
    let sheet = &composer.inputs.sheet;
    sheet.grade.is_none() || sheet.rows.iter().any(is_open)
}

fn level_facts(composer: &Composer<'_>, level: &LevelTotal) -> Vec<FactReference> {
    if level.level == 1 {
        composer.row_facts(|row| row.level1.0 == level.code)
    } else {
        composer.row_facts(|row| {
            row.level2 == level.name && row.level1.0 == level_one_code(&level.code)
        })
    }
}

/// How many applicable indicators of a level have a score, and how many there are.
fn scored(composer: &Composer<'_>, level: &LevelTotal) -> (usize, usize) {
    let rows = composer.inputs.sheet.rows.iter().filter(|row| {
        row.not_applicable.is_none()
            && row.level1.0 == level_one_code(&level.code)
            && (level.level == 1 || row.level2 == level.name)
    });
    rows.fold((0, 0), |(scored, all), row| {
        (scored + usize::from(row.score.is_some()), all + 1)
    })
}

/// A level's sum; 暂计 while some of its indicators are open, no number while all are (P9).
fn level_score(composer: &Composer<'_>, level: &LevelTotal, facts: &[FactReference]) -> Vec<Span> {
    let sum = || {
        let span = figure(level.score, facts.to_vec());
        named_level(composer, level, "level", span)
    };
    match scored(composer, level) {
        (_, 0) => vec![words(say::NOT_APPLICABLE_CELL)],
        (0, _) => vec![words(say::UNSCORED_CELL)],
        (some, all) if some < all => vec![sum(), words(say::PROVISIONAL_CELL)],
        _ => vec![sum()],
    }
}

/// A level's rate; a dash while any of its indicators is open, because it would be too low.
fn level_rate_span(composer: &Composer<'_>, level: &LevelTotal, facts: Vec<FactReference>) -> Span {
    let (some, all) = scored(composer, level);
    if some < all || all == 0 {
        words("—")
    } else {
        let span = figure(&level.rate, facts);
        named_level(composer, level, "level_rate", span)
    }
}

/// Level-2 codes begin with their level-1 code: `C2` belongs to `C`.
fn level_one_code(level_two: &str) -> String {
    level_two.chars().take(1).collect()
}

/// 得分汇总 of the abstract, without a number.
pub(super) fn level_one_table(composer: &Composer<'_>) -> Table {
    let mut rows: Vec<Row> = Vec::new();
    for level in level_ones(composer) {
        let facts = level_facts(composer, level);
        rows.push(row(vec![
            cell(words(&level.name)),
            cell(plan_figure(level.weight)),
            cell_of(level_score(composer, level, &facts)),
            cell(level_rate_span(composer, level, facts)),
        ]));
    }
    rows.push(total_row(total_cells(composer, 1)));
    let mut table = Composer::loose_table("得分汇总", level_columns(false), rows);
    table.unit = Some("单位：分、%".to_owned());
    table
}

fn level_ones<'a>(composer: &Composer<'a>) -> impl Iterator<Item = &'a LevelTotal> + use<'a> {
    let levels = composer.inputs.sheet.levels.iter();
    levels.filter(|level| level.level == 1)
}

fn level_columns(with_level_two: bool) -> Vec<Column> {
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
    let weight = full_marks(sheet);
    let label = match (is_provisional(composer), sheet.rescaling.is_some()) {
        (true, _) => "暂计",
        (false, true) => "折算总分",
        (false, false) => "合计",
    };
    let mut first = cell(words(label));
    first.column_span = columns;
    let facts = composer.total_facts();
    let rate = super::composer::percent_text(sheet.total.0, weight.0)
        .filter(|_| !is_provisional(composer));
    vec![
        first,
        cell(plan_figure(weight)),
        cell(total_figure(composer)),
        cell(rate.map_or_else(|| words("—"), |rate| figure(rate, facts))),
    ]
}

pub(super) fn chapter_three(composer: &mut Composer<'_>) -> Chapter {
    let mut blocks = vec![paragraph("ch3.conclusion.total", total_sentence(composer))];
    if let Some(spans) = rescaling(composer) {
        blocks.push(paragraph("ch3.conclusion.rescaling", spans));
    }
    for (veto, number) in composer.inputs.sheet.vetoes.iter().zip(1..) {
        let id = format!("ch3.conclusion.veto{number}");
        blocks.push(paragraph(id, veto_sentence(veto)));
    }
    let table = level_two_table(composer);
    let (chart_number, chart) = chart(composer);
    let values = [
        ("table", words(table.number.to_string())),
        ("figure", words(chart_number.to_string())),
    ];
    let spans = fill(say::LEVELS, &values);
    blocks.push(paragraph("ch3.conclusion.reference", spans));
    if let Some(spans) = best_and_worst(composer) {
        blocks.push(paragraph("ch3.conclusion.levels", spans));
    }
    if let Some(text) = result_use(composer) {
        blocks.push(paragraph("ch3.conclusion.use", text));
    }
    blocks.push(table_block("ch3.conclusion.table", table));
    blocks.push(Block {
        id: "ch3.conclusion.chart".to_owned(),
        content: chart,
    });
    let section = plain_section("ch3.conclusion", blocks);
    chapter("ch3", "三、综合评价情况及评价结论", vec![section])
}

/// How the total follows from the sum of scores.
pub(super) fn rescaling(composer: &Composer<'_>) -> Option<Vec<Span>> {
    let rescaling = composer.inputs.sheet.rescaling.as_ref()?;
    let facts = composer.total_facts();
    let values = [
        ("sum", figure(rescaling.sum, facts.clone())),
        ("applicable", figure(rescaling.applicable, facts)),
        ("total", total_figure(composer)),
    ];
    Some(fill(say::RESCALING, &values))
}

fn veto_sentence(veto: &AppliedVeto) -> Vec<Span> {
    let mut codes: Vec<Span> = Vec::new();
    for code in &veto.findings {
        if !codes.is_empty() {
            codes.push(words("、"));
        }
        let facts = vec![FactReference::Finding { code: code.clone() }];
        codes.push(figure(code, facts));
    }
    let zeroed = veto.zeroed.as_ref();
    let mut effects: Vec<String> = zeroed
        .map(|code| format!("指标{code}计零分"))
        .into_iter()
        .collect();
    effects.extend(
        veto.grade_cap
            .as_ref()
            .map(|grade| format!("评价等级不高于“{grade}”")),
    );
    let mut spans = fill(say::VETO_HEAD, &[("name", words(&veto.name))]);
    spans.extend(codes);
    spans.extend(fill(
        say::VETO_TAIL,
        &[("effects", words(effects.join("，")))],
    ));
    spans
}

fn result_use(composer: &Composer<'_>) -> Option<Vec<Span>> {
    let grade = composer.inputs.sheet.grade.as_ref()?;
    let known = super::labels::RESULT_USE
        .iter()
        .find(|(known, _)| known == grade)?;
    let grade = figure(grade, composer.total_facts()).named("grade");
    let values = [("grade", grade), ("use", words(known.1))];
    (!is_provisional(composer)).then(|| fill(say::RESULT_USE, &values))
}

fn level_two_table(composer: &mut Composer<'_>) -> Table {
    let levels = &composer.inputs.sheet.levels;
    let mut rows = Vec::new();
    for one in level_ones(composer) {
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
                cell(plan_figure(two.weight)),
                cell_of(level_score(composer, two, &facts)),
                cell(level_rate_span(composer, two, facts)),
            ]);
            rows.push(row(cells));
        }
    }
    rows.push(total_row(total_cells(composer, 2)));
    let mut table = composer.table("指标得分汇总", level_columns(true), rows);
    table.unit = Some("单位：分、%".to_owned());
    table
}

/// A polygon where every level has its rate and there are three or more, else bars.
fn chart(composer: &mut Composer<'_>) -> (u32, Content) {
    let bars = bars(composer);
    let complete = level_ones(composer).all(|level| {
        let (some, all) = scored(composer, level);
        all > 0 && some == all
    });
    let chart = composer.chart("一级指标得分率", bars);
    let number = chart.number;
    if complete && chart.bars.len() >= 3 {
        let radar = RadarChart {
            number,
            title: chart.title,
            axes: chart.bars,
        };
        return (number, Content::RadarChart(radar));
    }
    (number, Content::BarChart(chart))
}

fn bars(composer: &Composer<'_>) -> Vec<Bar> {
    level_ones(composer)
        .map(|level| {
            let (some, all) = scored(composer, level);
            let complete = some == all && all > 0;
            let rate = format!("{}%", level.rate);
            Bar {
                label: level.name.clone(),
                basis_points: if complete { level_rate(level) } else { 0 },
                value: match (complete, all) {
                    (true, _) => figure(rate, level_facts(composer, level)),
                    (false, 0) => words(say::NOT_APPLICABLE_CELL),
                    (false, _) => words(say::UNSCORED_CELL),
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
    let levels: Vec<&LevelTotal> = level_ones(composer)
        .filter(|level| scored(composer, level).1 > 0)
        .collect();
    let best = levels.iter().rev().max_by_key(|level| level_rate(level))?;
    let worst = levels.iter().min_by_key(|level| level_rate(level))?;
    if level_rate(best) == level_rate(worst) {
        return None;
    }
    let rate = |level: &LevelTotal| level_rate_span(composer, level, level_facts(composer, level));
    let values = [
        ("best", words(&best.name)),
        ("best_rate", rate(best)),
        ("worst", words(&worst.name)),
        ("worst_rate", rate(worst)),
    ];
    Some(fill(say::BEST_AND_WORST, &values))
}
