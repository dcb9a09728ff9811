//! The words of printed statistics, in the language of the report. Not here: the words of screens
//! (`app/locales`), the report's sentences (`crate::report`).

use crate::indicator::SatisfactionMeasure;
use crate::scoring::survey::{Reason, Standing, Suspicion};

/// What a measure counts.
pub(super) fn measure_definition(measure: SatisfactionMeasure) -> &'static str {
    match measure {
        SatisfactionMeasure::Mean => {
            "单份得分=Σ(题权重×选项分)÷Σ(已答且非“不了解”题权重)；满意度=有效问卷单份得分的算术平均÷100"
        }
        SatisfactionMeasure::SatisfiedShare => "满意率=(非常满意+满意)人次÷有效人次",
        SatisfactionMeasure::OverallQuestion => "总体满意度题选项分的算术平均÷100",
    }
}

/// Where a response stands.
pub(super) fn standing_label(standing: Standing) -> &'static str {
    match standing {
        Standing::Valid => "有效",
        Standing::Invalid => "无效",
        Standing::Screened => "筛除",
        Standing::Excluded => "人工剔除",
    }
}

pub(super) fn reason_label(reason: &Reason) -> String {
    match reason {
        Reason::MissingAnswer { path } => format!("必答题缺失：{path}"),
        Reason::WrongAnswer { path } => format!("答案不符合表单规则：{path}"),
        Reason::ConsentRefused => "未同意参加".to_owned(),
        Reason::ScreenedOut { path, .. } => format!("不属于调查对象：{path}"),
        Reason::MinorWithoutConsent { path } => format!("未成年且无监护人同意：{path}"),
        Reason::RuledOut => "疑似答卷经人工判定剔除".to_owned(),
    }
}

pub(super) fn suspicion_label(suspicion: Suspicion) -> &'static str {
    match suspicion {
        Suspicion::TooFast => "作答过快",
        Suspicion::SameDevice => "同一设备短时多份",
        Suspicion::StraightLine => "量表题答案全同",
        Suspicion::Duplicate => "可能与另一份来自同一手机",
    }
}

pub(super) const YES: &str = "是";
pub(super) const NO: &str = "否";
pub(super) const NONE: &str = "—";
pub(super) const FIXED: &str = "方案确定";
pub(super) const LISTED: &str = "并列参考";
pub(super) const SMALL_BASE: &str = "样本量小，结果仅供参考";

/// What the figures mean, printed on the first sheet: (term, definition).
pub(super) const DEFINITIONS: [(&str, &str); 8] = [
    (
        "发放",
        "已发出的一次性链接数，加平板作答数（已开始的份数，且不少于计划份数减去链接数）；海报不计发放",
    ),
    ("回收", "平板和一次性链接提交的答卷"),
    (
        "有效",
        "回收中不属于无效、筛除、人工剔除的答卷；疑似答卷未经剔除的计入有效",
    ),
    ("回收率、有效率", "回收÷发放；有效÷回收"),
    (
        "非概率样本",
        "现场海报二维码的答卷由答题人自行选择参加，不能据以推断总体，单独列示；方案确定计入时不列区间",
    ),
    (
        "95%区间",
        "Wilson区间，z=1.96，按答卷份数计；对均值与人次比例为偏宽的区间",
    ),
    ("四舍五入", "按精确分数计算，只在列示时四舍五入一次"),
    (
        "不含个人信息",
        "答卷明细不含姓名、电话、位置、设备、时间和记录编号，行序与提交先后无关",
    ),
];
