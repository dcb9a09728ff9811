//! What a reviewer reads: answers in words, measurements beside their design values.

use std::collections::BTreeMap;

use domain::instrument::{Choice, EvaluationColumns, QuestionDetails};

use super::*;

fn question(path: &str, question_type: QuestionType, evaluation: EvaluationColumns) -> Node {
    Node::Question {
        path: path.to_owned(),
        question_type,
        label: Translations::new(),
        hint: Translations::new(),
        appearance: String::new(),
        required: false,
        read_only: false,
        evaluation,
        details: QuestionDetails::default(),
    }
}

fn body(answers: &[(&str, &str)]) -> RecordBody {
    let answers = answers
        .iter()
        .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
        .collect();
    RecordBody {
        answers,
        ..RecordBody::default()
    }
}

#[test]
fn a_measure_group_becomes_one_row_with_design_and_points() {
    let tolerance = Some(Tolerance::MinRatio("0.98".to_owned()));
    let point = EvaluationColumns {
        tolerance,
        ..EvaluationColumns::default()
    };
    let group = Node::Group {
        path: "/data/m1".to_owned(),
        label: Translations::new(),
        appearance: "kp-measure".to_owned(),
        repeat: false,
        fixed_count: false,
        children: vec![
            question(
                "/data/m1/m1_design",
                QuestionType::Decimal,
                EvaluationColumns::default(),
            ),
            question("/data/m1/m1_measured", QuestionType::Decimal, point),
        ],
    };
    let body = body(&[
        ("/data/m1/m1_design", "1250"),
        ("/data/m1/m1_measured", "1225"),
    ]);
    let rows = rows_of(&[group], &body);
    assert_eq!(rows.len(), 1);
    let Answer::Measured { design, points, .. } = &rows[0].answer else {
        panic!("not measured")
    };
    assert_eq!(
        (design.as_str(), points.as_slice()),
        ("1250", &["1225".to_owned()][..])
    );
}

#[test]
fn a_no_is_told_apart_from_other_choices_and_the_unanswered_is_left_out() {
    let choice = |name: &str| Choice {
        name: name.to_owned(),
        label: BTreeMap::from([("default".to_owned(), name.to_owned())]),
        score: None,
    };
    let choices = || QuestionType::SelectOne {
        choices: vec![choice("yes"), choice("no")],
    };
    let nodes = [
        question("/data/c1", choices(), EvaluationColumns::default()),
        question("/data/c2", choices(), EvaluationColumns::default()),
        question("/data/c3", choices(), EvaluationColumns::default()),
    ];
    let rows = rows_of(&nodes, &body(&[("/data/c1", "yes"), ("/data/c2", "no")]));
    assert_eq!(rows.len(), 2);
    assert!(matches!(rows[0].answer, Answer::Choices(_)));
    assert!(matches!(rows[1].answer, Answer::No(_)));
}
