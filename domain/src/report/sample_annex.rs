//! 附件2 抽样记录表: all that is needed to redo and to defend the draw.
//! Not here: drawing (`sampling`), the summary in chapter 二 (`work`).

use super::composer::{
    Composer, cell, chapter, column, figure, paragraph, plain_section, row, section, table_block,
    words,
};
use super::inputs::SampledProject;
use super::model::{Alignment, Chapter, Column, Row, Span, Table};
use super::sentences as say;
use crate::sampling::{DrawProtocol, SampleRoute};

pub(super) fn sample_annex(composer: &mut Composer<'_>) -> Chapter {
    let mut sections = Vec::new();
    for (index, draw) in composer.inputs.draws.iter().enumerate() {
        let table = protocol_table(composer, draw);
        let number = index + 1;
        let id = format!("annex2.draw{number}");
        let heading = format!("（{}）抽样记录", say::ordinal(number));
        let blocks = vec![table_block(format!("{id}.table"), table)];
        sections.push(section(&id, &heading, 2, blocks));
    }
    if composer.inputs.sites.is_empty() {
        let blocks = vec![paragraph(
            "annex2.none.text",
            vec![words(say::NOT_RECORDED)],
        )];
        sections.push(plain_section("annex2.none", blocks));
    } else {
        let table = sites_table(composer);
        let heading = format!("（{}）抽中项目", say::ordinal(sections.len() + 1));
        let blocks = vec![table_block("annex2.sites.table", table)];
        sections.push(section("annex2.sites", &heading, 2, blocks));
    }
    chapter("annex2", "附件2 抽样记录表", sections)
}

fn protocol_table(composer: &mut Composer<'_>, draw: &DrawProtocol) -> Table {
    let facts = composer.frame_facts();
    let number = |text: String| figure(text, facts.clone());
    let request = &draw.request;
    let strata: Vec<String> = draw
        .strata
        .iter()
        .map(|(name, size, allocation)| format!("{name} {size}→{allocation}"))
        .collect();
    let blank = |text: &str| words(if text.is_empty() { "未记录" } else { text });
    let purpose = match draw.purpose.as_str() {
        "" => "未记录",
        purpose => purpose,
    };
    let mut lines: Vec<(&str, Span)> = vec![
        ("目的", number(purpose.to_owned())),
        ("总体项目数（个）", number(draw.population.to_string())),
        (
            "总体金额（万元）",
            number(draw.population_amount.to_wan_yuan_text()),
        ),
        ("方法", words(say::method_words(request.method))),
        ("样本量（个）", number(request.n.to_string())),
        ("种子", number(request.seed.to_string())),
        ("算法版本", words(&draw.algorithm)),
        ("抽样框 SHA-256", number(draw.frame_sha256.clone())),
        ("数量覆盖率（%）", number(draw.coverage.count_pct.clone())),
        ("金额覆盖率（%）", number(draw.coverage.amount_pct.clone())),
        ("操作人", blank(&draw.operator)),
        ("见证人", blank(&draw.witness)),
        ("时间", words(draw.drawn_at.to_minute_text())),
    ];
    if let Some(by) = &request.by {
        lines.push(("分层变量", words(by)));
        lines.push(("各层数量→样本", number(strata.join("、"))));
    }
    let picks: Vec<&str> = draw.picks.iter().map(|code| code.as_str()).collect();
    lines.push(("抽取顺序", number(picks.join("、"))));
    let rows = lines
        .into_iter()
        .map(|(label, value)| row(vec![cell(words(label)), cell(value)]));
    let columns = vec![
        column("项目", 2, Alignment::Left),
        column("内容", 5, Alignment::Left),
    ];
    composer.table("抽样记录表", columns, rows.collect())
}

fn sites_table(composer: &mut Composer<'_>) -> Table {
    let rows: Vec<Row> = composer
        .inputs
        .sites
        .iter()
        .map(|site| site_row(composer, site))
        .collect();
    let mut table = composer.table("抽中项目一览", site_columns(), rows);
    table.unit = Some("单位：万元".to_owned());
    table
}

fn site_columns() -> Vec<Column> {
    vec![
        column("序号", 2, Alignment::Centre),
        column("编码", 4, Alignment::Left),
        column("项目名称", 7, Alignment::Left),
        column("实施单位", 4, Alignment::Left),
        column("批复金额", 3, Alignment::Right),
        column("入选方式及理由", 6, Alignment::Left),
    ]
}

fn site_row(composer: &Composer<'_>, site: &SampledProject) -> Row {
    let route = match &site.route {
        SampleRoute::Random { order } => format!("随机，第{order}个抽中"),
        SampleRoute::Judgemental { criteria, reason } => {
            format!("判断（{}）：{reason}", criteria.join("、"))
        }
    };
    let facts = composer.frame_facts();
    row(vec![
        cell(words(site.ordinal.to_string())),
        cell(words(site.project.code.as_str())),
        cell(words(&site.project.name)),
        cell(words(&site.project.unit)),
        cell(figure(
            site.project.amount.to_wan_yuan_text(),
            facts.clone(),
        )),
        cell(figure(route, facts)),
    ])
}
