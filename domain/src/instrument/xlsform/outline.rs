//! The survey sheet's outline: which row is what, and where each name lives. Not here: the meaning
//! of a single cell (`row`), of an expression (`expression`).

use std::collections::{BTreeMap, BTreeSet};

use super::row::is_name;
use super::settings::is_yes;
use super::sheet::Sheet;
use super::types::{self, RowKind};
use crate::problem::Problem;
use crate::project::TableRow;

/// Where each name of the form lives; several paths make a `${name}` ambiguous.
pub(super) type Names = BTreeMap<String, Vec<String>>;

/// Most rows of the survey sheet that are questions or groups.
pub const MOST_QUESTIONS: usize = 10_000;
/// The deepest nesting of groups and repeats. Each takes two levels of the form's JSON, and readers
/// of JSON stop at 128.
pub const MOST_DEPTH: usize = 50;

/// Which row is what, and where each name lives.
pub(super) struct Outline {
    /// One entry per row of the sheet, in order: what it is and its path.
    pub entries: Vec<(RowKind, String)>,
    /// Names of groups and questions → their paths.
    pub names: Names,
    /// Path → its row, for messages.
    pub rows: BTreeMap<String, u32>,
    /// Paths of repeats.
    pub repeats: BTreeSet<String>,
}

struct Reader<'a, 'p> {
    sheet: &'a Sheet<'a>,
    problems: &'p mut Vec<Problem>,
    /// Path, row and whether it is a repeat, of each open group; the form itself first.
    open: Vec<(String, u32, bool)>,
    outline: Outline,
}

/// Walks the sheet once for the paths; groups must be closed, names be present and unique.
pub(super) fn read(sheet: &Sheet<'_>, root: &str, problems: &mut Vec<Problem>) -> Outline {
    let mut reader = Reader {
        sheet,
        problems,
        open: vec![(format!("/{root}"), 0, false)],
        outline: Outline {
            entries: Vec::with_capacity(sheet.rows.len()),
            names: Names::new(),
            rows: BTreeMap::new(),
            repeats: BTreeSet::new(),
        },
    };
    for row in sheet.rows {
        let entry = reader.row(row);
        reader.outline.entries.push(entry);
    }
    for (path, number, _) in reader.open.iter().skip(1) {
        let problem = Problem::new("FORM_UNBALANCED_GROUP").with("name", last_name(path));
        reader
            .problems
            .push(problem.at_cell(sheet.name, *number, &sheet.written("type")));
    }
    if reader.outline.rows.len() > MOST_QUESTIONS {
        let problem = Problem::new("FORM_TOO_MANY_ROWS").with("limit", MOST_QUESTIONS);
        let last = sheet.rows.last().map_or(1, |row| row.number);
        reader
            .problems
            .push(problem.at_cell(sheet.name, last, &sheet.written("type")));
    }
    reader.outline
}

fn last_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl Reader<'_, '_> {
    fn report(&mut self, row: &TableRow, problem: Problem, column: &str) {
        let column = self.sheet.written(column);
        self.problems
            .push(problem.at_cell(self.sheet.name, row.number, &column));
    }

    fn row(&mut self, row: &TableRow) -> (RowKind, String) {
        let kind = types::kind(self.sheet.cell(row, "type"));
        let nothing = (RowKind::Nothing, String::new());
        if is_yes(self.sheet.cell(row, "disabled")) {
            return nothing;
        }
        match kind {
            RowKind::Nothing => {
                let has = |column| !self.sheet.cell(row, column).is_empty();
                // A remark in some other column is no row of the form.
                if has("name") || !self.sheet.translations(row, "label").is_empty() {
                    self.report(row, Problem::new("FORM_MISSING_TYPE"), "type");
                }
                nothing
            }
            RowKind::ExternalFile => (kind, self.sheet.cell(row, "name").to_owned()),
            RowKind::End(is_repeat) => {
                self.end(row, is_repeat);
                (kind, String::new())
            }
            RowKind::BeginGroup | RowKind::BeginRepeat | RowKind::Question => {
                let path = self.begin(row, &kind);
                (kind, path)
            }
        }
    }

    fn end(&mut self, row: &TableRow, is_repeat: bool) {
        let is_open = self.open.len() > 1;
        let matches = is_open
            && self
                .open
                .last()
                .is_some_and(|(_, _, open)| *open == is_repeat);
        if !matches {
            let name = self
                .open
                .iter()
                .skip(1)
                .last()
                .map_or("-", |open| last_name(&open.0));
            let problem = Problem::new("FORM_UNBALANCED_GROUP").with("name", name);
            self.report(row, problem, "type");
        }
        if is_open {
            self.open.pop();
        }
    }

    fn begin(&mut self, row: &TableRow, kind: &RowKind) -> String {
        let mut name = self.sheet.cell(row, "name").to_owned();
        let is_note = self.sheet.cell(row, "type").eq_ignore_ascii_case("note");
        if name.is_empty() && is_note {
            name = format!("generated_note_name_{}", row.number);
        }
        let parent = self.open.last().map_or("", |(path, ..)| path.as_str());
        let parent = parent.to_owned();
        let path = format!("{parent}/{name}");
        let is_lost = *kind != RowKind::Question && self.open.len() > MOST_DEPTH + 1;
        if is_lost {
            // Inside a group that is too deep, which was told.
        } else if name.is_empty() {
            self.report(row, Problem::new("FORM_MISSING_NAME"), "name");
        } else if !is_name(&name) {
            self.report(
                row,
                Problem::new("FORM_BAD_NAME").with("name", &name),
                "name",
            );
        } else {
            self.take(row, &name, &path);
        }
        let is_repeat = *kind == RowKind::BeginRepeat;
        if is_repeat {
            self.outline.repeats.insert(path.clone());
        }
        if *kind == RowKind::Question {
            let is_other = matches!(
                types::read(self.sheet.cell(row, "type")),
                Ok(types::Written::Select { or_other: true, .. })
            );
            if is_other {
                self.take(row, &format!("{name}_other"), &format!("{path}_other"));
            }
        } else {
            let is_too_deep = self.open.len() > MOST_DEPTH;
            // Told once on the way down; further paths would only grow.
            if self.open.len() == MOST_DEPTH + 1 {
                let problem = Problem::new("FORM_TOO_DEEP").with("limit", MOST_DEPTH);
                self.report(row, problem.with("name", &name), "type");
            }
            let inside = if is_too_deep { parent } else { path.clone() };
            self.open.push((inside, row.number, is_repeat));
        }
        path
    }

    fn take(&mut self, row: &TableRow, name: &str, path: &str) {
        if self
            .outline
            .rows
            .insert(path.to_owned(), row.number)
            .is_some()
        {
            self.report(
                row,
                Problem::new("FORM_DUPLICATE_NAME").with("name", name),
                "name",
            );
            return;
        }
        let names = self.outline.names.entry(name.to_owned()).or_default();
        names.push(path.to_owned());
    }
}
