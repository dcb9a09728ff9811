//! Satisfaction: the checks of domain.md §6.1, screening and suspicion.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::RecordBody;
use domain::instrument::{
    Choice, EvaluationColumns, Instrument, InstrumentKind, Node, QuestionDetails, QuestionType,
};
use domain::scoring::exact::{fixed_text, percent_text};
use domain::scoring::survey::{
    Channel, SurveyPlan, SurveyResponse, SurveyResult, Suspicion, evaluate_survey,
};
use domain::time::Timestamp;

const SCALE: [(&str, Option<&str>); 6] = [
    ("very", Some("100")),
    ("good", Some("80")),
    ("fair", Some("60")),
    ("bad", Some("30")),
    ("awful", Some("0")),
    ("unknown", None),
];

fn question(path: &str, weight: Option<&str>, role: Option<&str>, choices: &[&str]) -> Node {
    let score = |name: &str| {
        SCALE
            .iter()
            .find(|(n, _)| *n == name)
            .and_then(|(_, score)| *score)
    };
    let choice = |name: &&str| Choice {
        name: (*name).to_owned(),
        label: BTreeMap::new(),
        score: score(name).map(str::to_owned),
    };
    let evaluation = EvaluationColumns {
        weight: weight.map(str::to_owned),
        role: role.map(str::to_owned),
        ..EvaluationColumns::default()
    };
    Node::Question {
        path: path.to_owned(),
        question_type: QuestionType::SelectOne {
            choices: choices.iter().map(choice).collect(),
        },
        label: BTreeMap::new(),
        hint: BTreeMap::new(),
        appearance: String::new(),
        required: true,
        read_only: false,
        evaluation,
        details: QuestionDetails::default(),
    }
}

fn form(weights: &[&str]) -> Instrument {
    let names = SCALE.map(|(name, _)| name);
    let mut nodes = vec![
        question("/data/s1", None, Some("screen_out:no"), &["yes", "no"]),
        question(
            "/data/s2",
            None,
            Some("guardian_consent:under_14"),
            &["under_14", "adult"],
        ),
        question(
            "/data/s9",
            None,
            Some("guardian_consent_given:yes"),
            &["yes", "no"],
        ),
    ];
    for (index, weight) in weights.iter().enumerate() {
        nodes.push(question(
            &format!("/data/q{index}"),
            Some(weight),
            None,
            &names,
        ));
    }
    Instrument {
        form_id: "q-villager-road".into(),
        version: "1".to_owned(),
        title: "满意度调查".to_owned(),
        kind: InstrumentKind::Questionnaire,
        languages: vec!["default".to_owned()],
        nodes,
        ..Instrument::default()
    }
}

/// A response that took five minutes; `answers` are scale choices in order, empty ones left out.
fn response(id: usize, answers: &[&str]) -> SurveyResponse {
    let mut given: BTreeMap<String, String> =
        BTreeMap::from([("/data/s1".to_owned(), "yes".to_owned())]);
    for (index, answer) in answers
        .iter()
        .enumerate()
        .filter(|(_, answer)| !answer.is_empty())
    {
        given.insert(format!("/data/q{index}"), (*answer).to_owned());
    }
    SurveyResponse {
        record: format!("r{id:03}").into(),
        body: Arc::new(RecordBody {
            answers: given,
            ..RecordBody::default()
        }),
        missing_required: Vec::new(),
        wrong: Vec::new(),
        started_at: Timestamp(0),
        submitted_at: Timestamp(300_000),
        device_id: None,
        channel: Channel::Kiosk,
        duplicate_signal: false,
        ruling: None,
    }
}

fn evaluated(form: &Instrument, responses: &[SurveyResponse]) -> SurveyResult {
    evaluate_survey(form, responses, &SurveyPlan::default()).expect("evaluated")
}

#[test]
fn five_responses_give_78_63_over_four_and_the_one_who_knows_nothing_is_left_out() {
    let form = form(&["0.25", "0.25", "0.15", "0.15", "0.20"]);
    let responses = [
        response(1, &["very", "good", "good", "fair", "good"]),
        response(2, &["good", "good", "unknown", "good", "good"]),
        response(3, &["fair", "bad", "fair", "fair", "fair"]),
        response(4, &["very"; 5]),
        response(5, &["unknown"; 5]),
    ];
    let result = evaluated(&form, &responses);
    let printed: Vec<_> = result
        .scores
        .values()
        .map(|score| fixed_text(score, 2))
        .collect();
    assert_eq!(printed, ["82.00", "80.00", "52.50", "100.00"]);
    assert_eq!((result.valid, result.scored), (5, 4));
    assert_eq!(
        result.mean.map(|mean| fixed_text(&mean, 2)).as_deref(),
        Some("78.63")
    );
}

#[test]
fn mean_and_satisfied_share_of_the_same_answers_differ() {
    let counts = [
        ("very", 92),
        ("good", 71),
        ("fair", 25),
        ("bad", 8),
        ("awful", 4),
    ];
    let answers = counts
        .iter()
        .flat_map(|(name, n)| std::iter::repeat_n(*name, *n));
    let responses: Vec<_> = answers
        .enumerate()
        .map(|(id, name)| response(id, &[name]))
        .collect();
    let result = evaluated(&form(&["1"]), &responses);
    assert_eq!(
        result.mean.map(|mean| fixed_text(&mean, 2)).as_deref(),
        Some("83.10")
    );
    assert_eq!(
        result.satisfied_share.as_ref().map(percent_text).as_deref(),
        Some("81.50")
    );
    assert_eq!(
        result.basic_share.as_ref().map(percent_text).as_deref(),
        Some("94.00")
    );
    let tally: Vec<_> = result.questions[3]
        .choices
        .iter()
        .map(|choice| choice.count)
        .collect();
    assert_eq!(tally, [92, 71, 25, 8, 4, 0]);
}

#[test]
fn a_missing_scale_answer_makes_a_response_invalid_and_a_screening_answer_takes_it_out() {
    let form = form(&["0.5", "0.5"]);
    let mut responses = vec![response(1, &["very", ""]), response(2, &["very", "good"])];
    for (id, path, value) in [(3, "/data/s1", "no"), (4, "/data/s2", "under_14")] {
        let mut screened = response(id, &["very", "very"]);
        Arc::make_mut(&mut screened.body)
            .answers
            .insert(path.to_owned(), value.to_owned());
        responses.push(screened);
    }
    let mut allowed = response(5, &["good", "good"]);
    Arc::make_mut(&mut allowed.body)
        .answers
        .insert("/data/s2".to_owned(), "under_14".to_owned());
    Arc::make_mut(&mut allowed.body)
        .answers
        .insert("/data/s9".to_owned(), "yes".to_owned());
    responses.push(allowed);
    let result = evaluated(&form, &responses);
    assert_eq!((result.received, result.valid), (5, 2));
    assert_eq!((result.incomplete, result.screened_out), (1, 2));
    assert_eq!(
        result.mean.map(|mean| fixed_text(&mean, 2)).as_deref(),
        Some("85.00")
    );
}

#[test]
fn without_a_question_for_the_guardian_the_scale_answers_show_that_the_form_let_the_child_in() {
    let mut form = form(&["1"]);
    form.nodes.remove(2);
    let mut responses = [
        response(1, &["very"]),
        response(2, &[""]),
        response(3, &["good"]),
    ];
    for minor in &mut responses[..2] {
        Arc::make_mut(&mut minor.body)
            .answers
            .insert("/data/s2".to_owned(), "under_14".to_owned());
    }
    let result = evaluated(&form, &responses);
    assert_eq!(
        (result.valid, result.incomplete, result.screened_out),
        (2, 0, 1)
    );
}

#[test]
fn who_does_not_consent_is_screened_out() {
    let mut form = form(&["1"]);
    form.nodes.push(question(
        "/data/consent",
        None,
        Some("consent:yes"),
        &["yes", "no"],
    ));
    let mut responses = [response(1, &["very"]), response(2, &["very"])];
    Arc::make_mut(&mut responses[0].body)
        .answers
        .insert("/data/consent".to_owned(), "yes".to_owned());
    Arc::make_mut(&mut responses[1].body)
        .answers
        .insert("/data/consent".to_owned(), "no".to_owned());
    let result = evaluated(&form, &responses);
    assert_eq!((result.valid, result.screened_out), (1, 1));
}

#[test]
fn fast_crowded_and_uniform_responses_are_suspicious_but_count() {
    let form = form(&["0.5", "0.5"]);
    let mut responses: Vec<_> = (0..7).map(|id| response(id, &["very", "good"])).collect();
    for (minute, response) in responses.iter_mut().enumerate().take(6) {
        response.device_id = Some("tablet".to_owned());
        response.submitted_at = Timestamp(300_000 + minute as i64 * 120_000);
    }
    responses[6].submitted_at = Timestamp(44_999);
    responses.push(response(7, &["good", "good"]));
    responses.push(response(8, &["bad", "bad"]));
    let result = evaluated(&form, &responses);
    assert_eq!(result.valid, 9);
    let of = |id: &str| {
        result
            .suspicious
            .get(&id.into())
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(of("r000"), [Suspicion::SameDevice]);
    assert_eq!(of("r006"), [Suspicion::TooFast]);
    assert_eq!(of("r007"), [Suspicion::StraightLine]);
    assert_eq!(of("r008"), []);
}
