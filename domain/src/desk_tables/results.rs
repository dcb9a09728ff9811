//! The tables of what the field brought: records, findings, scores. Not here: the plan's tables
//! (`super`).

use super::{TOTAL, number, sheet, text};
use crate::fieldwork::{RecordKind, RecordState};
use crate::finding::{Finding, Severity};
use crate::report::{flag_words, gap_words};
use crate::scoring::{Gap, Points, ScoreRow, ScoreSheet, SourceNames};
use crate::survey_statistics::Sheet;
use crate::wire::RecordSummary;

const SCORE_HEADINGS: [&str; 12] = [
    "一级指标",
    "二级指标",
    "编码",
    "三级指标",
    "分值",
    "得分",
    "得分率（%）",
    "计分规则",
    "计算过程",
    "扣分原因",
    "缺口",
    "提示",
];

fn kind_words(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::SiteInspection => "现场核查表",
        RecordKind::QuestionnaireResponse => "问卷",
        RecordKind::Interview => "访谈",
        RecordKind::DocumentReceipt => "资料签收",
    }
}

fn state_words(state: RecordState) -> &'static str {
    match state {
        RecordState::Draft => "编辑中",
        RecordState::Submitted => "待复核",
        RecordState::Held => "待更正",
        RecordState::Returned => "退回",
        RecordState::Accepted => "通过",
        RecordState::Conflict => "待处理冲突",
        RecordState::Withdrawn => "已撤回",
    }
}

/// The records as listed.
pub fn record_sheet(records: &[RecordSummary]) -> Sheet {
    let headings = [
        "索引号",
        "类别",
        "项目编码",
        "名称",
        "实施单位",
        "状态",
        "版次",
        "已到照片",
        "应到照片",
        "问题",
        "提交人",
        "收到时间",
    ];
    let row = |record: &RecordSummary| {
        [
            text(&record.index),
            text(kind_words(record.kind)),
            text(record.project_code.as_str()),
            text(&record.project_name),
            text(&record.unit),
            text(state_words(record.state)),
            number(record.rev),
            number(record.photos_received),
            number(record.photos),
            number(record.findings),
            text(&record.evaluator),
            text(record.received_at.to_minute_text()),
        ]
    };
    let sum = |of: fn(&RecordSummary) -> u32| {
        number(
            records
                .iter()
                .map(|record| u64::from(of(record)))
                .sum::<u64>(),
        )
    };
    let total = [
        text(TOTAL),
        number(records.len()),
        text(""),
        text(""),
        text(""),
        text(""),
        text(""),
        sum(|record| record.photos_received),
        sum(|record| record.photos),
        sum(|record| record.findings),
        text(""),
        text(""),
    ];
    sheet("记录", headings, records.iter().map(row), total)
}

/// 问题清单, by number; the sum tells how many are how bad.
pub fn finding_sheet(findings: &[Finding]) -> Sheet {
    let headings = [
        "编号",
        "严重程度",
        "问题",
        "事实描述",
        "项目编码",
        "项目名称",
        "责任单位",
        "指标",
    ];
    let row = |finding: &Finding| {
        let indicator = finding.indicator.as_ref();
        [
            text(finding.code.as_str()),
            text(finding.severity.term()),
            text(finding.heading()),
            text(&finding.facts),
            text(finding.project_code.as_str()),
            text(&finding.project_name),
            text(&finding.responsible_unit),
            text(indicator.map(ToString::to_string).unwrap_or_default()),
        ]
    };
    let by_severity = [Severity::Severe, Severity::Major, Severity::Minor].map(|severity| {
        let count = findings
            .iter()
            .filter(|one| one.severity == severity)
            .count();
        format!("{}{count}", severity.term())
    });
    let total = [
        text(TOTAL),
        number(findings.len()),
        text(by_severity.join("，")),
        text(""),
        text(""),
        text(""),
        text(""),
        text(""),
    ];
    sheet("问题清单", headings, findings.iter().map(row), total)
}

/// 评分表, in the framework's order, with what is missing where there is no score.
pub fn score_sheet(scores: &ScoreSheet, gaps: &[Gap], names: &SourceNames) -> Sheet {
    let missing = |row: &ScoreRow| {
        let own = gaps.iter().filter(|gap| gap.indicator == row.code);
        let words = own.map(|gap| {
            let items: Vec<String> = gap
                .missing
                .iter()
                .map(|item| names.missing_item(item, ""))
                .collect();
            format!("{} {}", gap_words(&gap.code), items.join("、"))
        });
        words.collect::<Vec<_>>().join("；")
    };
    let maybe = |value: Option<String>| value.map_or_else(|| text("—"), number);
    let row = |row: &ScoreRow| {
        let flags: Vec<&str> = row.flags.iter().map(|flag| flag_words(flag)).collect();
        [
            text(&row.level1.1),
            text(&row.level2),
            text(row.code.as_str()),
            text(&row.name),
            number(row.weight),
            maybe(row.score.map(|score| score.to_string())),
            maybe(row.rate.clone()),
            text(&row.rule_text),
            text(row.working.join("；")),
            text(&row.deduction_reason),
            text(missing(row)),
            text(flags.join("；")),
        ]
    };
    let weight: Points = scores.rows.iter().map(|row| row.weight).sum();
    let total = [
        text(TOTAL),
        text(""),
        text(""),
        text(scores.grade.as_deref().unwrap_or("有缺口，暂不定级")),
        number(weight),
        number(scores.total),
        text(""),
        text(""),
        text(""),
        text(""),
        text(""),
        text(""),
    ];
    sheet("评分表", SCORE_HEADINGS, scores.rows.iter().map(row), total)
}
