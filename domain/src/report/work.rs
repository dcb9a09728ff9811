//! 二、绩效评价工作开展情况: sample, fieldwork, survey, each with its table.
//! Not here: the sheets of the draw (`sample_annex`), distributions of answers (`annexes`).

use std::collections::BTreeSet;

use super::composer::{
    Composer, cell, chapter, column, figure, fill, paragraph, percent_text, row, section,
    table_block, total_row, words,
};
use super::inputs::{SampledProject, SurveyLog};
use super::model::{Alignment, Block, Chapter, Column, Row, Span};
use super::sentences as say;
use crate::money::Fen;
use crate::sampling::SampleRoute;
use crate::scoring::{FactReference, Points};

pub(super) fn chapter_two(composer: &mut Composer<'_>) -> Chapter {
    let purpose = purpose(composer);
    let method = method(composer);
    let mut process = sampling(composer);
    process.extend(fieldwork(composer));
    process.extend(survey(composer));
    let sections = vec![
        section("ch2.purpose", "（一）评价目的、对象和范围", 2, purpose),
        section(
            "ch2.method",
            "（二）评价原则、指标体系、方法和标准",
            2,
            method,
        ),
        section("ch2.process", "（三）评价工作过程", 2, process),
    ];
    chapter("ch2", "二、绩效评价工作开展情况", sections)
}

fn purpose(composer: &Composer<'_>) -> Vec<Block> {
    let engagement = &composer.inputs.engagement;
    let frame = &composer.inputs.frame;
    let purpose = [
        ("client", words(&engagement.commissioned_by)),
        ("firm", words(&engagement.firm)),
        ("year", words(engagement.fund_year.to_string())),
    ];
    let scope = [
        ("department", words(&engagement.competent_department)),
        ("projects", figure(frame.projects, composer.frame_facts())),
        (
            "amount",
            figure(frame.amount.to_wan_yuan_text(), composer.frame_facts()),
        ),
    ];
    vec![
        paragraph("ch2.purpose.purpose", fill(say::PURPOSE, &purpose)),
        paragraph("ch2.purpose.scope", fill(say::SCOPE, &scope)),
    ]
}

fn method(composer: &Composer<'_>) -> Vec<Block> {
    let sheet = &composer.inputs.sheet;
    let mut levels: Vec<Span> = Vec::new();
    for level in sheet.levels.iter().filter(|level| level.level == 1) {
        if !levels.is_empty() {
            levels.push(words("、"));
        }
        let values = [
            ("name", words(&level.name)),
            ("weight", words(level.weight.to_string())),
        ];
        levels.extend(fill(say::LEVEL_WEIGHT, &values));
    }
    let weight: Points = sheet.rows.iter().map(|row| row.weight).sum();
    let joined: String = levels.iter().map(Span::text).collect();
    let values = [
        ("indicators", words(sheet.rows.len().to_string())),
        ("weight", words(weight.to_string())),
        ("levels", words(joined)),
        ("algorithm", words(&sheet.algorithm)),
    ];
    vec![
        paragraph("ch2.method.principles", vec![words(say::PRINCIPLES)]),
        paragraph("ch2.method.framework", fill(say::FRAMEWORK, &values)),
    ]
}

/// How many distinct projects came in by one route, and their amount.
struct RouteTotal {
    sites: i64,
    amount: Fen,
}

fn route_total(sites: &[SampledProject], belongs: impl Fn(&SampleRoute) -> bool) -> RouteTotal {
    let mut seen = BTreeSet::new();
    let chosen = sites
        .iter()
        .filter(|s| belongs(&s.route) && seen.insert(&s.project.code));
    chosen.fold(
        RouteTotal {
            sites: 0,
            amount: Fen(0),
        },
        |sum, site| RouteTotal {
            sites: sum.sites + 1,
            amount: Fen(sum.amount.0.saturating_add(site.project.amount.0)),
        },
    )
}

fn sampling(composer: &mut Composer<'_>) -> Vec<Block> {
    let inputs = composer.inputs;
    let (Some(coverage), false) = (&inputs.coverage, inputs.sites.is_empty()) else {
        composer.gap("ch2.process", "二、（三）评价工作过程", "抽样结果");
        return vec![paragraph(
            "ch2.process.sample.none",
            vec![words(say::NOT_RECORDED)],
        )];
    };
    let facts = composer.frame_facts();
    let all = route_total(&inputs.sites, |_| true);
    let random = route_total(&inputs.sites, |route| {
        matches!(route, SampleRoute::Random { .. })
    });
    let judged = route_total(&inputs.sites, |route| {
        matches!(route, SampleRoute::Judgemental { .. })
    });
    let values = [
        ("sites", figure(all.sites, facts.clone())),
        ("count", figure(&coverage.count_pct, facts.clone())),
        (
            "amount",
            figure(all.amount.to_wan_yuan_text(), facts.clone()),
        ),
        ("share", figure(&coverage.amount_pct, facts.clone())),
        ("table", words(composer.next_table().to_string())),
    ];
    let mut blocks = vec![paragraph(
        "ch2.process.sample",
        fill(say::SAMPLING, &values),
    )];
    for (index, draw) in inputs.draws.iter().enumerate() {
        let values = [
            ("method", words(say::method_words(draw.request.method))),
            ("seed", figure(draw.request.seed, facts.clone())),
            ("algorithm", words(&draw.algorithm)),
        ];
        let id = format!("ch2.process.draw{}", index + 1);
        blocks.push(paragraph(id, fill(say::DRAW, &values)));
    }
    if judged.sites > 0 {
        let spans = fill(
            say::JUDGEMENTAL,
            &[("sites", figure(judged.sites, facts.clone()))],
        );
        blocks.push(paragraph("ch2.process.judgemental", spans));
    }
    let frame = &inputs.frame;
    let population = RouteTotal {
        sites: i64::from(frame.projects),
        amount: frame.amount,
    };
    let mut rows = vec![sample_row(composer, "总体", &population, false)];
    rows.push(sample_row(composer, "随机样本", &random, false));
    if judged.sites > 0 {
        rows.push(sample_row(composer, "判断样本", &judged, false));
    }
    rows.push(sample_row(composer, "样本合计", &all, true));
    let mut table = composer.table("抽样情况", sample_columns(), rows);
    table.unit = Some("单位：个、万元、%".to_owned());
    blocks.push(table_block("ch2.process.sample.table", table));
    blocks
}

fn sample_columns() -> Vec<Column> {
    vec![
        column("类别", 3, Alignment::Left),
        column("项目数", 2, Alignment::Right),
        column("占比", 2, Alignment::Right),
        column("金额", 3, Alignment::Right),
        column("金额占比", 2, Alignment::Right),
    ]
}

fn sample_row(composer: &Composer<'_>, label: &str, part: &RouteTotal, total: bool) -> Row {
    let frame = &composer.inputs.frame;
    let facts = composer.frame_facts();
    let share = |part: i64, whole: i64| match percent_text(part, whole) {
        Some(percent) => cell(figure(percent, facts.clone())),
        None => cell(words("—")),
    };
    let cells = vec![
        cell(words(label)),
        cell(figure(part.sites, facts.clone())),
        share(part.sites, i64::from(frame.projects)),
        cell(figure(part.amount.to_wan_yuan_text(), facts.clone())),
        share(part.amount.0, frame.amount.0),
    ];
    if total { total_row(cells) } else { row(cells) }
}

fn fieldwork(composer: &mut Composer<'_>) -> Vec<Block> {
    let log = &composer.inputs.fieldwork;
    if log.sites_done < log.sites_planned {
        let open = log.sites_planned - log.sites_done;
        let missing = format!("{open}个项目点的现场核查表");
        composer.gap("ch2.process", "二、（三）评价工作过程", &missing);
    }
    let facts = composer.inspection_facts();
    let number = |count: u32| figure(count, facts.clone());
    let values = [
        ("done", number(log.sites_done)),
        ("planned", figure(log.sites_planned, composer.frame_facts())),
        ("days", number(log.days)),
        ("evaluators", number(log.evaluators)),
        ("photos", number(log.photos)),
        ("table", words(composer.next_table().to_string())),
    ];
    let lines = [
        ("完成核查项目点", log.sites_done, "个"),
        ("现场工作天数", log.days, "天"),
        ("参加评价员", log.evaluators, "人"),
        ("留存照片", log.photos, "张"),
        ("访谈", log.interviews, "次"),
    ];
    let rows = lines.into_iter().map(|(label, count, unit)| {
        row(vec![
            cell(words(label)),
            cell(number(count)),
            cell(words(unit)),
        ])
    });
    let columns = vec![
        column("工作内容", 4, Alignment::Left),
        column("数量", 2, Alignment::Right),
        column("计量单位", 2, Alignment::Centre),
    ];
    let table = composer.table("现场工作量", columns, rows.collect());
    vec![
        paragraph("ch2.process.fieldwork", fill(say::FIELDWORK, &values)),
        table_block("ch2.process.fieldwork.table", table),
    ]
}

/// The valid responses of a questionnaire as a source.
pub(super) fn survey_facts(survey: &SurveyLog) -> Vec<FactReference> {
    vec![FactReference::Survey {
        form_id: survey.form_id.clone(),
        responses: survey.scored,
    }]
}

fn survey(composer: &mut Composer<'_>) -> Vec<Block> {
    if composer.inputs.surveys.is_empty() {
        composer.gap("ch2.process", "二、（三）评价工作过程", "问卷调查");
        return vec![paragraph(
            "ch2.process.survey.none",
            vec![words(say::NOT_RECORDED)],
        )];
    }
    let mut blocks = Vec::new();
    let mut rows = Vec::new();
    for survey in &composer.inputs.surveys {
        let facts = survey_facts(survey);
        let rate = |part: u32, whole: u32| {
            let percent = percent_text(i64::from(part), i64::from(whole));
            percent.map_or_else(|| words("—"), |percent| figure(percent, facts.clone()))
        };
        let values = [
            ("title", words(&survey.title)),
            ("issued", figure(survey.issued, facts.clone())),
            ("returned", figure(survey.returned, facts.clone())),
            ("returned_rate", rate(survey.returned, survey.issued)),
            ("valid", figure(survey.valid, facts.clone())),
            ("valid_rate", rate(survey.valid, survey.returned)),
            ("table", words(composer.next_table().to_string())),
        ];
        let id = format!("ch2.process.survey.{}", survey.form_id);
        blocks.push(paragraph(id, fill(say::SURVEY, &values)));
        rows.push(row(vec![
            cell(words(&survey.title)),
            cell(figure(survey.issued, facts.clone())),
            cell(figure(survey.returned, facts.clone())),
            cell(rate(survey.returned, survey.issued)),
            cell(figure(survey.valid, facts.clone())),
            cell(rate(survey.valid, survey.returned)),
            cell(super::survey_text::fixed_figure(survey)),
            cell(super::survey_text::method_and_base(survey)),
        ]));
    }
    let columns = vec![
        column("问卷", 5, Alignment::Left),
        column("发放", 2, Alignment::Right),
        column("回收", 2, Alignment::Right),
        column("回收率", 2, Alignment::Right),
        column("有效", 2, Alignment::Right),
        column("有效率", 2, Alignment::Right),
        column("满意度", 2, Alignment::Right),
        column("方法及n", 4, Alignment::Left),
    ];
    let mut table = composer.table("问卷发放回收情况", columns, rows);
    table.unit = Some("单位：份、%".to_owned());
    blocks.push(table_block("ch2.process.survey.table", table));
    blocks
}
