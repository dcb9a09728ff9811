//! Qualitative marks by two people: averaged when they agree within a tenth of the weight, else
//! decided with a reason (domain.md §4, S2-14). Not here: levels and their ranges (`rules`).

use super::GapCode;
use super::desk_mark::{DeskMark, level_ranges};
use super::exact::{Exact, ExactNumber, percent_text, whole};
use super::rules::{LevelRange, RuleInput};
use crate::ids::AccountId;
use crate::indicator::LevelBand;
use crate::problem::Problem;

/// One person's mark.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScorerMark {
    /// Who.
    pub scorer: AccountId,
    /// The name as printed.
    pub name: String,
    /// 达成预期目标 …
    pub level: String,
    /// Share of the weight within the level: `0.75`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub pct: ExactNumber,
    /// Why; needed.
    pub reason: String,
}

/// 裁定 where two marks are too far apart.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JointDecision {
    /// Who decided.
    pub name: String,
    /// The level.
    pub level: String,
    /// Share of the weight within the level.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub pct: ExactNumber,
    /// Why; needed.
    pub reason: String,
}

/// How far two marks may be apart for a mean, in percent of the weight.
pub(crate) const MOST_APART_PERCENT: i64 = 10;

/// Further apart they cannot be averaged.
fn are_apart(one: &Exact, two: &Exact) -> bool {
    let difference = if one > two { one - two } else { two - one };
    difference * whole(100) > whole(MOST_APART_PERCENT)
}

fn lies_within(level: &LevelRange, pct: &Exact) -> bool {
    *pct >= level.min && (*pct < level.max || (level.max_inclusive && *pct == level.max))
}

/// Whether the levels, as they are now, hold a judgement; amended ones may not.
fn stands(levels: &[LevelRange], name: &str, pct: &Exact) -> bool {
    let level = levels.iter().find(|level| level.name == name);
    level.is_some_and(|level| lies_within(level, pct))
}

/// The input that two marks give, or what is missing. A mark that the levels no longer hold, since
/// they were amended, is named: whoever gave it marks anew. A decision stands before the marks.
pub(super) fn joint_input(
    marks: &[ScorerMark],
    decision: Option<&JointDecision>,
    levels: &[LevelRange],
) -> Result<RuleInput, (GapCode, String)> {
    let input = |level: &str, pct: Exact| RuleInput::GradeLevel {
        level: level.to_owned(),
        pct,
        levels: levels.to_vec(),
    };
    if let Some(decision) = decision {
        if !stands(levels, &decision.level, &decision.pct.0) {
            return Err((GapCode::PctOutOfLevel, decision.name.clone()));
        }
        return Ok(input(&decision.level, decision.pct.0.clone()));
    }
    let outdated: Vec<&str> = marks
        .iter()
        .filter(|mark| !stands(levels, &mark.level, &mark.pct.0))
        .map(|mark| mark.name.as_str())
        .collect();
    if !outdated.is_empty() {
        return Err((GapCode::PctOutOfLevel, outdated.join("、")));
    }
    let [one, two] = marks else {
        return Err((GapCode::SecondScorerMissing, String::new()));
    };
    if are_apart(&one.pct.0, &two.pct.0) {
        let apart = format!(
            "{}%, {}%",
            percent_text(&one.pct.0),
            percent_text(&two.pct.0)
        );
        return Err((GapCode::ScorersApart, apart));
    }
    let mean = (&one.pct.0 + &two.pct.0) / whole(2);
    let level = levels.iter().find(|level| lies_within(level, &mean));
    let name = level.map_or(one.level.as_str(), |level| level.name.as_str());
    Ok(input(name, mean))
}

/// What is wrong with joint marks: TOO_MANY_SCORERS, SAME_SCORER_TWICE, REASON_MISSING,
/// PCT_OUT_OF_LEVEL, DECISION_NOT_NEEDED. Of a decision only itself is judged: what it was made on
/// stays as it was given.
pub(super) fn check_joint(
    marks: &[ScorerMark],
    decision: Option<&JointDecision>,
    levels: &[LevelRange],
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if marks.len() > 2 {
        problems.push(Problem::new("TOO_MANY_SCORERS"));
    }
    if let [one, two] = marks
        && one.scorer == two.scorer
    {
        problems.push(Problem::new("SAME_SCORER_TWICE"));
    }
    let given = marks
        .iter()
        .map(|mark| (&mark.level, &mark.pct.0, &mark.reason));
    let decided = decision.iter().map(|it| (&it.level, &it.pct.0, &it.reason));
    let given = given.filter(|_| decision.is_none());
    for (name, pct, reason) in given.chain(decided) {
        if reason.trim().is_empty() {
            problems.push(Problem::new("REASON_MISSING"));
        }
        if !stands(levels, name, pct) {
            problems.push(Problem::new("PCT_OUT_OF_LEVEL"));
        }
    }
    let apart = matches!(marks, [one, two] if are_apart(&one.pct.0, &two.pct.0));
    if decision.is_some() && !apart {
        problems.push(Problem::new("DECISION_NOT_NEEDED"));
    }
    problems
}

/// Both reasons and the decision, for the working paper.
pub(super) fn joint_note(marks: &[ScorerMark], decision: Option<&JointDecision>) -> String {
    // Who it was stands in the working paper.
    let given = marks.iter().zip(1..).map(|(mark, number)| {
        let percent = percent_text(&mark.pct.0);
        format!(
            "评分人{number}（{} {percent}%）：{}",
            mark.level,
            mark.reason.trim().trim_end_matches('。')
        )
    });
    let decided = decision.map(|it| {
        let percent = percent_text(&it.pct.0);
        format!(
            "裁定（{} {percent}%）：{}",
            it.level,
            it.reason.trim().trim_end_matches('。')
        )
    });
    given.chain(decided).collect::<Vec<_>>().join("；")
}

/// What stands after somebody gave a mark: theirs replaces their own earlier one, and a decision
/// falls, because it was about other marks.
pub fn give_mark(present: Option<&DeskMark>, mark: ScorerMark) -> DeskMark {
    let mut marks = match present {
        Some(DeskMark::Joint { marks, .. }) => marks.clone(),
        _ => Vec::new(),
    };
    match marks.iter_mut().find(|it| it.scorer == mark.scorer) {
        Some(own) => *own = mark,
        None => marks.push(mark),
    }
    DeskMark::Joint {
        marks,
        decision: None,
    }
}

/// The marks among which somebody gives theirs: two that others gave leave room for a third only
/// where the levels were amended and no longer hold one of them.
pub fn make_room(present: DeskMark, scorer: &AccountId, levels: &[LevelBand]) -> DeskMark {
    let levels = level_ranges(levels);
    match present {
        DeskMark::Joint {
            mut marks,
            decision,
        } if marks.len() >= 2 && marks.iter().all(|mark| mark.scorer != *scorer) => {
            marks.retain(|mark| stands(&levels, &mark.level, &mark.pct.0));
            DeskMark::Joint { marks, decision }
        }
        other => other,
    }
}

/// Whether a decision was made that the levels still hold: then the marks under it are settled.
pub fn is_decided(present: &DeskMark, levels: &[LevelBand]) -> bool {
    let levels = level_ranges(levels);
    match present {
        DeskMark::Joint {
            decision: Some(decision),
            ..
        } => stands(&levels, &decision.level, &decision.pct.0),
        _ => false,
    }
}

/// What stands after somebody took their own mark back, nothing where it was the only one; an
/// error where they gave none.
pub fn take_back(present: &DeskMark, scorer: &AccountId) -> Result<Option<DeskMark>, Problem> {
    let none = || Problem::new("MARK_NOT_YOURS");
    let DeskMark::Joint { marks, .. } = present else {
        return Err(none());
    };
    let others: Vec<ScorerMark> = marks
        .iter()
        .filter(|mark| mark.scorer != *scorer)
        .cloned()
        .collect();
    if others.len() == marks.len() {
        return Err(none());
    }
    Ok((!others.is_empty()).then_some(DeskMark::Joint {
        marks: others,
        decision: None,
    }))
}

/// What stands after a decision; `None` where there are no two marks to decide on.
pub fn decide(present: Option<&DeskMark>, decision: JointDecision) -> Option<DeskMark> {
    match present {
        Some(DeskMark::Joint { marks, .. }) if marks.len() == 2 => Some(DeskMark::Joint {
            marks: marks.clone(),
            decision: Some(decision),
        }),
        _ => None,
    }
}

#[cfg(test)]
#[path = "joint_tests.rs"]
mod tests;
