//! Whether a form's rules fit together, once all of them are read: paths that lead nowhere, tables
//! that are not there, rules that wait for each other, checks without companions. Not here: single
//! cells.

use rxeval::Expr;

use super::outline::Outline;
use super::sheet::Sheet;
use crate::instrument::form::{Form, Item, Reads, filter_reads, reads};
use crate::instrument::{Instrument, Node, QuestionType};
use crate::problem::Problem;

/// Every problem of the form as a whole, each at its cell.
pub(super) fn problems(
    instrument: &Instrument,
    sheet: &Sheet<'_>,
    outline: &Outline,
) -> Vec<Problem> {
    let at = |problem: Problem, path: &str, column: &str| match outline.rows.get(path) {
        Some(row) => problem.at_cell(sheet.name, *row, &sheet.written(column)),
        None => problem.at_path(path),
    };
    let mut found = companions(instrument, &at);
    for node in instrument.walk() {
        let is_elsewhere = node.is_select() && node.choices().is_empty();
        if is_elsewhere && !instrument.lists.contains_key(node.list()) {
            let problem = Problem::new("FORM_UNKNOWN_LIST").with("list", node.list());
            found.push(at(problem, node.path(), "type"));
        }
    }
    match Form::of(instrument) {
        Ok(form) => {
            for (index, item) in form.items.iter().enumerate() {
                for (column, expression, is_filter) in expressions(item) {
                    let read = match is_filter {
                        true => filter_reads(expression, index, &form),
                        false => reads(expression, index, &form),
                    };
                    let told = told(&form, &read, is_settling(column));
                    found.extend(told.map(|problem| at(problem, &item.path, column)));
                }
            }
        }
        Err(problem) => {
            let path = problem.place.as_ref().and_then(|place| place.path.clone());
            let column = if problem.code == "FORM_CYCLE" {
                "calculation"
            } else {
                "name"
            };
            found.push(at(problem, &path.unwrap_or_default(), column));
        }
    }
    found
}

fn expressions(item: &Item) -> Vec<(&'static str, &Expr, bool)> {
    let rules = &item.rules;
    let all = [
        ("relevant", &rules.relevant, false),
        ("calculation", &rules.calculation, false),
        ("calculation", &rules.on_trigger, false),
        ("required", &rules.required, false),
        ("constraint", &rules.constraint, false),
        ("readonly", &rules.read_only, false),
        ("choice_filter", &rules.choice_filter, true),
        ("repeat_count", &rules.repeat_count, false),
        ("default", &rules.default_expression, false),
    ];
    let written = all.into_iter();
    written
        .filter_map(|(column, expression, filter)| Some((column, expression.as_ref()?, filter)))
        .collect()
}

fn is_settling(column: &str) -> bool {
    matches!(column, "relevant" | "calculation" | "repeat_count")
}

fn told(form: &Form, read: &Reads, is_settling: bool) -> Option<Problem> {
    if let Some(path) = read.unknown.first() {
        return Some(Problem::new("FORM_UNKNOWN_REFERENCE").with("name", path));
    }
    let missing = read.tables.iter().find(|name| {
        let stem = super::row::file_stem(name);
        form.tables
            .number(name)
            .or_else(|| form.tables.number(stem))
            .is_none()
    });
    if let Some(name) = missing {
        return Some(Problem::new("FORM_UNKNOWN_LIST").with("list", name));
    }
    (read.anything && is_settling)
        .then(|| Problem::new("FORM_EXPRESSION").with("reason", "WHY_READS_ANYTHING"))
}

/// A 否 that becomes a finding must be able to ask for words and a photo.
fn companions(
    instrument: &Instrument,
    at: &dyn Fn(Problem, &str, &str) -> Problem,
) -> Vec<Problem> {
    let mut found = Vec::new();
    for node in instrument.walk() {
        let Node::Question {
            path, evaluation, ..
        } = node
        else {
            continue;
        };
        if evaluation.severity_if_no.is_none() {
            continue;
        }
        let is = |ending: &str, wanted: &dyn Fn(&QuestionType) -> bool| {
            let companion = instrument.question(&format!("{path}_{ending}"));
            matches!(companion, Some(Node::Question { question_type, .. }) if wanted(question_type))
        };
        let has_note = is("note", &|found| *found == QuestionType::Text);
        let has_photo = is("photo", &|found| *found == QuestionType::Image);
        for (ending, has) in [("note", has_note), ("photo", has_photo)] {
            if !has {
                let name = format!("{}_{ending}", path.rsplit('/').next().unwrap_or(""));
                let problem = Problem::new("FORM_MISSING_COMPANION").with("name", name);
                found.push(at(problem, path, "bind::kp:severity_if_no"));
            }
        }
    }
    found
}
