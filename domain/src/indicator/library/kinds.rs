//! The rule kinds that an item may name, with their words. Not here: 多对象汇总, whose objects only
//! an engagement knows; the parameters of a rule (`indicator`).

use crate::project::plain_ascii;

/// Rule kinds with their words (domain.md §4), in menu order.
pub const RULE_KINDS: [(&str, &str); 17] = [
    ("ratio_capped", "按完成率计分"),
    ("ratio_threshold", "比例计分（设及格门槛）"),
    ("ratio_to_target", "达标满分、未达按比例"),
    ("plain_ratio", "直接乘"),
    ("step_band", "分档计分"),
    ("interpolation", "区间插值"),
    ("lower_is_better", "反向比例"),
    ("deviation", "偏差率"),
    ("growth", "增长率"),
    ("cost_saving", "成本节约率"),
    ("sample_defect", "抽查问题率"),
    ("deduction", "扣分制"),
    ("element_count", "要素计分"),
    ("yes_no", "直接赋分"),
    ("grade_level", "定性分档"),
    ("likert_expert", "专家打分"),
    ("manual", "人工评分"),
];

/// Reads a rule kind as it is stored or as it is written in words.
pub fn rule_kind(text: &str) -> Option<&'static str> {
    let plain = plain_ascii(text);
    RULE_KINDS
        .iter()
        .find(|(kind, words)| *kind == plain || plain_ascii(words) == plain)
        .map(|(kind, _)| *kind)
}

/// A rule kind in words; an unknown one as it is.
pub fn rule_words(kind: &str) -> &str {
    RULE_KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or(kind, |(_, words)| words)
}
