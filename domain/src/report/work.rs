//! 二、绩效评价工作开展情况: purpose, method and the plan's choices, the sample with its table.
//! Not here: fieldwork and survey (`work_log`), the sheets of the draw (`sample_annex`).

use std::collections::BTreeSet;

use super::composer::{
    Composer, cell, chapter, column, figure, fill, paragraph, percent_text, row, section,
    table_block, total_row, words,
};
use super::inputs::SampledProject;
use super::model::{Alignment, Block, Chapter, Column, Row, Table};
use super::overview::frame_values;
use super::rows::{full_marks, plan_figure};
use super::{sentences as say, work_log};
use crate::ids::IndicatorCode;
use crate::indicator::NotApplicableTreatment;
use crate::money::Fen;
use crate::sampling::SampleRoute;
use crate::scoring::MOST_APART_PERCENT;

pub(super) use super::work_log::survey_facts;

pub(super) fn chapter_two(composer: &mut Composer<'_>) -> Chapter {
    let purpose = purpose(composer);
    let method = method(composer);
    let mut process = vec![paragraph("ch2.process.stages", vec![words(say::STAGES)])];
    process.extend(sampling(composer));
    process.extend(work_log::fieldwork(composer));
    process.extend(work_log::survey(composer));
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
    let purpose = [
        ("client", words(&engagement.commissioned_by)),
        ("firm", words(&engagement.firm)),
        ("year", words(engagement.fund_year.to_string())),
    ];
    let mut scope = vec![("department", words(&engagement.competent_department))];
    scope.extend(frame_values(composer));
    vec![
        paragraph("ch2.purpose.purpose", fill(say::PURPOSE, &purpose)),
        paragraph("ch2.purpose.scope", fill(say::SCOPE, &scope)),
    ]
}

fn method(composer: &Composer<'_>) -> Vec<Block> {
    let sheet = &composer.inputs.sheet;
    let values = [
        ("indicators", plan_figure(sheet.rows.len())),
        ("weight", plan_figure(full_marks(sheet))),
    ];
    let mut framework = fill(say::FRAMEWORK, &values);
    for (number, level) in sheet
        .levels
        .iter()
        .filter(|level| level.level == 1)
        .enumerate()
    {
        if number > 0 {
            framework.push(words("、"));
        }
        let values = [
            ("name", words(&level.name)),
            ("weight", plan_figure(level.weight)),
        ];
        framework.extend(fill(say::LEVEL_WEIGHT, &values));
    }
    let algorithm = [("algorithm", words(&sheet.algorithm))];
    framework.extend(fill(say::FRAMEWORK_END, &algorithm));
    let mut blocks = vec![
        paragraph("ch2.method.principles", vec![words(say::PRINCIPLES)]),
        paragraph("ch2.method.framework", framework),
    ];
    blocks.extend(choices(composer));
    blocks
}

/// What the plan fixes, said before any result: 不适用, scorers, aggregates, satisfaction.
fn choices(composer: &Composer<'_>) -> Vec<Block> {
    let plan = &composer.inputs.plan;
    let treatment = match plan.not_applicable {
        NotApplicableTreatment::Redistribute => say::CHOICE_REDISTRIBUTE,
        NotApplicableTreatment::Rescale => say::CHOICE_RESCALE,
    };
    let mut scoring = vec![words(treatment)];
    if plan.qualitative_scorers >= 2 {
        let values = [("limit", plan_figure(format!("{MOST_APART_PERCENT}%")))];
        scoring.extend(fill(say::CHOICE_TWO_SCORERS, &values));
    }
    for (template, codes) in [
        (say::CHOICE_WEIGHTED, &plan.weighted),
        (say::CHOICE_PLAIN, &plan.plain),
    ] {
        if !codes.is_empty() {
            let codes: Vec<&str> = codes.iter().map(IndicatorCode::as_str).collect();
            scoring.extend(fill(template, &[("codes", words(codes.join("、")))]));
        }
    }
    let mut blocks = vec![paragraph("ch2.method.choices", scoring)];
    for survey in &composer.inputs.surveys {
        let Some(fixed) = survey.fixed() else {
            continue;
        };
        let values = [
            ("title", words(&survey.title)),
            ("index", words(composer.survey_index(survey))),
            ("method", words(fixed.measure.label())),
        ];
        let id = format!("ch2.method.survey.{}", survey.form_id);
        blocks.push(paragraph(id, fill(say::CHOICE_MEASURE, &values)));
    }
    blocks
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
        (
            "sites",
            figure(inputs.sites.len(), facts.clone()).named("sample:sites"),
        ),
        (
            "count",
            figure(&coverage.count_pct, facts.clone()).named("sample:count_pct"),
        ),
        (
            "amount",
            figure(all.amount.to_wan_yuan_text(), facts.clone()),
        ),
        (
            "share",
            figure(&coverage.amount_pct, facts.clone()).named("sample:amount_pct"),
        ),
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
    let table = sample_table(composer, &all, &random, &judged);
    blocks.push(table_block("ch2.process.sample.table", table));
    blocks
}

fn sample_table(
    composer: &mut Composer<'_>,
    all: &RouteTotal,
    random: &RouteTotal,
    judged: &RouteTotal,
) -> Table {
    let frame = &composer.inputs.frame;
    let population = RouteTotal {
        sites: i64::from(frame.projects),
        amount: frame.amount,
    };
    let mut rows = vec![sample_row(composer, "总体", &population, false)];
    rows.push(sample_row(composer, "随机样本", random, false));
    if judged.sites > 0 {
        rows.push(sample_row(composer, "判断样本", judged, false));
    }
    rows.push(sample_row(composer, "样本合计", all, true));
    let mut table = composer.table("抽样情况", sample_columns(), rows);
    table.unit = Some("单位：个、万元、%".to_owned());
    table
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
