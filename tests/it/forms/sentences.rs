//! Every mistake in a workbook is said in words: what, which, how to mend it, in both languages.
//! Not here: where it is (`broken_workbooks`), other problems (`tidy::sentences`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use domain::problem::Problem;
use server::cli::problem_text::sentence;

use super::scenario::workbook;

/// Filled cells of a row, by heading.
type Row<'a> = &'a [(&'a str, &'a str)];

const HEADINGS: [&str; 16] = [
    "type",
    "name",
    "label",
    "relevant",
    "calculation",
    "appearance",
    "parameters",
    "choice_filter",
    "bind::kp:weight",
    "bind::kp:role",
    "bind::kp:severity_if_no",
    "media::image",
    "save_to",
    "favourite",
    "default",
    "trigger",
];

/// Details that a sentence has to show: without them nobody knows what to mend.
const SHOWN: [&str; 20] = [
    "type",
    "name",
    "reason",
    "list",
    "parameter",
    "appearance",
    "column",
    "value",
    "expected",
    "file",
    "limit",
    "sheet",
    "setting",
    "role",
    "paths",
    "construct",
    "function",
    "given",
    "found",
    "count",
];

fn survey(rows: &[Row<'_>]) -> Vec<Vec<String>> {
    let mut cells = vec![HEADINGS.map(str::to_owned).to_vec()];
    cells.extend(rows.iter().map(|row| {
        let of = |heading: &&str| row.iter().find(|(name, _)| name == heading);
        let texts = HEADINGS.iter().map(of);
        texts
            .map(|found| found.map_or(String::new(), |(_, text)| (*text).to_owned()))
            .collect()
    }));
    cells
}

type Sheet<'a> = (&'a str, &'a [&'a [&'a str]]);

/// Problems and warnings of a form of these rows.
fn told(rows: &[Row<'_>], more: &[Sheet<'_>]) -> Vec<Problem> {
    let survey = survey(rows);
    let survey: Vec<Vec<&str>> = survey
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let survey: Vec<&[&str]> = survey.iter().map(Vec::as_slice).collect();
    let mut sheets: Vec<Sheet<'_>> = vec![("survey", &survey)];
    sheets.extend(more);
    let examined = server::forms::examine(&workbook(&sheets), "x", &BTreeMap::new());
    let warnings = examined.warnings.into_iter();
    examined.problems.into_iter().chain(warnings).collect()
}

const MISTAKES: [Row<'static>; 26] = [
    &[("type", "geotrace"), ("name", "way"), ("label", "W")],
    &[("type", "satellite"), ("name", "sky"), ("label", "S")],
    &[
        ("type", "select_one nowhere"),
        ("name", "a"),
        ("label", "A"),
    ],
    &[
        ("type", "text"),
        ("name", "b"),
        ("label", "B"),
        ("relevant", "${nobody} = 'x'"),
    ],
    &[
        ("type", "text"),
        ("name", "c"),
        ("label", "C"),
        ("relevant", "resemble(1)"),
    ],
    &[
        ("type", "text"),
        ("name", "d"),
        ("label", "D"),
        ("relevant", "selected(1)"),
    ],
    &[
        ("type", "text"),
        ("name", "e"),
        ("label", "E"),
        ("appearance", "map"),
    ],
    &[
        ("type", "text"),
        ("name", "f"),
        ("label", "F"),
        ("parameters", "foo=1"),
    ],
    &[
        ("type", "text"),
        ("name", "g"),
        ("label", "G"),
        ("choice_filter", "true()"),
    ],
    &[
        ("type", "text"),
        ("name", "h"),
        ("label", "H"),
        ("bind::kp:weight", "heavy"),
    ],
    &[("type", "text"), ("label", "I")],
    &[("type", "text"), ("name", "1 x"), ("label", "J")],
    &[("type", "text"), ("name", "k")],
    &[("type", "text"), ("name", "l"), ("media::image", "x.png")],
    &[("name", "m"), ("label", "M")],
    &[("type", "calculate"), ("name", "n")],
    &[
        ("type", "calculate"),
        ("name", "o"),
        ("calculation", "random()"),
    ],
    &[("type", "text"), ("name", "b"), ("label", "B again")],
    &[
        ("type", "begin group"),
        ("name", "p"),
        ("label", "P"),
        ("save_to", "x"),
    ],
    &[("type", "text"), ("name", "c"), ("label", "C again")],
    &[("type", "end group")],
    &[
        ("type", "text"),
        ("name", "q"),
        ("label", "Q"),
        ("relevant", "${c} = 'x'"),
    ],
    &[
        ("type", "select_one_from_file l.csv"),
        ("name", "r"),
        ("label", "R"),
    ],
    &[
        ("type", "text"),
        ("name", "s"),
        ("label", "S"),
        ("bind::kp:role", "nothing"),
    ],
    &[
        ("type", "text"),
        ("name", "t"),
        ("label", "T"),
        ("favourite", "yes"),
    ],
    &[("type", "end group")],
];

fn every_mistake() -> Vec<Problem> {
    let choices: &[&[&str]] = &[
        &["list_name", "name", "label"],
        &["", "x", "X"],
        &["l", "a b", "Y"],
    ];
    let settings: &[&[&str]] = &[&["style"], &["pages"]];
    let entities: &[&[&str]] = &[&["list_name"], &["trees"]];
    let sheets = [
        ("choices", choices),
        ("settings", settings),
        ("entities", entities),
    ];
    let mut problems = told(&MISTAKES, &sheets);
    let yes_no: &[&[&str]] = &[&["list_name", "name", "label"], &["yn", "no", "No"]];
    let check: Row<'_> = &[
        ("type", "select_one yn"),
        ("name", "c1"),
        ("label", "Done"),
        ("bind::kp:severity_if_no", "major"),
    ];
    problems.extend(told(&[check], &[("choices", yes_no)]));
    let portable: Row<'_> = &[
        ("type", "calculate"),
        ("name", "x"),
        ("calculation", "floor(1.5)"),
    ];
    problems.extend(told(&[portable], &[]));
    let deep: Vec<Row<'_>> = vec![&[("type", "begin group"), ("name", "g"), ("label", "G")]; 51];
    problems.extend(told(&deep, &[]));
    let nothing: &[&[&str]] = &[&["anything"]];
    let empty = workbook(&[("Notes", nothing)]);
    problems.extend(server::forms::examine(&empty, "x", &BTreeMap::new()).problems);
    problems
}

#[test]
fn a_sentence_names_what_is_wrong_and_the_reason_in_words() {
    for problem in every_mistake() {
        let said = ["zh-CN", "en"].map(|language| sentence(&problem, language));
        assert_ne!(said[0], said[1], "{}", problem.code);
        for text in said {
            assert!(!text.contains("WHY_"), "{text}");
            assert!(!text.contains(&problem.code), "{text}");
            let shown = problem
                .details
                .iter()
                .filter(|(name, _)| SHOWN.contains(&name.as_str()));
            for (name, value) in shown.filter(|(_, value)| !value.starts_with("WHY_")) {
                assert!(text.contains(value.as_str()), "{name}={value} in: {text}");
            }
        }
    }
}

#[test]
fn a_refused_type_is_named_with_its_reason_in_the_language_asked_for() {
    let problems = every_mistake();
    let way = |problem: &&Problem| problem.details.get("type").is_some_and(|t| t == "geotrace");
    let way = problems.iter().find(way).unwrap();
    let (chinese, english) = (sentence(way, "zh-CN"), sentence(way, "en"));
    assert!(
        chinese.contains("geotrace") && chinese.contains("不收集线"),
        "{chinese}"
    );
    assert!(
        english.contains("lines") && english.contains("geopoint"),
        "{english}"
    );
}

#[test]
fn each_kind_of_mistake_in_the_code_is_among_these() {
    let made: BTreeSet<String> = every_mistake()
        .into_iter()
        .map(|found| found.code)
        .collect();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../domain/src/instrument/xlsform");
    let mut missing = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for part in text.split("Problem::new(\"").skip(1) {
            let code = part.split('"').next().unwrap();
            // Too large to be made here: `limits`.
            if !made.contains(code) && !code.starts_with("FORM_TOO_MANY") {
                missing.insert(code.to_owned());
            }
        }
    }
    assert_eq!(missing, BTreeSet::new(), "add a row that makes it");
}
