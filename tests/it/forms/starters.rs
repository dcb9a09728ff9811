//! The committed starter workbooks are what the generator makes, and the command line reads them.

use std::collections::BTreeMap;

use domain::finding::Severity;
use serde_json::{Value, json};
use server::cli::form;

use super::scenario::{now, starter, starter_file};

#[test]
fn the_committed_workbooks_are_what_the_generator_makes() {
    for made in server::forms::starter_workbooks().unwrap() {
        let committed = server::forms::compile(&starter_file(&made.file_name)).unwrap();
        assert_eq!(
            server::forms::compile(&made.bytes).unwrap(),
            committed,
            "{}",
            made.file_name
        );
    }
}

#[test]
fn every_label_and_every_choice_has_both_languages() {
    for (name, _) in server::forms::SHIPPED {
        let instrument = starter(&format!("{name}.xlsx"));
        assert_eq!(instrument.languages, ["中文 (zh)", "English (en)"]);
        for node in instrument.walk() {
            let domain::instrument::Node::Question { path, label, .. } = node else {
                continue;
            };
            assert_eq!(label.len(), 2, "{path}");
            for choice in node.choices() {
                assert_eq!(choice.label.len(), 2, "{path} {}", choice.name);
            }
        }
    }
}

#[test]
fn every_form_that_ships_is_taken_without_a_word() {
    let made = server::forms::starter_workbooks().unwrap();
    let names: Vec<String> = made.into_iter().map(|made| made.file_name).collect();
    let shipped = server::forms::SHIPPED.map(|(name, _)| format!("{name}.xlsx"));
    assert_eq!(names, shipped);
    for (name, bytes) in server::forms::SHIPPED {
        let compiled = server::forms::compile_with(bytes, name, &BTreeMap::new());
        let compiled = compiled.map_err(|problems| format!("{name}: {problems:?}"));
        assert_eq!(compiled.unwrap().warnings, [], "{name}");
    }
}

#[test]
fn a_demand_on_an_enterprise_is_a_severe_finding() {
    let instrument = starter("q-enterprise.xlsx");
    let e11 = instrument.question("/data/page_e11/e11").unwrap();
    let domain::instrument::Node::Question { evaluation, .. } = e11 else {
        panic!("a question");
    };
    assert_eq!(evaluation.severity_if_no, Some(Severity::Severe));
    let finding = e11.choices().iter().find(|choice| choice.name == "no");
    assert_eq!(finding.unwrap().label["中文 (zh)"], "有");
}

#[test]
fn the_satisfaction_questions_carry_weights_and_scores() {
    let instrument = starter("q-villager-road.xlsx");
    let mut weights = Vec::new();
    for node in instrument.walk() {
        let domain::instrument::Node::Question { evaluation, .. } = node else {
            continue;
        };
        if let Some(weight) = &evaluation.weight {
            weights.push(weight.clone());
            let scores: Vec<Option<&str>> = node
                .choices()
                .iter()
                .map(|choice| choice.score.as_deref())
                .collect();
            let expected = [
                Some("100"),
                Some("80"),
                Some("60"),
                Some("30"),
                Some("0"),
                None,
            ];
            assert_eq!(scores, expected, "{}", node.path());
        }
    }
    assert_eq!(weights, ["0.25", "0.25", "0.15", "0.15", "0.20"]);
}

fn printed(run: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<u8>) -> (u8, Value) {
    let mut out = Vec::new();
    let code = run(&mut out).unwrap();
    (code, serde_json::from_slice(&out).unwrap())
}

#[test]
fn form_check_prints_the_questions_of_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    form::starters(folder.path(), &mut Vec::new()).unwrap();
    let path = folder.path().join("q-villager-road.xlsx");
    let (code, report) = printed(|out| form::check(&path, "zh-CN", out));
    assert_eq!((code, &report["problems"]), (0, &json!([])));
    assert_eq!(report["version"], "2026.11.2");
    let questions = report["questions"].as_array().unwrap();
    let q8 = questions
        .iter()
        .find(|q| q["path"] == "/data/page_q8/q8")
        .unwrap();
    assert_eq!(q8["type"], "select_multiple");
    assert_eq!(q8["required"], true);
    assert_eq!(q8["constraint"], "count-selected(.) <= 3");
    let q3 = questions
        .iter()
        .find(|q| q["path"] == "/data/page_q3/q3")
        .unwrap();
    assert_eq!(q3["indicator"], "D21");
}

#[test]
fn form_run_answers_what_is_relevant_missing_and_invalid() {
    let folder = tempfile::tempdir().unwrap();
    form::starters(folder.path(), &mut Vec::new()).unwrap();
    let answers = folder.path().join("answers.json");
    let given = json!({"/data/consent/consent": "yes", "/data/page_s1/s1": "yes",
        "/data/page_s2/s2": "age_18_44", "/data/page_q10/q10": 181});
    std::fs::write(&answers, given.to_string()).unwrap();
    let path = folder.path().join("q-villager-road.xlsx");
    let (code, report) = printed(|out| form::run(&path, &answers, now(), "zh-CN", out));
    assert_eq!(code, 0);
    assert_eq!(report["relevant"]["/data/page_q3/q3"], true);
    assert_eq!(report["relevant"]["/data/page_q8/q8"], false);
    assert_eq!(report["missing"][0], "/data/page_q1/q1");
    let refused = json!([{"path": "/data/page_q10/q10", "message": "请填0到180之间的整数"}]);
    assert_eq!(report["invalid"], refused);
}

#[test]
fn form_run_tells_answers_to_questions_the_form_does_not_have() {
    let folder = tempfile::tempdir().unwrap();
    form::starters(folder.path(), &mut Vec::new()).unwrap();
    let answers = folder.path().join("answers.json");
    std::fs::write(&answers, r#"{"/data/page_q99/q99": "yes"}"#).unwrap();
    let path = folder.path().join("q-villager-road.xlsx");
    let (code, report) = printed(|out| form::run(&path, &answers, now(), "zh-CN", out));
    assert_eq!(
        (code, &report["problems"][0]["code"]),
        (1, &json!("ANSWER_UNKNOWN_PATH"))
    );
}
