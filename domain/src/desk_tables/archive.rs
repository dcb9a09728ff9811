//! The tables of an archive pack beside those of the desk: who reviewed what, opinions, words,
//! scores over time, the indicator system, the ledger. Not here: which files a pack has
//! (`report::archive_words`).

use super::text;
use crate::indicator::Framework;
use crate::opinion::Opinion;
use crate::rectification::{LedgerItem, LedgerState};
use crate::report::{BlockEdit, EditContent};
use crate::review::ReviewEvent;
use crate::survey_statistics::{Cell, Sheet};
use crate::wire::{
    DocumentRegister, FrameworkChange, FrameworkRevision, RegisterLine, ReportComment, ScoreCause,
    ScoreHistoryLine, ScoreInputs, SelfEvaluationSummary,
};
use crate::working_paper::document_index;

fn table<const N: usize>(
    name: &'static str,
    headings: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Sheet {
    Sheet {
        name,
        headings: headings.map(str::to_owned).into(),
        rows: rows
            .map(|cells| cells.map(text).into_iter().collect::<Vec<Cell>>())
            .collect(),
    }
}

/// 三级复核、征求意见、出具 as they happened.
pub fn review_sheet(events: &[ReviewEvent]) -> Sheet {
    table(
        "复核记录",
        ["时间", "步骤", "经办人", "说明"],
        events.iter().map(review_row),
    )
}

fn review_row(event: &ReviewEvent) -> [String; 4] {
    use ReviewEvent as E;
    let row = |at: crate::time::Timestamp, step: &str, name: &str, note: String| {
        [at.to_minute_text(), step.to_owned(), name.to_owned(), note]
    };
    match event {
        E::Submitted {
            name, at, content, ..
        } => row(*at, "提交复核", name, content.to_string()),
        E::Signed { sign_off } => {
            let note = format!(
                "{} {} {}",
                sign_off.certificate, sign_off.content, sign_off.score_change_reason
            );
            row(sign_off.at, sign_off.level.term(), &sign_off.name, note)
        }
        E::Returned {
            level,
            name,
            at,
            notes,
        } => {
            let notes: Vec<String> = notes
                .iter()
                .map(|note| format!("{} {}", note.block, note.text))
                .collect();
            let note = format!("{}：{}", level.term(), notes.join("；"));
            row(*at, "退回", name, note)
        }
        E::NoteAnswered { answer, .. } => {
            row(answer.at, "答复意见", &answer.name, answer.text.clone())
        }
        E::NoteClosed { note, name, at } => row(*at, "意见关闭", name, note.clone()),
        E::Consulted {
            name, at, deadline, ..
        } => row(*at, "征求意见", name, format!("截止 {deadline}")),
        E::OpinionsSettled { name, at } => row(*at, "意见已处理", name, String::new()),
        E::Issued {
            number,
            name,
            at,
            content,
            ..
        } => row(*at, "出具", name, format!("{number} {content}")),
        E::Reopened {
            corrects,
            reason,
            name,
            at,
        } => row(*at, "更正", name, format!("{corrects} {reason}")),
    }
}

/// 征求意见采纳情况.
pub fn opinion_sheet(opinions: &[Opinion]) -> Sheet {
    let headings = [
        "序号",
        "单位",
        "日期",
        "原文",
        "采纳与否",
        "理由",
        "修改处",
        "决定人",
    ];
    let row = |opinion: &Opinion| {
        let decision = opinion.decision.as_ref();
        let said = |of: fn(&crate::opinion::OpinionDecision) -> String| {
            decision.map(of).unwrap_or_default()
        };
        [
            opinion.number.to_string(),
            opinion.unit.clone(),
            opinion.day.clone(),
            opinion.text.clone(),
            said(|it| it.verdict.term().to_owned()),
            said(|it| it.reason.clone()),
            said(|it| it.place.clone()),
            said(|it| it.name.clone()),
        ]
    };
    table("征求意见", headings, opinions.iter().map(row))
}

/// Every revision of people's words in the report.
pub fn edit_sheet(edits: &[BlockEdit]) -> Sheet {
    let headings = ["段落", "版次", "时间", "修改人", "内容", "当时的自动稿"];
    let row = |edit: &BlockEdit| {
        let words = match &edit.content {
            EditContent::Text { text } => text.clone(),
            EditContent::Draft => "（恢复自动稿）".to_owned(),
            EditContent::Removed => "（删去）".to_owned(),
        };
        [
            edit.block.clone(),
            edit.revision.to_string(),
            edit.at.to_minute_text(),
            edit.name.clone(),
            words,
            edit.base.clone(),
        ]
    };
    table("报告修改", headings, edits.iter().map(row))
}

/// Comments on the report.
pub fn comment_sheet(comments: &[ReportComment]) -> Sheet {
    let headings = ["段落", "时间", "批注人", "批注", "处理人"];
    let row = |comment: &ReportComment| {
        [
            comment.block.clone(),
            comment.at.to_minute_text(),
            comment.name.clone(),
            comment.text.clone(),
            comment.resolved_by.clone().unwrap_or_default(),
        ]
    };
    table("报告批注", headings, comments.iter().map(row))
}

/// Which scores changed when, by whom and why, newest first.
pub fn history_sheet(lines: &[ScoreHistoryLine]) -> Sheet {
    let headings = ["版次", "时间", "经办人", "原因", "说明", "总分", "变动"];
    let row = |line: &ScoreHistoryLine| {
        let cause = match line.cause {
            ScoreCause::Facts => "现场数据变化",
            ScoreCause::Inputs => "录入数据或评分",
            ScoreCause::Framework => "指标体系变化",
            ScoreCause::Findings => "问题变化",
            ScoreCause::Confirmed => "确认初步结论",
        };
        let shown = |score: Option<crate::scoring::Points>| {
            score.map_or_else(|| "—".to_owned(), |score| score.to_string())
        };
        let changes: Vec<String> = line
            .changes
            .iter()
            .map(|it| format!("{} {}→{}", it.code, shown(it.before), shown(it.after)))
            .collect();
        [
            line.revision.to_string(),
            line.at.to_minute_text(),
            line.name.clone(),
            cause.to_owned(),
            line.reason.clone(),
            line.total.to_string(),
            changes.join("；"),
        ]
    };
    table("评分历史", headings, lines.iter().map(row))
}

/// 指标体系.
pub fn framework_sheet(framework: &Framework) -> Sheet {
    let headings = [
        "一级指标",
        "二级指标",
        "编码",
        "三级指标",
        "分值",
        "解释",
        "评分标准",
    ];
    let rows = framework.indicators().map(|located| {
        let indicator = located.indicator;
        [
            located.level1.name.clone(),
            located.level2.name.clone(),
            indicator.code.to_string(),
            indicator.name.clone(),
            indicator.weight.to_string(),
            indicator.explanation.clone(),
            indicator.rule_text.clone(),
        ]
    });
    table("指标体系", headings, rows)
}

/// How the indicator system came to be what it is, newest first.
pub fn amendment_sheet(revisions: &[FrameworkRevision]) -> Sheet {
    let headings = ["版次", "时间", "经办人", "变动", "理由"];
    let row = |revision: &FrameworkRevision| {
        let change = match revision.change {
            FrameworkChange::Begun => "建立",
            FrameworkChange::Edited => "修改",
            FrameworkChange::Approved => "审定",
            FrameworkChange::Amended => "方案调整",
            FrameworkChange::Proposed => "提出方案调整",
            FrameworkChange::Declined => "不同意方案调整",
        };
        [
            revision.revision.to_string(),
            revision.at.to_minute_text(),
            revision.name.clone(),
            change.to_owned(),
            revision.reason.clone(),
        ]
    };
    table("指标体系变动", headings, revisions.iter().map(row))
}

/// 资料清单 with what came of it.
pub fn register_sheet(register: &DocumentRegister) -> Sheet {
    let headings = [
        "索引号",
        "资料名称",
        "提供单位",
        "要求日期",
        "收到日期",
        "状态",
        "经手人",
        "附件",
        "备注",
    ];
    let row = |line: &RegisterLine| {
        [
            document_index(line.request.ordinal),
            line.request.words.name.clone(),
            line.request.words.provider.clone(),
            line.request.words.due_on.clone().unwrap_or_default(),
            line.receipt.received_on.clone(),
            line.state.term().to_owned(),
            line.receipt.handler.clone(),
            line.files.len().to_string(),
            line.receipt.note.clone(),
        ]
    };
    table("资料清单", headings, register.lines.iter().map(row))
}

/// Fund figures and marks that people entered.
pub fn input_sheet(inputs: &ScoreInputs, names: &crate::scoring::SourceNames) -> Sheet {
    let figures = inputs.fund_figures.iter().map(|(key, amount)| {
        let name = names.fund_figures.get(key).cloned().unwrap_or_default();
        [
            key.clone(),
            name,
            format!("{}万元", amount.to_wan_yuan_text()),
        ]
    });
    let marks = inputs
        .desk_marks
        .iter()
        .map(|(code, mark)| [code.to_string(), "评分依据".to_owned(), mark.to_string()]);
    let left_out = inputs
        .not_applicable
        .iter()
        .map(|(code, why)| [code.to_string(), "不适用".to_owned(), why.clone()]);
    let rows = figures.chain(marks).chain(left_out);
    table("录入数据", ["代码", "名称", "内容"], rows)
}

/// 自评复核.
pub fn self_evaluation_sheet(evaluations: &[SelfEvaluationSummary]) -> Sheet {
    let headings = [
        "序号",
        "单位",
        "项目",
        "自评表",
        "自评得分",
        "复核得分",
        "差异",
        "疑点数",
    ];
    let shown = |score: Option<crate::scoring::Points>| {
        score.map_or_else(|| "—".to_owned(), |score| score.to_string())
    };
    let row = |one: &SelfEvaluationSummary| {
        [
            one.number.to_string(),
            one.unit.clone(),
            one.project.clone(),
            one.file_name.clone(),
            shown(one.self_total),
            one.total.to_string(),
            shown(one.difference),
            one.flags.to_string(),
        ]
    };
    table("自评复核", headings, evaluations.iter().map(row))
}

/// 整改台账.
pub fn ledger_sheet(items: &[LedgerItem]) -> Sheet {
    let headings = [
        "编号",
        "问题",
        "整改要求",
        "责任单位",
        "责任人",
        "时限",
        "措施",
        "进展",
        "佐证",
        "状态",
        "核实",
    ];
    let row = |item: &LedgerItem| {
        let state = match item.state {
            LedgerState::Open => "待整改",
            LedgerState::InProgress => "整改中",
            LedgerState::Submitted => "已提交",
            LedgerState::Verified => "核实通过",
            LedgerState::NotVerified => "核实不通过",
        };
        let seen: Vec<String> = item
            .verifications
            .iter()
            .map(|it| format!("{} {} {}", it.at.to_minute_text(), it.name, it.note))
            .collect();
        [
            item.finding.to_string(),
            item.problem.clone(),
            item.requirement.clone(),
            item.unit.clone(),
            item.person.clone(),
            item.deadline.clone(),
            item.measure.clone(),
            item.progress.clone(),
            format!("{} {}", item.documents.join("、"), item.evidence),
            state.to_owned(),
            seen.join("；"),
        ]
    };
    table("整改台账", headings, items.iter().map(row))
}

/// One paper or file in the pack's index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackLine {
    /// 索引号.
    pub index: String,
    /// What it is about.
    pub about: String,
    /// The file within the pack.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// The index of working papers and files.
pub fn pack_sheet(lines: &[PackLine]) -> Sheet {
    let row = |line: &PackLine| {
        [
            line.index.clone(),
            line.about.clone(),
            line.file.clone(),
            line.sha256.clone(),
        ]
    };
    table(
        "底稿索引",
        ["索引号", "内容", "文件", "SHA-256"],
        lines.iter().map(row),
    )
}
