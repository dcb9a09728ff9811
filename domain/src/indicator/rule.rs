//! A scoring rule with its parameters (domain.md §4). Not here: the formulas (`scoring::rules`).

use std::collections::BTreeMap;

use super::{Binding, Element};
use crate::finding::Severity;
use crate::scoring::exact::ExactNumber;

/// One band: an edge and the share of the weight that it earns.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Band {
    /// Lower edge, inclusive; for 偏差率 the upper edge, inclusive.
    pub edge: ExactNumber,
    /// Share of the weight, 0 to 1.
    pub share: ExactNumber,
}

/// What one finding costs.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// So many 分.
    Points(ExactNumber),
    /// 全扣.
    All,
}

/// A level of 定性分档, as percentages of the weight.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LevelBand {
    /// 达成预期目标.
    pub name: String,
    /// Lowest share, inclusive.
    pub min: ExactNumber,
    /// Highest share.
    pub max: ExactNumber,
    /// Whether `max` itself belongs to the level.
    #[serde(default)]
    pub max_inclusive: bool,
}

/// One 考核对象 of 多对象汇总.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ObjectRule {
    /// Its name in the working, for example 危桥改造.
    pub name: String,
    /// Its weight among the objects.
    pub share: ExactNumber,
    /// The object is 不适用 when no inspected project has this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_type: Option<String>,
    /// Its rule.
    pub rule: Rule,
    /// Its elements, for 要素计分.
    #[serde(default)]
    pub elements: Vec<Element>,
    /// Its operands.
    #[serde(default)]
    pub operands: BTreeMap<String, Binding>,
}

/// A rule kind with its parameters; its numbers are operands bound by name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    /// 要素计分; operand `mark`.
    ElementCount,
    /// 直接赋分; operand `mark`.
    YesNo {
        /// What a 否 costs in 分; without it, all.
        #[serde(default)]
        deduct: Option<ExactNumber>,
    },
    /// 按完成率计分; operands `numerator`, `denominator`.
    RatioCapped {
        /// Cap of the ratio.
        #[serde(default)]
        cap: ExactNumber,
    },
    /// 比例计分（设及格门槛）; operands `numerator`, `denominator`.
    RatioThreshold {
        /// t, below one.
        threshold: ExactNumber,
    },
    /// 分档计分; operand `value`, or `numerator` and `denominator`.
    StepBand {
        /// From the top, lower edge inclusive.
        bands: Vec<Band>,
    },
    /// 达标满分、未达按比例; operands as 分档计分.
    RatioToTarget {
        /// The target.
        target: ExactNumber,
    },
    /// 直接乘; operands as 分档计分.
    PlainRatio,
    /// 区间插值; operand `value`.
    Interpolation {
        /// First abscissa.
        x0: ExactNumber,
        /// Its score in 分.
        s0: ExactNumber,
        /// Second abscissa.
        x1: ExactNumber,
        /// Its score in 分.
        s1: ExactNumber,
    },
    /// 扣分制; operand `findings` (from findings or from counts marked at the desk).
    Deduction {
        /// What each severity costs.
        per_finding: BTreeMap<Severity, Each>,
    },
    /// 抽查问题率; operands `sample`, `defective`.
    SampleDefect,
    /// 偏差率; operands `actual`, `plan`.
    Deviation {
        /// From the smallest, upper edge inclusive; without bands W × (1 − d).
        #[serde(default)]
        bands: Option<Vec<Band>>,
    },
    /// 增长率; operands `this`, `last`.
    Growth {
        /// From the top, lower edge inclusive.
        bands: Vec<Band>,
    },
    /// 反向比例; operands `actual`, `target`.
    LowerIsBetter,
    /// 成本节约率; operands `plan`, `actual`.
    CostSaving {
        /// 分 for each percent of overspending.
        per_pct: ExactNumber,
    },
    /// 定性分档; operand `mark`.
    GradeLevel {
        /// Empty: the three levels of 财预〔2020〕10号.
        #[serde(default)]
        levels: Vec<LevelBand>,
    },
    /// 专家打分; operand `mark`.
    LikertExpert {
        /// Drop the highest and the lowest of five or more.
        #[serde(default)]
        trim: bool,
    },
    /// 多对象汇总: each object has its own rule and operands.
    MultiObject {
        /// The objects.
        objects: Vec<ObjectRule>,
    },
    /// 人工评分; operand `mark`.
    Manual,
}

impl Rule {
    /// The kind as stored and printed: `ratio_threshold`.
    pub fn kind(&self) -> &'static str {
        match self {
            Rule::ElementCount => "element_count",
            Rule::YesNo { .. } => "yes_no",
            Rule::RatioCapped { .. } => "ratio_capped",
            Rule::RatioThreshold { .. } => "ratio_threshold",
            Rule::StepBand { .. } => "step_band",
            Rule::RatioToTarget { .. } => "ratio_to_target",
            Rule::PlainRatio => "plain_ratio",
            Rule::Interpolation { .. } => "interpolation",
            Rule::Deduction { .. } => "deduction",
            Rule::SampleDefect => "sample_defect",
            Rule::Deviation { .. } => "deviation",
            Rule::Growth { .. } => "growth",
            Rule::LowerIsBetter => "lower_is_better",
            Rule::CostSaving { .. } => "cost_saving",
            Rule::GradeLevel { .. } => "grade_level",
            Rule::LikertExpert { .. } => "likert_expert",
            Rule::MultiObject { .. } => "multi_object",
            Rule::Manual => "manual",
        }
    }

    /// The sets of operand names that the rule accepts; one of them must be bound completely.
    pub fn operand_names(&self) -> &'static [&'static [&'static str]] {
        match self {
            Rule::ElementCount
            | Rule::YesNo { .. }
            | Rule::GradeLevel { .. }
            | Rule::LikertExpert { .. }
            | Rule::Manual => &[&["mark"]],
            Rule::RatioCapped { .. } | Rule::RatioThreshold { .. } => {
                &[&["numerator", "denominator"]]
            }
            Rule::StepBand { .. } | Rule::RatioToTarget { .. } | Rule::PlainRatio => {
                &[&["value"], &["numerator", "denominator"]]
            }
            Rule::Interpolation { .. } => &[&["value"]],
            Rule::Deduction { .. } => &[&["findings"]],
            Rule::SampleDefect => &[&["sample", "defective"]],
            Rule::Deviation { .. } | Rule::CostSaving { .. } => &[&["plan", "actual"]],
            Rule::Growth { .. } => &[&["this", "last"]],
            Rule::LowerIsBetter => &[&["actual", "target"]],
            Rule::MultiObject { .. } => &[&[]],
        }
    }
}
