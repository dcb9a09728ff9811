//! 五、主要经验及做法、存在的问题 and 六、有关建议: one advice for each finding.
//! Not here: deriving findings (`finding`), their confirmation and rectification (step 3).

use std::cmp::Reverse;

use super::composer::{
    Composer, cell, cell_of, chapter, column, figure, fill, paragraph, row, section, table_block,
    words,
};
use super::inputs::ReportInputs;
use super::model::{Alignment, Block, Chapter, Section, Span, Table};
use super::sentences as say;
use crate::finding::{Finding, Severity};
use crate::scoring::FactReference;

/// Worst first; within a severity by number.
pub(super) fn by_severity(inputs: &ReportInputs) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = inputs.findings.iter().collect();
    findings.sort_by_key(|finding| (Reverse(finding.severity), finding.code.clone()));
    findings
}

/// The finding's number, leading to it.
pub(super) fn code_figure(finding: &Finding) -> Span {
    figure(
        &finding.code,
        vec![FactReference::Finding {
            code: finding.code.clone(),
        }],
    )
}

/// The check without its question mark, to stand within a sentence.
fn check(finding: &Finding) -> &str {
    finding.check.trim().trim_end_matches(['？', '?'])
}

/// The finding in one sentence.
pub(super) fn problem_sentence(composer: &Composer<'_>, finding: &Finding) -> Vec<Span> {
    let facts = finding.facts.trim().trim_end_matches('。');
    let facts = if facts.is_empty() {
        "评价员未填写事实描述"
    } else {
        facts
    };
    let values = [
        ("code", code_figure(finding)),
        ("severity", words(finding.severity.term())),
        ("project", words(&finding.project_name)),
        ("check", words(check(finding))),
        ("facts", words(facts)),
        ("unit", words(&finding.responsible_unit)),
    ];
    let Some((head, tail)) = say::PROBLEM.split_once("{evidence}") else {
        return Vec::new();
    };
    let mut spans = fill(head, &values);
    spans.extend(evidence(composer, finding));
    spans.push(words(tail));
    spans
}

/// The inspection's index number and those of the photos of this check.
fn evidence(composer: &Composer<'_>, finding: &Finding) -> Vec<Span> {
    let record = |path: &str| {
        vec![FactReference::Record {
            record: finding.record.clone(),
            project_code: finding.project_code.clone(),
            path: Some(path.to_owned()),
        }]
    };
    let index = composer
        .inspection(&finding.record)
        .map(|inspection| inspection.index.as_str());
    let mut spans = vec![figure(index.unwrap_or("现场核查表"), record(&finding.path))];
    let photos = composer.inputs.photos.iter().filter(|photo| {
        photo.record == finding.record && photo.path.starts_with(finding.path.as_str())
    });
    for photo in photos {
        spans.push(words("、"));
        spans.push(figure(&photo.index, record(&photo.path)));
    }
    spans
}

/// What the responsible unit is asked to do, without a full stop.
pub(super) fn advice_sentence(finding: &Finding) -> Vec<Span> {
    let values = [
        ("unit", words(&finding.responsible_unit)),
        ("project", words(&finding.project_name)),
        ("check", words(check(finding))),
    ];
    fill(say::advice(finding.severity), &values)
}

pub(super) fn chapter_five(composer: &mut Composer<'_>) -> Chapter {
    let experience = experience(composer);
    let problems = problems(composer);
    let sections = vec![
        section(
            "ch5.experience",
            "（一）主要经验及做法",
            2,
            vec![experience],
        ),
        Section {
            heading: Some("（二）存在的问题".to_owned()),
            ..problems
        },
    ];
    chapter("ch5", "五、主要经验及做法、存在的问题及原因分析", sections)
}

fn experience(composer: &Composer<'_>) -> Block {
    let full: Vec<_> = composer
        .inputs
        .sheet
        .rows
        .iter()
        .filter(|row| row.weight.0 > 0 && row.score == Some(row.weight))
        .collect();
    let id = "ch5.experience.full";
    if full.is_empty() {
        return paragraph(id, vec![words(say::NO_FULL_MARKS)]);
    }
    let names: Vec<&str> = full.iter().map(|row| row.name.as_str()).collect();
    let facts = composer.row_facts(|row| row.score == Some(row.weight));
    let values = [
        ("indicators", words(names.join("、"))),
        ("count", figure(full.len(), facts)),
    ];
    paragraph(id, fill(say::FULL_MARKS, &values))
}

fn problems(composer: &mut Composer<'_>) -> Section {
    let id = "ch5.problems".to_owned();
    let worst_first = by_severity(composer.inputs);
    if worst_first.is_empty() {
        let blocks = vec![paragraph(
            "ch5.problems.none",
            vec![words(say::NO_PROBLEMS)],
        )];
        return Section {
            id,
            heading: None,
            level: 2,
            blocks,
        };
    }
    let table = composer.next_table().to_string();
    let counted = |severity: Severity| {
        worst_first
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
            .to_string()
    };
    let facts = worst_first.iter().map(|f| FactReference::Finding {
        code: f.code.clone(),
    });
    let facts: Vec<FactReference> = facts.collect();
    let values = [
        ("count", figure(worst_first.len(), facts.clone())),
        ("severe", figure(counted(Severity::Severe), facts.clone())),
        ("major", figure(counted(Severity::Major), facts.clone())),
        ("minor", figure(counted(Severity::Minor), facts)),
        ("table", words(table)),
    ];
    let mut blocks = vec![paragraph(
        "ch5.problems.intro",
        fill(say::PROBLEMS, &values),
    )];
    for finding in &worst_first {
        let id = format!("ch5.problems.{}", finding.code);
        blocks.push(paragraph(id, problem_sentence(composer, finding)));
    }
    let table = problem_table(composer, &worst_first);
    blocks.push(table_block("ch5.problems.table", table));
    composer.gap(
        "ch5.problems",
        "五、（二）存在的问题",
        "原因分析，须由主评人填写",
    );
    Section {
        id,
        heading: None,
        level: 2,
        blocks,
    }
}

fn problem_table(composer: &mut Composer<'_>, findings: &[&Finding]) -> Table {
    let rows = findings.iter().map(|finding| {
        let indicator = finding.indicator.as_ref().map_or("—", |code| code.as_str());
        row(vec![
            cell(code_figure(finding)),
            cell(words(finding.severity.term())),
            cell(words(&finding.project_name)),
            cell(words(format!(
                "{}——{}",
                check(finding),
                finding.facts.trim()
            ))),
            cell(words(&finding.responsible_unit)),
            cell(words(indicator)),
            cell_of(evidence(composer, finding)),
        ])
    });
    let rows = rows.collect();
    let columns = vec![
        column("编号", 4, Alignment::Centre),
        column("程度", 3, Alignment::Centre),
        column("项目", 6, Alignment::Left),
        column("问题及事实", 9, Alignment::Left),
        column("责任单位", 5, Alignment::Left),
        column("指标", 3, Alignment::Centre),
        column("证据", 5, Alignment::Left),
    ];
    composer.table("问题清单", columns, rows)
}

pub(super) fn chapter_six(composer: &mut Composer<'_>) -> Chapter {
    let findings = by_severity(composer.inputs);
    let id = "ch6.advice".to_owned();
    if findings.is_empty() {
        let blocks = vec![paragraph("ch6.advice.none", vec![words(say::NO_ADVICE)])];
        let section = Section {
            id,
            heading: None,
            level: 2,
            blocks,
        };
        return chapter("ch6", "六、有关建议", vec![section]);
    }
    let rows = findings.iter().map(|finding| {
        row(vec![
            cell(code_figure(finding)),
            cell_of(advice_sentence(finding)),
            cell(words(&finding.responsible_unit)),
            cell(words(say::advice_deadline(finding.severity))),
        ])
    });
    let rows = rows.collect();
    let columns = vec![
        column("问题", 2, Alignment::Centre),
        column("建议", 8, Alignment::Left),
        column("责任单位", 3, Alignment::Left),
        column("建议时限", 3, Alignment::Left),
    ];
    let reference = [("table", words(composer.next_table().to_string()))];
    let table = composer.table("问题、建议、责任单位和时限", columns, rows);
    let blocks = vec![
        paragraph("ch6.advice.intro", fill(say::ADVICE_INTRO, &reference)),
        table_block("ch6.advice.table", table),
    ];
    chapter(
        "ch6",
        "六、有关建议",
        vec![Section {
            id,
            heading: None,
            level: 2,
            blocks,
        }],
    )
}
