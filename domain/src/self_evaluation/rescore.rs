//! The score that the figures of a 自评表 bear out: the capped ratio, rounded half-up once a row
//! (domain.md §2.4 checks 1 and 2, §4). Not here: what is wrong with the claimed scores (`checks`).

use std::collections::BTreeMap;

use num_traits::Signed as _;

use super::figures::{Bound, is_nothing, read_figure};
use super::rates::execution_rate;
use super::{SelfEvaluation, SelfEvaluationRow, sum_of};
use crate::problem::Problem;
use crate::scoring::Points;
use crate::scoring::exact::{
    Exact, at_most_one, from_points, percent_text, plain_text, to_points, whole,
};

/// One row of the re-scoring.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RescoredRow {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: u32,
    /// What the unit gave itself.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub self_score: Option<Points>,
    /// What the figures or a reviewer's mark give; `None` is a gap, never a zero.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Points>,
    /// The working (`80.00% × 30.00`), the reviewer's reason, or for a gap one of the codes
    /// `QUALITATIVE_NEEDS_MARK`, `NO_USABLE_TARGET`, `ACTUAL_MISSING`.
    pub reason: String,
}

/// A 自评表 scored again.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rescored {
    /// Score of 预算执行率; `None` without a budget above zero.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub execution: Option<Points>,
    /// The indicators, in the order of the sheet.
    pub rows: Vec<RescoredRow>,
    /// Sum of the scores; gaps count nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// 总分 as claimed, otherwise the sum of the claimed scores; `None` where one is missing.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub self_total: Option<Points>,
    /// `total` − `self_total`; `None` as long as there is a gap on either side.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub difference: Option<Points>,
}

/// How far a row's target was reached.
pub(super) enum Measure {
    /// In words, or with units that differ: judged, not computed.
    Qualitative,
    /// The target is missing, no number, or not above zero: nothing can be divided by it.
    NoTarget,
    /// There is a target but nothing says what was reached.
    NoActual,
    /// 完成值 ÷ 指标值, not yet capped.
    Share(Exact),
    /// The target is an upper limit, and whether it was kept.
    Ceiling { kept: bool },
}

/// Measures a row. An upper limit may be zero, because nothing is divided by it.
pub(super) fn measure(row: &SelfEvaluationRow) -> Measure {
    if row.is_qualitative {
        return Measure::Qualitative;
    }
    let Some(target) = read_figure(&row.target) else {
        return Measure::NoTarget;
    };
    let is_ceiling = target.bound == Bound::AtMost;
    if !is_ceiling && !target.number.is_positive() {
        return Measure::NoTarget;
    }
    if is_nothing(&row.actual) {
        return Measure::NoActual;
    }
    match read_figure(&row.actual).filter(|actual| actual.unit == target.unit) {
        None => Measure::Qualitative,
        Some(actual) if is_ceiling => Measure::Ceiling {
            kept: actual.number <= target.number,
        },
        Some(actual) => Measure::Share(actual.number / target.number),
    }
}

/// min(1, share) × weight, never below zero, rounded half-up once.
pub(super) fn capped_score(share: &Exact, weight: Points) -> Option<Points> {
    let share = if share.is_negative() {
        whole(0)
    } else {
        at_most_one(share.clone())
    };
    to_points(&(share * from_points(weight)))
}

/// 执行率得分 = 全年执行数 ÷ 全年预算数 × 分值, capped; `None` without a budget above zero.
pub(super) fn execution_score(evaluation: &SelfEvaluation) -> Option<Points> {
    let rate = execution_rate(evaluation.executed, evaluation.budget)?;
    capped_score(&rate, evaluation.execution_weight)
}

/// The claimed scores of 预算执行率 and of all rows together; `None` where one is missing.
pub(super) fn sum_of_claims(evaluation: &SelfEvaluation) -> Option<Points> {
    let execution = match evaluation.execution_self_score {
        None if evaluation.execution_weight == Points(0) => Points(0),
        claimed => claimed?,
    };
    let rows: Option<Vec<Points>> = evaluation.rows.iter().map(|row| row.self_score).collect();
    Some(sum_of(rows?.into_iter().chain([execution])))
}

/// Everything wrong with the marks of reviewers (row → score with reason):
/// `SELF_EVALUATION_ROW_UNKNOWN`, `SELF_EVALUATION_MARK_OUT_OF_RANGE` (below zero or above the
/// row's weight), `REASON_MISSING`; each names its `row`.
pub fn check_marks(
    evaluation: &SelfEvaluation,
    marks: &BTreeMap<u32, (Points, String)>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (number, mark) in marks {
        let problem = match evaluation.rows.iter().find(|row| row.row == *number) {
            None => Some(Problem::new("SELF_EVALUATION_ROW_UNKNOWN")),
            Some(row) => mark_problem(row, mark),
        };
        problems.extend(problem.map(|problem| problem.with("row", number).at_path("marks")));
    }
    problems
}

fn mark_problem(row: &SelfEvaluationRow, mark: &(Points, String)) -> Option<Problem> {
    let (score, reason) = mark;
    if *score < Points(0) || *score > row.weight {
        let problem = Problem::new("SELF_EVALUATION_MARK_OUT_OF_RANGE");
        return Some(problem.with("score", score).with("weight", row.weight));
    }
    let is_blank = reason.trim().is_empty();
    is_blank.then(|| Problem::new("REASON_MISSING"))
}

/// Scores a 自评表 again. Rows with figures give their capped ratio; rows in words stay a gap. A
/// mark of `marks` (row → score with reason) replaces either; a mark that [`check_marks`] refuses
/// is left out.
pub fn rescore(evaluation: &SelfEvaluation, marks: &BTreeMap<u32, (Points, String)>) -> Rescored {
    let execution = execution_score(evaluation);
    let rows: Vec<RescoredRow> = evaluation
        .rows
        .iter()
        .map(|row| rescored_row(row, marks.get(&row.row)))
        .collect();
    let scores = rows.iter().filter_map(|row| row.score).chain(execution);
    let total = sum_of(scores);
    let self_total = evaluation.claimed_total.or(sum_of_claims(evaluation));
    let has_execution = execution.is_some() || evaluation.execution_weight == Points(0);
    let is_complete = has_execution && rows.iter().all(|row| row.score.is_some());
    let difference = self_total
        .filter(|_| is_complete)
        .map(|claimed| Points(total.0.saturating_sub(claimed.0)));
    Rescored {
        execution,
        rows,
        total,
        self_total,
        difference,
    }
}

fn rescored_row(row: &SelfEvaluationRow, mark: Option<&(Points, String)>) -> RescoredRow {
    let mark = mark.filter(|mark| mark_problem(row, mark).is_none());
    let (score, reason) = match mark {
        Some((score, reason)) => (Some(*score), reason.trim().to_owned()),
        None => computed(row),
    };
    RescoredRow {
        row: row.row,
        self_score: row.self_score,
        score,
        reason,
    }
}

fn computed(row: &SelfEvaluationRow) -> (Option<Points>, String) {
    let needs_mark = || (None, "QUALITATIVE_NEEDS_MARK".to_owned());
    match measure(row) {
        Measure::Qualitative | Measure::Ceiling { kept: false } => needs_mark(),
        Measure::NoTarget => (None, "NO_USABLE_TARGET".to_owned()),
        Measure::NoActual => (None, "ACTUAL_MISSING".to_owned()),
        Measure::Ceiling { kept: true } => {
            let working = format!("{} {}: {}", row.actual, row.target, row.weight);
            (Some(row.weight), working)
        }
        Measure::Share(share) => {
            let score = capped_score(&share, row.weight);
            let weight = plain_text(&from_points(row.weight));
            (
                score,
                format!("{}% × {weight}", percent_text(&at_most_one(share))),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Fen;

    fn row(number: u32, target: &str, actual: &str, weight: i64) -> SelfEvaluationRow {
        SelfEvaluationRow {
            row: number,
            target: target.to_owned(),
            actual: actual.to_owned(),
            weight: Points(weight),
            self_score: Some(Points(weight)),
            is_qualitative: read_figure(target).is_none(),
            ..SelfEvaluationRow::default()
        }
    }

    fn evaluation() -> SelfEvaluation {
        SelfEvaluation {
            budget: Fen(10_000),
            executed: Fen(9_490),
            execution_weight: Points(1_000),
            execution_self_score: Some(Points(1_000)),
            rows: vec![
                row(11, "3公里", "1公里", 1_000),
                row(12, "≥90%", "120%", 4_000),
                row(13, "显著提高", "显著提高", 3_000),
                row(14, "≤0起", "0起", 1_000),
            ],
            ..SelfEvaluation::default()
        }
    }

    #[test]
    fn figures_give_their_capped_ratio_and_words_stay_a_gap() {
        let scored = rescore(&evaluation(), &BTreeMap::new());
        assert_eq!(scored.execution, Some(Points(949)));
        let scores: Vec<_> = scored.rows.iter().map(|row| row.score).collect();
        let expected = [
            Some(Points(333)),
            Some(Points(4_000)),
            None,
            Some(Points(1_000)),
        ];
        assert_eq!(scores, expected);
        assert_eq!(scored.rows[0].reason, "33.33% × 10");
        assert_eq!(scored.total, Points(6_282));
        assert_eq!(scored.self_total, Some(Points(10_000)));
        assert_eq!(scored.difference, None);
    }

    #[test]
    fn a_mark_with_its_reason_fills_the_gap_and_a_wrong_one_does_not() {
        let marks = BTreeMap::from([(13, (Points(2_400), "访谈8人，6人认可".to_owned()))]);
        assert!(check_marks(&evaluation(), &marks).is_empty());
        let scored = rescore(&evaluation(), &marks);
        assert_eq!(scored.total, Points(8_682));
        assert_eq!(scored.difference, Some(Points(-1_318)));

        let wrong = BTreeMap::from([
            (13, (Points(3_001), "多".to_owned())),
            (14, (Points(1), " ".to_owned())),
            (99, (Points(1), "无此行".to_owned())),
        ]);
        let codes: Vec<String> = check_marks(&evaluation(), &wrong)
            .into_iter()
            .map(|problem| problem.code)
            .collect();
        let expected = [
            "SELF_EVALUATION_MARK_OUT_OF_RANGE",
            "REASON_MISSING",
            "SELF_EVALUATION_ROW_UNKNOWN",
        ];
        assert_eq!(codes, expected);
        assert_eq!(rescore(&evaluation(), &wrong).rows[2].score, None);
    }
}
