//! Limits on what a workbook may become in memory, and the sparse table that keeps to them.
//! Not here: limits on the file itself (`zip_guard`).

use std::collections::BTreeMap;

use domain::problem::Problem;
use domain::project::{MergedRegion, Table, TableRow, column_letters};

/// Highest row that may hold something.
const MAX_ROW: u32 = 100_000;
/// Most columns that may hold something.
const MAX_COLUMNS: u32 = 512;
/// Most cells with text, over all sheets: 20 000 projects with twenty columns each.
const MAX_CELLS: usize = 400_000;
/// Most cells including the empty ones left of a filled one, over all sheets.
const MAX_SLOTS: usize = 2_000_000;
/// Most text over all sheets. A shared string used in every cell would otherwise multiply.
const MAX_TEXT_BYTES: usize = 32 * 1024 * 1024;
/// The longest text that Excel itself lets into one cell.
const MAX_CELL_CHARS: usize = 32_767;

/// What a workbook has used up so far; one for all of its sheets.
#[derive(Default)]
pub struct Budget {
    cells: usize,
    slots: usize,
    text_bytes: usize,
}

/// One sheet while it is being read.
pub struct TableBuilder<'a> {
    sheet: String,
    cells: BTreeMap<u32, BTreeMap<u32, String>>,
    merged: Vec<MergedRegion>,
    budget: &'a mut Budget,
}

impl<'a> TableBuilder<'a> {
    /// An empty sheet that draws on `budget`.
    pub fn new(sheet: &str, budget: &'a mut Budget) -> Self {
        Self {
            sheet: sheet.to_owned(),
            cells: BTreeMap::new(),
            merged: Vec::new(),
            budget,
        }
    }

    /// Puts a text into a cell; `row` counts from 1, `column` from 0. White space alone is nothing.
    pub fn put(&mut self, row: u32, column: u32, text: String) -> Result<(), Box<Problem>> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if row > MAX_ROW || column >= MAX_COLUMNS {
            let problem = self.problem_at("WORKBOOK_CELL_BEYOND_LIMIT", row, column);
            let last_cell = format!("{}{MAX_ROW}", column_letters(MAX_COLUMNS - 1));
            return Err(Box::new(problem.with("limit", last_cell)));
        }
        if text.len() > MAX_CELL_CHARS && text.chars().nth(MAX_CELL_CHARS).is_some() {
            let problem = self.problem_at("WORKBOOK_CELL_TEXT_TOO_LONG", row, column);
            return Err(Box::new(problem.with("limit", MAX_CELL_CHARS)));
        }
        self.budget.cells += 1;
        self.budget.text_bytes += text.len();
        if self.budget.cells > MAX_CELLS {
            let problem = self.problem_at("WORKBOOK_TOO_MANY_CELLS", row, column);
            return Err(Box::new(problem.with("limit", MAX_CELLS)));
        }
        if self.budget.text_bytes > MAX_TEXT_BYTES {
            let problem = self.problem_at("WORKBOOK_TOO_MUCH_TEXT", row, column);
            return Err(Box::new(problem.with("limit_bytes", MAX_TEXT_BYTES)));
        }
        self.cells.entry(row).or_default().insert(column, text);
        Ok(())
    }

    /// Gives every cell of a merged region the text of its upper left cell. A region that reaches
    /// beyond the used cells (a whole merged column) is filled only as far as the sheet is used.
    pub fn merge(&mut self, region: MergedRegion) -> Result<(), Box<Problem>> {
        let anchor = self
            .cells
            .get(&region.first_row)
            .and_then(|row| row.get(&region.first_column))
            .cloned();
        let Some(text) = anchor else { return Ok(()) };
        let last_used_row = self.cells.keys().next_back().copied().unwrap_or(0);
        let last_used_column = self.last_used_column();
        for row in region.first_row..=region.last_row.min(last_used_row) {
            for column in region.first_column..=region.last_column.min(last_used_column) {
                if (row, column) != (region.first_row, region.first_column) {
                    self.put(row, column, text.clone())?;
                }
            }
        }
        self.merged.push(region);
        Ok(())
    }

    fn last_used_column(&self) -> u32 {
        let last_of_row = |row: &BTreeMap<u32, String>| row.keys().next_back().copied();
        self.cells
            .values()
            .filter_map(last_of_row)
            .max()
            .unwrap_or(0)
    }

    /// The finished table.
    pub fn finish(self) -> Result<Table, Box<Problem>> {
        let mut rows = Vec::with_capacity(self.cells.len());
        for (number, sparse) in self.cells {
            let last_column = sparse.keys().next_back().copied().unwrap_or(0);
            let width = usize::try_from(last_column).unwrap_or(0) + 1;
            self.budget.slots += width;
            if self.budget.slots > MAX_SLOTS {
                let problem = Problem::new("WORKBOOK_TOO_MANY_CELLS").at_cell(
                    &self.sheet,
                    number,
                    &column_letters(last_column),
                );
                return Err(Box::new(problem.with("limit", MAX_SLOTS)));
            }
            let mut cells = vec![String::new(); width];
            for (column, text) in sparse {
                if let Some(slot) = usize::try_from(column)
                    .ok()
                    .and_then(|index| cells.get_mut(index))
                {
                    *slot = text;
                }
            }
            rows.push(TableRow { number, cells });
        }
        Ok(Table {
            sheet: self.sheet,
            rows,
            merged: self.merged,
        })
    }

    fn problem_at(&self, code: &str, row: u32, column: u32) -> Problem {
        Problem::new(code).at_cell(&self.sheet, row, &column_letters(column))
    }
}
