//! The rules of the survey sheet: every expression column of every row, checked. Not here: whether
//! the rules fit together (`whole`).

use std::collections::BTreeMap;

use rxeval::Expr;

use super::expression;
use super::outline::Outline;
use super::settings::{is_no, is_yes};
use super::sheet::Sheet;
use super::types::{self, RowKind, Written};
use crate::instrument::NodeRules;
use crate::instrument::form::expression::calls;
use crate::problem::Problem;
use crate::project::TableRow;

/// The longest text in an expression's cell that is looked at.
const MOST_CHARS: usize = 32_767;

/// What the rules say, and what they need beside the workbook.
#[derive(Default)]
pub(super) struct Found {
    /// Template path → rules.
    pub rules: BTreeMap<String, NodeRules>,
    /// File name (with ending) → the row that needs it and the column.
    pub files: BTreeMap<String, (u32, String)>,
}

struct Reader<'a, 'p> {
    sheet: &'a Sheet<'a>,
    outline: &'a Outline,
    problems: &'p mut Vec<Problem>,
    found: Found,
}

/// Reads the rules of every row.
pub(super) fn read(sheet: &Sheet<'_>, outline: &Outline, problems: &mut Vec<Problem>) -> Found {
    let mut reader = Reader {
        sheet,
        outline,
        problems,
        found: Found::default(),
    };
    for (row, (kind, path)) in sheet.rows.iter().zip(&outline.entries) {
        match kind {
            RowKind::BeginGroup | RowKind::BeginRepeat => {
                let rules = reader.group(row, *kind == RowKind::BeginRepeat);
                reader.keep(path, rules);
            }
            RowKind::Question => reader.question(row, path),
            RowKind::ExternalFile => reader.file(&format!("{path}.csv"), row, "type"),
            RowKind::Nothing | RowKind::End(_) => {}
        }
    }
    reader.found
}

impl Reader<'_, '_> {
    fn keep(&mut self, path: &str, rules: NodeRules) {
        if !rules.is_empty() {
            self.found.rules.insert(path.to_owned(), rules);
        }
    }

    fn report(&mut self, problem: Problem, row: &TableRow, column: &str) {
        let written = self.sheet.written(column);
        self.problems
            .push(problem.at_cell(self.sheet.name, row.number, &written));
    }

    fn file(&mut self, name: &str, row: &TableRow, column: &str) {
        let place = (row.number, self.sheet.written(column));
        self.found.files.entry(name.to_owned()).or_insert(place);
    }

    /// The expression of a column; an empty text where there is none or it cannot be read.
    fn expression(&mut self, row: &TableRow, column: &str) -> String {
        let cell = self.sheet.cell(row, column);
        self.checked(cell, row, column)
    }

    fn checked(&mut self, cell: &str, row: &TableRow, column: &str) -> String {
        if cell.is_empty() {
            return String::new();
        }
        if cell.len() > MOST_CHARS {
            let problem = Problem::new("FORM_EXPRESSION").with("reason", "WHY_TOO_LONG");
            self.report(problem, row, column);
            return String::new();
        }
        let text = expression::straightened(cell);
        match expression::check(&text, &self.outline.names) {
            Ok(parsed) => {
                self.note_files(&parsed, row, column);
                text
            }
            Err(problem) => {
                self.report(problem, row, column);
                String::new()
            }
        }
    }

    fn note_files(&mut self, parsed: &Expr, row: &TableRow, column: &str) {
        for (name, args) in calls(parsed) {
            match (name, args.first()) {
                ("pulldata", Some(Expr::Literal(file))) => {
                    let stem = super::row::file_stem(file.trim());
                    self.file(&format!("{stem}.csv"), row, column);
                }
                ("pulldata", _) => {
                    let problem =
                        Problem::new("FORM_EXPRESSION").with("reason", "WHY_PULLDATA_FILE");
                    self.report(problem, row, column);
                }
                _ => {}
            }
        }
    }

    /// A column that may also say yes or no.
    fn condition(&mut self, row: &TableRow, column: &str) -> String {
        let cell = self.sheet.cell(row, column);
        match (is_yes(cell), is_no(cell)) {
            (true, _) => "true()".to_owned(),
            (_, true) => String::new(),
            _ => self.checked(cell, row, column),
        }
    }

    fn group(&mut self, row: &TableRow, is_repeat: bool) -> NodeRules {
        for column in [
            "constraint",
            "calculation",
            "default",
            "trigger",
            "choice_filter",
        ] {
            self.refuse(row, column, "WHY_NOT_FOR_A_GROUP");
        }
        if !is_repeat {
            self.refuse(row, "repeat_count", "WHY_REPEATS_ONLY");
        }
        self.refuse(row, "save_to", "WHY_NO_ENTITIES");
        NodeRules {
            relevant: self.expression(row, "relevant"),
            repeat_count: self.expression(row, "repeat_count"),
            ..NodeRules::default()
        }
    }

    fn refuse(&mut self, row: &TableRow, column: &str, why: &str) {
        if !self.sheet.cell(row, column).is_empty() {
            let problem = Problem::new("FORM_UNSUPPORTED_COLUMN").with("column", column);
            self.report(problem.with("reason", why), row, column);
        }
    }

    fn question(&mut self, row: &TableRow, path: &str) {
        self.refuse(row, "repeat_count", "WHY_REPEATS_ONLY");
        self.refuse(row, "save_to", "WHY_NO_ENTITIES");
        let default = self.sheet.cell(row, "default").to_owned();
        let is_computed = expression::is_computed(&expression::straightened(&default));
        let mut rules = NodeRules {
            relevant: self.expression(row, "relevant"),
            constraint: self.expression(row, "constraint"),
            constraint_message: self.message(row, "constraint_message"),
            required: self.condition(row, "required"),
            required_message: self.message(row, "required_message"),
            read_only: self.condition(row, "readonly"),
            calculation: self.expression(row, "calculation"),
            triggers: self.triggers(row),
            choice_filter: self.expression(row, "choice_filter"),
            ..NodeRules::default()
        };
        match is_computed {
            true => rules.default_expression = self.default_expression(&default, row),
            false => rules.default_value = default,
        }
        let type_cell = self.sheet.cell(row, "type");
        let written = types::read(type_cell);
        self.select(row, path, &written, &rules);
        let is_calculate = matches!(written, Ok(Written::Plain("calculate")));
        let has_value = !self.sheet.cell(row, "calculation").is_empty()
            || !self.sheet.cell(row, "default").is_empty();
        if is_calculate && !has_value && rules.triggers.is_empty() {
            self.report(Problem::new("FORM_MISSING_CALCULATION"), row, "calculation");
        }
        self.keep(path, rules);
    }

    /// A default is worked out once, so chance is kept by itself.
    fn default_expression(&mut self, default: &str, row: &TableRow) -> String {
        let text = expression::straightened(default);
        let wrapped = format!("once({text})");
        let checked = self.checked(&wrapped, row, "default");
        if checked.is_empty() {
            String::new()
        } else {
            text
        }
    }

    fn select(
        &mut self,
        row: &TableRow,
        path: &str,
        written: &Result<Written, Problem>,
        rules: &NodeRules,
    ) {
        match written {
            Ok(Written::FromFile { file, .. }) => {
                if super::row::file_stem(file) == file {
                    let cell = self.sheet.cell(row, "type");
                    self.report(types::unsupported(cell, "WHY_FILES_ARE_CSV"), row, "type");
                } else {
                    self.file(file, row, "type");
                }
            }
            Ok(Written::Select { or_other: true, .. }) => {
                if !rules.choice_filter.is_empty() {
                    let problem = Problem::new("FORM_UNSUPPORTED_COLUMN")
                        .with("column", "choice_filter")
                        .with("reason", "WHY_OR_OTHER_UNFILTERED");
                    self.report(problem, row, "choice_filter");
                }
                let name = path.rsplit('/').next().unwrap_or("");
                let relevant = format!("selected(../{name}, 'other')");
                let rules = NodeRules {
                    relevant,
                    ..NodeRules::default()
                };
                self.keep(&format!("{path}_other"), rules);
            }
            Ok(Written::Plain(_)) if !rules.choice_filter.is_empty() => {
                self.refuse(row, "choice_filter", "WHY_SELECTS_ONLY");
            }
            _ => {}
        }
    }

    fn message(&self, row: &TableRow, column: &str) -> crate::instrument::Translations {
        self.sheet.translations(row, column)
    }

    /// `${a}` or `${a}, ${b}`: names of questions.
    fn triggers(&mut self, row: &TableRow) -> Vec<String> {
        let cell = self.sheet.cell(row, "trigger").to_owned();
        let mut names = Vec::new();
        for part in cell
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let name = part
                .strip_prefix("${")
                .and_then(|rest| rest.strip_suffix('}'));
            let found = match name {
                Some(name) => {
                    expression::path_of(name.trim(), &self.outline.names).map(|_| name.trim())
                }
                None => Err(Problem::new("FORM_BAD_VALUE")
                    .with("value", part)
                    .with("expected", "${name}")),
            };
            match found {
                Ok(name) => names.push(name.to_owned()),
                Err(problem) => self.report(problem, row, "trigger"),
            }
        }
        names
    }
}
