//! Marks given at the desk, with their reasons. Stored as JSON and sent over the wire as they are.
//! Not here: who gave them and when (the audit trail keeps that).

use std::collections::BTreeMap;

use super::exact::{Exact, ExactNumber, from_points};
use super::rules::{LevelRange, RuleInput, default_levels, evaluate};
use super::{GapCode, Points, ScoreError};
use crate::finding::Severity;
use crate::indicator::{Indicator, LevelBand, Operand, Rule};
use crate::problem::Problem;

/// A manual score needs a reason of at least so many characters (domain.md §4).
pub const MANUAL_REASON_MIN: usize = 20;

/// The state of one 评价要点.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ElementState {
    /// 具备.
    Met,
    /// 不具备.
    NotMet,
    /// 不适用: leaves the sum, the others are renormalised.
    NotApplicable,
}

/// The mark of one 评价要点; an element without a mark blocks the score.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ElementMark {
    /// The element's number.
    pub no: u32,
    /// Its state.
    pub state: ElementState,
    /// On which document; printed in the working paper.
    #[serde(default)]
    pub note: String,
}

/// How many findings of one severity were established at the desk.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeverityCount {
    /// How bad.
    pub severity: Severity,
    /// How many.
    pub count: u32,
}

/// Somebody behind a mark.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondPerson {
    /// Who.
    pub account: crate::ids::AccountId,
    /// The name as printed.
    pub name: String,
}

/// A mark for one indicator; its kind must fit the indicator's rule.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "mark", rename_all = "snake_case")]
pub enum DeskMark {
    /// For 要素计分.
    Elements {
        /// The marked elements, in any order.
        elements: Vec<ElementMark>,
    },
    /// For 直接赋分.
    YesNo {
        /// 是.
        met: bool,
        /// 说明.
        #[serde(default)]
        note: String,
    },
    /// For 定性分档.
    Level {
        /// 达成预期目标 …
        level: String,
        /// Share of the weight within the level: `0.75`.
        pct: ExactNumber,
        /// Why; needed.
        reason: String,
        /// Who gave it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given_by: Option<SecondPerson>,
    },
    /// For 专家打分.
    ExpertMarks {
        /// Each a share of the weight; all are kept.
        marks: Vec<ExactNumber>,
        /// 说明.
        #[serde(default)]
        note: String,
    },
    /// For 扣分制: an empty list says that nothing was found.
    Counts {
        /// By severity.
        counts: Vec<SeverityCount>,
        /// What was found.
        #[serde(default)]
        note: String,
    },
    /// Numbers by key, for operands bound to the desk.
    Figures {
        /// Key → number.
        #[cfg_attr(feature = "openapi",
            schema(value_type = std::collections::HashMap<String, String>))]
        values: BTreeMap<String, ExactNumber>,
        /// On which document.
        #[serde(default)]
        note: String,
    },
    /// For 人工评分.
    Manual {
        /// In 分.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        score: Points,
        /// At least [`MANUAL_REASON_MIN`] characters.
        reason: String,
        /// Who entered it.
        #[serde(default)]
        entered_by: Option<SecondPerson>,
        /// The second person, who is another one.
        #[serde(default)]
        confirmed_by: Option<SecondPerson>,
    },
    /// For 定性分档 by two people.
    Joint {
        /// One for each person.
        marks: Vec<super::ScorerMark>,
        /// Needed where the two are too far apart.
        #[serde(default)]
        decision: Option<super::JointDecision>,
    },
}

/// The levels of a 定性分档 rule as ranges; none given means those of 财预〔2020〕10号.
pub(super) fn level_ranges(levels: &[LevelBand]) -> Vec<LevelRange> {
    if levels.is_empty() {
        return default_levels();
    }
    let range = |level: &LevelBand| LevelRange {
        name: level.name.clone(),
        min: level.min.0.clone(),
        max: level.max.0.clone(),
        max_inclusive: level.max_inclusive,
    };
    levels.iter().map(range).collect()
}

/// What is wrong with a mark before it is stored. Unmarked elements are allowed: they are a gap.
/// Codes: MARK_OF_WRONG_KIND, UNKNOWN_ELEMENT, UNKNOWN_FIGURE, REASON_MISSING, REASON_TOO_SHORT and
/// those of [`ScoreError`].
pub fn check_mark(indicator: &Indicator, mark: &DeskMark) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut refuse = |code: &str, detail: String| {
        problems.push(Problem::new(code).with("detail", detail));
    };
    match (mark, &indicator.rule) {
        (DeskMark::Elements { elements }, Rule::ElementCount) => {
            for mark in elements {
                if !indicator
                    .elements
                    .iter()
                    .any(|element| element.no == mark.no)
                {
                    refuse("UNKNOWN_ELEMENT", mark.no.to_string());
                }
            }
        }
        (DeskMark::Figures { values, .. }, _) => {
            let known = |key: &String| {
                let is =
                    |from: &Operand| matches!(from, Operand::DeskFigure { key: k } if k == key);
                indicator.operands.values().any(|binding| is(&binding.from))
            };
            for key in values.keys().filter(|key| !known(key)) {
                refuse("UNKNOWN_FIGURE", key.clone());
            }
        }
        (DeskMark::Joint { marks, decision }, Rule::GradeLevel { levels }) => {
            let levels = level_ranges(levels);
            for problem in super::joint::check_joint(marks, decision.as_ref(), &levels) {
                refuse(&problem.code, String::new());
            }
        }
        (DeskMark::YesNo { .. }, Rule::YesNo { .. }) => {}
        (DeskMark::Counts { .. }, Rule::Deduction { .. }) => {}
        _ => {
            if let Err((code, detail)) = judged_input(&indicator.rule, mark).and_then(|input| {
                let scored = evaluate(indicator.weight, &input);
                scored
                    .map(drop)
                    .map_err(|error| (error.gap(), String::new()))
            }) {
                refuse(code.as_str(), detail);
            }
        }
    }
    problems
}

/// The input that a judged mark (level, experts, manual) gives, or the code of what is wrong.
pub(super) fn judged_input(rule: &Rule, mark: &DeskMark) -> Result<RuleInput, (GapCode, String)> {
    match (mark, rule) {
        (
            DeskMark::Level {
                level, pct, reason, ..
            },
            Rule::GradeLevel { levels },
        ) => {
            if reason.trim().is_empty() {
                return Err((GapCode::ReasonMissing, String::new()));
            }
            let levels = level_ranges(levels);
            Ok(RuleInput::GradeLevel {
                level: level.clone(),
                pct: pct.0.clone(),
                levels,
            })
        }
        (DeskMark::ExpertMarks { marks, .. }, Rule::LikertExpert { trim }) => {
            if marks.len() > super::MAX_ELEMENTS {
                return Err((ScoreError::TooLarge.gap(), String::new()));
            }
            let marks: Vec<Exact> = marks.iter().map(|mark| mark.0.clone()).collect();
            Ok(RuleInput::LikertExpert { marks, trim: *trim })
        }
        (DeskMark::Joint { marks, decision }, Rule::GradeLevel { levels }) => {
            super::joint::joint_input(marks, decision.as_ref(), &level_ranges(levels))
        }
        (DeskMark::Manual { score, reason, .. }, Rule::Manual) => {
            let length = reason.trim().chars().count();
            if length < MANUAL_REASON_MIN {
                return Err((GapCode::ReasonTooShort, length.to_string()));
            }
            Ok(RuleInput::Manual {
                score: from_points(*score),
            })
        }
        _ => Err((GapCode::MarkOfWrongKind, rule.kind().to_owned())),
    }
}
