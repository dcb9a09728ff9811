//! Qualitative marks by two people: averaged when they agree within a tenth of the weight, else
//! decided with a reason (domain.md §4, S2-14). Not here: levels and their ranges (`rules`).

use super::GapCode;
use super::desk_mark::DeskMark;
use super::exact::{Exact, ExactNumber, percent_text, whole};
use super::rules::{LevelRange, RuleInput};
use crate::ids::AccountId;
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

/// More than a tenth of the weight apart cannot be averaged.
fn are_apart(one: &Exact, two: &Exact) -> bool {
    let difference = if one > two { one - two } else { two - one };
    difference * whole(10) > whole(1)
}

fn lies_within(level: &LevelRange, pct: &Exact) -> bool {
    *pct >= level.min && (*pct < level.max || (level.max_inclusive && *pct == level.max))
}

/// The input that two marks give, or what is missing.
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
    let [one, two] = marks else {
        return Err((GapCode::SecondScorerMissing, String::new()));
    };
    if let Some(decision) = decision {
        return Ok(input(&decision.level, decision.pct.0.clone()));
    }
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
/// PCT_OUT_OF_LEVEL, DECISION_NOT_NEEDED.
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
    for (name, pct, reason) in given.chain(decided) {
        if reason.trim().is_empty() {
            problems.push(Problem::new("REASON_MISSING"));
        }
        let level = levels.iter().find(|level| level.name == *name);
        if !level.is_some_and(|level| lies_within(level, pct)) {
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
    let given = marks.iter().map(|mark| {
        let percent = percent_text(&mark.pct.0);
        format!(
            "{}（{} {percent}%）：{}",
            mark.name,
            mark.level,
            mark.reason.trim()
        )
    });
    let decided = decision.map(|it| {
        let percent = percent_text(&it.pct.0);
        format!(
            "裁定（{}，{} {percent}%）：{}",
            it.name,
            it.level,
            it.reason.trim()
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
mod tests {
    use super::super::exact::parse_exact;
    use super::super::rules::default_levels;
    use super::*;

    fn mark(scorer: &str, pct: &str) -> ScorerMark {
        let share = parse_exact(pct).expect("a number");
        let levels = default_levels();
        let level = levels.iter().find(|level| lies_within(level, &share));
        ScorerMark {
            scorer: scorer.into(),
            name: scorer.to_owned(),
            level: level.expect("a level").name.clone(),
            pct: ExactNumber(share),
            reason: "见照片".to_owned(),
        }
    }

    fn pct(marks: &[ScorerMark]) -> Result<String, GapCode> {
        match joint_input(marks, None, &default_levels()) {
            Ok(RuleInput::GradeLevel { pct, .. }) => Ok(percent_text(&pct)),
            Ok(_) => Err(GapCode::UnknownRule),
            Err((code, _)) => Err(code),
        }
    }

    #[test]
    fn two_marks_within_a_tenth_are_averaged() {
        assert_eq!(
            pct(&[mark("a", "0.75"), mark("b", "0.85")]).as_deref(),
            Ok("80.00")
        );
        let apart = pct(&[mark("a", "0.75"), mark("b", "0.851")]);
        assert_eq!(apart, Err(GapCode::ScorersApart));
        assert_eq!(pct(&[mark("a", "0.75")]), Err(GapCode::SecondScorerMissing));
    }

    #[test]
    fn a_new_mark_drops_the_decision_on_the_old_ones() {
        let first = give_mark(None, mark("a", "0.5"));
        let both = give_mark(Some(&first), mark("b", "0.9"));
        let decision = JointDecision {
            name: "周".to_owned(),
            level: mark("x", "0.7").level,
            pct: mark("x", "0.7").pct,
            reason: "以现场为准".to_owned(),
        };
        let decided = decide(Some(&both), decision).expect("decided");
        assert!(matches!(
            &decided,
            DeskMark::Joint {
                decision: Some(_),
                ..
            }
        ));
        let again = give_mark(Some(&decided), mark("a", "0.85"));
        assert!(matches!(&again, DeskMark::Joint { decision: None, marks } if marks.len() == 2));
    }

    #[test]
    fn one_person_cannot_be_both_scorers() {
        let marks = [mark("a", "0.75"), mark("a", "0.8")];
        let codes = check_joint(&marks, None, &default_levels());
        assert_eq!(codes[0].code, "SAME_SCORER_TWICE");
    }
}
