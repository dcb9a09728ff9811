//! 征求意见: what the evaluated unit says about the draft, and what became of it (domain.md §2.5).
//! Not here: the draft itself (`report`), who may decide (the server).

use crate::problem::Problem;

/// Characters of an opinion or a reason.
const TEXT_LIMIT: usize = 4_000;

/// 采纳, 部分采纳, 不采纳.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OpinionVerdict {
    /// 采纳.
    Adopted,
    /// 部分采纳.
    PartlyAdopted,
    /// 不采纳.
    Rejected,
}

impl OpinionVerdict {
    /// As printed.
    pub fn term(self) -> &'static str {
        match self {
            Self::Adopted => "采纳",
            Self::PartlyAdopted => "部分采纳",
            Self::Rejected => "不采纳",
        }
    }
}

/// What was decided on an opinion.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpinionDecision {
    /// 采纳与否.
    pub verdict: OpinionVerdict,
    /// 理由.
    pub reason: String,
    /// 报告修改处: the block that was changed; needed for 采纳 and 部分采纳.
    #[serde(default)]
    pub place: String,
    /// Who decided.
    #[serde(default)]
    pub name: String,
}

/// One opinion.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opinion {
    /// Its identifier.
    pub id: String,
    /// 意见序号, from 1.
    pub number: u32,
    /// Which unit.
    pub unit: String,
    /// 原文.
    pub text: String,
    /// On which block of the draft; empty for the draft as a whole.
    #[serde(default)]
    pub block: String,
    /// The day it came, `2026-11-22`.
    pub day: String,
    /// What was decided.
    #[serde(default)]
    pub decision: Option<OpinionDecision>,
}

/// What is wrong with an opinion before it is stored: UNIT_MISSING, OPINION_MISSING, TEXT_TOO_LONG,
/// DAY_MALFORMED.
pub fn check_opinion(unit: &str, text: &str, day: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if unit.trim().is_empty() {
        problems.push(Problem::new("UNIT_MISSING").at_path("unit"));
    }
    if text.trim().is_empty() {
        problems.push(Problem::new("OPINION_MISSING").at_path("text"));
    }
    if text.chars().count() > TEXT_LIMIT || unit.chars().count() > 200 {
        problems.push(
            Problem::new("TEXT_TOO_LONG")
                .with("limit", TEXT_LIMIT)
                .at_path("text"),
        );
    }
    if crate::time::parse_day(day).is_none() {
        problems.push(Problem::new("DAY_MALFORMED").at_path("day"));
    }
    problems
}

/// What is wrong with a decision: REASON_MISSING always needs its reason, OPINION_PLACE_MISSING
/// where something was adopted and nothing changed.
pub fn check_decision(decision: &OpinionDecision) -> Vec<Problem> {
    let mut problems = Vec::new();
    if decision.reason.trim().is_empty() {
        problems.push(Problem::new("REASON_MISSING").at_path("reason"));
    }
    let adopted = decision.verdict != OpinionVerdict::Rejected;
    if adopted && decision.place.trim().is_empty() {
        problems.push(Problem::new("OPINION_PLACE_MISSING").at_path("place"));
    }
    if decision.reason.chars().count() > TEXT_LIMIT {
        problems.push(
            Problem::new("TEXT_TOO_LONG")
                .with("limit", TEXT_LIMIT)
                .at_path("reason"),
        );
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_adopted_names_where_the_report_changed() {
        let decision = |verdict| OpinionDecision {
            verdict,
            reason: "有验收资料为证".to_owned(),
            place: String::new(),
            name: String::new(),
        };
        let adopted = check_decision(&decision(OpinionVerdict::PartlyAdopted));
        assert_eq!(adopted[0].code, "OPINION_PLACE_MISSING");
        assert_eq!(check_decision(&decision(OpinionVerdict::Rejected)), []);
    }

    #[test]
    fn an_opinion_has_a_unit_a_text_and_a_day() {
        let codes: Vec<_> = check_opinion(" ", "", "22.11.")
            .into_iter()
            .map(|p| p.code)
            .collect();
        assert_eq!(codes, ["UNIT_MISSING", "OPINION_MISSING", "DAY_MALFORMED"]);
    }
}
