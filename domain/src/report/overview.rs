//! 一、基本情况: the project, its funds, its goals. Not here: the work itself (`work`), limits and
//! gaps (`closing`).

use super::composer::{
    Composer, cell, chapter, column, figure, fill, paragraph, percent_text, row, section,
    table_block, words,
};
use super::inputs::FundFigure;
use super::model::{Alignment, Block, Chapter, Span};
use super::{labels, sentences as say};
use crate::money::Fen;
use crate::scoring::FactReference;

pub(super) fn chapter_one(composer: &mut Composer<'_>) -> Chapter {
    let background = background(composer);
    let funds = funds(composer);
    let goals = goals(composer);
    let sections = vec![
        section("ch1.project", "（一）项目概况", 2, background),
        section("ch1.funds", "（二）资金投入和使用情况", 2, funds),
        section("ch1.goals", "（三）项目绩效目标", 2, goals),
    ];
    chapter("ch1", "一、基本情况", sections)
}

fn background(composer: &mut Composer<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let text = composer.inputs.engagement.profile.background.trim();
    if text.is_empty() {
        composer.gap(
            "ch1.project",
            "一、（一）项目概况",
            "项目背景、主要内容及实施情况的说明",
        );
        blocks.push(paragraph(
            "ch1.project.background",
            vec![words(say::NOT_RECORDED)],
        ));
    }
    let parts = text.lines().filter(|line| !line.trim().is_empty());
    for (index, line) in parts.enumerate() {
        let id = format!("ch1.project.background{}", index + 1);
        blocks.push(paragraph(id, vec![profile_figure(line.trim())]));
    }
    let spans = fill(say::FRAME, &frame_values(composer));
    blocks.push(paragraph("ch1.project.frame", spans));
    blocks
}

/// What the manager recorded of the project.
fn profile_figure(text: impl ToString) -> Span {
    figure(text, vec![FactReference::Profile])
}

/// Projects, units and amount of the frame, each with its reference.
pub(super) fn frame_values(composer: &Composer<'_>) -> [(&'static str, Span); 3] {
    let frame = &composer.inputs.frame;
    let named = |what: &'static str, text: String| {
        let span = figure(text, composer.frame_facts());
        (what, span.named(format!("frame:{what}")))
    };
    [
        named("projects", frame.projects.to_string()),
        named("units", frame.units.to_string()),
        named("amount", frame.amount.to_wan_yuan_text()),
    ]
}

fn fund_fact(key: &str) -> Vec<FactReference> {
    vec![FactReference::FundFigure {
        key: key.to_owned(),
    }]
}

/// A fund figure in 万元.
pub(super) fn fund_span(fund: &FundFigure) -> Span {
    match fund.amount {
        Some(amount) => figure(amount.to_wan_yuan_text(), fund_fact(&fund.key))
            .named(format!("fund:{}", fund.key)),
        None => words("尚缺"),
    }
}

fn funds(composer: &mut Composer<'_>) -> Vec<Block> {
    let figures: &[FundFigure] = &composer.inputs.fund_figures;
    if figures.is_empty() {
        composer.gap("ch1.funds", "一、（二）资金投入和使用情况", "资金数据");
        return vec![paragraph("ch1.funds.none", vec![words(say::NOT_RECORDED)])];
    }
    for missing in figures.iter().filter(|figure| figure.amount.is_none()) {
        composer.gap("ch1.funds", "一、（二）资金投入和使用情况", &missing.label);
    }
    let rows = figures.iter().zip(1..).map(|(fund, number)| {
        row(vec![
            cell(words(format!("{number}"))),
            cell(words(&fund.label)),
            cell(fund_span(fund)),
        ])
    });
    let columns = vec![
        column("序号", 1, Alignment::Centre),
        column("项目", 5, Alignment::Left),
        column("金额", 3, Alignment::Right),
    ];
    let reference = [("table", words(composer.next_table().to_string()))];
    let mut table = composer.table("资金投入与使用情况", columns, rows.collect());
    table.unit = Some("单位：万元".to_owned());
    let mut blocks = vec![
        paragraph("ch1.funds.intro", fill(say::FUNDS, &reference)),
        table_block("ch1.funds.table", table),
    ];
    let rates = [
        ("arrival", say::ARRIVAL_RATE, "arrived", "budget"),
        ("execution", say::EXECUTION_RATE, "paid", "arrived"),
        ("year", labels::YEAR_RATE, "year_executed", "year_budget"),
    ];
    for (name, template, part, whole) in rates {
        if let Some(rate) = fund_rate(figures, part, whole) {
            let facts = [fund_fact(part), fund_fact(whole)].concat();
            let of = |key: &str| {
                let fund = figures.iter().find(|fund| fund.key == key);
                fund.map_or_else(|| words("—"), fund_span)
            };
            let values = [
                ("rate", figure(rate, facts)),
                ("part", of(part)),
                ("whole", of(whole)),
            ];
            let spans = fill(template, &values);
            blocks.push(paragraph(format!("ch1.funds.{name}"), spans));
        }
    }
    blocks
}

fn fund_rate(figures: &[FundFigure], part: &str, whole: &str) -> Option<String> {
    let amount = |key: &str| -> Option<Fen> {
        figures
            .iter()
            .find(|figure| figure.key == key)
            .and_then(|figure| figure.amount)
    };
    percent_text(amount(part)?.0, amount(whole)?.0)
}

fn goals(composer: &mut Composer<'_>) -> Vec<Block> {
    let goals = &composer.inputs.engagement.profile.goals;
    let goals: Vec<&str> = goals
        .iter()
        .map(|goal| goal.trim())
        .filter(|goal| !goal.is_empty())
        .collect();
    if goals.is_empty() {
        composer.gap(
            "ch1.goals",
            "一、（三）项目绩效目标",
            "绩效目标申报表所列总体目标和阶段性目标",
        );
        return vec![paragraph("ch1.goals.none", vec![words(say::NOT_RECORDED)])];
    }
    let rows = goals.iter().zip(1..).map(|(goal, number)| {
        row(vec![
            cell(words(format!("{number}"))),
            cell(profile_figure(*goal)),
        ])
    });
    let columns = vec![
        column("序号", 1, Alignment::Centre),
        column("绩效目标", 9, Alignment::Left),
    ];
    let values = [
        ("count", words(goals.len().to_string())),
        ("table", words(composer.next_table().to_string())),
    ];
    let rows = rows.collect();
    let table = composer.table("项目绩效目标", columns, rows);
    vec![
        paragraph("ch1.goals.intro", fill(say::GOALS, &values)),
        table_block("ch1.goals.table", table),
    ]
}
