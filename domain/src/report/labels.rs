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

/// In a published edition in place of the channels' numbers, one of which is small.
pub const FEW_IN_A_CHANNEL: &str = "有的渠道回收问卷不足5份，各渠道份数不列示。";
/// 公开版 leaves out a photo whose caption says so.
pub const NOT_TO_PUBLISH: &str = "不公开";
/// The rate of the whole year, apart from that of the money that arrived.
pub const YEAR_RATE: &str =
    "按全年预算口径，全年执行数{part}万元，全年预算数{whole}万元，全年预算执行率{rate}%。";
/// Before the papers of annex 9.
pub const QUALIFICATION: &str = "{firm}受{client}委托，以第三方机构身份承接本项目绩效评价，独立于\
    委托单位和被评价单位。机构及签署人员情况见表{table}。";
/// Where the firm's papers are.
pub const PAPERS_BOUND: &str =
    "评价机构营业执照、执业证书等资质证明文件的复印件加盖公章，随正式报告装订于本附件之后。";
/// A certificate that is given at L3.
pub const CERTIFICATE_AT_SIGNATURE: &str = "签署时填列";

/// Fund figures the desk enters, by key, in the order of the fund table.
pub const FUND_FIGURES: [(&str, &str); 3] = [
    ("budget", "预算资金"),
    ("arrived", "实际到位资金"),
    ("paid", "实际支出资金"),
];

/// Further figures that frameworks read; the fund table prints those that were entered.
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

/// The language of a report, as forms name it.
pub(super) const CHINESE: &str = "zh";

/// What a fact is, for the list of sources beside a number.
pub fn fact_label(fact: &FactReference, names: &SourceNames) -> String {
    match fact {
        FactReference::Record {
            record,
            project_code,
            path,
        } => {
            let text = names.record_text(record, project_code, path.as_deref(), CHINESE);
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
        FactReference::Profile => "项目概况".to_owned(),
        FactReference::Plan { indicator: None } => "评价方案".to_owned(),
        FactReference::Plan {
            indicator: Some(code),
        } => format!("评价方案 {code}"),
    }
}
