//! Reading `.xlsx` cell by cell. Calamine's ranges are dense, and one cell at XFD1048576 would ask
//! for 17 thousand million of them; its cell reader streams, and `budget` keeps what it gives.
//! Not here: the guard on the archive (`zip_guard`), which must have passed before.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, SheetType, Xlsx, XlsxError};
use domain::problem::Problem;
use domain::project::{MergedRegion, Table};

use super::budget::{Budget, TableBuilder};
use super::cell_text::cell_text;
use super::damaged;

/// Most worksheets that are read.
const MAX_SHEETS: usize = 200;

/// Every worksheet as a table, in the order of the tabs.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Box<Problem>> {
    // A library that meets a hostile file may panic; the server must answer and go on.
    catch_unwind(AssertUnwindSafe(|| read_sheets(bytes)))
        .unwrap_or_else(|_| Err(damaged("the reader gave up on the file's contents")))
}

fn read_sheets(bytes: &[u8]) -> Result<Vec<Table>, Box<Problem>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    if names.len() > MAX_SHEETS {
        let problem = Problem::new("WORKBOOK_TOO_MANY_SHEETS").with("limit", MAX_SHEETS);
        return Err(Box::new(problem.with("found", names.len())));
    }
    let mut budget = Budget::default();
    names
        .iter()
        .map(|name| read_sheet(&mut workbook, name, &mut budget))
        .collect()
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    budget: &mut Budget,
) -> Result<Table, Box<Problem>> {
    let mut table = TableBuilder::new(name, budget);
    let mut cells = workbook.worksheet_cells_reader(name).map_err(unreadable)?;
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        table.put(row.saturating_add(1), column, cell_text(cell.get_value()))?;
    }
    drop(cells);
    for region in workbook
        .merge_cells_by_sheet_name(name)
        .map_err(unreadable)?
    {
        table.merge(MergedRegion {
            first_row: region.start.0.saturating_add(1),
            last_row: region.end.0.saturating_add(1),
            first_column: region.start.1,
            last_column: region.end.1,
        })?;
    }
    table.finish()
}

fn unreadable(error: XlsxError) -> Box<Problem> {
    match error {
        XlsxError::Password => Box::new(Problem::new("WORKBOOK_ENCRYPTED")),
        other => damaged(other),
    }
}
