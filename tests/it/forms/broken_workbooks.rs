//! Workbooks with mistakes: each is named with its cell, all of them at once; and what else the
//! standard allows works.

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
            &["barcode", "code", "Code", "", "", ""],
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
        cell("FORM_MISSING_NAME", "survey", 8, "name"),
        cell("FORM_UNSUPPORTED_TYPE", "survey", 2, "type"),
        cell("FORM_UNKNOWN_LIST", "survey", 3, "type"),
        cell("FORM_UNKNOWN_REFERENCE", "survey", 4, "relevant"),
        cell("FORM_EXPRESSION", "survey", 5, "relevant"),
        cell("FORM_UNSUPPORTED_APPEARANCE", "survey", 6, "appearance"),
        cell("FORM_BAD_VALUE", "survey", 7, "bind::kp:weight"),
    ];
    assert_eq!(told(&problems), expected);
}

#[test]
fn a_repeat_is_refused_by_name() {
    let problems = form(
        &[
            &["type", "name", "label"],
            &["begin repeat", "people", "People"],
            &["text", "who", "Who"],
            &["end repeat", "", ""],
        ],
        &[],
    )
    .unwrap_err();
    assert_eq!(
        told(&problems)[0],
        cell("FORM_UNSUPPORTED_TYPE", "survey", 2, "type")
    );
    assert_eq!(problems[0].details["type"], "begin repeat");
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
fn a_date_in_arithmetic_is_refused_because_it_would_be_no_number() {
    let problems = form(
        &[
            &["type", "name", "label", "constraint"],
            &["date", "d", "Day", ". >= today() - 7"],
        ],
        &[],
    )
    .unwrap_err();
    assert_eq!(problems[0].code, "FORM_XFORM");
    assert!(problems[0].details["reason"].contains("date"));
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
    assert_eq!(problems[0].code, "FORM_XFORM");
    assert!(problems[0].details["reason"].contains("/data/a"));
}

#[test]
fn a_form_says_what_it_is_and_has_a_version() {
    let survey: &[&[&str]] = &[&["type", "name", "label"], &["text", "a", "A"]];
    let problems = server::forms::compile(&workbook(&[("survey", survey)])).unwrap_err();
    let columns: Vec<String> = told(&problems).into_iter().map(|place| place.3).collect();
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
