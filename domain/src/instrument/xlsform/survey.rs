//! The survey sheet: first an outline (which name lives at which path), then the tree of nodes.
//! Not here: the meaning of a single cell (`row`), of an expression (`expression`).

use std::collections::BTreeSet;

use super::expression::{self, Names};
use super::row::{self, Lists, RowKind};
use super::sheet::Sheet;
use crate::instrument::{Node, Translations};
use crate::problem::Problem;
use crate::project::TableRow;

/// The columns that hold expressions.
const EXPRESSIONS: [&str; 6] = [
    "relevant",
    "constraint",
    "calculation",
    "required",
    "readonly",
    "choice_filter",
];

/// Columns of the standard whose meaning would be lost; a form that fills one is refused.
const UNSUPPORTED: [&str; 3] = ["trigger", "repeat_count", "save_to"];

/// Which row is what, and where each name lives.
pub(super) struct Outline {
    /// One entry per row of the sheet, in order.
    entries: Vec<(RowKind, String)>,
    /// Names of groups and questions → their paths.
    pub names: Names,
}

/// Walks the sheet once for the paths; groups must be closed, names be present and unique.
pub(super) fn outline(sheet: &Sheet<'_>, root: &str, problems: &mut Vec<Problem>) -> Outline {
    let mut open: Vec<(String, u32)> = vec![(format!("/{root}"), 0)];
    let mut entries = Vec::new();
    let mut names = Names::new();
    let mut taken = BTreeSet::new();
    for row in sheet.rows {
        let kind = row::kind(sheet.cell(row, "type"));
        let name = sheet.cell(row, "name");
        let mut report = |problem: Problem, column: &str| {
            problems.push(problem.at_cell(sheet.name, row.number, &sheet.written(column)));
        };
        let mut path = String::new();
        match kind {
            RowKind::Nothing => {}
            RowKind::EndGroup if open.len() > 1 => {
                open.pop();
            }
            RowKind::EndGroup => report(Problem::new("FORM_UNBALANCED_GROUP"), "type"),
            RowKind::BeginGroup | RowKind::BeginRepeat | RowKind::Question => {
                let parent = open.last().map_or("", |(path, _)| path.as_str());
                path = format!("{parent}/{name}");
                if name.is_empty() {
                    report(Problem::new("FORM_MISSING_NAME"), "name");
                } else if !taken.insert(path.clone()) {
                    report(
                        Problem::new("FORM_DUPLICATE_NAME").with("name", name),
                        "name",
                    );
                } else {
                    names.entry(name.to_owned()).or_default().push(path.clone());
                }
                if kind != RowKind::Question {
                    open.push((path.clone(), row.number));
                }
            }
        }
        entries.push((kind, path));
    }
    for (path, number) in open.iter().skip(1) {
        let problem = Problem::new("FORM_UNBALANCED_GROUP").with("group", path);
        problems.push(problem.at_cell(sheet.name, *number, &sheet.written("type")));
    }
    Outline { entries, names }
}

/// Builds the tree; rows that cannot be understood are reported and left out.
pub(super) fn nodes(
    sheet: &Sheet<'_>,
    outline: &Outline,
    lists: &Lists,
    problems: &mut Vec<Problem>,
) -> Vec<Node> {
    let mut builder = Builder {
        sheet,
        names: &outline.names,
        lists,
        problems,
    };
    // The innermost open group is last; the first entry is the form itself.
    let mut open: Vec<(Option<Node>, Vec<Node>)> = vec![(None, Vec::new())];
    for (row, (kind, path)) in sheet.rows.iter().zip(&outline.entries) {
        match kind {
            RowKind::Nothing => {}
            RowKind::BeginGroup => open.push((Some(builder.group(row, path)), Vec::new())),
            RowKind::BeginRepeat => {
                builder.refuse_type(row);
                open.push((Some(builder.group(row, path)), Vec::new()));
            }
            RowKind::EndGroup => close(&mut open),
            RowKind::Question => {
                let question = builder.question(row, path);
                if let (Some(question), Some((_, nodes))) = (question, open.last_mut()) {
                    nodes.push(question);
                }
            }
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|(_, nodes)| nodes).unwrap_or_default()
}

fn close(open: &mut Vec<(Option<Node>, Vec<Node>)>) {
    if open.len() < 2 {
        return;
    }
    let Some((Some(mut group), nodes)) = open.pop() else {
        return;
    };
    if let Node::Group { children, .. } = &mut group {
        *children = nodes;
    }
    if let Some((_, siblings)) = open.last_mut() {
        siblings.push(group);
    }
}

struct Builder<'a, 'p> {
    sheet: &'a Sheet<'a>,
    names: &'a Names,
    lists: &'a Lists,
    problems: &'p mut Vec<Problem>,
}

impl Builder<'_, '_> {
    fn report(&mut self, problem: Problem, row: &TableRow, column: &str) {
        let written = self.sheet.written(column);
        self.problems
            .push(problem.at_cell(self.sheet.name, row.number, &written));
    }

    fn understood<T>(
        &mut self,
        result: Result<T, Problem>,
        row: &TableRow,
        column: &str,
    ) -> Option<T> {
        result
            .map_err(|problem| self.report(problem, row, column))
            .ok()
    }

    fn refuse_type(&mut self, row: &TableRow) {
        let type_cell = self.sheet.cell(row, "type");
        self.report(
            Problem::new("FORM_UNSUPPORTED_TYPE").with("type", type_cell),
            row,
            "type",
        );
    }

    fn group(&mut self, row: &TableRow, path: &str) -> Node {
        self.check_expressions(row);
        let appearance = row::appearance(self.sheet.cell(row, "appearance"));
        Node::Group {
            path: path.to_owned(),
            label: self.text(row, "label"),
            appearance: self
                .understood(appearance, row, "appearance")
                .unwrap_or_default(),
            repeat: false,
            children: Vec::new(),
        }
    }

    fn question(&mut self, row: &TableRow, path: &str) -> Option<Node> {
        self.check_expressions(row);
        let question_type = row::question_type(self.sheet.cell(row, "type"), self.lists);
        let appearance = row::appearance(self.sheet.cell(row, "appearance"));
        let evaluation = row::evaluation(self.sheet, row, self.problems);
        let label = self.text(row, "label");
        let hint = self.text(row, "hint");
        Some(Node::Question {
            path: path.to_owned(),
            question_type: self.understood(question_type, row, "type")?,
            label,
            hint,
            appearance: self.understood(appearance, row, "appearance")?,
            required: is_set(self.sheet.cell(row, "required")),
            read_only: is_set(self.sheet.cell(row, "readonly")),
            evaluation,
        })
    }

    /// A translated column with `${name}` written as `{/data/name}`.
    fn text(&mut self, row: &TableRow, column: &str) -> Translations {
        let mut translations = self.sheet.translations(row, column);
        for text in translations.values_mut() {
            let expanded = expression::expand(text, self.names, |path| format!("{{{path}}}"));
            if let Some(expanded) = self.understood(expanded, row, column) {
                *text = expanded;
            }
        }
        translations
    }

    fn check_expressions(&mut self, row: &TableRow) {
        for column in EXPRESSIONS {
            let cell = self.sheet.cell(row, column);
            let is_flag = matches!(column, "required" | "readonly")
                && matches!(
                    cell.to_lowercase().as_str(),
                    "yes" | "no" | "true" | "false"
                );
            if !cell.is_empty() && !is_flag {
                let checked = expression::check(cell, self.names);
                self.understood(checked, row, column);
            }
        }
        for column in UNSUPPORTED {
            if !self.sheet.cell(row, column).is_empty() {
                let problem = Problem::new("FORM_UNSUPPORTED_COLUMN").with("column", column);
                self.report(problem, row, column);
            }
        }
    }
}

fn is_set(cell: &str) -> bool {
    !matches!(
        cell.to_lowercase().as_str(),
        "" | "no" | "false" | "false()"
    )
}
