//! 附件1 指标体系及评分表 on the long side, with the grade bands and what each grade is used for.
//! Not here: how a score is computed (`scoring`).

use super::composer::{
    Composer, cell, chapter, column, figure, paragraph, plain_section, row, table_block, total_row,
    words,
};
use super::inputs::ReportInputs;
use super::model::{Alignment, Cell, Chapter, Table};
use super::rows::{indicator_figure, mark_figure, plan_figure, rate_span, score_span, weight_span};
use super::{analysis, conclusion, labels};
use crate::scoring::ScoreRow;

pub(super) fn score_annex(composer: &mut Composer<'_>) -> Chapter {
    let total = paragraph("annex1.score.total", conclusion::total_sentence(composer));
    let table = score_table(composer);
    let blocks = vec![
        total,
        table_block("annex1.score.table", table),
        table_block("annex1.score.bands", band_table(composer.inputs)),
    ];
    let section = plain_section("annex1.score", blocks);
    let annex = chapter("annex1", "附件1 指标体系及评分表", vec![section]);
    Chapter {
        landscape: true,
        ..annex
    }
}

fn score_table(composer: &mut Composer<'_>) -> Table {
    let rows: &[ScoreRow] = &composer.inputs.sheet.rows;
    let mut body = Vec::new();
    for (index, line) in rows.iter().enumerate() {
        let above = index.checked_sub(1).and_then(|above| rows.get(above));
        let same_one = |other: &ScoreRow| other.level1.0 == line.level1.0;
        let same_two = |other: &ScoreRow| same_one(other) && other.level2 == line.level2;
        let mut cells = Vec::new();
        if !above.is_some_and(same_one) {
            cells.push(spanning(&line.level1.1, &rows[index..], same_one));
        }
        if !above.is_some_and(same_two) {
            cells.push(spanning(&line.level2, &rows[index..], same_two));
        }
        cells.extend(score_cells(composer, line));
        body.push(row(cells));
    }
    let mut totals = conclusion::total_cells(composer, 3);
    let mut rest = cell(words(""));
    rest.column_span = 3;
    totals.push(rest);
    body.push(total_row(totals));
    let columns = vec![
        column("一级指标", 3, Alignment::Centre),
        column("二级指标", 4, Alignment::Centre),
        column("三级指标", 6, Alignment::Left),
        column("分值", 3, Alignment::Right),
        column("得分", 3, Alignment::Right),
        column("得分率", 3, Alignment::Right),
        column("计分规则", 9, Alignment::Left),
        column("计算过程", 9, Alignment::Left),
        column("扣分原因或缺口", 9, Alignment::Left),
    ];
    let mut table = composer.table("指标体系及评分表", columns, body);
    table.unit = Some("单位：分、%".to_owned());
    table
}

fn spanning(text: &str, from: &[ScoreRow], same: impl Fn(&ScoreRow) -> bool) -> Cell {
    let covered = from.iter().take_while(|row| same(row)).count();
    Cell {
        row_span: u16::try_from(covered).unwrap_or(u16::MAX),
        ..cell(words(text))
    }
}

fn score_cells(composer: &Composer<'_>, line: &ScoreRow) -> Vec<Cell> {
    let working = if line.working.is_empty() {
        words("—")
    } else {
        figure(line.working.join("；"), line.facts.clone())
    };
    let reason = match (line.score, &line.not_applicable) {
        (None, Some(reason)) => mark_figure(format!("不适用：{reason}"), line),
        (None, None) => words(format!("尚缺：{}", analysis::missing_words(composer, line))),
        _ if line.deduction_reason.is_empty() => words("—"),
        _ => figure(&line.deduction_reason, line.facts.clone()),
    };
    vec![
        cell(words(format!("{} {}", line.code, line.name))),
        cell(weight_span(line)),
        cell(score_span(line)),
        cell(rate_span(line)),
        cell(indicator_figure(&line.rule_text, line)),
        cell(working),
        cell(reason),
    ]
}

/// The plan's bands from the top, half-open, and the use of results.
fn band_table(inputs: &ReportInputs) -> Table {
    let mut bands: Vec<_> = inputs.grade_bands.iter().collect();
    bands.sort_by_key(|band| std::cmp::Reverse(band.min));
    let mut above: Option<String> = None;
    let mut rows = Vec::new();
    for band in bands {
        let range = match &above {
            None => format!("{}分（含）以上", band.min),
            Some(upper) if band.min.0 <= 0 => format!("{upper}分以下"),
            Some(upper) => format!("{}分（含）至{upper}分（不含）", band.min),
        };
        above = Some(band.min.to_string());
        let uses = labels::RESULT_USE.iter();
        let known = uses.clone().find(|(grade, _)| *grade == band.grade);
        rows.push(row(vec![
            cell(words(&band.grade)),
            cell(plan_figure(range)),
            cell(words(known.map_or("—", |(_, used)| used))),
        ]));
    }
    let columns = vec![
        column("等级", 2, Alignment::Centre),
        column("得分", 6, Alignment::Centre),
        column("评价结果应用", 14, Alignment::Left),
    ];
    Composer::loose_table("等级划分及评价结果应用", columns, rows)
}
