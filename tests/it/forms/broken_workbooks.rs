//! Workbooks with mistakes: each is named with its cell, all of them at once; and what else the
//! standard allows works.

use std::collections::BTreeMap;

use domain::instrument::InstrumentKind;
use domain::problem::Problem;

use super::scenario::{SETTINGS, Scenario, form, workbook};

/// Code, sheet, row and column of each problem.
fn told(problems: &[Problem]) -> Vec<(String, String, u32, String)> {
    problems
        .iter()
        .map(|problem| {
            let place = problem.place.clone().unwrap_or_default();
            (
                problem.code.clone(),
                place.sheet.unwrap_or_default(),
                place.row.unwrap_or(0),
                place.column.unwrap_or_default(),
            )
        })
        .collect()
}

fn cell(code: &str, sheet: &str, row: u32, column: &str) -> (String, String, u32, String) {
    (code.to_owned(), sheet.to_owned(), row, column.to_owned())
}

#[test]
fn every_mistake_is_reported_at_once_with_its_cell() {
    let headings = [
        "type",
        "name",
        "label",
        "relevant",
        "appearance",
        "bind::kp:weight",
    ];
    let problems = form(
        &[
            &headings,
            &["geotrace", "way", "Way", "", "", ""],
            &["select_one nowhere", "a", "A", "", "", ""],
            &["text", "b", "B", "${nobody} = 'x'", "", ""],
            &["text", "c", "C", "a = = b", "", ""],
            &["text", "d", "D", "", "map", ""],
            &["text", "e", "E", "", "", "heavy"],
            &["text", "", "F", "", "", ""],
        ],
        &[
            &["list_name", "name", "label", "score"],
            &["yes_no", "yes", "Yes", "lots"],
        ],
    )
    .unwrap_err();
    let expected = [
        cell("FORM_BAD_VALUE", "choices", 2, "score"),
        cell("FORM_UNSUPPORTED_TYPE", "survey", 2, "type"),
        cell("FORM_UNKNOWN_LIST", "survey", 3, "type"),
        cell("FORM_UNKNOWN_REFERENCE", "survey", 4, "relevant"),
        cell("FORM_EXPRESSION", "survey", 5, "relevant"),
        cell("FORM_UNSUPPORTED_APPEARANCE", "survey", 6, "appearance"),
        cell("FORM_BAD_VALUE", "survey", 7, "bind::kp:weight"),
        cell("FORM_MISSING_NAME", "survey", 8, "name"),
    ];
    assert_eq!(told(&problems), expected);
}

#[test]
fn a_function_nobody_knows_is_an_error_and_never_false() {
    let problems = form(
        &[
            &["type", "name", "label", "relevant"],
            &["text", "a", "A", ""],
            &["text", "b", "B", "${a} = 'x' and resemble(${a}, 'x')"],
        ],
        &[],
    )
    .unwrap_err();
    assert_eq!(
        told(&problems),
        [cell("FORM_UNKNOWN_FUNCTION", "survey", 3, "relevant")]
    );
    assert_eq!(problems[0].details["name"], "resemble");
}

#[test]
fn dates_are_ordered_by_the_calendar() {
    let instrument = form(
        &[
            &["type", "name", "label", "constraint", "relevant"],
            &["date", "from", "From", ". <= today()", ""],
            &["date", "until", "Until", ". >= ${from}", ""],
            &[
                "dateTime",
                "seen",
                "Seen",
                ". < now()",
                "${until} > '2026-01-01'",
            ],
        ],
        &[],
    )
    .unwrap();
    let mut person = Scenario::open(&instrument);
    person.answer_all(&[("from", "2026-11-22"), ("until", "2026-11-21")]);
    assert!(person.refused("from").is_none(), "today is not after today");
    assert!(person.refused("until").is_some());
    person.answer_all(&[("from", "2026-11-23"), ("until", "2026-12-01")]);
    assert!(person.refused("from").is_some());
    assert!(person.refused("until").is_none());
    person.answer("seen", "2026-11-22T10:31");
    assert!(person.is_asked("seen") && person.refused("seen").is_none());
    person.answer("seen", "2026-11-22T10:33");
    assert!(person.refused("seen").is_some());
}

#[test]
fn a_date_counts_in_days() {
    let instrument = form(
        &[
            &["type", "name", "label", "constraint", "calculation"],
            &["date", "d", "Day", ". >= today() - 7", ""],
            &["calculate", "due", "", "", "date(${d} + 30)"],
        ],
        &[],
    )
    .unwrap();
    let mut person = Scenario::open(&instrument);
    person.answer("d", "2026-11-14");
    assert!(person.refused("d").is_some());
    person.answer("d", "2026-11-15");
    assert!(person.refused("d").is_none());
    assert_eq!(person.value("due"), "2026-12-15");
}

#[test]
fn calculations_that_depend_on_each_other_are_refused() {
    let problems = form(
        &[
            &["type", "name", "label", "calculation"],
            &["calculate", "a", "", "${b} + 1"],
            &["calculate", "b", "", "${a} + 1"],
        ],
        &[],
    )
    .unwrap_err();
    assert_eq!(
        told(&problems),
        [cell("FORM_CYCLE", "survey", 2, "calculation")]
    );
    assert!(problems[0].details["paths"].contains("/data/a"));
}

#[test]
fn a_workbook_that_does_not_say_what_it_is_gets_a_name_and_is_told() {
    let survey: &[&[&str]] = &[&["type", "name", "label"], &["text", "a", "A"]];
    let bytes = workbook(&[("survey", survey)]);
    let compiled = server::forms::compile_with(&bytes, "my-form", &BTreeMap::new()).unwrap();
    assert_eq!(compiled.instrument.form_id.as_str(), "my-form");
    assert_eq!(compiled.instrument.kind, InstrumentKind::Questionnaire);
    assert_eq!(
        compiled.instrument.version.len(),
        8,
        "the content gives the version"
    );
    let columns: Vec<String> = told(&compiled.warnings)
        .into_iter()
        .map(|place| place.3)
        .collect();
    assert_eq!(columns, ["form_id", "version", "kp:kind"]);
}

#[test]
fn a_file_that_is_no_workbook_is_refused() {
    assert!(server::forms::compile(b"%PDF-1.7").is_err());
    let problems = server::forms::compile(&workbook(&[("choices", &[]), SETTINGS])).unwrap_err();
    assert!(
        problems
            .iter()
            .any(|problem| problem.code == "FORM_NO_SURVEY_SHEET")
    );
}

#[test]
fn calculations_defaults_filters_and_conditional_answers_work() {
    let instrument = form(
        &[
            &[
                "type",
                "name",
                "label",
                "calculation",
                "default",
                "required",
                "choice_filter",
            ],
            &["integer", "n", "Number", "", "2", "", ""],
            &["calculate", "double", "", "${n} * 2", "", "", ""],
            &["calculate", "again", "", "${double} + 1", "", "", ""],
            &["text", "why", "Why {n}", "", "", "${n} > 5", ""],
            &["select_one town", "town", "Town", "", "", "", ""],
            &[
                "select_one village",
                "village",
                "Village",
                "",
                "",
                "",
                "town = ${town}",
            ],
            &["note", "said", "You said ${n}", "", "", "", ""],
            &["today", "day", "", "", "", "", ""],
        ],
        &[
            &["list_name", "name", "label", "town"],
            &["town", "qingshan", "青山", ""],
            &["town", "baihe", "白河", ""],
            &["village", "dongcun", "东村", "qingshan"],
            &["village", "xicun", "西村", "baihe"],
        ],
    )
    .unwrap();
    let mut person = Scenario::open(&instrument);
    assert_eq!((person.value("double"), person.value("again")), ("4", "5"));
    assert_eq!(person.value("day"), "2026-11-22");
    assert!(!person.is_missing("why"));
    person.answer("n", "6");
    assert_eq!(person.value("again"), "13");
    assert!(person.is_missing("why"));
    person.answer("town", "baihe");
    let offered: Vec<&str> = person
        .session
        .choices("/data/village")
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    assert_eq!(offered, ["xicun"]);
    let Some(domain::instrument::Node::Question { label, .. }) = instrument.question("/data/said")
    else {
        panic!("the note is there");
    };
    assert_eq!(instrument.label(label, "en"), "You said {/data/n}");
    assert_eq!(person.session.text(label, "en"), "You said 6");
}
