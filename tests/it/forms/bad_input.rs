//! Forms and answers that mean harm: a clear answer, soon, and nothing lost.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use domain::instrument::{Session, validate_complete};

use super::scenario::{form, now, starter, workbook};

fn codes(problems: &[domain::problem::Problem]) -> Vec<&str> {
    problems
        .iter()
        .map(|problem| problem.code.as_str())
        .collect()
}

#[test]
fn more_questions_than_a_form_may_have_are_refused_and_as_many_are_not() {
    let names: Vec<String> = (0..10_001).map(|number| format!("q{number}")).collect();
    let heading: &[&str] = &["type", "name", "label"];
    let cells: Vec<[&str; 3]> = names.iter().map(|name| ["text", name, "Q"]).collect();
    let mut rows: Vec<&[&str]> = vec![heading];
    rows.extend(cells.iter().map(|row| row.as_slice()));
    let begin = Instant::now();
    assert_eq!(
        codes(&form(&rows, &[]).unwrap_err()),
        ["FORM_TOO_MANY_ROWS"]
    );
    rows.pop();
    let instrument = form(&rows, &[]).unwrap();
    assert_eq!(instrument.nodes.len(), 10_000);
    // Unoptimised; the bench has the figure of a release.
    assert!(begin.elapsed() < Duration::from_secs(60));
}

#[test]
fn expressions_nested_without_end_are_refused() {
    let deep = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
    let long = vec!["1"; 5_000].join(" + ");
    let signs = format!("{}1", "-".repeat(5_000));
    for expression in [deep, long, signs] {
        let rows: &[&[&str]] = &[
            &["type", "name", "label", "calculation"],
            &["calculate", "a", "", &expression],
        ];
        let problems = form(rows, &[]).unwrap_err();
        assert_eq!(codes(&problems), ["FORM_EXPRESSION"]);
    }
}

#[test]
fn an_expression_that_looks_at_everything_again_and_again_is_stopped() {
    let names: Vec<String> = (0..2_000).map(|number| format!("q{number}")).collect();
    let mut rows: Vec<Vec<&str>> = vec![vec!["type", "name", "label", "constraint"]];
    rows.extend(
        names
            .iter()
            .map(|name| vec!["text", name.as_str(), "Q", ""]),
    );
    rows.push(vec![
        "text",
        "last",
        "Last",
        "count(//*[count(//*) > 5]) > 1",
    ]);
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let instrument = form(&rows, &[]).unwrap();
    let mut session = Session::new(&instrument, now()).unwrap();
    session.answer("/data/last", "x");
    let (path, reason) = &session.state().failed[0];
    assert_eq!(path, "/data/last");
    assert!(reason.contains("more than"), "{reason}");
}

#[test]
fn a_text_longer_than_a_cell_may_be_is_refused_by_its_cell() {
    let csv = format!("name,label\na,{}\n", "路".repeat(350_000));
    let survey: &[&[&str]] = &[
        &["type", "name", "label"],
        &["select_one_from_file l.csv", "a", "A"],
    ];
    let bytes = workbook(&[("survey", survey)]);
    let files = BTreeMap::from([("l.csv".to_owned(), csv.into_bytes())]);
    let Err(problems) = server::forms::compile_with(&bytes, "x", &files) else {
        panic!("a text of 1 MB is too long");
    };
    assert_eq!(codes(&problems), ["WORKBOOK_CELL_TEXT_TOO_LONG"]);
    assert_eq!(problems[0].details["file"], "l.csv");
}

#[test]
fn a_default_that_is_nothing_but_brackets_is_text() {
    let brackets = "(".repeat(30_000);
    let rows: &[&[&str]] = &[
        &["type", "name", "label", "default"],
        &["text", "a", "A", &brackets],
    ];
    let session = Session::new(&form(rows, &[]).unwrap(), now()).unwrap();
    assert_eq!(session.value("/data/a").len(), 30_000);
}

#[test]
fn answers_of_another_version_or_to_what_is_not_asked_are_told_and_harmless() {
    let instrument = starter("q-villager-road.xlsx");
    let answers = [
        ("/data/consent/consent", "no"),
        ("/data/page_q10/q10", "many"),
        ("/data/gone/q", "x"),
        ("/data/page_q1[3]/q1", "x"),
    ];
    let answers = answers
        .map(|(path, value)| (path.to_owned(), value.to_owned()))
        .into();
    let problems = validate_complete(&instrument, &answers, now());
    let told: Vec<(&str, String)> = problems
        .iter()
        .map(|problem| {
            let place = problem.place.clone().unwrap_or_default();
            (problem.code.as_str(), place.path.unwrap_or_default())
        })
        .collect();
    let unknown = |path: &str| ("ANSWER_UNKNOWN_PATH", path.to_owned());
    assert_eq!(
        told,
        [unknown("/data/gone/q"), unknown("/data/page_q1[3]/q1")]
    );
    let session = Session::resume(&instrument, &answers, now()).unwrap();
    assert_eq!(session.answers().len(), 1, "only what is asked is recorded");
}
