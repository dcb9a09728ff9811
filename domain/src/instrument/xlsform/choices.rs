//! The choices sheet: lists of choices with labels and the `score` column. Not here: which question
//! uses which list.

use super::row::{Lists, decimal};
use super::sheet::Sheet;
use crate::instrument::Choice;
use crate::problem::Problem;
use crate::project::Table;

/// Reads every list; a workbook without the sheet has none.
pub(super) fn read(tables: &[Table], problems: &mut Vec<Problem>) -> Lists {
    let mut lists = Lists::new();
    let Some(sheet) = Sheet::find(tables, "choices") else {
        return lists;
    };
    for row in sheet.rows {
        let (list, name) = (sheet.cell(row, "list_name"), sheet.cell(row, "name"));
        if list.is_empty() && name.is_empty() {
            continue;
        }
        let mut report = |problem: Problem, column: &str| {
            problems.push(problem.at_cell(sheet.name, row.number, &sheet.written(column)));
        };
        if list.is_empty() {
            report(
                Problem::new("FORM_MISSING_LIST_NAME").with("name", name),
                "list_name",
            );
            continue;
        }
        if name.is_empty() || name.contains(char::is_whitespace) {
            report(
                Problem::new("FORM_BAD_CHOICE_NAME").with("name", name),
                "name",
            );
            continue;
        }
        let score = sheet.cell(row, "score");
        if !score.is_empty() && decimal(score).is_none() {
            let problem = Problem::new("FORM_BAD_VALUE").with("value", score);
            report(problem.with("expected", "0 … 100"), "score");
        }
        let choices = lists.entry(list.to_owned()).or_default();
        if choices.iter().any(|choice| choice.name == name) {
            report(
                Problem::new("FORM_DUPLICATE_NAME").with("name", name),
                "name",
            );
            continue;
        }
        choices.push(Choice {
            name: name.to_owned(),
            label: sheet.translations(row, "label"),
            score: decimal(score),
        });
    }
    lists
}
