//! The words that a rendered report needs beside its text: captions, notices, labels of sources.
//! Not here: sentences (`sentences`).

use crate::scoring::{FactReference, SourceNames};

/// Heading of the table of contents.
pub const CONTENTS: &str = "目　录";
/// Printed where a line of the cover has no value.
pub const MISSING_VALUE: &str = "（尚缺）";
/// Behind the firm's name at the place for its seal.
pub const SEAL: &str = "（盖章）";
/// Name of the notice above a draft with gaps.
pub const GAP_NOTICE: &str = "资料缺口";
/// Where the list of gaps stands.
pub const GAP_LIST_PLACE: &str = "七、（二）资料缺口";
/// In place of a picture whose bytes are not at hand.
pub const PHOTO_UNAVAILABLE: &str = "（照片未取得）";

/// Fund figures the desk enters, by key, in the order of the fund table.
pub const FUND_FIGURES: [(&str, &str); 3] = [
    ("budget", "预算资金"),
    ("arrived", "实际到位资金"),
    ("paid", "实际支出资金"),
];

/// Further figures that frameworks read, which the fund table does not print.
pub const FURTHER_FUND_FIGURES: [(&str, &str); 2] = [
    ("year_budget", "全年预算数"),
    ("year_executed", "全年执行数"),
];

/// 评价结果应用 by grade: support for good results, mending and less money for poor ones.
pub const RESULT_USE: [(&str, &str); 4] = [
    ("优", "安排后续预算时优先保障，予以支持，总结推广经验做法"),
    ("良", "安排后续预算时予以支持，督促对存在的问题限期完善"),
    (
        "中",
        "督促完善制度、限期整改，视整改情况从紧安排或核减后续预算",
    ),
    ("差", "责成整改，核减或取消后续预算，收回统筹结余和低效资金"),
];

/// 表1 资金投入与使用情况; a table without a number has its title alone.
pub fn table_caption(number: u32, title: &str) -> String {
    match number {
        0 => title.to_owned(),
        number => format!("表{number} {title}"),
    }
}

/// 图1 一级指标得分率.
pub fn figure_caption(number: u32, title: &str) -> String {
    format!("图{number} {title}")
}

/// How many gaps there are, before the link to their list.
pub fn gap_notice(count: usize) -> String {
    format!("尚有{count}项资料缺口，见")
}

/// That a number has more sources than are listed.
pub fn source_count(count: usize) -> String {
    format!("共{count}项来源")
}

/// What a fact is, for the list of sources beside a number.
pub fn fact_label(fact: &FactReference, names: &SourceNames) -> String {
    match fact {
        FactReference::Record {
            record,
            project_code,
            path,
        } => {
            let text = names.record_text(record, project_code, path.as_deref(), "");
            format!("现场记录 {text}")
        }
        FactReference::Survey { form_id, responses } => {
            let title = names.questionnaire(form_id);
            format!("{title} 有效问卷 {responses} 份")
        }
        FactReference::FundFigure { key } => format!("资金数据 {}", names.fund_figure(key)),
        FactReference::Frame { .. } => "抽样框".to_owned(),
        FactReference::DeskMark { indicator } => format!("评分人判断 {indicator}"),
        FactReference::Document { ordinal } => {
            format!("资料 {}", crate::working_paper::document_index(*ordinal))
        }
        FactReference::Finding { code } => format!("问题 {code}"),
        FactReference::Plan { indicator: None } => "评价方案".to_owned(),
        FactReference::Plan {
            indicator: Some(code),
        } => format!("评价方案 {code}"),
    }
}
