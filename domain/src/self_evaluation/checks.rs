//! The ten arithmetic and plausibility checks of a 自评表 (domain.md §2.4; seed row S3-06). One
//! error gives one flag: what only follows from an error already flagged is not flagged again.
//! Not here: reading the sheet (`import`), scoring it again (`rescore`).

use super::figures::{is_nothing, plain};
use super::rates::{claim_agrees, execution_rate};
use super::rescore::{Measure, capped_score, execution_score, measure, sum_of_claims};
use super::{SelfEvaluation, SelfEvaluationRow, agrees, sum_of};
use crate::scoring::Points;
use crate::scoring::exact::{Exact, percent_text, whole};

/// What is checked, in the order of domain.md §2.4.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// 1: the 执行率 or its 得分 is not 全年执行数 ÷ 全年预算数 (× 分值, capped).
    ExecutionScore,
    /// 2: a 得分 is not min(1, 完成值 ÷ 指标值) × 分值, or is above its 分值.
    CappedScore,
    /// 3: the 总分 is not the sum of the claimed scores.
    TotalSum,
    /// 4: 完成值 is below 指标值, and no reason is given.
    MissingReason,
    /// 5: a target or the budget is zero, missing or no number: nothing can be computed.
    ZeroTarget,
    /// 6: 完成值 ÷ 指标值 is 130 % or more: the target may have been set too low.
    TargetTooLow,
    /// 7: a target in words was copied as its own result.
    CopiedResult,
    /// 8: 满意度 is claimed although nobody was asked.
    SatisfactionWithoutSurvey,
    /// 9: every row claims full marks.
    AllFullMarks,
    /// 10: the weights are not 10/50/30/10 (预算执行率, 产出, 效益, 满意度).
    WeightsNotPreset,
}

/// One thing that a check found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelfEvaluationFlag {
    /// Which check.
    pub kind: CheckKind,
    /// The row as the spreadsheet numbers it, from 1; `None` for the sheet as a whole.
    pub row: Option<u32>,
    /// What would be right, as a number for the reader: `94.90%`, `18.00`.
    pub expected: Option<String>,
    /// What stands there.
    pub found: Option<String>,
}

/// From this percentage of its target on, a result says that the target was too low.
const TOO_LOW_FROM_PERCENT: i64 = 130;
/// Weights of 预算执行率, 产出, 效益, 满意度 and of all others, in hundredths of a 分
/// (财预〔2020〕10号 art. 13).
const PRESET_WEIGHTS: [i64; 5] = [1_000, 5_000, 3_000, 1_000, 0];

/// Makes all ten checks. Flags come in the order: 预算执行率, the rows, the sheet as a whole.
pub fn check(evaluation: &SelfEvaluation) -> Vec<SelfEvaluationFlag> {
    let mut flags: Vec<SelfEvaluationFlag> = check_execution(evaluation).into_iter().collect();
    flags.extend(evaluation.rows.iter().flat_map(check_row));
    flags.extend(check_total(evaluation));
    flags.extend(check_satisfaction(evaluation));
    flags.extend(check_full_marks(evaluation));
    flags.extend(check_weights(evaluation));
    flags
}

fn flag(
    kind: CheckKind,
    row: Option<u32>,
    expected: Option<String>,
    found: Option<String>,
) -> SelfEvaluationFlag {
    SelfEvaluationFlag {
        kind,
        row,
        expected,
        found,
    }
}

/// A wrong rate and the score that follows from it are one error.
fn check_execution(evaluation: &SelfEvaluation) -> Option<SelfEvaluationFlag> {
    let SelfEvaluation {
        budget, executed, ..
    } = evaluation;
    let Some(rate) = execution_rate(*executed, *budget) else {
        let found = budget.to_wan_yuan_exact(2);
        return Some(flag(CheckKind::ZeroTarget, None, None, Some(found)));
    };
    if let Some(claimed) = &evaluation.claimed_execution_rate
        && !claim_agrees(claimed, *executed, *budget)
    {
        let expected = Some(format!("{}%", percent_text(&rate)));
        let found = Some(claimed.clone());
        return Some(flag(CheckKind::ExecutionScore, None, expected, found));
    }
    let claimed = evaluation.execution_self_score?;
    let expected = execution_score(evaluation)?;
    differs(CheckKind::ExecutionScore, None, expected, claimed)
}

fn differs(
    kind: CheckKind,
    row: Option<u32>,
    expected: Points,
    found: Points,
) -> Option<SelfEvaluationFlag> {
    let make = || {
        flag(
            kind,
            row,
            Some(expected.to_string()),
            Some(found.to_string()),
        )
    };
    (!agrees(expected, found)).then(make)
}

fn check_row(row: &SelfEvaluationRow) -> Vec<SelfEvaluationFlag> {
    let number = Some(row.row);
    let capped = |expected: Option<Points>| {
        let claimed = row.self_score?;
        // Without figures only what lies outside 0 to the weight is certainly wrong.
        let expected = expected.unwrap_or(claimed.clamp(Points(0), row.weight.max(Points(0))));
        differs(CheckKind::CappedScore, number, expected, claimed)
    };
    let missing_reason = |is_short: bool| {
        let is_missing = is_short && is_nothing(&row.deviation_reason);
        let expected = Some(row.target.clone());
        let found = Some(row.actual.clone());
        is_missing.then(|| flag(CheckKind::MissingReason, number, expected, found))
    };
    let flags = match measure(row) {
        Measure::NoTarget => {
            let found = Some(row.target.clone());
            [
                Some(flag(CheckKind::ZeroTarget, number, None, found)),
                None,
                None,
            ]
        }
        Measure::NoActual => [capped(None), None, None],
        Measure::Qualitative => [capped(None), copied_result(row), None],
        Measure::Ceiling { kept: true } => [capped(Some(row.weight)), None, None],
        Measure::Ceiling { kept: false } => [capped(None), missing_reason(true), None],
        Measure::Share(share) => [
            capped(capped_score(&share, row.weight)),
            missing_reason(share < whole(1)),
            target_too_low(row, &share),
        ],
    };
    flags.into_iter().flatten().collect()
}

fn copied_result(row: &SelfEvaluationRow) -> Option<SelfEvaluationFlag> {
    let is_copied = !is_nothing(&row.target) && plain(&row.target) == plain(&row.actual);
    let found = Some(row.actual.clone());
    is_copied.then(|| flag(CheckKind::CopiedResult, Some(row.row), None, found))
}

fn target_too_low(row: &SelfEvaluationRow, share: &Exact) -> Option<SelfEvaluationFlag> {
    let limit = whole(TOO_LOW_FROM_PERCENT) / whole(100);
    let expected = Some(format!("< {TOO_LOW_FROM_PERCENT}%"));
    let found = Some(format!("{}%", percent_text(share)));
    (*share >= limit).then(|| flag(CheckKind::TargetTooLow, Some(row.row), expected, found))
}

/// The claimed total against the claimed scores: a wrong score does not make the sum wrong.
fn check_total(evaluation: &SelfEvaluation) -> Option<SelfEvaluationFlag> {
    let claimed = evaluation.claimed_total?;
    let expected = sum_of_claims(evaluation)?;
    differs(CheckKind::TotalSum, None, expected, claimed)
}

/// What a reader has to say before a check can be made.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum SelfEvaluationQuestion {
    /// 满意度 is claimed, and nothing says whether anybody was asked (check 8).
    SurveyNotStated {
        /// The row as the spreadsheet numbers it, from 1.
        row: u32,
    },
}

/// What the sheet leaves open. Questions are no flags: nothing is wrong yet.
pub fn questions(evaluation: &SelfEvaluation) -> Vec<SelfEvaluationQuestion> {
    let is_open = evaluation.has_survey.is_none();
    let row = satisfaction_claim(evaluation).filter(|_| is_open);
    row.map(|row| SelfEvaluationQuestion::SurveyNotStated { row: row.row })
        .into_iter()
        .collect()
}

fn is_about_satisfaction(row: &SelfEvaluationRow) -> bool {
    [&row.level1, &row.name]
        .iter()
        .any(|text| text.contains("满意度"))
}

fn satisfaction_claim(evaluation: &SelfEvaluation) -> Option<&SelfEvaluationRow> {
    evaluation.rows.iter().find(|row| {
        is_about_satisfaction(row) && row.self_score.is_some_and(|score| score > Points(0))
    })
}

/// Only where it is said that nobody was asked; what is not said is a question ([`questions`]).
fn check_satisfaction(evaluation: &SelfEvaluation) -> Option<SelfEvaluationFlag> {
    let row = satisfaction_claim(evaluation)?;
    let found = Some(row.actual.clone());
    let kind = CheckKind::SatisfactionWithoutSurvey;
    let nobody_asked = evaluation.has_survey == Some(false);
    nobody_asked.then(|| flag(kind, Some(row.row), None, found))
}

fn check_full_marks(evaluation: &SelfEvaluation) -> Option<SelfEvaluationFlag> {
    let is_full = |row: &SelfEvaluationRow| row.self_score == Some(row.weight);
    let is_execution_full = match evaluation.execution_weight {
        Points(0) => true,
        weight => evaluation.execution_self_score == Some(weight),
    };
    let all_full =
        !evaluation.rows.is_empty() && is_execution_full && evaluation.rows.iter().all(is_full);
    let found = sum_of_claims(evaluation).map(|total| total.to_string());
    all_full.then(|| flag(CheckKind::AllFullMarks, None, None, found))
}

fn check_weights(evaluation: &SelfEvaluation) -> Option<SelfEvaluationFlag> {
    let weight_of = |group: usize| {
        let rows = evaluation.rows.iter();
        sum_of(
            rows.filter(|row| group_of(row) == group)
                .map(|row| row.weight),
        )
    };
    let execution = evaluation.execution_weight;
    let found = [
        execution,
        weight_of(1),
        weight_of(2),
        weight_of(3),
        weight_of(4),
    ];
    let preset = PRESET_WEIGHTS.map(Points);
    let make = || {
        flag(
            CheckKind::WeightsNotPreset,
            None,
            Some(weights_text(&preset)),
            Some(weights_text(&found)),
        )
    };
    (found != preset).then(make)
}

/// The place of a row's weight in [`PRESET_WEIGHTS`].
fn group_of(row: &SelfEvaluationRow) -> usize {
    let groups = [("满意度", 3), ("产出", 1), ("效益", 2)];
    let found = groups.iter().find(|(word, _)| row.level1.contains(word));
    found.map_or(4, |(_, group)| *group)
}

/// `10.00/50.00/30.00/10.00`; weights of other groups come last, where there are any.
fn weights_text(weights: &[Points; 5]) -> String {
    let [named @ .., others] = weights;
    let is_shown = *others != Points(0);
    let shown = named.iter().chain(Some(others).filter(|_| is_shown));
    let texts: Vec<String> = shown.map(ToString::to_string).collect();
    texts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Fen;

    fn row(level1: &str, target: &str, actual: &str, weight: i64, score: i64) -> SelfEvaluationRow {
        SelfEvaluationRow {
            row: 12,
            level1: level1.to_owned(),
            name: "指标".to_owned(),
            target: target.to_owned(),
            actual: actual.to_owned(),
            weight: Points(weight),
            self_score: Some(Points(score)),
            deviation_reason: String::new(),
            is_qualitative: !target.is_empty()
                && crate::self_evaluation::read_figure(target).is_none(),
        }
    }

    /// Without any error: 90 % executed, everything else as planned.
    fn sound() -> SelfEvaluation {
        SelfEvaluation {
            budget: Fen(100_000_000),
            executed: Fen(90_000_000),
            execution_weight: Points(1_000),
            execution_self_score: Some(Points(900)),
            claimed_execution_rate: Some("90%".to_owned()),
            rows: vec![
                row("产出指标", "12公里", "12公里", 5_000, 5_000),
                row("效益指标", "改善出行", "两村出行时间减半", 3_000, 3_000),
                row("满意度指标", "≥90%", "92%", 1_000, 1_000),
            ],
            claimed_total: Some(Points(9_900)),
            has_survey: Some(true),
            ..SelfEvaluation::default()
        }
    }

    fn kinds(evaluation: &SelfEvaluation) -> Vec<CheckKind> {
        check(evaluation).iter().map(|flag| flag.kind).collect()
    }

    /// The flags after one row was replaced; its score stays what the total was made from.
    fn kinds_with(place: usize, changed: SelfEvaluationRow) -> Vec<CheckKind> {
        let mut evaluation = sound();
        evaluation.rows[place] = changed;
        evaluation.claimed_total = sum_of_claims(&evaluation);
        kinds(&evaluation)
    }

    #[test]
    fn a_sound_sheet_has_no_flag() {
        assert!(check(&sound()).is_empty());
    }

    #[test]
    fn a_claim_of_95_percent_with_949_of_1000_is_one_flag() {
        let mut evaluation = sound();
        evaluation.executed = Fen(94_900_000);
        evaluation.claimed_execution_rate = Some("95%".to_owned());
        evaluation.execution_self_score = Some(Points(960));
        evaluation.claimed_total = Some(Points(9_960));
        let flags = check(&evaluation);
        assert_eq!(flags.len(), 1);
        assert_eq!(flags[0].kind, CheckKind::ExecutionScore);
        assert_eq!(flags[0].expected.as_deref(), Some("94.90%"));
        evaluation.claimed_execution_rate = None;
        assert_eq!(check(&evaluation)[0].expected.as_deref(), Some("9.49"));
    }

    #[test]
    fn a_row_is_flagged_for_its_own_error_only() {
        use CheckKind::{CappedScore, CopiedResult, MissingReason, TargetTooLow, ZeroTarget};
        let with =
            |target, actual, score| kinds_with(0, row("产出指标", target, actual, 5_000, score));
        assert!(with("10公里", "11公里", 5_001).is_empty());
        assert_eq!(with("10公里", "11公里", 5_002), [CappedScore]);
        assert_eq!(with("10公里", "8公里", 4_000), [MissingReason]);
        assert_eq!(with("0公里", "8公里", 4_900), [ZeroTarget]);
        assert_eq!(with("", "8公里", 4_900), [ZeroTarget]);
        assert!(with("10公里", "12.99公里", 5_000).is_empty());
        assert_eq!(with("10公里", "13公里", 5_000), [TargetTooLow]);
        assert_eq!(with("显著提高", "显著提高", 4_900), [CopiedResult]);
        assert_eq!(with("显著提高", "提高", 5_100), [CappedScore]);
        assert!(with("≤5%", "4%", 5_000).is_empty());
        assert_eq!(with("≤5%", "6%", 4_000), [MissingReason]);
    }

    #[test]
    fn the_sheet_as_a_whole_is_checked_for_sum_survey_full_marks_and_weights() {
        let mut evaluation = sound();
        evaluation.claimed_total = Some(Points(9_902));
        assert_eq!(kinds(&evaluation), [CheckKind::TotalSum]);
        evaluation = sound();
        evaluation.has_survey = Some(false);
        assert_eq!(kinds(&evaluation), [CheckKind::SatisfactionWithoutSurvey]);
        assert!(questions(&evaluation).is_empty());
        evaluation.has_survey = None;
        assert!(
            kinds(&evaluation).is_empty(),
            "what is not said is no error"
        );
        let asked = SelfEvaluationQuestion::SurveyNotStated { row: 12 };
        assert_eq!(questions(&evaluation), [asked]);
        evaluation = sound();
        evaluation.executed = evaluation.budget;
        evaluation.claimed_execution_rate = Some("100%".to_owned());
        evaluation.execution_self_score = Some(Points(1_000));
        evaluation.claimed_total = Some(Points(10_000));
        assert_eq!(kinds(&evaluation), [CheckKind::AllFullMarks]);
        let changed = row("产出指标", "12公里", "12公里", 4_000, 4_000);
        assert_eq!(kinds_with(0, changed), [CheckKind::WeightsNotPreset]);
        evaluation = sound();
        evaluation.budget = Fen(0);
        assert_eq!(kinds(&evaluation), [CheckKind::ZeroTarget]);
    }
}
