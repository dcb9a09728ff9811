//! The score sheet: rows with working and facts, level totals, total, grade; and the gaps.

use std::collections::BTreeMap;
use std::fmt;

use crate::ids::{DocumentId, FindingCode, IndicatorCode, ProjectCode, Sha256Hex};

/// A score or weight in hundredths of a 分 (1.00 分 = 100), exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i64);

impl fmt::Display for Points {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let hundredths = self.0.unsigned_abs();
        write!(
            formatter,
            "{sign}{}.{:02}",
            hundredths / 100,
            hundredths % 100
        )
    }
}

impl std::iter::Sum for Points {
    /// A sum that `i64` cannot hold stays at its edge: it never wraps round to another one, and no
    /// framework or sheet with it passes its checks.
    fn sum<I: Iterator<Item = Points>>(iter: I) -> Self {
        iter.fold(Points(0), |sum, points| {
            Points(sum.0.saturating_add(points.0))
        })
    }
}

impl serde::Serialize for Points {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Points {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Points::parse(&text).ok_or_else(|| serde::de::Error::custom("not points with two decimals"))
    }
}

impl Points {
    /// The largest weight or score that is read, either way: a million 分. No evaluation has more
    /// than a hundred, and no sum of what was read can come near the end of `i64`.
    pub const MOST: Self = Points(100_000_000);

    /// Reads `12`, `12.5` or `-0.25`; exponents, signs of plus, more than two decimals, or more
    /// than [`Self::MOST`], are `None`.
    pub fn parse(text: &str) -> Option<Self> {
        use rust_decimal::prelude::ToPrimitive as _;
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        if !digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
            return None;
        }
        let value: rust_decimal::Decimal = text.parse().ok()?;
        let hundredths = value.checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?;
        hundredths
            .fract()
            .is_zero()
            .then(|| hundredths.to_i64())
            .flatten()
            .map(Points)
            .filter(|points| points.0.unsigned_abs() <= Self::MOST.0.unsigned_abs())
    }
}

/// Where a number comes from. Every score row and every number of the report cites these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum FactReference {
    /// One answer (or, with no path, the whole) of a field record.
    Record {
        /// The document.
        record: DocumentId,
        /// The site it belongs to.
        project_code: ProjectCode,
        /// The question's form path.
        path: Option<String>,
    },
    /// All valid responses of a questionnaire.
    Survey {
        /// The form.
        form_id: String,
        /// How many valid responses it rests on.
        responses: u32,
    },
    /// A fund figure entered at the desk, by its key: `arrived`, `paid` …
    FundFigure {
        /// Its key.
        key: String,
    },
    /// The frame of projects: control totals and planned quantities.
    Frame {
        /// The frame's hash.
        sha256: String,
    },
    /// A mark given at the desk with its reason (element met, level, expert mark, manual score).
    DeskMark {
        /// For which indicator.
        indicator: IndicatorCode,
    },
    /// A requested document, by its number in the register.
    Document {
        /// 序号, from 1.
        ordinal: u32,
    },
    /// A finding.
    Finding {
        /// Its number.
        code: FindingCode,
    },
    /// The approved evaluation plan: weights and rules.
    Plan {
        /// Of one indicator; `None` for the plan as a whole.
        indicator: Option<IndicatorCode>,
    },
    /// What the manager recorded of the project for the report: its background and goals.
    Profile,
}

/// One line of working, as a reader would write it: `11 ÷ 13 = 84.62 %`.
pub type WorkingLine = String;

/// One level-3 indicator's score.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreRow {
    /// `C22`.
    pub code: IndicatorCode,
    /// 三级指标.
    pub name: String,
    /// Level-1 code and name, for example (`C`, 产出).
    pub level1: (String, String),
    /// Level-2 name, for example 产出质量.
    pub level2: String,
    /// 分值.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub weight: Points,
    /// 得分; `None` is a gap, never a zero.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Points>,
    /// 得分率 in percent with two decimals, half-up: `84.62`; `None` with a gap.
    pub rate: Option<String>,
    /// The rule kind: `ratio_threshold` …
    pub rule: String,
    /// The rule in words, for the reader.
    pub rule_text: String,
    /// Line by line.
    pub working: Vec<WorkingLine>,
    /// 扣分原因 in words; needed where score < weight.
    pub deduction_reason: String,
    /// 提示: TARGET_TOO_LOW, BUDGET_TOO_HIGH, FEW_EXPERTS, SURVEY_TOO_SMALL …
    pub flags: Vec<String>,
    /// What a flag is about, where it is not the row as a whole: the objects of 多对象汇总 by
    /// name, a finding with the other indicator that it costs points under.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub flag_subjects: BTreeMap<String, Vec<String>>,
    /// What it rests on.
    pub facts: Vec<FactReference>,
    /// 不适用: the reason; then it has no score and no gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<String>,
    /// The framework's weight, where another one is scored because others are 不适用.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub original_weight: Option<Points>,
}

/// How the total was rescaled because indicators are 不适用.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rescaling {
    /// Σ printed scores.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub sum: Points,
    /// Σ applicable weights.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub applicable: Points,
}

/// A 一票否决 that was triggered.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppliedVeto {
    /// What the plan calls it.
    pub name: String,
    /// By which findings.
    pub findings: Vec<FindingCode>,
    /// The indicator that fell to zero.
    pub zeroed: Option<IndicatorCode>,
    /// The grade that the total cannot pass.
    pub grade_cap: Option<String>,
}

/// The sum of a level.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LevelTotal {
    /// `C` or `C2`.
    pub code: String,
    /// 产出, 产出质量.
    pub name: String,
    /// 1 or 2.
    pub level: u8,
    /// Sum of weights.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub weight: Points,
    /// Sum of printed scores; rows with a gap count nothing and are listed in `gaps`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub score: Points,
    /// 得分率 in percent with two decimals.
    pub rate: String,
}

/// 等级 with half-open bands on the printed total (domain.md §3): 优 ≥ 90, 良 ≥ 80, 中 ≥ 60, 差.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradeBand {
    /// 优, 良, 中 or 差.
    pub grade: String,
    /// Lowest total that belongs to it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub min: Points,
}

/// An indicator that could not be scored, and what is missing. Never a zero, never full marks (P9).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gap {
    /// Which indicator.
    pub indicator: IndicatorCode,
    /// A problem code: ZERO_DENOMINATOR, EMPTY_SAMPLE, MISSING_MARK, MISSING_FUND_FIGURE …
    pub code: String,
    /// What is missing, for the sentence: a fund figure's key, an element's number.
    pub missing: Vec<String>,
}

/// The whole sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreSheet {
    /// `mof-2020-10/road_bridge`.
    pub framework_id: String,
    /// Version of the rules that computed it (P10).
    pub algorithm: String,
    /// In the framework's order.
    pub rows: Vec<ScoreRow>,
    /// Level-1 then level-2 sums, in the framework's order.
    pub levels: Vec<LevelTotal>,
    /// Sum of printed scores.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// The grade of the total; `None` while there are gaps.
    pub grade: Option<String>,
    /// How the total follows from the rows, where it is not their sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescaling: Option<Rescaling>,
    /// 一票否决 that were triggered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vetoes: Vec<AppliedVeto>,
}

/// The hash of a sheet with its gaps, as somebody saw it: of their JSON, which has one form.
pub fn sheet_hash(sheet: &ScoreSheet, gaps: &[Gap]) -> Result<Sha256Hex, serde_json::Error> {
    Ok(Sha256Hex::of(&serde_json::to_vec(&(sheet, gaps))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_absurd_weights_does_not_wrap_round() {
        let absurd = [Points(i64::MAX), Points(i64::MAX), Points(10_002)];
        assert_eq!(absurd.into_iter().sum::<Points>(), Points(i64::MAX));
    }

    #[test]
    fn a_weight_beyond_a_million_is_not_read() {
        assert_eq!(Points::parse("1000000.00"), Some(Points::MOST));
        assert_eq!(Points::parse("1000000.01"), None);
        assert_eq!(Points::parse("-1000000.01"), None);
        assert_eq!(Points::parse("92233720368547758.07"), None);
        for strange in ["1e3", "6E0", "+5", "1_000", "", "-", "５"] {
            assert_eq!(Points::parse(strange), None, "{strange}");
        }
    }

    #[test]
    fn a_sheet_with_the_same_total_has_another_hash() {
        let sheet = ScoreSheet::default();
        let other = ScoreSheet {
            algorithm: "another".to_owned(),
            ..sheet.clone()
        };
        let hash = |sheet: &ScoreSheet| sheet_hash(sheet, &[]).expect("JSON");
        assert_eq!(hash(&sheet), hash(&sheet.clone()));
        assert_ne!(hash(&sheet), hash(&other));
    }
}
