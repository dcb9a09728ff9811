//! What a rule's number is bound to. Not here: finding its value (`scoring::engine`).
//!
//! Two stored answers have a meaning of their own everywhere: 不适用 ([`NOT_APPLICABLE`]) takes the
//! site out of the denominator, as an unanswered question does (it was not relevant there);
//! 无法核实 ([`CANNOT_VERIFY`]) leaves it in the denominator and never counts as a pass.

use crate::ids::IndicatorCode;
use crate::scoring::exact::ExactNumber;

/// Choice name of 不适用 in the shipped forms.
pub const NOT_APPLICABLE: &str = "not_applicable";
/// Choice name of 无法核实 in the shipped forms.
pub const CANNOT_VERIFY: &str = "cannot_verify";

/// One named number of a rule: how it is called in the working, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Binding {
    /// 现场核查合格项目数.
    pub label: String,
    /// 个, 公里, 万元; empty for ratios.
    #[serde(default)]
    pub unit: String,
    /// The source.
    pub from: Operand,
}

/// The source of a number. Money is in 万元, satisfaction a fraction (0.831).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum Operand {
    /// A number of the framework itself, such as a target.
    Constant {
        /// The number.
        value: ExactNumber,
    },
    /// A fund figure entered at the desk, in 万元: `arrived`, `paid` …
    FundFigure {
        /// Its key.
        key: String,
    },
    /// Σ 批复金额 of the frame, in 万元.
    FrameAmount {
        /// Only projects of this type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        project_type: Option<String>,
        /// Only projects with a complete inspection.
        #[serde(default)]
        inspected_only: bool,
    },
    /// Σ 计划数量 of the frame.
    FrameQuantity {
        /// Only projects of this type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        project_type: Option<String>,
        /// Only projects with a complete inspection.
        #[serde(default)]
        inspected_only: bool,
    },
    /// An aggregate over the complete inspections of the sample.
    Field {
        /// What is taken together.
        aggregate: Aggregate,
        /// Only projects that the frame lists under this type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        project_type: Option<String>,
        /// A site counts only when at least one of these questions was answered with something
        /// else than 不适用. Empty: every site counts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        applicable: Vec<String>,
        /// A site counts only when this holds (count-if).
        #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
        condition: Option<Condition>,
        /// Each site stands for as many projects as the sampling design says (N_h ÷ n_h), instead
        /// of for itself alone; the working says which.
        #[serde(default, skip_serializing_if = "is_false")]
        weighted: bool,
    },
    /// The satisfaction of a questionnaire.
    SurveySatisfaction {
        /// The form; without one, the questionnaire whose scale questions name the indicator.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form_id: Option<String>,
        /// Mean or 满意率: the plan must say which (domain.md §6.1).
        measure: SatisfactionMeasure,
    },
    /// Findings under these indicators, counted by severity where the rule asks for it.
    Findings {
        /// Which indicators.
        indicators: Vec<IndicatorCode>,
    },
    /// A number entered at the desk for this indicator, by its key; without one, the sum of what
    /// the inspections' own forms offer for it (`scoring::evaluated_answers`).
    DeskFigure {
        /// Its key within the mark, for example `passed`.
        key: String,
    },
    /// The mark given at the desk itself: elements, level, expert marks, counts, manual score.
    DeskMark,
}

fn is_false(value: &bool) -> bool {
    !*value
}

impl Operand {
    /// Every question that the source reads.
    pub fn paths(&self) -> Vec<&str> {
        let Operand::Field {
            aggregate,
            applicable,
            condition,
            ..
        } = self
        else {
            return Vec::new();
        };
        let mut paths: Vec<&str> = applicable.iter().map(String::as_str).collect();
        if let Aggregate::Sum { path, .. } | Aggregate::Mean { path } = aggregate {
            paths.push(path);
        }
        paths.extend(condition.iter().flat_map(Condition::paths));
        paths
    }
}

/// How the answers of several sites become one number.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Aggregate {
    /// How many sites.
    Count,
    /// Σ of a numeric answer × factor (0.001 turns metres into kilometres).
    Sum {
        /// The question.
        path: String,
        /// The factor; one when left out.
        #[serde(default)]
        factor: ExactNumber,
    },
    /// Mean of a numeric answer.
    Mean {
        /// The question.
        path: String,
    },
}

/// Which number of a questionnaire is scored. The questionnaire's plan may fix another one than the
/// indicator's source names (`scoring::survey::QuestionnairePlan::method`); the plan then holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SatisfactionMeasure {
    /// Mean of the responses' scores ÷ 100.
    Mean,
    /// 满意率: answers of at least 满意 ÷ valid answers.
    SatisfiedShare,
    /// 总体题均值: mean of the overall question's choices ÷ 100.
    OverallQuestion,
}

impl SatisfactionMeasure {
    /// All of them, in the order in which they are printed.
    pub const ALL: [Self; 3] = [Self::Mean, Self::SatisfiedShare, Self::OverallQuestion];

    /// How it is computed, as it stands beside its figure in the report.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mean => "已答题加权平均法",
            Self::SatisfiedShare => "满意率法",
            Self::OverallQuestion => "总体题均值法",
        }
    }
}

/// A condition on the answers of one site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "test", rename_all = "snake_case")]
pub enum Condition {
    /// The answer is one of these.
    OneOf {
        /// The question.
        path: String,
        /// Choice names.
        values: Vec<String>,
    },
    /// Every answered question has one of these answers; unanswered ones were not relevant.
    AllOneOf {
        /// The questions.
        paths: Vec<String>,
        /// Choice names.
        values: Vec<String>,
    },
    /// At least one question has one of these answers.
    AnyOneOf {
        /// The questions.
        paths: Vec<String>,
        /// Choice names.
        values: Vec<String>,
    },
    /// The day at `path` is later than the day at `than`; false when either is missing.
    LaterThan {
        /// A date question.
        path: String,
        /// Another date question.
        than: String,
    },
    /// All of these questions have an answer.
    Answered {
        /// The questions.
        paths: Vec<String>,
    },
    /// All hold.
    All {
        /// The conditions.
        of: Vec<Condition>,
    },
    /// At least one holds.
    Any {
        /// The conditions.
        of: Vec<Condition>,
    },
    /// It does not hold.
    Not {
        /// The condition.
        of: Box<Condition>,
    },
}

impl Condition {
    /// Every question that the condition reads.
    pub fn paths(&self) -> Vec<&str> {
        match self {
            Condition::OneOf { path, .. } => vec![path],
            Condition::AllOneOf { paths, .. }
            | Condition::AnyOneOf { paths, .. }
            | Condition::Answered { paths } => paths.iter().map(String::as_str).collect(),
            Condition::LaterThan { path, than } => vec![path, than],
            Condition::All { of } | Condition::Any { of } => {
                of.iter().flat_map(Condition::paths).collect()
            }
            Condition::Not { of } => of.paths(),
        }
    }
}
