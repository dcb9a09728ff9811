//! As much as a form may be, and one more: the limits of docs/FORMS.md. Not here: expressions and
//! answers that mean harm (`bad_input`).

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use domain::instrument::xlsform::{MOST_CHOICE_ROWS, MOST_CHOICES, MOST_DEPTH};
use domain::instrument::{Instrument, Session};
use domain::problem::Problem;
use domain::project::{Table, TableRow};

use super::scenario::now;

type Rows = Vec<Vec<String>>;

fn cells(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn table(sheet: &str, rows: Rows) -> Table {
    let rows = (1..).zip(rows);
    Table {
        sheet: sheet.to_owned(),
        rows: rows
            .map(|(number, cells)| TableRow { number, cells })
            .collect(),
        merged: Vec::new(),
    }
}

fn compiled(survey: Rows, choices: Rows) -> Result<Instrument, Vec<Problem>> {
    let tables = [table("survey", survey), table("choices", choices)];
    let compiled = server::forms::compile_tables(&tables, "limits", "1", &BTreeMap::new());
    compiled.map(|compiled| compiled.instrument)
}

fn choices(list: &str, count: usize) -> impl Iterator<Item = Vec<String>> {
    (0..count).map(move |number| cells(&[list, &format!("c{number}"), &format!("选项{number}")]))
}

/// A question of one list and the choices.
fn of_one_list(rows: impl Iterator<Item = Vec<String>>) -> Result<Instrument, Vec<Problem>> {
    let survey = vec![
        cells(&["type", "name", "label"]),
        cells(&["select_one village", "village", "村"]),
    ];
    let heading = cells(&["list_name", "name", "label"]);
    compiled(survey, std::iter::once(heading).chain(rows).collect())
}

#[test]
fn a_list_may_have_fifty_thousand_choices_and_not_one_more() {
    assert_eq!(MOST_CHOICES, 50_000);
    let form = of_one_list(choices("village", MOST_CHOICES)).unwrap();
    assert_eq!(form.lists["village"].rows.len(), MOST_CHOICES);
    let rows = choices("village", MOST_CHOICES + 2).chain(choices("town", 500));
    let problems = of_one_list(rows).unwrap_err();
    assert_eq!(problems.len(), 1, "told once: {problems:?}");
    let place = problems[0].place.clone().unwrap();
    assert_eq!(problems[0].code, "FORM_TOO_MANY_CHOICES");
    assert_eq!(problems[0].details["list"], "village");
    assert_eq!(
        (place.sheet.as_deref(), place.row, place.column.as_deref()),
        (Some("choices"), Some(50_002), Some("name"))
    );
}

#[test]
fn the_sheet_of_choices_has_an_end_too() {
    let names = ["a", "b", "c"];
    let rows = names
        .iter()
        .flat_map(|list| choices(list, MOST_CHOICE_ROWS / 3));
    let problems = of_one_list(rows.chain(choices("d", 2))).unwrap_err();
    let first = &problems[0];
    assert_eq!(first.code, "FORM_TOO_MANY_CHOICE_ROWS");
    assert_eq!(first.details["limit"], MOST_CHOICE_ROWS.to_string());
}

#[test]
fn the_villages_of_five_hundred_towns_are_taken_and_offered_by_town() {
    let mut rows = vec![cells(&["list_name", "name", "label", "town"])];
    rows.extend(choices("town", 500));
    rows.extend((0..MOST_CHOICES).map(|number| {
        let town = format!("c{}", number % 500);
        cells(&["village", &format!("v{number}"), "村", &town])
    }));
    let survey = vec![
        cells(&["type", "name", "label", "choice_filter"]),
        cells(&["select_one town", "town", "镇"]),
        cells(&["select_one village", "village", "村", "town = ${town}"]),
    ];
    let tables = [table("survey", survey), table("choices", rows)];
    let workbook = server::workbook::write_tables(&tables).unwrap();
    let instrument = server::forms::compile(&workbook).unwrap();
    let mut session = Session::new(&instrument, now()).unwrap();
    session.answer("/data/town", "c7");
    let offered = session.choices("/data/village");
    assert_eq!((offered.len(), offered[0].name.as_str()), (100, "v7"));
}

/// Groups within groups, and a select in the innermost.
fn nested(depth: usize) -> Result<Instrument, Vec<Problem>> {
    let mut survey = vec![cells(&["type", "name", "label"])];
    survey.extend((0..depth).map(|at| cells(&["begin group", &format!("g{at}"), "组"])));
    survey.push(cells(&["select_one yn", "deep", "深"]));
    survey.extend((0..depth).map(|_| cells(&["end group"])));
    let yes_no = vec![
        cells(&["list_name", "name", "label"]),
        cells(&["yn", "yes", "是"]),
    ];
    compiled(survey, yes_no)
}

#[test]
fn groups_may_be_nested_to_the_limit_and_travel_and_one_deeper_is_refused() {
    let form = nested(MOST_DEPTH).unwrap();
    // As it lies in a pack.
    let sent = serde_json::to_string(&[[form]]).unwrap();
    let read: Vec<Vec<Instrument>> = serde_json::from_str(&sent).unwrap();
    assert_eq!(read[0][0].walk().len(), MOST_DEPTH + 1);
    for depth in [MOST_DEPTH + 1, 20_000] {
        let problems = nested(depth).unwrap_err();
        assert_eq!(problems.len(), 1, "{depth} told once");
        let (problem, row) = (&problems[0], u32::try_from(MOST_DEPTH).unwrap() + 2);
        assert_eq!(problem.code, "FORM_TOO_DEEP");
        assert_eq!(problem.place.as_ref().unwrap().row, Some(row));
        assert_eq!(problem.details["name"], format!("g{MOST_DEPTH}"));
    }
}

#[test]
fn a_hundred_thousand_questions_get_one_clear_answer_soon() {
    let begin = Instant::now();
    for count in [10_001, 99_000] {
        let mut survey = vec![cells(&["type", "name", "label"])];
        survey.extend((0..count).map(|at| cells(&["text", &format!("q{at}"), "题"])));
        let problems = compiled(survey, Vec::new()).unwrap_err();
        let codes: Vec<&str> = problems.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(codes, ["FORM_TOO_MANY_ROWS"]);
    }
    // Unoptimised; the bench has the figure of a release.
    assert!(begin.elapsed() < Duration::from_secs(60));
}
