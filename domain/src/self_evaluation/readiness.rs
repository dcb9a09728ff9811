//! What hinders a joint review from being signed: rows without a score, marks without a reason.
//! Not here: who signs (`review`), how rows are scored (`rescore`).

use std::collections::BTreeMap;

use super::SelfEvaluation;
use super::rescore::{check_marks, execution_score, rescore};
use crate::problem::Problem;
use crate::scoring::Points;

/// Everything that hinders a signature: what [`check_marks`] finds,
/// `SELF_EVALUATION_ROW_UNSCORED` for each row (`row`) that neither its figures nor a reviewer
/// scored, `SELF_EVALUATION_EXECUTION_UNSCORED` where 预算执行率 has a weight and no score.
pub fn check_ready(
    evaluation: &SelfEvaluation,
    marks: &BTreeMap<u32, (Points, String)>,
) -> Vec<Problem> {
    let mut problems = check_marks(evaluation, marks);
    if evaluation.execution_weight > Points(0) && execution_score(evaluation).is_none() {
        problems.push(Problem::new("SELF_EVALUATION_EXECUTION_UNSCORED").at_path("marks"));
    }
    let scored = rescore(evaluation, marks);
    let open = scored.rows.iter().filter(|row| row.score.is_none());
    problems.extend(open.map(|row| {
        let problem = Problem::new("SELF_EVALUATION_ROW_UNSCORED").at_path("marks");
        problem.with("row", row.row)
    }));
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Fen;
    use crate::self_evaluation::SelfEvaluationRow;

    #[test]
    fn a_sheet_is_ready_once_every_row_has_a_score_with_its_reason() {
        let mut evaluation = SelfEvaluation {
            budget: Fen(100),
            executed: Fen(90),
            execution_weight: Points(1_000),
            rows: vec![SelfEvaluationRow {
                row: 9,
                target: "显著提高".to_owned(),
                actual: "提高".to_owned(),
                weight: Points(9_000),
                is_qualitative: true,
                ..SelfEvaluationRow::default()
            }],
            ..SelfEvaluation::default()
        };
        let codes = |evaluation: &SelfEvaluation, marks: &[(u32, (Points, String))]| {
            let problems = check_ready(evaluation, &marks.iter().cloned().collect());
            let codes = problems.into_iter().map(|problem| problem.code);
            codes.collect::<Vec<_>>()
        };
        assert_eq!(codes(&evaluation, &[]), ["SELF_EVALUATION_ROW_UNSCORED"]);
        let silent = [(9, (Points(8_000), String::new()))];
        let expected = ["REASON_MISSING", "SELF_EVALUATION_ROW_UNSCORED"];
        assert_eq!(codes(&evaluation, &silent), expected);
        let marked = [(9, (Points(8_000), "访谈记录".to_owned()))];
        assert!(codes(&evaluation, &marked).is_empty());
        evaluation.budget = Fen(0);
        let expected = ["SELF_EVALUATION_EXECUTION_UNSCORED"];
        assert_eq!(codes(&evaluation, &marked), expected);
    }
}
