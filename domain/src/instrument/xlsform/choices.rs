//! The choices sheet: lists of choices with labels, the `score` column and the columns that filters
//! read. Not here: which question uses which list.

use std::collections::{BTreeMap, BTreeSet};

use super::row::decimal;
use super::sheet::{Sheet, UNTAGGED};
use crate::instrument::{Choice, LookupTable, Translations};
use crate::problem::Problem;
use crate::project::{Table, TableRow};

/// Most choices of one list, in the workbook or in a file beside it.
pub const MOST_CHOICES: usize = 50_000;
/// Most rows of a sheet of choices, whatever the lists; `server::workbook` reads as many.
pub const MOST_CHOICE_ROWS: usize = 100_000;

/// Choice lists by name.
pub(super) type Lists = BTreeMap<String, List>;

/// One list.
#[derive(Clone, Default)]
pub(super) struct List {
    pub choices: Vec<Choice>,
    names: BTreeSet<String>,
    /// Columns that are neither name nor label, and their cells, one entry per choice.
    columns: Vec<String>,
    extra: Vec<Vec<String>>,
    is_too_long: bool,
}

impl List {
    /// The list as a table that expressions can look into.
    pub fn table(&self) -> LookupTable {
        let languages: BTreeSet<&String> = self
            .choices
            .iter()
            .flat_map(|choice| choice.label.keys())
            .collect();
        let mut columns = vec!["name".to_owned(), "label".to_owned()];
        let tagged: Vec<&String> = languages
            .into_iter()
            .filter(|language| *language != UNTAGGED)
            .collect();
        columns.extend(tagged.iter().map(|language| format!("label::{language}")));
        columns.push("score".to_owned());
        columns.extend(self.columns.iter().cloned());
        let rows = self.choices.iter().zip(&self.extra).map(|(choice, extra)| {
            let label = |language: &str| choice.label.get(language).cloned().unwrap_or_default();
            let first = choice.label.values().next().cloned().unwrap_or_default();
            let plain = choice.label.get(UNTAGGED).cloned().unwrap_or(first);
            let mut cells = vec![choice.name.clone(), plain];
            cells.extend(tagged.iter().map(|language| label(language)));
            cells.push(choice.score.clone().unwrap_or_default());
            cells.extend(extra.iter().cloned());
            cells
        });
        LookupTable {
            rows: rows.collect(),
            columns,
        }
    }

    /// Adds the choice that `or_other` offers, once.
    pub fn add_other(&mut self) {
        if !self.names.insert("other".to_owned()) {
            return;
        }
        let mut label: Translations = self
            .choices
            .iter()
            .flat_map(|choice| choice.label.keys())
            .map(|language| (language.clone(), other_word(language).to_owned()))
            .collect();
        if label.is_empty() {
            label.insert(UNTAGGED.to_owned(), other_word(UNTAGGED).to_owned());
        }
        self.choices.push(Choice {
            name: "other".to_owned(),
            label,
            score: None,
        });
        self.extra.push(Vec::new());
    }
}

/// Whether a language's name says Chinese: `中文 (zh)`, `zh-CN`.
pub(super) fn is_chinese(language: &str) -> bool {
    language.contains("zh") || language.contains('中')
}

fn other_word(language: &str) -> &'static str {
    if is_chinese(language) {
        "其他"
    } else {
        "Other"
    }
}

/// A list that is longer than one may be.
pub(super) fn too_many(list: &str) -> Problem {
    let problem = Problem::new("FORM_TOO_MANY_CHOICES").with("list", list);
    problem.with("limit", MOST_CHOICES)
}

/// Reads every list; a workbook without the sheet has none.
pub(super) fn read(
    tables: &[Table],
    sheet_name: &str,
    duplicates: bool,
    problems: &mut Vec<Problem>,
) -> Lists {
    let mut lists = Lists::new();
    let Some(sheet) = Sheet::find(tables, sheet_name) else {
        return lists;
    };
    if let Some(row) = sheet.rows.get(MOST_CHOICE_ROWS) {
        let problem = Problem::new("FORM_TOO_MANY_CHOICE_ROWS").with("limit", MOST_CHOICE_ROWS);
        problems.push(problem.at_cell(sheet.name, row.number, &sheet.written("name")));
    }
    let extra = extra_columns(&sheet);
    for row in sheet.rows.iter().take(MOST_CHOICE_ROWS) {
        if let Err((problem, column)) = add(&sheet, row, &extra, duplicates, &mut lists) {
            problems.push(problem.at_cell(sheet.name, row.number, &sheet.written(column)));
        }
        let score = sheet.cell(row, "score");
        if !score.is_empty() && decimal(score).is_none() {
            let problem = Problem::new("FORM_BAD_VALUE").with("value", score);
            let problem = problem.with("expected", "0 … 100");
            problems.push(problem.at_cell(sheet.name, row.number, &sheet.written("score")));
        }
    }
    for list in lists.values_mut() {
        list.columns = extra.iter().map(|(_, name)| name.clone()).collect();
    }
    lists
}

/// Adds the choice of a row to its list; a problem comes with its column.
fn add(
    sheet: &Sheet<'_>,
    row: &TableRow,
    extra: &[(usize, String)],
    duplicates: bool,
    lists: &mut Lists,
) -> Result<(), (Problem, &'static str)> {
    let (list, name) = (sheet.cell(row, "list_name"), sheet.cell(row, "name"));
    if list.is_empty() && name.is_empty() {
        return Ok(());
    }
    if list.is_empty() {
        let problem = Problem::new("FORM_MISSING_LIST_NAME").with("name", name);
        return Err((problem, "list_name"));
    }
    if name.is_empty() || name.contains(char::is_whitespace) {
        let problem = Problem::new("FORM_BAD_CHOICE_NAME").with("name", name);
        return Err((problem, "name"));
    }
    let found = lists.entry(list.to_owned()).or_default();
    if found.choices.len() == MOST_CHOICES {
        // Told once for each list, at its first choice too many.
        return match std::mem::replace(&mut found.is_too_long, true) {
            true => Ok(()),
            false => Err((too_many(list), "name")),
        };
    }
    if !found.names.insert(name.to_owned()) && !duplicates {
        let problem = Problem::new("FORM_DUPLICATE_NAME").with("name", name);
        return Err((problem, "name"));
    }
    found.choices.push(Choice {
        name: name.to_owned(),
        label: sheet.translations(row, "label"),
        score: decimal(sheet.cell(row, "score")),
    });
    let cells = extra.iter();
    let cells = cells.map(|(index, _)| row.cell(*index).trim().to_owned());
    found.extra.push(cells.collect());
    Ok(())
}

/// Columns that only expressions can mean, by their place.
fn extra_columns(sheet: &Sheet<'_>) -> Vec<(usize, String)> {
    let known = [
        "list_name",
        "name",
        "label",
        "score",
        "",
        "image",
        "big-image",
        "audio",
        "video",
    ];
    let headings = sheet.headings.iter().enumerate();
    headings
        .filter(|(_, heading)| !known.contains(&heading.column.as_str()))
        // As written: an expression names the column exactly.
        .map(|(index, heading)| (index, heading.text.clone()))
        .collect()
}

/// A file beside the workbook, or the sheet of external choices of one list, as a table.
pub(super) fn lookup_table(table: &Table) -> LookupTable {
    let mut rows = table.rows.iter().filter(|row| !row.is_blank());
    let headings = rows.next().map(|row| row.cells.clone()).unwrap_or_default();
    LookupTable {
        columns: headings
            .iter()
            .map(|heading| heading.trim().to_owned())
            .collect(),
        rows: rows
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| cell.trim().to_owned())
                    .collect()
            })
            .collect(),
    }
}
