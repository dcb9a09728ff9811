//! 五、主要经验及做法、存在的问题及原因分析: only findings that stand, worst first, each with class,
//! amount, clause, sites, evidence, cause and what the unit said.
//! Not here: deriving findings (`finding`), their evidence (`problem_evidence`), advice (`advice`),
//! confirmations in full (annex 6).

use std::cmp::Reverse;

use super::composer::{
    Composer, cell, cell_of, chapter, column, figure, fill, paragraph, row, section, table_block,
    words,
};
use super::inputs::ReportInputs;
use super::model::{Alignment, Block, Chapter, Column, Span, Table};
use super::problem_evidence::evidence;
use super::sentences as say;
use crate::finding::{Finding, FindingState, Refusal, Severity};
use crate::scoring::FactReference;

/// Those that stand, worst first; within a severity by number.
pub(super) fn by_severity(inputs: &ReportInputs) -> Vec<&Finding> {
    let standing = inputs.findings.iter().filter(|finding| finding.stands());
    let mut findings: Vec<&Finding> = standing.collect();
    findings.sort_by_key(|finding| (Reverse(finding.severity), finding.code.clone()));
    findings
}

pub(super) fn own_figure(finding: &Finding, text: impl ToString) -> Span {
    let facts = vec![FactReference::Finding {
        code: finding.code.clone(),
    }];
    figure(text, facts)
}

fn named(finding: &Finding, text: impl ToString, field: &str) -> Span {
    own_figure(finding, text).named(format!("finding:{}.{field}", finding.code))
}

/// The finding's number, leading to it.
pub(super) fn code_figure(finding: &Finding) -> Span {
    own_figure(finding, &finding.code)
}

/// 严重程度.
pub(super) fn severity_figure(finding: &Finding) -> Span {
    named(finding, finding.severity.term(), "severity")
}

/// The project; of a finding about the fund as a whole, the fund.
pub(super) fn project_span(finding: &Finding) -> Span {
    match finding.project_name.trim() {
        "" => words(say::WHOLE_FUND),
        _ => named(finding, &finding.project_name, "project"),
    }
}

/// 责任单位.
pub(super) fn unit_span(finding: &Finding) -> Span {
    match finding.responsible_unit.trim() {
        "" => words("—"),
        _ => named(finding, &finding.responsible_unit, "unit"),
    }
}

/// 涉及金额 in 万元; a dash without one.
fn amount_span(finding: &Finding) -> Span {
    match finding.amount {
        Some(amount) => named(finding, amount.to_wan_yuan_text(), "amount"),
        None => words("—"),
    }
}

/// 事实描述 without its full stop.
pub(super) fn facts_text(finding: &Finding) -> &str {
    match finding.facts.trim().trim_end_matches('。') {
        "" => say::NO_FACTS,
        facts => facts,
    }
}

/// 事实描述, leading to the finding.
pub(super) fn facts_span(finding: &Finding) -> Span {
    match finding.facts.trim() {
        "" => words(say::NO_FACTS),
        _ => named(finding, facts_text(finding), "facts"),
    }
}

/// What is wrong, as the finding is called.
pub(super) fn title_span(finding: &Finding) -> Span {
    named(finding, finding.heading(), "title")
}

/// The finding at length.
fn problem_sentences(composer: &Composer<'_>, finding: &Finding) -> Vec<Span> {
    let values = [
        ("code", code_figure(finding)),
        ("severity", severity_figure(finding)),
        ("class", words(finding.class.term())),
        ("project", project_span(finding)),
        ("title", title_span(finding)),
        ("facts", facts_span(finding)),
    ];
    let mut spans = fill(say::PROBLEM, &values);
    if finding.amount.is_some() {
        spans.extend(fill(
            say::PROBLEM_AMOUNT,
            &[("amount", amount_span(finding))],
        ));
    }
    let clause = finding.clause.trim().trim_end_matches('。');
    if !clause.is_empty() {
        let values = [("clause", own_figure(finding, clause))];
        spans.extend(fill(say::PROBLEM_CLAUSE, &values));
    }
    spans.extend(sites(finding));
    spans.extend(fill(say::PROBLEM_UNIT, &[("unit", unit_span(finding))]));
    spans.extend(evidence(composer, finding));
    spans.push(words("。"));
    let cause = finding.cause.trim().trim_end_matches('。');
    if !cause.is_empty() {
        let values = [("cause", own_figure(finding, cause))];
        spans.extend(fill(say::PROBLEM_CAUSE, &values));
    }
    spans.extend(costs(composer, finding));
    if let Some(words_of_unit) = confirmation(finding) {
        let values = [("confirmation", own_figure(finding, words_of_unit))];
        spans.extend(fill(say::PROBLEM_CONFIRMED, &values));
    }
    spans
}

/// Under which indicators it lowered the score, and by how much.
fn costs(composer: &Composer<'_>, finding: &Finding) -> Vec<Span> {
    let costs = composer.inputs.finding_costs.get(&finding.code);
    let mut items: Vec<Span> = Vec::new();
    for cost in costs.into_iter().flatten() {
        if !items.is_empty() {
            items.push(words("、"));
        }
        let values = [
            ("indicator", words(cost.indicator.as_str())),
            ("name", words(&cost.name)),
            ("points", own_figure(finding, cost.points)),
        ];
        items.extend(fill(say::PROBLEM_COST_ITEM, &values));
    }
    let Some((head, tail)) = say::PROBLEM_COST.split_once("{costs}") else {
        return Vec::new();
    };
    if items.is_empty() {
        return items;
    }
    items.insert(0, words(head));
    items.push(words(tail));
    items
}

/// The indicators of the list: its own, and what it cost there and elsewhere.
fn indicator_cell(composer: &Composer<'_>, finding: &Finding) -> Vec<Span> {
    let costs = composer.inputs.finding_costs.get(&finding.code);
    let mut spans: Vec<Span> = Vec::new();
    for cost in costs.into_iter().flatten() {
        if !spans.is_empty() {
            spans.push(words("、"));
        }
        spans.push(words(cost.indicator.as_str()));
        let values = [("points", own_figure(finding, cost.points))];
        spans.extend(fill(say::COST_CELL, &values));
    }
    if spans.is_empty() {
        let own = finding.indicator.as_ref().map_or("—", |code| code.as_str());
        spans.push(words(own));
    }
    spans
}

/// Every place of a merged finding.
fn sites(finding: &Finding) -> Vec<Span> {
    if finding.also_at.is_empty() {
        return Vec::new();
    }
    let places = finding.places();
    let Some((head, tail)) = say::PROBLEM_SITES.split_once("{sites}") else {
        return Vec::new();
    };
    let values = [("count", named(finding, places.len(), "count"))];
    let mut spans = fill(head, &values);
    for (index, place) in places.iter().enumerate() {
        if index > 0 {
            spans.push(words("、"));
        }
        spans.push(words(&place.project_name));
        let facts = place.facts.trim().trim_end_matches('。');
        if !facts.is_empty() {
            spans.push(words("（"));
            spans.push(own_figure(finding, facts));
            spans.push(words("）"));
        }
    }
    spans.push(words(tail));
    spans
}

/// What the unit said, or that it has not been asked; `None` while nothing is due.
pub(super) fn confirmation(finding: &Finding) -> Option<String> {
    let said = finding.confirmation.as_ref().map(|it| {
        let opinion = it.opinion.trim().trim_end_matches('。');
        let said = match opinion {
            "" => it.verdict.term().to_owned(),
            opinion => format!("{}，{opinion}", it.verdict.term()),
        };
        format!("{said}{}", supplements(&it.supplements))
    });
    let said = said.or_else(|| finding.refusal.as_ref().map(refused));
    let reason = |word: &str, reason: &str| {
        let reason = reason.trim().trim_end_matches('。');
        match reason {
            "" => word.to_owned(),
            reason => format!("{word}（{reason}）"),
        }
    };
    let state = match &finding.state {
        FindingState::Refused { .. } if finding.refusal.is_some() => None,
        FindingState::Refused { reason: why } => Some(reason("拒签", why)),
        FindingState::Denied => Some(say::DENIED.to_owned()),
        FindingState::Upheld { reason: why } => Some(reason("评价组采信", why)),
        FindingState::AwaitingConfirmation => Some("待事实确认".to_owned()),
        _ => None,
    };
    match (said, state) {
        (None, state) => state,
        (said, None) => said,
        (Some(said), Some(state)) => Some(format!("{said}；{state}")),
    }
}

fn supplements(numbers: &[String]) -> String {
    match numbers {
        [] => String::new(),
        numbers => format!("（补充材料{}）", numbers.join("、")),
    }
}

fn refused(refusal: &Refusal) -> String {
    let day = say::chinese_day(&refusal.day);
    let reason = refusal.reason.trim().trim_end_matches('。');
    let supplements = supplements(&refusal.supplements);
    format!("{}于{day}拒签，理由：{reason}{supplements}", refusal.by)
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
        section("ch5.problems", "（二）存在的问题及原因分析", 2, problems),
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

fn problems(composer: &mut Composer<'_>) -> Vec<Block> {
    let worst_first = by_severity(composer.inputs);
    if worst_first.is_empty() {
        let spans = vec![words(say::NO_PROBLEMS)];
        return vec![paragraph("ch5.problems.none", spans)];
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
        blocks.push(paragraph(id, problem_sentences(composer, finding)));
    }
    let table = problem_table(composer, &worst_first);
    blocks.push(table_block("ch5.problems.table", table));
    for finding in worst_first
        .iter()
        .filter(|it| it.state == FindingState::Denied)
    {
        let missing = format!(
            "问题{}单位答复不属实，评价组须作出采信或不采信的决定",
            finding.code
        );
        composer.gap("ch5.problems", "五、（二）存在的问题及原因分析", &missing);
    }
    let without = worst_first
        .iter()
        .filter(|finding| finding.severity >= Severity::Major && finding.cause.trim().is_empty());
    for finding in without {
        let missing = format!("问题{}的原因分析，须由主评人填写", finding.code);
        composer.gap("ch5.problems", "五、（二）存在的问题及原因分析", &missing);
    }
    blocks
}

fn problem_table(composer: &mut Composer<'_>, findings: &[&Finding]) -> Table {
    let rows = findings.iter().map(|finding| {
        let mut facts = vec![title_span(finding), words("："), facts_span(finding)];
        facts.extend(sites(finding));
        row(vec![
            cell(code_figure(finding)),
            cell(severity_figure(finding)),
            cell(words(finding.class.term())),
            cell(project_span(finding)),
            cell_of(facts),
            cell(amount_span(finding)),
            cell(unit_span(finding)),
            cell_of(indicator_cell(composer, finding)),
            cell_of(evidence(composer, finding)),
        ])
    });
    let rows = rows.collect();
    let mut table = composer.table("问题清单", problem_columns(), rows);
    table.unit = Some("单位：万元".to_owned());
    table
}

fn problem_columns() -> Vec<Column> {
    vec![
        column("编号", 4, Alignment::Centre),
        column("程度", 3, Alignment::Centre),
        column("类别", 3, Alignment::Centre),
        column("项目", 5, Alignment::Left),
        column("问题及事实", 9, Alignment::Left),
        column("涉及金额", 4, Alignment::Right),
        column("责任单位", 5, Alignment::Left),
        column("指标及扣分", 4, Alignment::Centre),
        column("证据", 5, Alignment::Left),
    ]
}
