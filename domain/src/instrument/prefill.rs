//! Answers that the frame already knows, by the `bind::kp:from` column. Not here: what people
//! answer.

use std::collections::BTreeMap;

use super::{Instrument, Node, QuestionType};
use crate::project::Project;

/// The first answers of a new inspection: form path → value, for every question with a source the
/// project has. A select takes the choice whose name or label is the project's text.
/// `index` is the working paper's number, such as `X-012`.
pub fn prefill(
    instrument: &Instrument,
    project: &Project,
    index: &str,
) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for node in instrument.walk() {
        let Node::Question {
            path,
            question_type,
            evaluation,
            ..
        } = node
        else {
            continue;
        };
        let Some(source) = evaluation.from.as_deref() else {
            continue;
        };
        let Some(text) = source_text(project, index, source) else {
            continue;
        };
        let value = match question_type {
            QuestionType::SelectOne { choices } => choices
                .iter()
                .find(|c| c.name == text || c.label.values().any(|label| *label == text))
                .map(|choice| choice.name.clone()),
            _ => Some(text),
        };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            answers.insert(path.clone(), value);
        }
    }
    answers
}

fn source_text(project: &Project, index: &str, source: &str) -> Option<String> {
    match source {
        "project_code" => Some(project.code.0.clone()),
        "project_name" => Some(project.name.clone()),
        "unit" => Some(project.unit.clone()),
        "township" => Some(project.township.clone()),
        "project_type" => Some(project.project_type.clone()),
        "amount_wan_yuan" => Some(project.amount.to_wan_yuan_exact(2)),
        "planned_quantity" => project.planned_quantity.clone(),
        "working_paper_index" => Some(index.to_owned()),
        _ => None,
    }
}
