//! From an XLSForm workbook to an `Instrument`, to the XForm of other tools, and the starter
//! workbooks. Not here: running forms (`domain::instrument`), keeping them (`store`).

mod shipped;
mod starter_guides;
mod starter_rows;
mod starter_workbooks;

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
    let (tables, files) = read(bytes, files)?;
    compile_tables(&tables, name, Sha256Hex::of(bytes).short(), &files)
}

/// Converts tables that were read already; `name` and `version` are for settings that say none.
/// Errors: `FORM_…`, all of them at once.
pub fn compile_tables(
    tables: &[Table],
    name: &str,
    version: &str,
    files: &BTreeMap<String, Table>,
) -> Result<Compiled, Vec<Problem>> {
    let fallback = xlsform::Fallback {
        form_id: name,
        version,
    };
    let (instrument, mut warnings) = xlsform::understand(tables, files, &fallback)?;
    // Opening it once proves that every rule can be worked out.
    let session = Session::new(&instrument, Timestamp(0)).map_err(|p| vec![p])?;
    let failed = session.state().failed.iter().map(|(path, reason)| {
        Problem::new("FORM_EXPRESSION")
            .at_path(path)
            .with("reason", reason)
    });
    let failed: Vec<Problem> = failed.collect();
    if !failed.is_empty() {
        return Err(failed);
    }
    warnings.extend(xlsform::portability(&instrument));
    Ok(Compiled {
        instrument,
        warnings,
    })
}

type Tables = (Vec<Table>, BTreeMap<String, Table>);

fn read(bytes: &[u8], files: &BTreeMap<String, Vec<u8>>) -> Result<Tables, Vec<Problem>> {
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
    let mut read = BTreeMap::new();
    let mut problems = Vec::new();
    for (name, bytes) in files {
        match crate::workbook::read_tables(bytes, name) {
            Ok(tables) => read.extend(tables.into_iter().next().map(|t| (name.clone(), t))),
            Err(problem) => problems.push(problem.with("file", name)),
        }
    }
    match problems.is_empty() {
        true => Ok((tables, read)),
        false => Err(problems),
    }
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
    let mut problem = Problem::new("FORM_CONVERSION").with("message", &error.message);
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
