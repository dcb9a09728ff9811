//! The tree of a framework: level 1 一级, level 2 二级, indicators 三级 with weight and rule.

use std::collections::BTreeMap;

use super::{Binding, Rule, ScoringPlan};
use crate::ids::IndicatorCode;
use crate::scoring::{GradeBand, Points};

/// A framework in one immutable version; an engagement pins it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Framework {
    /// `mof-2020-10/road_bridge`.
    pub id: String,
    /// `1`, `2` …; a changed weight or rule is a new version.
    pub version: String,
    /// For the cover of the score sheet.
    pub title: String,
    /// Where names, weights and rules come from, and how sure that is.
    pub source: String,
    /// Least sum of 产出 and 效益 weights: 60 (财预〔2020〕10号 art. 14).
    pub output_benefit_minimum: Points,
    /// Grades from the top; empty means the default of domain.md §3.
    #[serde(default)]
    pub grade_bands: Vec<GradeBand>,
    /// What the plan fixes about scoring as a whole.
    #[serde(default)]
    pub plan: ScoringPlan,
    /// 一级指标 in print order.
    pub levels: Vec<Level1>,
}

/// What a level-1 branch looks at; 产出 and 效益 have a least weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level1Kind {
    /// 决策 (2013: 投入).
    Decision,
    /// 过程.
    Process,
    /// 产出.
    Output,
    /// 效益 (2013: 效果).
    Benefit,
}

/// 一级指标.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Level1 {
    /// `C`.
    pub code: String,
    /// 产出.
    pub name: String,
    /// Which of the four.
    pub kind: Level1Kind,
    /// 二级指标 in print order.
    pub children: Vec<Level2>,
}

/// 二级指标.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Level2 {
    /// `C2`.
    pub code: String,
    /// 产出质量.
    pub name: String,
    /// 三级指标 in print order.
    pub indicators: Vec<Indicator>,
}

/// How evidence for an indicator is collected.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// 资料: documents.
    Doc,
    /// 现场核查.
    Site,
    /// 访谈.
    Interview,
    /// 问卷.
    Survey,
}

/// One 评价要点 of 要素计分, or a point that explains another rule.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Element {
    /// From 1, in print order.
    pub no: u32,
    /// What must be so.
    pub text: String,
    /// Share of the weight as decimal or fraction text; shares of an indicator sum to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<crate::scoring::exact::ExactNumber>,
    /// 前置: not met means zero for the whole indicator.
    #[serde(default, skip_serializing_if = "is_false")]
    pub gate: bool,
}

fn is_false(value: &bool) -> bool {
    !*value
}

/// 三级指标.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Indicator {
    /// `C22`, unique within the framework.
    pub code: IndicatorCode,
    /// 现场抽查质量达标率.
    pub name: String,
    /// 指标解释.
    pub explanation: String,
    /// 分值, in 分.
    pub weight: Points,
    /// The rule with its parameters.
    pub rule: Rule,
    /// 评分标准 in words, as printed in the framework's annex.
    pub rule_text: String,
    /// 计算公式 in words; may be empty.
    #[serde(default)]
    pub formula: String,
    /// Where evidence comes from; at least one kind.
    pub evidence: Vec<EvidenceKind>,
    /// Which documents are asked for, for the document list.
    #[serde(default)]
    pub documents: Vec<String>,
    /// 评价要点; with shares for 要素计分.
    #[serde(default)]
    pub elements: Vec<Element>,
    /// Operand name (`numerator`, `sample` …; see [`Rule::operand_names`]) → its source.
    #[serde(default)]
    pub operands: BTreeMap<String, Binding>,
}

/// An indicator together with its branch.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// Its 一级指标.
    pub level1: &'a Level1,
    /// Its 二级指标.
    pub level2: &'a Level2,
    /// Itself.
    pub indicator: &'a Indicator,
}

impl Framework {
    /// Every indicator with its branch, in print order.
    pub fn indicators(&self) -> impl Iterator<Item = Located<'_>> {
        self.levels.iter().flat_map(|level1| {
            level1.children.iter().flat_map(move |level2| {
                level2.indicators.iter().map(move |indicator| Located {
                    level1,
                    level2,
                    indicator,
                })
            })
        })
    }

    /// The indicator with this code.
    pub fn indicator(&self, code: &IndicatorCode) -> Option<Located<'_>> {
        self.indicators()
            .find(|located| located.indicator.code == *code)
    }

    /// Σ of all weights; 100.00 in a valid framework.
    pub fn total_weight(&self) -> Points {
        self.indicators()
            .map(|located| located.indicator.weight)
            .sum()
    }
}

impl Level1 {
    /// Σ of the weights below.
    pub fn weight(&self) -> Points {
        self.children.iter().map(Level2::weight).sum()
    }
}

impl Level2 {
    /// Σ of the weights below.
    pub fn weight(&self) -> Points {
        self.indicators
            .iter()
            .map(|indicator| indicator.weight)
            .sum()
    }
}
