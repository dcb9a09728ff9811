//! Every sentence the report writes by itself, in the patterns of real reports (domain.md §7.1).
//! `{name}` is filled with a span by `composer::fill`. A report is Chinese, whatever the screen's
//! language. Not here: which sentence stands where (the chapters).

use super::inputs::ReportState;
use crate::finding::{FindingState, Severity};

pub(super) const FRAME: &str =
    "纳入本次评价范围的项目共{projects}个，涉及{units}个实施单位，批复金额合计{amount}万元。";
pub(super) const FUNDS: &str = "资金投入和使用情况见表{table}。";
pub(super) const ARRIVAL_RATE: &str = "实际到位资金{part}万元，资金到位率（实际到位资金÷预算资金）\
    为{rate}%。";
pub(super) const EXECUTION_RATE: &str = "实际支出资金{part}万元，预算执行率（实际支出资金÷实际到位\
    资金）为{rate}%。";
pub(super) const GOALS: &str = "绩效目标申报表所列绩效目标共{count}项，见表{table}。";
pub(super) const PURPOSE: &str = "本次评价受{client}委托，由{firm}对{year}年度资金的使用和绩效情况\
    独立开展评价，为完善管理、改进预算安排提供依据。";
pub(super) const SCOPE: &str = "评价对象为{department}主管的上述专项资金，评价范围为抽样框内的\
    {projects}个项目，资金{amount}万元。";
pub(super) const PRINCIPLES: &str = "评价遵循科学规范、公正公开、分级分类、绩效相关的原则，采用\
    比较法、因素分析法、公众评判法，以计划标准、行业标准和历史标准衡量。";
pub(super) const STAGES: &str = "评价工作按前期准备、组织实施、反馈整改三个阶段进行，采取查阅资料、\
    现场核查、实测实量、访谈和问卷调查的方式取得证据，底稿逐份编制索引号。";
pub(super) const CHOICE_REDISTRIBUTE: &str = "评价方案确定：不适用的指标说明理由，其分值在同一二级\
    指标（必要时同一一级指标）内按比例调整给其他指标。";
pub(super) const CHOICE_RESCALE: &str = "评价方案确定：不适用的指标说明理由，不计分值，总分按适用\
    指标得分之和÷适用指标分值之和×100折算。";
pub(super) const CHOICE_TWO_SCORERS: &str =
    "定性指标由两名评分人独立评分，相差不超过分值{limit}的取平均，超过的由主评人裁定。";
pub(super) const CHOICE_WEIGHTED: &str =
    "现场核查数据按抽样设计加权汇总的指标：{codes}，各项目点代表的项目数由抽样概率确定。";
pub(super) const CHOICE_PLAIN: &str =
    "现场核查数据按样本直接汇总的指标：{codes}，结果说明所查项目，各项目点权数相等。";
pub(super) const CHOICE_MEASURE: &str = "{title}（{index}）的满意度按方案确定的{method}计算并计分，\
    其他口径只列示、不计分。";
pub(super) const FRAMEWORK: &str = "指标体系共{indicators}个三级指标，总分值{weight}分，其中";
pub(super) const FRAMEWORK_END: &str = "；评分明细见附件1。计分算法版本为{algorithm}。";
pub(super) const LEVEL_WEIGHT: &str = "{name}{weight}分";
pub(super) const SAMPLING: &str = "本次评价共选取{sites}个项目点，占项目总数的{count}%；涉及金额\
    {amount}万元，占总金额的{share}%，抽样情况见表{table}，抽样记录见附件2。";
pub(super) const DRAW: &str = "其中随机抽样采用{method}方法，种子为{seed}，算法版本为{algorithm}，\
    任何人可据此重新抽取并得到相同结果。";
pub(super) const JUDGEMENTAL: &str = "另有{sites}个项目点由判断抽样确定，其结果仅说明所查项目本身，\
    不得据此对总体作统计推断。";
pub(super) const FIELDWORK: &str = "评价组完成{done}个项目点的现场核查（计划{planned}个），现场工作\
    {days}天，参加评价员{evaluators}人，留存照片{photos}张，工作量见表{table}。";
pub(super) const SURVEY: &str = "{title}（{index}）发放{issued}份，回收{returned}份，回收率{returned_rate}%；\
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
pub(super) const RESCALING: &str = "因部分指标不适用，总分按方案折算：适用指标得分之和{sum}分÷适用\
    指标分值之和{applicable}分×100＝{total}分。";
pub(super) const VETO_HEAD: &str = "触发一票否决条款“{name}”：依据问题";
pub(super) const VETO_TAIL: &str = "，{effects}。";
pub(super) const RESULT_USE: &str = "评价等级为“{grade}”，评价结果应用建议：{use}。";
pub(super) const LEVELS: &str = "各级指标得分情况见表{table}，一级指标得分率见图{figure}。";
pub(super) const BEST_AND_WORST: &str = "从一级指标看，{best}得分率最高，为{best_rate}%；{worst}\
    得分率最低，为{worst_rate}%。";
pub(super) const LEVEL_RESULT: &str =
    "{name}类指标权重{weight}分，得分{score}分，得分率为{rate}%。";
pub(super) const LEVEL_OPEN: &str =
    "{name}类指标权重{weight}分，其中{open}项指标尚未评分，本类得分和得分率待资料补齐后确定。";
pub(super) const LEVEL_NOT_APPLICABLE: &str = "{name}类指标全部不适用，不计分。";
pub(super) const UNSCORED_CELL: &str = "缺证据";
pub(super) const NOT_APPLICABLE_CELL: &str = "不适用";
pub(super) const PROVISIONAL_CELL: &str = "（暂计）";
pub(super) const EXPLANATION: &str = "该指标主要考核{explanation}。该指标权重{weight}分。";
pub(super) const NO_EXPLANATION: &str = "该指标权重{weight}分。";
pub(super) const WEIGHT_ADJUSTED: &str =
    "因同级部分指标不适用，本指标分值由{original}分调整为{weight}分。";
pub(super) const NOT_APPLICABLE: &str =
    "该指标对本项目不适用，理由：{reason}。{treatment}（原分值{weight}分）。";
pub(super) const NOT_APPLICABLE_REDISTRIBUTED: &str = "其分值已按方案在同级其他指标间按比例调整";
pub(super) const NOT_APPLICABLE_RESCALED: &str = "按方案不计其分值，总分按适用指标折算";
pub(super) const TWO_SCORERS: &str = "本项由两名评分人独立评分。";
pub(super) const DISTRIBUTION: &str = "问卷（{survey}）中满意度量表题的作答分布见图{figure}。";
pub(super) const BEFORE_AFTER: &str = "现场改造（修复）前后对比见图{figure}。";
pub(super) const RULE: &str = "计分规则：{rule}。";
pub(super) const SOURCES: &str = "经查，{sources}。";
pub(super) const SOURCE_RECORDS: &str = "本项评分依据{records}个项目点的现场核查记录（{indexes}）";
pub(super) const SOURCE_SURVEY: &str = "依据有效问卷{responses}份（{index}）";
pub(super) const SOURCE_DOCUMENTS: &str = "查阅";
pub(super) const SOURCE_DOCUMENT: &str = "《{name}》（{index}）";
pub(super) const SOURCE_FUND: &str = "{label}为{amount}万元";
pub(super) const SOURCE_FRAME: &str = "计划数依据抽样框所列项目";
pub(super) const SOURCE_MARK: &str = "评分人审阅资料后逐项判断并记录理由";
pub(super) const SOURCE_MARK_REASONS: &str = "评分人审阅资料后判断并记录理由：{reasons}";
pub(super) const SOURCE_FINDINGS: &str = "核查发现问题{findings}项（{codes}）";
pub(super) const WORKING: &str = "计算：{working}。";
pub(super) const RESULT: &str = "权重分{weight}分，实际得分{score}分，得分率为{rate}%。";
pub(super) const REASON: &str = "扣分原因：{reason}。";
pub(super) const UNSCORED: &str =
    "该指标尚缺：{missing}。在补齐之前不评分，既不计零分，也不计满分。";
pub(super) const FULL_MARKS: &str =
    "评价期内，{indicators}等{count}项指标得满分，相关工作落实较好。";
pub(super) const NO_FULL_MARKS: &str = "评价期内尚无得满分的指标。";
pub(super) const PROBLEMS: &str = "评价发现问题{count}项，其中严重{severe}项、较重{major}项、一般\
    {minor}项，问题清单见表{table}。";
pub(super) const NO_PROBLEMS: &str = "截至报告日，已完成的现场核查未发现问题。";
pub(super) const PROBLEM: &str = "{code}（{severity}，{class}类）{project}：{title}。{facts}。";
pub(super) const PROBLEM_AMOUNT: &str = "涉及金额{amount}万元。";
pub(super) const PROBLEM_CLAUSE: &str = "不符合{clause}。";
pub(super) const PROBLEM_SITES: &str = "共涉及{count}个项目点：{sites}。";
pub(super) const PROBLEM_UNIT: &str = "责任单位：{unit}；证据：";
pub(super) const PROBLEM_CAUSE: &str = "原因分析：{cause}。";
pub(super) const PROBLEM_COST: &str = "该问题在{costs}。";
pub(super) const PROBLEM_COST_ITEM: &str = "{indicator}（{name}）中扣{points}分";
pub(super) const COST_CELL: &str = "（扣{points}分）";
pub(super) const DENIED: &str = "评价组尚未作出采信决定，暂不据此扣分";
pub(super) const PROBLEM_CONFIRMED: &str = "事实确认：{confirmation}。";
pub(super) const SHORT_PROBLEM: &str =
    "{number}.（{severity}）{project}：{title}，{facts}（{code}）。";
pub(super) const SHORT_PROBLEM_SITES: &str =
    "{number}.（{severity}）{project}等{count}个项目点：{title}，{facts}（{code}）。";
pub(super) const NO_FACTS: &str = "评价员未填写事实描述";
pub(super) const WHOLE_FUND: &str = "专项资金整体";
pub(super) const INSPECTION: &str = "现场核查表";
pub(super) const ADVICE_INTRO: &str = "针对上述问题逐项提出建议，见表{table}。";
pub(super) const ADVICE_AMOUNT: &str = "，涉及金额{amount}万元";
pub(super) const NO_ADVICE: &str = "无问题对应的建议。";
pub(super) const LIMIT_SAMPLE: &str = "现场核查为抽样核查，未抽取的项目未经现场核实。";
pub(super) const CORRECTION: &str = "更正说明：本报告更正{number}号报告，原报告以本报告为准。更正\
    原因：{reason}。";
pub(super) const LIMIT_NOT_APPLICABLE: &str = "不适用的指标共{count}项：{list}。";
pub(super) const OPINIONS_NOT_ASKED: &str = "本稿为征求意见前草稿，尚未征求被评价单位意见。";
pub(super) const OPINIONS_NONE_YET: &str = "本稿正在征求被评价单位意见，截至成文日期尚未收到意见。";
pub(super) const OPINIONS_NONE: &str = "征求意见期间未收到被评价单位的不同意见。";
pub(super) const NO_OPINIONS: &str = "截至成文日期没有意见记录。";
pub(super) const OPINIONS: &str = "共收到意见{count}条，采纳{adopted}条，部分采纳{partly}条，不采纳\
    {rejected}条，待定{open}条，见表{table}；意见原文见附件7。";
pub(super) const NO_OPEN_PROBLEMS: &str = "较重及以上问题均已取得事实确认或经评价组采信。";
pub(super) const OPEN_PROBLEMS_HEAD: &str = "截至成文日期，下列{count}项较重及以上问题尚未取得被评价\
    单位的事实确认：";
pub(super) const OPEN_PROBLEMS_TAIL: &str = "。相关事实以所列证据为准。";
pub(super) const NO_SIGN_OFFS: &str = "本稿尚未完成三级复核，不得对外使用。";
pub(super) const SEALED: &str =
    "本报告内容哈希（SHA-256）为{hash}，签发时审计链链头为{head}，可据此核对报告未被改动。";
pub(super) const INTERVIEW_POINT: &str = "{number}.{question}：{answer}。";
pub(super) const NUMBER_AT_ISSUE: &str = "签发时编列";
pub(super) const HIDDEN_CELL: &str = "少，不列示";
pub(super) const SOMEBODY: &str = "某某";
pub(super) const NUMBER_LEFT_OUT: &str = "（号码略）";
pub(super) const COORDINATES_LEFT_OUT: &str = "（坐标略）";
pub(super) const BRIEF_TITLE: &str = "（呈报版）";
pub(super) const PUBLIC_STATE: &str = "（公开版）";
pub(super) const BRIEF_ADDRESS: &str = "报送：{client}。{state}评价机构：{firm}，{date}。";
pub(super) const BRIEF_GAPS: &str = "尚有{count}项资料缺口，详见报告全文第七章。";
pub(super) const LIMIT_UNVERIFIABLE: &str = "已完成的核查中有{count}项检查答为“无法核实”，不视为合格，\
    计入核查数。";
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
            "建议{unit}立即整改{project}{title}的问题，查明责任，整改完成前暂缓拨付后续资金"
        }
        Severity::Major => "建议{unit}制定方案，限期整改{project}{title}的问题并报送整改佐证",
        Severity::Minor => "建议{unit}整改{project}{title}的问题，并纳入日常检查",
    }
}

/// 建议类型 of the standard sentence.
pub(super) fn advice_kind(severity: Severity) -> &'static str {
    use crate::finding::AdviceKind::{Complete, Improve};
    match severity {
        Severity::Severe | Severity::Major => Improve.term(),
        Severity::Minor => Complete.term(),
    }
}

/// How far a finding is from being confirmed.
pub(super) fn state_of_finding(state: &FindingState) -> &'static str {
    match state {
        FindingState::Found => "现场发现，待列入清单",
        FindingState::Listed => "已列清单，待送确认",
        FindingState::AwaitingConfirmation => "待事实确认",
        FindingState::Confirmed => "已确认",
        FindingState::Denied => "单位不属实，待采信决定",
        FindingState::Refused { .. } => "拒签",
        FindingState::Upheld { .. } => "已采信",
        FindingState::Withdrawn { .. } => "已撤销",
        FindingState::Merged { .. } => "已合并",
    }
}

/// What a person of the team does.
pub(super) fn role_words(role: crate::party::Role) -> &'static str {
    use crate::party::Role::{Evaluator, FieldLead, Manager, Partner, QualityReviewer};
    match role {
        Partner => "项目负责合伙人",
        Manager => "主评人（项目经理）",
        FieldLead => "外勤主管",
        Evaluator => "评价员",
        QualityReviewer => "质量控制复核人",
    }
}

/// Which kind of report it is, for the cover.
pub(super) fn state_words(state: &ReportState) -> &'static str {
    match state {
        ReportState::Draft => "（征求意见前草稿）",
        ReportState::Consultation => "（征求意见稿）",
        ReportState::Issued {
            corrects: Some(_), ..
        } => "（更正稿）",
        ReportState::Issued { corrects: None, .. } => "（正式稿）",
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
