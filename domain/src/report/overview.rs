//! 一、基本情况 and 七、其他需要说明的问题. Not here: the work itself (`work`).

use super::composer::{
    Composer, cell, chapter, column, figure, fill, paragraph, percent_text, row, section,
    table_block, words,
};
use super::inputs::FundFigure;
use super::model::{Alignment, Block, Chapter, Content, SignaturePlace};
use super::sentences as say;
use crate::money::Fen;
use crate::party::Role;
use crate::sampling::SampleRoute;
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
    if composer.inputs.background.trim().is_empty() {
        composer.gap(
            "ch1.project",
            "一、（一）项目概况",
            "项目背景、主要内容及实施情况的说明",
        );
        blocks.push(paragraph(
            "ch1.project.background",
            vec![words(say::NOT_RECORDED)],
        ));
    } else {
        let parts = composer
            .inputs
            .background
            .lines()
            .filter(|line| !line.trim().is_empty());
        for (index, line) in parts.enumerate() {
            let id = format!("ch1.project.background{}", index + 1);
            blocks.push(paragraph(id, vec![words(line.trim())]));
        }
    }
    let frame = &composer.inputs.frame;
    let facts = composer.frame_facts();
    let values = [
        ("projects", figure(frame.projects, facts.clone())),
        ("units", figure(frame.units, facts.clone())),
        ("amount", figure(frame.amount.to_wan_yuan_text(), facts)),
    ];
    blocks.push(paragraph("ch1.project.frame", fill(say::FRAME, &values)));
    blocks
}

fn fund_fact(key: &str) -> Vec<FactReference> {
    vec![FactReference::FundFigure {
        key: key.to_owned(),
    }]
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
    let rows = figures.iter().enumerate().map(|(index, fund)| {
        let amount = match fund.amount {
            Some(amount) => figure(amount.to_wan_yuan_text(), fund_fact(&fund.key)),
            None => words("尚缺"),
        };
        row(vec![
            cell(words((index + 1).to_string())),
            cell(words(&fund.label)),
            cell(amount),
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
    ];
    for (name, template, part, whole) in rates {
        if let Some(rate) = fund_rate(figures, part, whole) {
            let facts = [fund_fact(part), fund_fact(whole)].concat();
            let spans = fill(template, &[("rate", figure(rate, facts))]);
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
    if composer.inputs.goals.is_empty() {
        composer.gap(
            "ch1.goals",
            "一、（三）项目绩效目标",
            "绩效目标申报表所列总体目标和阶段性目标",
        );
        return vec![paragraph("ch1.goals.none", vec![words(say::NOT_RECORDED)])];
    }
    let goals = composer.inputs.goals.iter().enumerate();
    goals
        .map(|(index, goal)| {
            let number = index + 1;
            let values = [("number", words(number.to_string())), ("goal", words(goal))];
            paragraph(format!("ch1.goals.{number}"), fill(say::GOAL, &values))
        })
        .collect()
}

pub(super) fn chapter_seven(composer: &mut Composer<'_>) -> Chapter {
    let limits = limits(composer);
    let gaps = composer.gaps().to_vec();
    let intro = if gaps.is_empty() {
        say::LIMIT_NO_GAPS
    } else {
        say::LIMIT_GAPS
    };
    let mut missing = vec![paragraph("ch7.gaps.intro", vec![words(intro)])];
    if !gaps.is_empty() {
        let content = Content::GapList(gaps);
        missing.push(Block {
            id: "ch7.gaps.list".to_owned(),
            content,
        });
    }
    let sections = vec![
        section("ch7.limits", "（一）评价的局限", 2, limits),
        section("ch7.gaps", "（二）资料缺口", 2, missing),
        section("ch7.signature", "（三）签署", 2, vec![signature(composer)]),
    ];
    chapter("ch7", "七、其他需要说明的问题", sections)
}

fn limits(composer: &Composer<'_>) -> Vec<Block> {
    let inputs = composer.inputs;
    let mut blocks = vec![paragraph(
        "ch7.limits.sample",
        vec![words(say::LIMIT_SAMPLE)],
    )];
    let judged = inputs
        .sites
        .iter()
        .filter(|site| matches!(site.route, SampleRoute::Judgemental { .. }))
        .count();
    if judged > 0 {
        let values = [("sites", figure(judged, composer.frame_facts()))];
        blocks.push(paragraph(
            "ch7.limits.judgemental",
            fill(say::JUDGEMENTAL, &values),
        ));
    }
    if inputs.fieldwork.unverifiable > 0 {
        let count = figure(inputs.fieldwork.unverifiable, composer.inspection_facts());
        let spans = fill(say::LIMIT_UNVERIFIABLE, &[("count", count)]);
        blocks.push(paragraph("ch7.limits.unverifiable", spans));
    }
    for survey in inputs
        .surveys
        .iter()
        .filter(|survey| survey.valid < survey.minimum)
    {
        let facts = super::work::survey_facts(survey);
        let values = [
            ("title", words(&survey.title)),
            ("valid", figure(survey.valid, facts.clone())),
            ("minimum", figure(survey.minimum, facts)),
        ];
        let id = format!("ch7.limits.survey.{}", survey.form_id);
        blocks.push(paragraph(id, fill(say::LIMIT_SURVEY, &values)));
    }
    if inputs.fieldwork.interviews == 0 {
        blocks.push(paragraph(
            "ch7.limits.interviews",
            vec![words(say::LIMIT_INTERVIEWS)],
        ));
    }
    blocks
}

fn signature(composer: &Composer<'_>) -> Block {
    let inputs = composer.inputs;
    let name_of = |role: Role| -> String {
        let names = inputs.team.iter().filter(|person| person.role == role);
        names
            .map(|person| person.name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    };
    let lines = [
        ("项目负责合伙人", name_of(Role::Partner)),
        ("主评人（项目经理）", name_of(Role::Manager)),
        ("评价员", name_of(Role::Evaluator)),
    ];
    let content = Content::SignaturePlace(SignaturePlace {
        lines: lines
            .into_iter()
            .map(|(label, names)| (label.to_owned(), names))
            .collect(),
        firm: inputs.engagement.firm.clone(),
        date: say::chinese_day(&inputs.prepared_on),
    });
    Block {
        id: "ch7.signature.place".to_owned(),
        content,
    }
}
