//! `kanping form check` and `form run` on files as people have them: what can be known is printed,
//! and what is wrong beside it. Not here: the starters (`starters`).

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use server::cli::form;

use super::scenario::{now, workbook};

/// Chinese and English, a rule, a message and a calculation.
const SURVEY: &[&[&str]] = &[
    &[
        "type",
        "name",
        "label::中文 (zh)",
        "label::English (en)",
        "constraint",
        "constraint_message::中文 (zh)",
        "constraint_message::English (en)",
        "calculation",
        "required",
    ],
    &["text", "t", "文字", "Text", "", "", "", "", "yes"],
    &["integer", "n", "数", "Number", ". < 100", "", "", "", ""],
    &[
        "integer",
        "m",
        "月",
        "Month",
        ". <= 12",
        "月份最大12",
        "Month up to 12",
        "",
        "",
    ],
    &[
        "select_one yn",
        "s",
        "是否",
        "Yes or no",
        "",
        "",
        "",
        "",
        "",
    ],
    &["calculate", "c", "", "", "", "", "", "${n} * 2", ""],
];
const CHOICES: &[&[&str]] = &[&["list_name", "name", "label"], &["yn", "yes", "是"]];
const SETTINGS: &[&[&str]] = &[
    &["form_title", "form_id", "version", "kp:kind"],
    &["走访", "visit", "3", "questionnaire"],
];

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn form(&self, survey: &[&[&str]]) -> PathBuf {
        let sheets = [
            ("survey", survey),
            ("choices", CHOICES),
            ("settings", SETTINGS),
        ];
        self.with("visit.xlsx", &workbook(&sheets))
    }

    /// Runs the form of `SURVEY` on these answers.
    fn run(&self, answers: &str, language: &str) -> (u8, Value) {
        let answers = self.with("answers.json", answers.as_bytes());
        run(&self.form(SURVEY), &answers, language)
    }
}

fn check(path: &Path, language: &str) -> (u8, Value) {
    let mut out = Vec::new();
    let code = form::check(path, language, &mut out).unwrap();
    (code, serde_json::from_slice(&out).unwrap())
}

fn run(path: &Path, answers: &Path, language: &str) -> (u8, Value) {
    let mut out = Vec::new();
    let code = form::run(path, answers, now(), language, &mut out).unwrap();
    (code, serde_json::from_slice(&out).unwrap())
}

#[test]
fn a_form_with_mistakes_is_described_as_far_as_it_can_be_read() {
    let folder = Folder::new();
    let mut survey = SURVEY.to_vec();
    survey.insert(1, &["geotrace", "way", "路线", "Way", "", "", "", "", ""]);
    survey.push(&["calculate", "d", "", "", "", "", "", "${nobody}", ""]);
    let path = folder.form(&survey);
    let (code, report) = check(&path, "zh-CN");
    assert_eq!(code, 1);
    assert_eq!(
        (&report["title"], &report["version"], &report["languages"]),
        (
            &json!("走访"),
            &json!("3"),
            &json!(["中文 (zh)", "English (en)"])
        )
    );
    let questions = report["questions"].as_array().unwrap();
    let paths: Vec<&str> = questions
        .iter()
        .map(|q| q["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        paths,
        [
            "/data/t", "/data/n", "/data/m", "/data/s", "/data/c", "/data/d"
        ]
    );
    assert_eq!(questions[1]["constraint"], ". < 100");
    let problem = &report["problems"][0];
    assert_eq!(
        (
            &problem["sheet"],
            &problem["row"],
            &problem["column"],
            &problem["code"]
        ),
        (
            &json!("survey"),
            &json!(2),
            &json!("type"),
            &json!("FORM_UNSUPPORTED_TYPE")
        )
    );
    assert!(
        problem["message"]
            .as_str()
            .unwrap()
            .contains("不支持题型「geotrace」")
    );
    assert_eq!(report["problems"][1]["row"], 8);
    let (_, english) = check(&path, "en");
    let said = english["problems"][1]["message"].as_str().unwrap();
    assert!(
        said.contains("nobody") && said.contains("Correct the name"),
        "{said}"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_told_as_json() {
    let folder = Folder::new();
    let nowhere = folder.0.path().join("nowhere.xlsx");
    let (code, report) = check(&nowhere, "en");
    assert_eq!(
        (code, &report["problems"][0]["code"]),
        (1, &json!("FILE_UNREADABLE"))
    );
    assert!(
        report["problems"][0]["message"]
            .as_str()
            .unwrap()
            .contains("nowhere.xlsx")
    );
    let (code, report) = check(&folder.with("a.xlsx", b"%PDF-1.7"), "zh-CN");
    assert_eq!((code, &report["questions"]), (1, &json!([])));
    let (code, report) = run(&folder.form(SURVEY), &nowhere, "en");
    assert_eq!(
        (code, &report["problems"][0]["code"]),
        (1, &json!("FILE_UNREADABLE"))
    );
    for answers in ["not json", "[1, 2]", "\"text\"", ""] {
        let (code, report) = folder.run(answers, "zh-CN");
        assert_eq!(code, 1, "{answers}");
        assert_eq!(
            report["problems"][0]["code"], "ANSWERS_UNREADABLE",
            "{answers}"
        );
        assert_eq!(report["relevant"], json!({}));
    }
}

#[test]
fn an_answer_that_has_no_place_does_not_take_the_result_away() {
    let folder = Folder::new();
    let answers = json!({ "/data/n": 7, "/data/gone": 1, "/data/t[2]": "x", "/data/s": ["yes"] });
    let (code, report) = folder.run(&answers.to_string(), "zh-CN");
    assert_eq!(code, 1);
    assert_eq!(report["calculated"]["/data/c"], "14");
    assert_eq!(report["missing"], json!(["/data/t"]));
    let problems = report["problems"].as_array().unwrap();
    let told: Vec<(&str, &str)> = problems
        .iter()
        .map(|problem| {
            (
                problem["code"].as_str().unwrap(),
                problem["path"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("ANSWER_UNKNOWN_PATH", "/data/gone"),
        ("ANSWER_NOT_TEXT", "/data/s"),
        ("ANSWER_UNKNOWN_PATH", "/data/t[2]"),
    ];
    assert_eq!(told, expected);
    let is_chinese = |text: &str| text.chars().any(|letter| letter > '\u{4e00}');
    assert!(
        problems
            .iter()
            .all(|problem| is_chinese(problem["message"].as_str().unwrap()))
    );
}

#[test]
fn numbers_booleans_and_texts_are_all_taken_as_text() {
    let folder = Folder::new();
    let answers = json!({ "/data/t": true, "/data/n": "7", "/data/m": 12 });
    let (code, report) = folder.run(&answers.to_string(), "en");
    assert_eq!((code, &report["problems"]), (0, &json!([])));
    assert_eq!(
        (&report["missing"], &report["invalid"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(report["calculated"]["/data/c"], "14");
}

#[test]
fn every_refused_answer_is_said_in_words() {
    let folder = Folder::new();
    let answers = r#"{ "/data/n": 101, "/data/m": 13, "/data/s": "perhaps" }"#;
    let messages = |language: &str| -> Vec<String> {
        let (code, report) = folder.run(answers, language);
        assert_eq!(code, 0, "a refused answer is what was asked for");
        let invalid = report["invalid"].as_array().unwrap().iter();
        invalid
            .map(|found| found["message"].as_str().unwrap().to_owned())
            .collect()
    };
    let english = messages("en");
    assert!(
        english[0].contains("101") && english[0].contains(". < 100"),
        "{english:?}"
    );
    assert_eq!(english[1], "Month up to 12", "the form's own words");
    assert!(english[2].contains("perhaps"), "{english:?}");
    assert_eq!(messages("zh-CN")[1], "月份最大12");
    let (_, report) = folder.run(r#"{ "/data/n": "many" }"#, "en");
    let said = report["invalid"][0]["message"].as_str().unwrap();
    assert!(said.contains("many") && said.contains("integer"), "{said}");
}
