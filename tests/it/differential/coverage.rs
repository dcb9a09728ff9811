//! The corpus covers what docs/FORMS.md says is supported: every function, appearance, parameter
//! and column occurs in some form. Not here: what they do.

use domain::instrument::{KNOWN_FUNCTIONS, xlsform};

use super::answers::EXPRESSIONS;
use super::forms::{self, Form};

#[test]
fn every_function_appearance_parameter_and_column_occurs_in_the_corpus() {
    let forms = forms::all();
    let expressions = cells(&forms, &EXPRESSIONS);
    let appearances = cells(&forms, &["appearance"]);
    let parameters = cells(&forms, &["parameters"]);
    let mut missing = Vec::new();
    for (name, ..) in KNOWN_FUNCTIONS {
        if !expressions.iter().any(|cell| calls(cell, name)) {
            missing.push(format!("{name}()"));
        }
    }
    for name in xlsform::APPEARANCES {
        if !appearances
            .iter()
            .any(|cell| cell.split_whitespace().any(|word| word == name))
        {
            missing.push(format!("appearance {name}"));
        }
    }
    for (name, about) in xlsform::PARAMETERS {
        // pyxform has it for traces only.
        let wanted = name != "incremental";
        if wanted
            && !parameters
                .iter()
                .any(|cell| cell.contains(&format!("{name}=")))
        {
            missing.push(format!("parameter {name} of {about}"));
        }
    }
    for name in xlsform::SURVEY_COLUMNS {
        // Entities are refused.
        let wanted = !matches!(name, "" | "save_to");
        if wanted && !forms.iter().any(|form| form.has_column(name)) {
            missing.push(format!("column {name}"));
        }
    }
    assert!(missing.is_empty(), "no form shows: {}", missing.join(", "));
}

fn cells<'f>(forms: &'f [Form], headings: &[&str]) -> Vec<&'f str> {
    let cells = forms.iter().flat_map(|form| form.survey_cells(headings));
    cells.collect()
}

/// Whether an expression calls a function: its name and a bracket, not the end of a longer name.
fn calls(expression: &str, name: &str) -> bool {
    let call = format!("{name}(");
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | ':' | '_');
    expression.match_indices(&call).any(|(start, _)| {
        let before = expression[..start].chars().next_back();
        !before.is_some_and(is_name)
    })
}
