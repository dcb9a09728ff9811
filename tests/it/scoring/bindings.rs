//! The shipped framework and the shipped forms fit together: every bound question exists, and every
//! answer that a condition waits for is one of its choices.

use std::collections::BTreeMap;

use domain::indicator::{CANNOT_VERIFY, NOT_APPLICABLE, starter};
use domain::instrument::{Instrument, Node};
use serde_json::Value;

fn form(name: &str) -> Instrument {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../starters/forms");
    let bytes = std::fs::read(folder.join(name)).expect("a shipped workbook");
    server::forms::compile(&bytes).expect("a valid workbook")
}

fn choices(nodes: &[Node], found: &mut BTreeMap<String, Vec<String>>) {
    for node in nodes {
        match node {
            Node::Group { children, .. } => choices(children, found),
            Node::Question { path, .. } => {
                let names = node.choices().iter().map(|choice| choice.name.clone());
                found.insert(path.clone(), names.collect());
            }
        }
    }
}

/// Every object of the framework's JSON that names questions, with the answers it waits for.
fn bound(value: &Value, found: &mut Vec<(Vec<String>, Vec<String>)>) {
    let texts = |name: &str| -> Vec<String> {
        let given = value.get(name).into_iter().flat_map(|given| match given {
            Value::Array(list) => list.clone(),
            one => vec![one.clone()],
        });
        given
            .filter_map(|text| text.as_str().map(str::to_owned))
            .collect()
    };
    let mut paths = texts("applicable");
    for name in ["path", "paths", "than"] {
        paths.extend(texts(name));
    }
    if !paths.is_empty() {
        found.push((paths, texts("values")));
    }
    match value {
        Value::Array(list) => list.iter().for_each(|inner| bound(inner, found)),
        Value::Object(fields) => fields.values().for_each(|inner| bound(inner, found)),
        _ => {}
    }
}

#[test]
fn every_question_the_framework_reads_is_in_the_inspection_form_with_those_choices() {
    let mut questions = BTreeMap::new();
    choices(&form("site-road-bridge.xlsx").nodes, &mut questions);
    let framework = serde_json::to_value(starter("road_bridge").expect("starter")).expect("JSON");
    let mut found = Vec::new();
    bound(&framework, &mut found);
    assert!(found.len() > 20, "{} bindings", found.len());
    for (paths, values) in found {
        for path in paths {
            let names = questions
                .get(&path)
                .unwrap_or_else(|| panic!("{path} is not in the form"));
            for value in &values {
                assert!(names.contains(value), "{path} has no choice {value}");
            }
        }
    }
    let check = &questions["/data/checks/c2"];
    assert!(
        check.contains(&NOT_APPLICABLE.to_owned()) && check.contains(&CANNOT_VERIFY.to_owned())
    );
}

#[test]
fn the_questionnaire_that_the_framework_scores_is_shipped() {
    let indicators = |name: &str| domain::scoring::survey::scale_indicators(&form(name));
    let satisfaction = "D21".into();
    assert!(indicators("q-villager-road.xlsx").contains(&satisfaction));
    // Staff are not those whom the money was to serve (domain.md §6.1).
    assert!(!indicators("q-staff.xlsx").contains(&satisfaction));
}
