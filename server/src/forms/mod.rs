//! From an XLSForm workbook to an `Instrument`, to the XForm of other tools, and the starter
//! workbooks. Not here: running forms (`domain::instrument`), keeping them (`store`).

mod shipped;
mod starter_guides;
mod starter_rows;
mod starter_workbooks;

pub use domain::instrument::xlsform::Examined;
pub use shipped::{SHIPPED, shipped_bytes, shipped_forms, shipped_tables};
pub use starter_workbooks::{Starter, StarterError, starter_workbooks};

use std::collections::BTreeMap;

use domain::ids::Sha256Hex;
use domain::instrument::{Instrument, Session, xlsform};
use domain::problem::{Place, Problem};
use domain::project::Table;
use domain::time::Timestamp;
use rxform::xls::{Sheet, Workbook, sheet_from_rows};

/// Rows beyond this are no form; it bounds the padding below.
const MAX_ROWS: u32 = 100_000;
/// Most files beside a workbook.
const MOST_FILES: usize = 20;

/// A workbook understood.
pub struct Compiled {
    /// The form.
    pub instrument: Instrument,
    /// What the form says that is passed over, and what other tools do differently.
    pub warnings: Vec<Problem>,
}

/// Converts a workbook that needs no files beside it. Errors: as for [`compile_with`].
pub fn compile(bytes: &[u8]) -> Result<Instrument, Vec<Problem>> {
    compile_with(bytes, "form", &BTreeMap::new()).map(|compiled| compiled.instrument)
}

/// Converts a workbook with the CSV files beside it (file name → bytes). `name` identifies a form
/// whose settings do not, and its content gives the version then. Errors: `WORKBOOK_…` (the
/// files), `FORM_…` (the form), all of them at once, each with its cell where it has one.
pub fn compile_with(
    bytes: &[u8],
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Compiled, Vec<Problem>> {
    compiled(examine(bytes, name, files))
}

fn compiled(examined: Examined) -> Result<Compiled, Vec<Problem>> {
    match examined.problems.is_empty() {
        true => Ok(Compiled {
            instrument: examined.instrument,
            warnings: examined.warnings,
        }),
        false => Err(examined.problems),
    }
}

/// Reads as much of a workbook as can be read, also of one with problems. Problems: as for
/// [`compile_with`].
pub fn examine(bytes: &[u8], name: &str, files: &BTreeMap<String, Vec<u8>>) -> Examined {
    let tables = match read(bytes, files) {
        Ok(tables) => tables,
        Err(problems) => {
            return Examined {
                problems,
                ..Examined::default()
            };
        }
    };
    let (files, mut problems) = read_files(files);
    let mut examined = examine_tables(&tables, name, Sha256Hex::of(bytes).short(), &files);
    // A file that cannot be read is not missing as well.
    let is_told = |problem: &Problem| {
        let file = problem.details.get("file");
        let mut unread = problems.iter().filter_map(|told| told.details.get("file"));
        problem.code == "FORM_MISSING_FILE" && unread.any(|unread| Some(unread) == file)
    };
    examined.problems.retain(|problem| !is_told(problem));
    problems.append(&mut examined.problems);
    Examined {
        problems,
        ..examined
    }
}

/// Converts tables that were read already; `name` and `version` are for settings that say none.
/// Errors: `FORM_…`, all of them at once.
pub fn compile_tables(
    tables: &[Table],
    name: &str,
    version: &str,
    files: &BTreeMap<String, Table>,
) -> Result<Compiled, Vec<Problem>> {
    compiled(examine_tables(tables, name, version, files))
}

fn examine_tables(
    tables: &[Table],
    name: &str,
    version: &str,
    files: &BTreeMap<String, Table>,
) -> Examined {
    let fallback = xlsform::Fallback {
        form_id: name,
        version,
    };
    let mut examined = xlsform::examine(tables, files, &fallback);
    if !examined.problems.is_empty() {
        return examined;
    }
    // Opening it once proves that every rule can be worked out.
    let found = match Session::new(&examined.instrument, Timestamp(0)) {
        Ok(session) => session.state().failed.iter().map(failed).collect(),
        Err(problem) => vec![problem],
    };
    let with_cells = |problems: Vec<Problem>| -> Vec<Problem> {
        let each = problems.into_iter();
        each.map(|problem| examined.at_its_cell(problem)).collect()
    };
    let found = with_cells(found);
    let portability = with_cells(xlsform::portability(&examined.instrument));
    examined.problems = found;
    examined.warnings.extend(portability);
    examined
}

fn failed((path, reason): &(String, String)) -> Problem {
    let problem = Problem::new("FORM_EXPRESSION").at_path(path);
    problem.with("reason", reason)
}

fn read(bytes: &[u8], files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Table>, Vec<Problem>> {
    let tables = crate::workbook::read_tables(bytes, "form.xlsx").map_err(|p| vec![*p])?;
    let mut rows = tables.iter().flat_map(|table| &table.rows);
    if rows.any(|row| row.number > MAX_ROWS) {
        return Err(vec![
            Problem::new("FORM_TOO_MANY_ROWS").with("limit", MAX_ROWS),
        ]);
    }
    if files.len() > MOST_FILES {
        return Err(vec![
            Problem::new("FORM_TOO_MANY_FILES").with("limit", MOST_FILES),
        ]);
    }
    Ok(tables)
}

/// The files beside a workbook as tables; those that cannot be read are told by name.
fn read_files(files: &BTreeMap<String, Vec<u8>>) -> (BTreeMap<String, Table>, Vec<Problem>) {
    let mut read = BTreeMap::new();
    let mut problems = Vec::new();
    for (name, bytes) in files {
        match crate::workbook::read_tables(bytes, name) {
            Ok(tables) => read.extend(tables.into_iter().next().map(|t| (name.clone(), t))),
            Err(problem) => problems.push(problem.with("file", name)),
        }
    }
    (read, problems)
}

/// The CSV files a workbook needs beside it, by name; nothing for one that cannot be read.
pub fn needed_files(bytes: &[u8]) -> Vec<String> {
    let tables = crate::workbook::read_tables(bytes, "form.xlsx").unwrap_or_default();
    xlsform::needed_files(&tables)
}

/// The form as an XForm for other tools, made by `rxform` from the same cells. Errors: `WORKBOOK_…`
/// and `FORM_CONVERSION`; `rxform` tells only its first.
pub fn xform(bytes: &[u8]) -> Result<String, Problem> {
    let tables = crate::workbook::read_tables(bytes, "form.xlsx").map_err(|p| *p)?;
    rxform::convert_workbook(&workbook(&tables), "form").map_err(|error| conversion_problem(&error))
}

fn workbook(tables: &[Table]) -> Workbook {
    let sheet = |name: &str| {
        let table = tables
            .iter()
            .find(|t| t.sheet.trim().eq_ignore_ascii_case(name));
        table.map(sheet_of).unwrap_or_default()
    };
    Workbook {
        survey: sheet("survey"),
        choices: sheet("choices"),
        settings: sheet("settings"),
        external_choices: sheet("external_choices"),
        entities: sheet("entities"),
    }
}

/// `rxform` counts rows itself, so absent rows come back as empty ones.
fn sheet_of(table: &Table) -> Sheet {
    let by_number: BTreeMap<u32, &Vec<String>> = table
        .rows
        .iter()
        .map(|row| (row.number, &row.cells))
        .collect();
    let last = by_number.keys().next_back().copied().unwrap_or(0);
    sheet_from_rows((1..=last).map(|number| {
        by_number
            .get(&number)
            .map(|cells| (*cells).clone())
            .unwrap_or_default()
    }))
}

fn conversion_problem(error: &rxform::Error) -> Problem {
    let mut problem = Problem::new("FORM_CONVERSION").with("reason", &error.message);
    if let Some(hint) = &error.hint {
        problem = problem.with("hint", hint);
    }
    let location = &error.location;
    if location.sheet.is_some() || location.row.is_some() {
        problem.place = Some(Place {
            sheet: location.sheet.clone(),
            row: location.row.and_then(|row| u32::try_from(row).ok()),
            column: location.column.clone(),
            path: None,
        });
    }
    problem
}
