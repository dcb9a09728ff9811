//! Every sentence the report writes by itself, in the patterns of real reports (domain.md §7.1).
//! `{name}` is filled with a span by `composer::fill`. A report is Chinese, whatever the screen's
//! language. Not here: which sentence stands where (the chapters).

use crate::finding::Severity;

pub(super) const FRAME: &str =
    "纳入本次评价范围的项目共{projects}个，涉及{units}个实施单位，批复金额合计{amount}万元。";
pub(super) const FUNDS: &str = "资金投入和使用情况见表{table}。";
pub(super) const ARRIVAL_RATE: &str = "资金到位率（实际到位资金÷预算资金）为{rate}%。";
pub(super) const EXECUTION_RATE: &str = "预算执行率（实际支出资金÷实际到位资金）为{rate}%。";
pub(super) const GOAL: &str = "{number}.{goal}";
pub(super) const PURPOSE: &str = "本次评价受{client}委托，由{firm}对{year}年度资金的使用和绩效情况\
    独立开展评价，为完善管理、改进预算安排提供依据。";
pub(super) const SCOPE: &str = "评价对象为{department}主管的上述专项资金，评价范围为抽样框内的\
    {projects}个项目，资金{amount}万元。";
pub(super) const PRINCIPLES: &str = "评价遵循科学规范、公正公开、分级分类、绩效相关的原则，采用\
    比较法、因素分析法、公众评判法，以计划标准、行业标准和历史标准衡量。";
pub(super) const FRAMEWORK: &str = "指标体系共{indicators}个三级指标，总分值{weight}分，其中{levels}；\
    评分明细见附件1。计分算法版本为{algorithm}。";
pub(super) const LEVEL_WEIGHT: &str = "{name}{weight}分";
pub(super) const SAMPLING: &str = "本次评价共选取{sites}个项目点，占项目总数的{count}%；涉及金额\
    {amount}万元，占总金额的{share}%，抽样情况见表{table}，抽样记录见附件2。";
pub(super) const DRAW: &str = "其中随机抽样采用{method}方法，种子为{seed}，算法版本为{algorithm}，\
    任何人可据此重新抽取并得到相同结果。";
pub(super) const JUDGEMENTAL: &str = "另有{sites}个项目点由判断抽样确定，其结果仅说明所查项目本身，\
    不得据此对总体作统计推断。";
pub(super) const FIELDWORK: &str = "评价组完成{done}个项目点的现场核查（计划{planned}个），现场工作\
    {days}天，参加评价员{evaluators}人，留存照片{photos}张，工作量见表{table}。";
pub(super) const SURVEY: &str = "{title}发放{issued}份，回收{returned}份，回收率{returned_rate}%；\
    有效问卷{valid}份，有效率{valid_rate}%，见表{table}，统计分析见附件3。";
pub(super) const SATISFACTION: &str = "按方案确定的{method}，问卷满意度为{satisfaction}%（n={n}{interval}）\
    。其他口径列示如下，与上述结果不可混用：{others}。";
pub(super) const SATISFACTION_INTERVAL: &str = "，95%置信区间{low}%—{high}%";
pub(super) const SATISFACTION_OTHER: &str = "{method}{percent}%（n={n}）";
pub(super) const SURVEY_SMALL_BASE: &str = "有效问卷份数较少，结果仅供参考。";
pub(super) const SURVEY_CHANNEL: &str = "{channel}回收{returned}份，有效{valid}份{counted}";
pub(super) const SURVEY_CHANNEL_APART: &str = "，单独列示，不计入满意度";
pub(super) const SURVEY_CHANNEL_MIXED: &str = "，按方案计入满意度，故不列置信区间";
pub(super) const TOTAL: &str =
    "经综合评价，本项目得分为{total}分（满分{weight}分），评价等级为“{grade}”。";
pub(super) const TOTAL_PROVISIONAL: &str = "截至目前，已评指标得分暂计{total}分（满分{weight}分）；\
    尚有{open}项指标因资料缺失未能评分，暂不评定等级。未评指标：{missing}。";
pub(super) const LEVELS: &str = "各级指标得分情况见表{table}，一级指标得分率见图{figure}。";
pub(super) const BEST_AND_WORST: &str = "从一级指标看，{best}得分率最高，为{best_rate}%；{worst}\
    得分率最低，为{worst_rate}%。";
pub(super) const LEVEL_RESULT: &str =
    "{name}类指标权重{weight}分，得分{score}分，得分率为{rate}%。";
pub(super) const LEVEL_OPEN: &str =
    "{name}类指标权重{weight}分，其中{open}项指标尚未评分，本类得分和得分率待资料补齐后确定。";
pub(super) const UNSCORED_CELL: &str = "缺证据";
pub(super) const PROVISIONAL_CELL: &str = "（暂计）";
pub(super) const EXPLANATION: &str = "该指标主要考核{explanation}。该指标权重{weight}分。";
pub(super) const NO_EXPLANATION: &str = "该指标权重{weight}分。";
pub(super) const RULE: &str = "计分规则：{rule}。";
pub(super) const SOURCES: &str = "经查，{sources}。";
pub(super) const SOURCE_RECORDS: &str = "本项评分依据{records}个项目点的现场核查记录（{indexes}）";
pub(super) const SOURCE_SURVEY: &str = "依据有效问卷{responses}份";
pub(super) const SOURCE_FUND: &str = "{label}为{amount}万元";
pub(super) const SOURCE_FRAME: &str = "计划数依据抽样框所列项目";
pub(super) const SOURCE_MARK: &str = "评分人审阅资料后逐项判断并记录理由";
pub(super) const SOURCE_FINDINGS: &str = "核查发现问题{findings}项（{codes}）";
pub(super) const WORKING: &str = "计算：{working}。";
pub(super) const RESULT: &str = "权重分{weight}分，实际得分{score}分，得分率为{rate}%。";
pub(super) const REASON: &str = "扣分原因：{reason}。";
pub(super) const UNSCORED: &str =
    "该指标尚缺：{missing}。在补齐之前不评分，既不计零分，也不计满分。";
pub(super) const FULL_MARKS: &str =
    "评价期内，{indicators}等{count}项指标得满分，相关工作落实较好。";
pub(super) const NO_FULL_MARKS: &str = "评价期内尚无得满分的指标。";
pub(super) const PROBLEMS: &str = "现场核查发现问题{count}项，其中严重{severe}项、较重{major}项、一般\
    {minor}项，问题清单见表{table}。";
pub(super) const NO_PROBLEMS: &str = "截至报告日，已完成的现场核查未发现问题。";
pub(super) const PROBLEM: &str = "{code}（{severity}）{project}：{check}——{facts}。责任单位：{unit}；\
    证据：{evidence}。";
pub(super) const ADVICE_INTRO: &str = "针对上述问题逐项提出建议，见表{table}。";
pub(super) const NO_ADVICE: &str = "无问题对应的建议。";
pub(super) const LIMIT_SAMPLE: &str = "现场核查为抽样核查，未抽取的项目未经现场核实。";
pub(super) const LIMIT_UNVERIFIABLE: &str = "已完成的核查中有{count}项检查答为“无法核实”，未作为合格\
    或不合格计入。";
pub(super) const LIMIT_SURVEY: &str =
    "{title}有效问卷{valid}份，少于方案规定的最低{minimum}份，满意度结果的代表性受限。";
pub(super) const LIMIT_INTERVIEWS: &str = "本阶段未录入访谈记录，报告未使用访谈资料。";
pub(super) const LIMIT_GAPS: &str = "下列资料或内容尚缺，报告未作推断：";
pub(super) const LIMIT_NO_GAPS: &str = "未发现资料缺口。";
pub(super) const NOT_RECORDED: &str = "本段资料尚缺，见“七、其他需要说明的问题”。";

/// One advice for a finding: what the responsible unit is asked to do, by severity.
pub(super) fn advice(severity: Severity) -> &'static str {
    match severity {
        Severity::Severe => {
            "建议{unit}立即对{project}“{check}”问题进行整改，查明责任，整改完成前暂缓拨付后续资金"
        }
        Severity::Major => "建议{unit}制定方案，对{project}“{check}”问题限期整改并报送整改佐证",
        Severity::Minor => "建议{unit}改进{project}“{check}”方面的管理，纳入日常检查",
    }
}

/// A suggested time for it.
pub(super) fn advice_deadline(severity: Severity) -> &'static str {
    match severity {
        Severity::Severe => "收到通知后10个工作日内",
        Severity::Major => "收到通知后30日内",
        Severity::Minor => "收到通知后60日内",
    }
}

/// 抽样方法.
pub(super) fn method_words(method: crate::sampling::DrawMethod) -> &'static str {
    use crate::sampling::DrawMethod::{Pps, Simple, Stratified, Systematic};
    match method {
        Simple => "简单随机抽样",
        Systematic => "等距抽样",
        Stratified => "分层抽样",
        Pps => "按金额（PPS）抽样",
    }
}

/// `2026-11-22` as 2026年11月22日; anything else stays as it is.
pub(super) fn chinese_day(day: &str) -> String {
    use chrono::Datelike as _;
    match crate::time::parse_day(day) {
        Some(date) => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        None => day.to_owned(),
    }
}

/// 一 to 十 for headings.
pub(super) fn ordinal(number: usize) -> &'static str {
    const WORDS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    number
        .checked_sub(1)
        .and_then(|index| WORDS.get(index))
        .copied()
        .unwrap_or("十余")
}

/// The report's title from the engagement's: 报告 stands before a final bracket.
pub(super) fn report_title(engagement_title: &str) -> String {
    let title = engagement_title.trim();
    if title.contains("报告") {
        return title.to_owned();
    }
    match title
        .strip_suffix('）')
        .and_then(|inner| inner.rsplit_once('（'))
    {
        Some((head, bracket)) => format!("{head}报告（{bracket}）"),
        None => format!("{title}报告"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_gets_its_report_before_a_bracket() {
        assert_eq!(
            report_title("某资金绩效评价（示例）"),
            "某资金绩效评价报告（示例）"
        );
        assert_eq!(report_title("某资金绩效评价"), "某资金绩效评价报告");
        assert_eq!(report_title("某资金绩效评价报告"), "某资金绩效评价报告");
    }

    #[test]
    fn days_are_written_the_chinese_way_with_arabic_digits() {
        assert_eq!(chinese_day("2026-11-05"), "2026年11月5日");
        assert_eq!(chinese_day("未定"), "未定");
    }
}
