//! A spreadsheet as plain text: what is left of a workbook once it was read safely.
//! Not here: opening files (`server::workbook`), what the columns mean (`frame_import`).

/// One worksheet, or one CSV file, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Table {
    /// The worksheet's name; a CSV file's name without its extension.
    pub sheet: String,
    /// Rows that have at least one cell, by ascending number. Wholly empty rows are absent.
    pub rows: Vec<TableRow>,
    /// Merged regions. Every cell of a region already carries the text of its upper left cell;
    /// this list is for columns in which a repeated value would count twice.
    #[serde(default)]
    pub merged: Vec<MergedRegion>,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TableRow {
    /// The row as the spreadsheet numbers it, from 1.
    pub number: u32,
    /// From column A on; empty text where a cell is empty. Numbers are exact decimal text, without
    /// thousands separators. Rows may differ in length: trailing empty cells are left out.
    pub cells: Vec<String>,
}

/// A rectangle of merged cells; bounds are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MergedRegion {
    /// First row, from 1.
    pub first_row: u32,
    /// Last row, from 1.
    pub last_row: u32,
    /// First column, from 0 (column A).
    pub first_column: u32,
    /// Last column, from 0.
    pub last_column: u32,
}

impl TableRow {
    /// The text of a column counted from 0; empty where the row ends earlier.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether no cell has anything but white space.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The letters of a column counted from 0, as spreadsheets write them: 0 → `A`, 16383 → `XFD`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        let lettered: Vec<String> = [0, 25, 26, 701, 702, 16_383]
            .into_iter()
            .map(column_letters)
            .collect();
        assert_eq!(lettered, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
