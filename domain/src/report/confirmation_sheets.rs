//! 事实确认书: a sheet for each responsible unit, with its own findings and its own lines to sign.
//! Not here: the other letters (`letters`), what a unit answered (`finding`).

use super::composer::{cell, column, row, table_block, words};
use super::inputs::ReportInputs;
use super::letters::{Letter, LetterFacts, LetterKind, letter_table, standing, subject, text};
use super::model::{Alignment, Block, Row, Table};
use super::sentences::chinese_day;
use crate::finding::{Finding, FindingState, Severity};

/// Where nobody said whose finding it is.
const UNKNOWN_UNIT: &str = "（责任单位未定）";

/// One finding at one place, as the unit there is asked about it.
struct Asked<'f> {
    finding: &'f Finding,
    code: &'f str,
    project: &'f str,
    facts: &'f str,
    unit: &'f str,
}

/// A merged finding asks each unit about its own places.
fn asked(inputs: &ReportInputs) -> Vec<Asked<'_>> {
    let mut all = Vec::new();
    for finding in standing(inputs) {
        let is_due = finding.state == FindingState::AwaitingConfirmation;
        if finding.severity < Severity::Major && !is_due {
            continue;
        }
        all.push(Asked {
            finding,
            code: finding.code.as_str(),
            project: &finding.project_name,
            facts: &finding.facts,
            unit: finding.responsible_unit.trim(),
        });
        all.extend(finding.also_at.iter().map(|site| Asked {
            finding,
            code: site.code.as_str(),
            project: &site.project_name,
            facts: &site.facts,
            unit: site.responsible_unit.trim(),
        }));
    }
    all
}

/// One sheet for each responsible unit, or that of the unit alone that is asked for.
pub(super) fn confirmations(inputs: &ReportInputs, facts: &LetterFacts<'_>) -> Letter {
    let asked = asked(inputs);
    let mut units: Vec<&str> = asked.iter().map(|it| it.unit).collect();
    units.sort_unstable();
    units.dedup();
    units.retain(|unit| facts.unit.is_empty() || *unit == facts.unit);
    let sheet = |unit: &str| Letter {
        title: LetterKind::Confirmation.title().to_owned(),
        subject: subject(inputs, facts),
        to: match unit {
            "" => UNKNOWN_UNIT.to_owned(),
            unit => unit.to_owned(),
        },
        blocks: confirmation(&asked, unit),
        from: inputs.engagement.firm.clone(),
        day: chinese_day(facts.today),
        further: Vec::new(),
    };
    let mut sheets = units.into_iter().map(sheet);
    let mut first = sheets.next().unwrap_or_else(|| sheet(facts.unit));
    first.further = sheets.collect();
    first
}

fn confirmation(asked: &[Asked<'_>], unit: &str) -> Vec<Block> {
    let own = asked.iter().filter(|it| it.unit == unit);
    let rows: Vec<Row> = own.map(asked_row).collect();
    if rows.is_empty() {
        return vec![text("letter.none", "没有需要书面确认的问题。".to_owned())];
    }
    let table = letter_table(
        "待确认的事实",
        vec![
            column("编号", 3, Alignment::Centre),
            column("项目", 6, Alignment::Left),
            column("事实", 10, Alignment::Left),
            column("单位意见", 7, Alignment::Left),
        ],
        rows,
    );
    vec![
        text(
            "letter.opening",
            "下列事实由评价组在现场核查和资料审核中取得，请逐项确认；有异议的，请写明理由并附证明材料。"
                .to_owned(),
        ),
        table_block("letter.table", table),
        table_block("letter.sign", signature_lines(unit)),
    ]
}

fn asked_row(asked: &Asked<'_>) -> Row {
    let verdict = match (&asked.finding.confirmation, &asked.finding.refusal) {
        (Some(it), _) => format!("{}：{}（{}）", it.verdict.term(), it.opinion, it.signed_by),
        (None, Some(it)) => format!("拒签：{}（{}，{}）", it.reason, it.by, it.day),
        (None, None) => "□属实　□部分属实　□不属实".to_owned(),
    };
    row(vec![
        cell(words(asked.code)),
        cell(words(asked.project)),
        cell(words(format!(
            "{}：{}",
            asked.finding.heading(),
            asked.facts
        ))),
        cell(words(verdict)),
    ])
}

/// What the unit fills in.
fn signature_lines(unit: &str) -> Table {
    let labels = [
        "单位意见及补充材料",
        "经办人签字",
        "单位负责人签字（盖章）",
        "拒签理由",
        "日期",
    ];
    let lines = labels.map(|label| row(vec![cell(words(label)), cell(words(""))]));
    let columns = vec![
        column("事项", 4, Alignment::Left),
        column("单位填写", 10, Alignment::Left),
    ];
    letter_table(&format!("{unit}确认栏"), columns, lines.into())
}
