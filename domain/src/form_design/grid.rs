//! A worksheet that is changed by headings and row numbers. Cells it is not asked about stay where
//! they are beside their heading. Not here: what the columns mean.

use crate::instrument::xlsform::{UNTAGGED, heading_meaning};
use crate::project::{Table, TableRow};

/// One sheet of the workbook, to change.
pub(super) struct Grid<'a> {
    table: &'a mut Table,
}

impl<'a> Grid<'a> {
    /// The sheet with this name (case does not matter).
    pub fn find(tables: &'a mut [Table], name: &str) -> Option<Self> {
        let index = position(tables, name)?;
        tables.get_mut(index).map(|table| Self { table })
    }

    /// The same; a workbook without the sheet gets it, with these headings.
    pub fn find_or_add(tables: &'a mut Vec<Table>, name: &str, headings: &[&str]) -> Self {
        let index = position(tables, name).unwrap_or(tables.len());
        if index == tables.len() {
            tables.push(Table {
                sheet: name.to_owned(),
                ..Table::default()
            });
        }
        let grid = Self {
            table: &mut tables[index],
        };
        if grid.heading_row().is_none() {
            grid.table.rows = vec![TableRow {
                number: 1,
                cells: headings.iter().map(|text| (*text).to_owned()).collect(),
            }];
        }
        grid
    }

    /// The index of the row with the headings.
    fn heading_row(&self) -> Option<usize> {
        self.table.rows.iter().position(|row| !row.is_blank())
    }

    /// The number of the row with the headings; 0 in an empty sheet.
    pub fn heading_number(&self) -> u32 {
        self.heading_row()
            .and_then(|index| self.table.rows.get(index))
            .map_or(0, |row| row.number)
    }

    /// The number of the first row below the headings.
    pub fn first_data_row(&self) -> Option<u32> {
        let index = self.heading_row()?;
        self.table.rows.get(index + 1).map(|row| row.number)
    }

    /// The rows below the headings.
    pub fn data_rows(&mut self) -> &mut [TableRow] {
        let start = self
            .heading_row()
            .map_or(self.table.rows.len(), |index| index + 1);
        &mut self.table.rows[start..]
    }

    fn headings(&self) -> &[String] {
        let row = self.heading_row().and_then(|i| self.table.rows.get(i));
        row.map_or(&[], |row| row.cells.as_slice())
    }

    /// Positions of the columns that mean `column` in `language`; `None` or `default` for the one
    /// without a language.
    fn columns(&self, column: &str, language: Option<&str>) -> Vec<usize> {
        let wanted = language.filter(|language| *language != UNTAGGED);
        let is_meant = |text: &String| {
            let (found, tagged) = heading_meaning(text);
            found == column && tagged.as_deref() == wanted
        };
        let headings = self.headings().iter().enumerate();
        headings
            .filter(|(_, text)| is_meant(text))
            .map(|(index, _)| index)
            .collect()
    }

    /// Whether there is such a column.
    pub fn has(&self, column: &str, language: Option<&str>) -> bool {
        !self.columns(column, language).is_empty()
    }

    /// Writes a cell. A sheet without the column gets it, headed `heading` (beside the same column
    /// in other languages); an empty text adds no column.
    pub fn set(&mut self, number: u32, heading: &str, text: &str) {
        let (column, language) = heading_meaning(heading);
        let columns = self.columns(&column, language.as_deref());
        let Some((first, others)) = columns.split_first() else {
            if !text.trim().is_empty() {
                let at = self.add_column(heading);
                self.write(number, at, text);
            }
            return;
        };
        for other in others {
            self.write(number, *other, "");
        }
        self.write(number, *first, text);
    }

    fn write(&mut self, number: u32, column: usize, text: &str) {
        let rows = &mut self.table.rows;
        let at = rows.partition_point(|row| row.number < number);
        if rows.get(at).is_none_or(|row| row.number != number) {
            let cells = Vec::new();
            rows.insert(at, TableRow { number, cells });
        }
        if let Some(row) = rows.get_mut(at) {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, String::new());
            }
            row.cells[column] = text.to_owned();
        }
    }

    /// Adds a column, beside the last one that means the same in another language, else behind
    /// everything. Answers its position.
    pub fn add_column(&mut self, heading: &str) -> usize {
        let (column, _) = heading_meaning(heading);
        let same = self
            .headings()
            .iter()
            .rposition(|text| heading_meaning(text).0 == column);
        let at = match same {
            Some(index) => {
                self.insert_column(index + 1);
                index + 1
            }
            // Cells without a heading may reach further than the headings do.
            None => {
                let widths = self.table.rows.iter().map(|row| row.cells.len());
                widths.max().unwrap_or(0)
            }
        };
        let number = self.heading_number().max(1);
        self.write(number, at, heading);
        at
    }

    fn insert_column(&mut self, at: usize) {
        for row in &mut self.table.rows {
            if row.cells.len() > at {
                row.cells.insert(at, String::new());
            }
        }
    }

    /// Changes the headings that `rename` has a new text for.
    pub fn rename_headings(&mut self, rename: impl Fn(&str) -> Option<String>) {
        let Some(index) = self.heading_row() else {
            return;
        };
        for cell in &mut self.table.rows[index].cells {
            if let Some(text) = rename(cell) {
                *cell = text;
            }
        }
    }

    /// Makes room behind a row and answers the first free number; rows below move down.
    pub fn make_room(&mut self, after: u32, count: u32) -> u32 {
        let after = after.max(self.heading_number());
        for row in self.table.rows.iter_mut().filter(|row| row.number > after) {
            row.number += count;
        }
        after + 1
    }

    /// Takes rows out (both ends included); rows below move up.
    pub fn take(&mut self, first: u32, last: u32) -> Vec<TableRow> {
        let is_taken = |row: &TableRow| (first..=last).contains(&row.number);
        let (taken, kept) = std::mem::take(&mut self.table.rows)
            .into_iter()
            .partition(is_taken);
        self.table.rows = kept;
        let span = last - first + 1;
        for row in self.table.rows.iter_mut().filter(|row| row.number > last) {
            row.number -= span;
        }
        taken
    }

    /// Puts rows that were taken back behind a row, in the room of `span` rows.
    pub fn put_back(&mut self, taken: Vec<TableRow>, first: u32, span: u32, after: u32) {
        let start = self.make_room(after, span);
        let moved = taken.into_iter().map(|row| TableRow {
            number: row.number - first + start,
            cells: row.cells,
        });
        self.table.rows.extend(moved);
        self.table.rows.sort_by_key(|row| row.number);
    }
}

fn position(tables: &[Table], name: &str) -> Option<usize> {
    let is_it = |table: &Table| table.sheet.trim().eq_ignore_ascii_case(name);
    tables.iter().position(is_it)
}

/// As a spreadsheet keeps tables: no white space alone in a cell, no empty cells at a row's end, no
/// wholly empty rows, no merged regions (each cell has its text already), ends of lines as `\n`.
pub fn normalise(tables: &mut [Table]) {
    for table in tables {
        table.merged.clear();
        for row in &mut table.rows {
            for cell in &mut row.cells {
                if cell.trim().is_empty() {
                    cell.clear();
                } else if cell.contains('\r') {
                    *cell = cell.replace("\r\n", "\n").replace('\r', "\n");
                }
            }
            while row.cells.last().is_some_and(String::is_empty) {
                row.cells.pop();
            }
        }
        table.rows.retain(|row| !row.cells.is_empty());
    }
}
