//! Bindings against forms that changed. Not here: what a version's publication says (`it forms`).

use super::*;
use crate::indicator::{Binding, Rule, starter, tree};

const PATH: &str = "/data/done";

fn form(version: &str, question_type: serde_json::Value) -> Instrument {
    let mut node = serde_json::json!({
        "node": "question", "path": PATH, "label": {}, "hint": {}, "appearance": "",
        "required": false, "read_only": false, "evaluation": { "indicators": ["C11"] },
    });
    node["question_type"] = question_type;
    let text = serde_json::json!({
        "form_id": "site", "version": version, "title": "site", "kind": "site_inspection",
        "languages": ["default"], "nodes": [node],
    });
    serde_json::from_value(text).expect("a form")
}

fn select(version: &str, names: &[&str]) -> Instrument {
    let choice = |name: &&str| serde_json::json!({ "name": name, "label": {} });
    let choices: Vec<_> = names.iter().map(choice).collect();
    form(
        version,
        serde_json::json!({ "type": "select_one", "choices": choices }),
    )
}

/// C11 alone reads the form: a count of the sites that answered one of these.
fn counting(values: &[&str]) -> Framework {
    let mut framework = starter("road_bridge").expect("starter");
    for level in &mut framework.levels {
        for indicator in level.children.iter_mut().flat_map(|it| &mut it.indicators) {
            for binding in indicator.operands.values_mut() {
                binding.from = Operand::DeskFigure {
                    key: "n".to_owned(),
                };
            }
        }
    }
    let indicator = tree::indicator_mut(&mut framework, "C11").expect("C11");
    let from = Operand::Field {
        aggregate: Aggregate::Count,
        project_type: None,
        applicable: Vec::new(),
        condition: Some(Condition::OneOf {
            path: PATH.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        }),
        weighted: false,
    };
    let binding = Binding {
        label: "完成".to_owned(),
        unit: String::new(),
        from,
    };
    indicator.operands.insert("numerator".to_owned(), binding);
    framework
}

fn codes(framework: &Framework, current: &Instrument, known: &[&Instrument]) -> Vec<String> {
    let forms = Forms {
        current: &[current],
        known,
    };
    let problems = binding_problems(framework, forms, &BTreeMap::new()).into_iter();
    problems.map(|problem| problem.code).collect()
}

#[test]
fn a_renamed_choice_is_named_and_its_score_becomes_a_gap() {
    let (old, new) = (select("1", &["yes", "no"]), select("2", &["ok", "no"]));
    let known = [&old, &new];
    let framework = counting(&["yes"]);
    assert_eq!(codes(&framework, &old, &known), [""; 0]);
    assert_eq!(codes(&framework, &new, &known), ["BINDING_CHOICE_GONE"]);
    assert_eq!(
        broken_bindings(&framework, &[&old], &known),
        BTreeMap::new()
    );
    let broken = broken_bindings(&framework, &[&old, &new], &known);
    assert_eq!(broken[&"C11".into()], ["site 2 /data/done yes"]);

    // Both names waited for: every version is read rightly.
    let mended = counting(&["yes", "ok"]);
    assert_eq!(codes(&mended, &new, &known), [""; 0]);
    assert_eq!(broken_bindings(&mended, &known, &known), BTreeMap::new());
}

#[test]
fn a_choice_that_was_never_there_is_named_and_one_that_only_went_away_hides_nothing() {
    let old = select("1", &["yes", "partly", "no"]);
    let new = select("2", &["yes", "no"]);
    let known = [&old, &new];
    assert_eq!(
        codes(&counting(&["yse"]), &old, &known),
        ["BINDING_CHOICE_GONE"]
    );
    let both = counting(&["yes", "partly"]);
    assert_eq!(codes(&both, &new, &known), [""; 0]);
    assert_eq!(broken_bindings(&both, &known, &known), BTreeMap::new());
    // Nothing of what is waited for can be answered any more.
    let only = counting(&["partly"]);
    assert_eq!(codes(&only, &new, &known), ["BINDING_CHOICE_GONE"]);
    assert!(broken_bindings(&only, &known, &known).contains_key(&"C11".into()));
}

#[test]
fn a_field_that_vanished_or_changed_its_type_is_named() {
    let old = select("1", &["yes", "no"]);
    let text = form("2", serde_json::json!({ "type": "text" }));
    let framework = counting(&["yes"]);
    assert_eq!(
        codes(&framework, &text, &[&old, &text]),
        ["BINDING_TYPE_CHANGED"]
    );
    let mut gone = text.clone();
    gone.nodes.clear();
    assert_eq!(
        codes(&framework, &gone, &[&old, &gone]),
        ["BINDING_PATH_GONE"]
    );
    for new in [&text, &gone] {
        let broken = broken_bindings(&framework, &[&old, new], &[&old, new]);
        assert_eq!(broken[&"C11".into()], ["site 2 /data/done"]);
    }
}

#[test]
fn a_question_that_names_an_unknown_indicator_is_named_until_the_code_is_known() {
    let mut framework = counting(&["yes"]);
    let only = select("1", &["yes", "no"]);
    assert!(tree::recode(&mut framework, "C11", "C19"));
    assert_eq!(
        codes(&framework, &only, &[&only]),
        ["BINDING_INDICATOR_UNKNOWN"]
    );
    let aliases = BTreeMap::from([("C11".into(), "C19".into())]);
    let forms = Forms {
        current: &[&only],
        known: &[&only],
    };
    assert_eq!(binding_problems(&framework, forms, &aliases), []);
}

#[test]
fn a_questionnaire_that_is_not_in_use_is_named() {
    let mut framework = counting(&["yes"]);
    let only = select("1", &["yes", "no"]);
    let indicator = tree::indicator_mut(&mut framework, "D21").expect("D21");
    indicator.rule = Rule::PlainRatio;
    for binding in indicator.operands.values_mut() {
        binding.from = Operand::SurveySatisfaction {
            form_id: Some("q-old".to_owned()),
            measure: crate::indicator::SatisfactionMeasure::Mean,
        };
    }
    assert_eq!(codes(&framework, &only, &[&only]), ["BINDING_FORM_GONE"]);
}
