//! From an XLSForm workbook to an `Instrument`, and the starter workbooks. Not here: running forms
//! (`domain::instrument`), keeping them (`store`).

mod starter_rows;
mod starter_workbooks;

pub use starter_workbooks::{Starter, StarterError, starter_workbooks};

use std::collections::BTreeMap;

use domain::instrument::{Instrument, Session, xlsform};
use domain::problem::{Place, Problem};
use domain::project::Table;
use domain::time::Timestamp;
use rxform::xls::{Sheet, Workbook, sheet_from_rows};

/// Rows beyond this are no form; it bounds the padding below.
const MAX_ROWS: u32 = 100_000;

/// Converts a workbook. Errors: `WORKBOOK_…` (the file), `FORM_…` (the form), all of them at once,
/// each with its cell where it has one.
pub fn compile(bytes: &[u8]) -> Result<Instrument, Vec<Problem>> {
    let mut tables = crate::workbook::read_tables(bytes, "form.xlsx").map_err(|p| vec![*p])?;
    if tables
        .iter()
        .flat_map(|table| &table.rows)
        .any(|row| row.number > MAX_ROWS)
    {
        return Err(vec![
            Problem::new("FORM_TOO_MANY_ROWS").with("limit", MAX_ROWS),
        ]);
    }
    let conversion = {
        let written = tables.clone();
        xlsform::resolve_references(&mut tables);
        let converted = rxform::convert_workbook(&workbook(&tables), "form");
        tables = written;
        converted
    };
    match conversion {
        Ok(xform) => {
            let instrument = xlsform::understand(&tables, xform)?;
            // Opening it once proves that every rule can be read and that calculations end.
            let session = Session::new(&instrument, Timestamp(0)).map_err(|p| vec![p])?;
            let failed = session.state().failed.iter().map(|(path, reason)| {
                Problem::new("FORM_EXPRESSION")
                    .at_path(path)
                    .with("reason", reason)
            });
            let failed: Vec<Problem> = failed.collect();
            if failed.is_empty() {
                Ok(instrument)
            } else {
                Err(failed)
            }
        }
        Err(error) => {
            // Our own reading finds all problems, rxform only its first; keep both, once.
            let mut problems = xlsform::understand(&tables, String::new())
                .err()
                .unwrap_or_default();
            let refused = conversion_problem(&error);
            let known = refused
                .place
                .as_ref()
                .and_then(|place| place.row)
                .is_some_and(|row| {
                    let rows = problems.iter().filter_map(|p| p.place.as_ref()?.row);
                    rows.into_iter().any(|other| other == row)
                });
            if !known {
                problems.push(refused);
            }
            Err(problems)
        }
    }
}

/// What other XLSForm tools would do differently with this form: warnings, not errors.
pub fn portability(instrument: &Instrument) -> Vec<Problem> {
    let issues = rxeval::check_form(&instrument.xform).unwrap_or_default();
    issues
        .into_iter()
        .map(|issue| {
            Problem::new("FORM_PORTABILITY")
                .at_path(&issue.path)
                .with("rule", &issue.rule)
                .with("construct", &issue.construct)
                .with("effect", &issue.effect)
        })
        .collect()
}

/// The written rules of every bound node: path → `relevant`, `constraint`, `calculate`, `required`
/// → the expression in the XForm. For people who check a form.
pub fn expressions(instrument: &Instrument) -> BTreeMap<String, BTreeMap<String, String>> {
    let Ok(document) = rxeval::Instance::from_xml(&instrument.xform) else {
        return BTreeMap::new();
    };
    let below = document
        .root()
        .map(|root| document.descendants(root))
        .unwrap_or_default();
    let binds = below
        .into_iter()
        .filter(|node| document.node(*node).name == "bind");
    binds
        .map(|bind| {
            let written: BTreeMap<String, String> = document
                .attributes(bind)
                .into_iter()
                .map(|id| document.node(id))
                .map(|attribute| (attribute.name.clone(), attribute.value.trim().to_owned()))
                .collect();
            (written.get("nodeset").cloned().unwrap_or_default(), written)
        })
        .collect()
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
