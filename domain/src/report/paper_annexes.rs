//! 附件6 to 9: findings with their confirmation, opinions in full, the team, the firm's papers.
//! Not here: what became of findings afterwards (`rectification`).

use super::composer::{
    Composer, cell, cell_of, chapter, column, fill, paragraph, plain_section, row, table_block,
    words,
};
use super::inputs::ReportState;
use super::labels;
use super::model::{Alignment, Chapter};
use super::problem_evidence::evidence;
use super::problems::{by_severity, code_figure, confirmation, facts_span, own_figure, unit_span};
use super::sentences as say;
use crate::party::Role;

pub(super) fn finding_annex(composer: &mut Composer<'_>) -> Chapter {
    let heading = "附件6 问题清单与事实确认";
    let findings = by_severity(composer.inputs);
    if findings.is_empty() {
        let blocks = vec![paragraph("annex6.none.text", vec![words(say::NO_PROBLEMS)])];
        return chapter(
            "annex6",
            heading,
            vec![plain_section("annex6.none", blocks)],
        );
    }
    let rows = findings.iter().map(|finding| {
        let places = finding.places().into_iter().map(|place| place.project_name);
        let places: Vec<String> = places.filter(|name| !name.is_empty()).collect();
        let places = match places.is_empty() {
            true => say::WHOLE_FUND.to_owned(),
            false => places.join("、"),
        };
        let said = confirmation(finding);
        let said = said.unwrap_or_else(|| say::state_of_finding(&finding.state).to_owned());
        let (by, day) = match (&finding.confirmation, &finding.refusal) {
            (Some(it), _) => (it.signed_by.as_str(), say::chinese_day(&it.day)),
            (None, Some(it)) => (it.by.as_str(), say::chinese_day(&it.day)),
            (None, None) => ("—", "—".to_owned()),
        };
        row(vec![
            cell(code_figure(finding)),
            cell(words(places)),
            cell(facts_span(finding)),
            cell(unit_span(finding)),
            cell_of(evidence(composer, finding)),
            cell(own_figure(finding, said)),
            cell(words(by)),
            cell(words(day)),
        ])
    });
    let rows = rows.collect();
    let columns = vec![
        column("编号", 4, Alignment::Centre),
        column("项目", 5, Alignment::Left),
        column("事实", 8, Alignment::Left),
        column("责任单位", 4, Alignment::Left),
        column("证据", 5, Alignment::Left),
        column("单位意见", 6, Alignment::Left),
        column("签字", 3, Alignment::Centre),
        column("日期", 4, Alignment::Centre),
    ];
    let table = composer.table("问题清单与事实确认", columns, rows);
    let blocks = vec![table_block("annex6.list.table", table)];
    chapter(
        "annex6",
        heading,
        vec![plain_section("annex6.list", blocks)],
    )
}

pub(super) fn opinion_annex(composer: &mut Composer<'_>) -> Chapter {
    let heading = "附件7 征求意见及采纳情况";
    let opinions = &composer.inputs.opinions;
    if opinions.is_empty() {
        let blocks = vec![paragraph("annex7.none.text", vec![words(say::NO_OPINIONS)])];
        return chapter(
            "annex7",
            heading,
            vec![plain_section("annex7.none", blocks)],
        );
    }
    let rows = opinions.iter().map(|opinion| {
        let decision = opinion.decision.as_ref();
        row(vec![
            cell(words(opinion.number.to_string())),
            cell(words(&opinion.unit)),
            cell(words(say::chinese_day(&opinion.day))),
            cell(words(opinion.text.trim())),
            cell(words(decision.map_or("待定", |it| it.verdict.term()))),
            cell(words(decision.map_or("—", |it| it.reason.trim()))),
        ])
    });
    let rows = rows.collect();
    let columns = vec![
        column("序号", 2, Alignment::Centre),
        column("单位", 4, Alignment::Left),
        column("日期", 4, Alignment::Centre),
        column("意见原文", 9, Alignment::Left),
        column("采纳与否", 3, Alignment::Centre),
        column("理由", 7, Alignment::Left),
    ];
    let table = composer.table("征求意见及采纳情况", columns, rows);
    let blocks = vec![table_block("annex7.list.table", table)];
    chapter(
        "annex7",
        heading,
        vec![plain_section("annex7.list", blocks)],
    )
}

/// Whose signature each name waits for.
pub(super) fn team_annex(composer: &mut Composer<'_>) -> Chapter {
    let heading = "附件8 工作组名单、签名";
    let mut team: Vec<_> = composer.inputs.team.iter().collect();
    team.sort_by_key(|person| std::cmp::Reverse(rank(person.role)));
    if team.is_empty() {
        composer.gap("annex8.list", "附件8", "工作组名单");
        let blocks = vec![paragraph(
            "annex8.list.none",
            vec![words(say::NOT_RECORDED)],
        )];
        return chapter(
            "annex8",
            heading,
            vec![plain_section("annex8.list", blocks)],
        );
    }
    let rows = team.iter().zip(1..).map(|(person, number)| {
        row(vec![
            cell(words(format!("{number}"))),
            cell(words(&person.name)),
            cell(words(say::role_words(person.role))),
            cell(words("")),
        ])
    });
    let rows = rows.collect();
    let columns = vec![
        column("序号", 2, Alignment::Centre),
        column("姓名", 4, Alignment::Centre),
        column("职责", 6, Alignment::Left),
        column("签名", 6, Alignment::Left),
    ];
    let table = composer.table("工作组名单", columns, rows);
    let blocks = vec![table_block("annex8.list.table", table)];
    chapter(
        "annex8",
        heading,
        vec![plain_section("annex8.list", blocks)],
    )
}

/// The quality reviewer is not of the team and stands last.
fn rank(role: Role) -> u8 {
    match role {
        Role::Partner => 4,
        Role::Manager => 3,
        Role::FieldLead => 2,
        Role::Evaluator => 1,
        Role::QualityReviewer => 0,
    }
}

/// 附件9: which firm, who answers for the report with which certificate, how many took part. The
/// papers themselves are bound with the report.
pub(super) fn qualification_annex(composer: &mut Composer<'_>) -> Chapter {
    let inputs = composer.inputs;
    let firm = inputs.engagement.firm.trim();
    if firm.is_empty() {
        composer.gap("annex9.papers", "附件9", "评价机构名称");
    }
    let mut lines = vec![
        ("评价机构".to_owned(), firm.to_owned()),
        (
            "机构类别".to_owned(),
            "第三方机构（会计师事务所）".to_owned(),
        ),
        (
            "委托单位".to_owned(),
            inputs.engagement.commissioned_by.clone(),
        ),
    ];
    lines.extend(signing(composer));
    lines.push((
        "工作组人数".to_owned(),
        format!("{}人，名单见附件8", inputs.team.len()),
    ));
    let rows = lines.into_iter().map(|(label, value)| {
        let value = if value.is_empty() {
            labels::MISSING_VALUE.to_owned()
        } else {
            value
        };
        row(vec![cell(words(label)), cell(words(value))])
    });
    let columns = vec![
        column("项目", 3, Alignment::Left),
        column("内容", 8, Alignment::Left),
    ];
    let values = [
        ("firm", words(firm)),
        ("client", words(&inputs.engagement.commissioned_by)),
        ("table", words(composer.next_table().to_string())),
    ];
    let table = composer.table("评价机构及签署人员", columns, rows.collect());
    let blocks = vec![
        paragraph("annex9.papers.firm", fill(labels::QUALIFICATION, &values)),
        table_block("annex9.papers.table", table),
        paragraph("annex9.papers.text", vec![words(labels::PAPERS_BOUND)]),
    ];
    let section = plain_section("annex9.papers", blocks);
    chapter("annex9", "附件9 机构资质", vec![section])
}

/// Who answers for the report, each with the certificate given at the signature.
fn signing(composer: &mut Composer<'_>) -> Vec<(String, String)> {
    let inputs = composer.inputs;
    let is_issued = matches!(inputs.state, ReportState::Issued { .. });
    let roles = [Role::Partner, Role::Manager, Role::QualityReviewer];
    let mut team: Vec<_> = inputs
        .team
        .iter()
        .filter(|person| roles.contains(&person.role))
        .collect();
    team.sort_by_key(|person| std::cmp::Reverse(rank(person.role)));
    let mut lines = Vec::new();
    for person in team {
        let mut signed = inputs
            .sign_offs
            .iter()
            .filter(|line| line.name == person.name);
        let certificate = signed.find_map(|line| match line.certificate.trim() {
            "" => None,
            certificate => Some(certificate.to_owned()),
        });
        if certificate.is_none() && person.role == Role::Partner && is_issued {
            let missing = format!("{}的执业证书编号", person.name);
            composer.gap("annex9.papers", "附件9", &missing);
        }
        let certificate = certificate.unwrap_or_else(|| match is_issued {
            true => "—".to_owned(),
            false => labels::CERTIFICATE_AT_SIGNATURE.to_owned(),
        });
        let said = format!("{}，执业证书编号：{certificate}", person.name);
        lines.push((say::role_words(person.role).to_owned(), said));
    }
    lines
}
