//! The letters that go with a report: 反馈意见函, 督办函, 事实确认书, 采纳情况表 (domain.md §2.5).
//! Not here: fonts and pages (`server::render`), who sends them.

use super::composer::{cell, column, paragraph, row, table_block, words};
use super::confirmation_sheets::confirmations;
use super::inputs::ReportInputs;
use super::model::{Alignment, Block, Table};
use super::sentences::{advice_deadline, chinese_day};
use super::standard_advice;
use crate::finding::Finding;
use crate::opinion::Opinion;
use crate::party::Role;
use crate::rectification::{LedgerItem, LedgerState};

/// Which letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// 绩效评价结果反馈意见函.
    Feedback,
    /// 督办函.
    Supervision,
    /// 事实确认书.
    Confirmation,
    /// 征求意见采纳情况表.
    Opinions,
}

impl LetterKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Feedback,
        Self::Supervision,
        Self::Confirmation,
        Self::Opinions,
    ];

    /// The file's name.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Feedback => "feedback.docx",
            Self::Supervision => "supervision.docx",
            Self::Confirmation => "confirmation.docx",
            Self::Opinions => "opinions.docx",
        }
    }

    /// Reads a file's name.
    pub fn parse(file_name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.file_name() == file_name)
    }

    /// Its heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Feedback => "绩效评价结果反馈意见函",
            Self::Supervision => "绩效评价问题整改督办函",
            Self::Confirmation => "绩效评价事实确认书",
            Self::Opinions => "绩效评价报告征求意见采纳情况表",
        }
    }
}

/// One letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its heading.
    pub title: String,
    /// 文号, or what it is about.
    pub subject: String,
    /// 致.
    pub to: String,
    /// In order.
    pub blocks: Vec<Block>,
    /// 落款.
    pub from: String,
    /// 成文日期 in Chinese form.
    pub day: String,
    /// Sheets of their own behind it, each for another addressee on a page of its own.
    pub further: Vec<Letter>,
}

/// What letters need beside the report's inputs.
#[derive(Clone, Copy, Debug)]
pub struct LetterFacts<'a> {
    /// 报告文号; empty before it was issued.
    pub number: &'a str,
    /// The ledger, for 督办函.
    pub ledger: &'a [LedgerItem],
    /// The opinions.
    pub opinions: &'a [Opinion],
    /// The day, `2026-11-22`.
    pub today: &'a str,
    /// 事实确认书 for this unit alone; empty: one sheet for each.
    pub unit: &'a str,
}

/// Composes a letter. What is missing is said in it, never made up.
pub fn letter(kind: LetterKind, inputs: &ReportInputs, facts: &LetterFacts<'_>) -> Letter {
    let engagement = &inputs.engagement;
    let (to, blocks) = match kind {
        LetterKind::Feedback => (
            engagement.competent_department.clone(),
            feedback(inputs, facts),
        ),
        LetterKind::Supervision => (
            engagement.competent_department.clone(),
            supervision(inputs, facts),
        ),
        LetterKind::Confirmation => return confirmations(inputs, facts),
        LetterKind::Opinions => (engagement.commissioned_by.clone(), opinions(facts)),
    };
    let from = match kind {
        LetterKind::Feedback | LetterKind::Supervision => engagement.commissioned_by.clone(),
        LetterKind::Confirmation | LetterKind::Opinions => engagement.firm.clone(),
    };
    let subject = match kind {
        LetterKind::Feedback => own_number(facts.number),
        _ => subject(inputs, facts),
    };
    Letter {
        title: kind.title().to_owned(),
        subject,
        to,
        blocks,
        from,
        day: chinese_day(facts.today),
        further: Vec::new(),
    }
}

pub(super) fn subject(inputs: &ReportInputs, facts: &LetterFacts<'_>) -> String {
    let title = &inputs.engagement.title;
    match facts.number {
        "" => format!("关于{title}"),
        number => format!("关于{title}（报告文号：{number}）"),
    }
}

/// The letter's own 文号: one letter goes with a report, so it is numbered as the report is, in a
/// series of its own (评函字). A number of another pattern is followed by 函; before there is one
/// the place stays open.
fn own_number(report: &str) -> String {
    match (report, report.split_once('报')) {
        ("", _) => "文号：＿＿＿＿＿＿＿＿".to_owned(),
        (_, Some((before, behind))) => format!("文号：{before}函{behind}"),
        (number, None) => format!("文号：{number}函"),
    }
}

pub(super) fn standing(inputs: &ReportInputs) -> impl Iterator<Item = &Finding> {
    inputs.findings.iter().filter(|finding| finding.stands())
}

pub(super) fn text(id: &str, words_of: String) -> Block {
    paragraph(id, vec![words(words_of)])
}

fn feedback(inputs: &ReportInputs, facts: &LetterFacts<'_>) -> Vec<Block> {
    let sheet = &inputs.sheet;
    let grade = sheet.grade.as_deref().unwrap_or("尚未评定");
    let mut blocks = vec![
        text(
            "letter.opening",
            format!(
                "受{}委托，{}对{}开展了绩效评价。现将评价结果和整改要求反馈如下。",
                inputs.engagement.commissioned_by, inputs.engagement.firm, inputs.engagement.title
            ),
        ),
        text(
            "letter.result",
            format!(
                "一、总体评价。综合得分{}分，评价等级为“{grade}”。",
                sheet.total
            ),
        ),
    ];
    let findings: Vec<&Finding> = standing(inputs).collect();
    if findings.is_empty() {
        blocks.push(text(
            "letter.none",
            "二、主要问题。评价中未发现问题。".to_owned(),
        ));
        blocks.push(contact(inputs));
        return blocks;
    }
    blocks.push(text(
        "letter.problems",
        format!(
            "二、主要问题和整改要求。评价发现问题{}项，逐项要求如下表。",
            findings.len()
        ),
    ));
    blocks.push(table_block("letter.table", requirements(&findings)));
    let due = crate::rectification::add_working_days(facts.today, 10);
    let due = due.map(|day| chinese_day(&day)).unwrap_or_default();
    blocks.push(text(
        "letter.reply",
        format!("三、请于收到本函之日起10个工作日内（不迟于{due}）报送整改方案，并按时限报送整改报告和佐证材料。"),
    ));
    blocks.push(contact(inputs));
    blocks
}

/// 联系人: the manager, else the partner; the telephone is written by whoever sends the letter.
fn contact(inputs: &ReportInputs) -> Block {
    let of_role = |role: Role| inputs.team.iter().find(|person| person.role == role);
    let person = of_role(Role::Manager).or_else(|| of_role(Role::Partner));
    let name = person.map_or("＿＿＿＿＿＿", |person| person.name.as_str());
    let said = format!(
        "联系人：{name}（{}），联系电话：＿＿＿＿＿＿＿＿。",
        inputs.engagement.firm
    );
    text("letter.contact", said)
}

fn requirements(findings: &[&Finding]) -> Table {
    let rows = findings.iter().map(|finding| {
        let advice = finding.advice.as_ref();
        let text = advice.map_or_else(|| standard_advice(finding), |advice| advice.text.clone());
        let deadline = advice
            .map(|advice| advice.deadline.as_str())
            .unwrap_or_default();
        let deadline = match deadline {
            "" => advice_deadline(finding.severity).to_owned(),
            day => chinese_day(day),
        };
        row(vec![
            cell(words(finding.code.as_str())),
            cell(words(finding.severity.term())),
            cell(words(format!("{}：{}", finding.heading(), finding.facts))),
            cell(words(text)),
            cell(words(&finding.responsible_unit)),
            cell(words(deadline)),
        ])
    });
    letter_table(
        "问题和整改要求",
        vec![
            column("编号", 3, Alignment::Centre),
            column("程度", 2, Alignment::Centre),
            column("问题", 8, Alignment::Left),
            column("整改要求", 8, Alignment::Left),
            column("责任单位", 4, Alignment::Left),
            column("时限", 4, Alignment::Left),
        ],
        rows.collect(),
    )
}

pub(super) fn letter_table(
    title: &str,
    columns: Vec<super::model::Column>,
    rows: Vec<super::model::Row>,
) -> Table {
    Table {
        number: 0,
        title: title.to_owned(),
        unit: None,
        columns,
        rows,
    }
}

fn supervision(inputs: &ReportInputs, facts: &LetterFacts<'_>) -> Vec<Block> {
    let overdue: Vec<&LedgerItem> = facts
        .ledger
        .iter()
        .filter(|item| item.overdue_days(facts.today) > 0 && item.state != LedgerState::Verified)
        .collect();
    if overdue.is_empty() {
        return vec![text(
            "letter.none",
            "截至发函之日，整改台账中没有逾期未完成的事项。".to_owned(),
        )];
    }
    let rows = overdue.iter().map(|item| {
        row(vec![
            cell(words(item.finding.as_str())),
            cell(words(&item.problem)),
            cell(words(&item.requirement)),
            cell(words(&item.unit)),
            cell(words(chinese_day(&item.deadline))),
            cell(words(item.overdue_days(facts.today).to_string())),
        ])
    });
    let table = letter_table(
        "逾期未完成的整改事项",
        vec![
            column("编号", 3, Alignment::Centre),
            column("问题", 8, Alignment::Left),
            column("整改要求", 8, Alignment::Left),
            column("责任单位", 4, Alignment::Left),
            column("时限", 4, Alignment::Left),
            column("逾期天数", 3, Alignment::Right),
        ],
        rows.collect(),
    );
    vec![
        text(
            "letter.opening",
            format!(
                "{}绩效评价发现的问题中，下列{}项已超过整改时限仍未完成。",
                inputs.engagement.title,
                overdue.len()
            ),
        ),
        table_block("letter.table", table),
        text(
            "letter.demand",
            "请责任单位立即落实整改，收到本函之日起5个工作日内书面说明原因和完成时间。".to_owned(),
        ),
    ]
}

fn opinions(facts: &LetterFacts<'_>) -> Vec<Block> {
    if facts.opinions.is_empty() {
        return vec![text("letter.none", "征求意见期间未收到意见。".to_owned())];
    }
    let rows = facts.opinions.iter().map(|opinion| {
        let decision = opinion.decision.as_ref();
        row(vec![
            cell(words(opinion.number.to_string())),
            cell(words(&opinion.unit)),
            cell(words(&opinion.text)),
            cell(words(decision.map_or("待处理", |it| it.verdict.term()))),
            cell(words(decision.map_or("", |it| it.reason.as_str()))),
            cell(words(decision.map_or("", |it| it.place.as_str()))),
        ])
    });
    let table = letter_table(
        "意见采纳情况",
        vec![
            column("序号", 2, Alignment::Centre),
            column("单位", 4, Alignment::Left),
            column("意见原文", 9, Alignment::Left),
            column("采纳情况", 3, Alignment::Centre),
            column("理由", 6, Alignment::Left),
            column("报告修改处", 4, Alignment::Left),
        ],
        rows.collect(),
    );
    vec![table_block("letter.table", table)]
}
