//! 六、有关建议: one advice for each finding that stands; a person's own words, else the standard
//! sentence of its severity. Not here: the findings (`problems`).

use super::composer::{
    Composer, cell, cell_of, chapter, column, fill, paragraph, plain_section, row, table_block,
    words,
};
use super::model::{Alignment, Chapter, Span};
use super::problems::{by_severity, code_figure, own_figure, project_span, title_span, unit_span};
use super::sentences as say;
use crate::finding::Finding;

/// The standard advice of a finding's severity in words, without a full stop.
pub fn standard_advice(finding: &Finding) -> String {
    standard(finding).iter().map(Span::text).collect()
}

fn standard(finding: &Finding) -> Vec<Span> {
    let values = [
        ("unit", unit_span(finding)),
        ("project", project_span(finding)),
        ("title", title_span(finding)),
    ];
    fill(say::advice(finding.severity), &values)
}

/// What the responsible unit is asked to do, without a full stop.
pub(super) fn sentence(finding: &Finding) -> Vec<Span> {
    let own = finding.advice.as_ref();
    let Some(advice) = own.filter(|it| !it.text.trim().is_empty()) else {
        return standard(finding);
    };
    let text = advice.text.trim().trim_end_matches('。');
    let mut spans = vec![own_figure(finding, text)];
    if let Some(amount) = advice.amount {
        let facts = vec![crate::scoring::FactReference::Finding {
            code: finding.code.clone(),
        }];
        let amount = super::composer::figure(amount.to_wan_yuan_text(), facts);
        spans.extend(fill(say::ADVICE_AMOUNT, &[("amount", amount)]));
    }
    spans
}

/// 建议类型 by the person, else by severity.
fn kind(finding: &Finding) -> &'static str {
    match &finding.advice {
        Some(advice) => advice.kind.term(),
        None => say::advice_kind(finding.severity),
    }
}

/// Until when.
fn deadline(finding: &Finding) -> String {
    match &finding.advice {
        Some(advice) if !advice.deadline.trim().is_empty() => {
            format!("{}前", say::chinese_day(advice.deadline.trim()))
        }
        _ => say::advice_deadline(finding.severity).to_owned(),
    }
}

pub(super) fn chapter_six(composer: &mut Composer<'_>) -> Chapter {
    let findings = by_severity(composer.inputs);
    if findings.is_empty() {
        let blocks = vec![paragraph("ch6.advice.none", vec![words(say::NO_ADVICE)])];
        let section = plain_section("ch6.advice", blocks);
        return chapter("ch6", "六、有关建议", vec![section]);
    }
    let rows = findings.iter().map(|finding| {
        row(vec![
            cell(code_figure(finding)),
            cell(title_span(finding)),
            cell(words(kind(finding))),
            cell_of(sentence(finding)),
            cell(unit_span(finding)),
            cell(own_figure(finding, deadline(finding))),
        ])
    });
    let rows = rows.collect();
    let columns = vec![
        column("编号", 3, Alignment::Centre),
        column("问题", 5, Alignment::Left),
        column("类型", 2, Alignment::Centre),
        column("建议", 8, Alignment::Left),
        column("责任单位", 4, Alignment::Left),
        column("建议时限", 4, Alignment::Left),
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
        vec![plain_section("ch6.advice", blocks)],
    )
}
