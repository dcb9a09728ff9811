//! Numbered tables as calls of the template: each cell with its place, so that no row can take
//! another's cells. Not here: how a table looks (`template.typ`).

use domain::report::{Alignment, Cell, Column, Span, Table, labels};

use super::fonts::PdfFonts;
use super::literal::literal;

/// From so many columns on, a table is set in 五号.
const MANY_COLUMNS: usize = 6;
/// 小四 and 五号 in tenths of a point.
const SIZE_SMALL_4: usize = 120;
const SIZE_5: usize = 105;
/// Left and right of a cell's text together, in points.
const INSET: usize = 9;
/// A row whose text takes more lines may go on on the next page; shorter rows stay whole.
const WHOLE_LINES: usize = 18;

/// Writes one table.
pub struct TableWriter<'a> {
    pub fonts: &'a PdfFonts,
    /// Width of the text in points.
    pub width: usize,
    pub landscape: bool,
}

/// A cell with its place: which column, and what it covers within the table's bounds.
struct Placed<'c> {
    cell: &'c Cell,
    column: usize,
    rows: usize,
    columns: usize,
}

impl TableWriter<'_> {
    /// The call that draws the table.
    pub fn call(&self, table: &Table) -> String {
        let small = self.landscape || table.columns.len() >= MANY_COLUMNS;
        let size = if small { SIZE_5 } else { SIZE_SMALL_4 };
        let wide = |text: &str| literal(text, self.fonts, self.width, SIZE_SMALL_4);
        let mut call = format!(
            "#data_table({}, {}, {}.{}pt, (",
            wide(&labels::table_caption(table.number, &table.title)),
            table
                .unit
                .as_deref()
                .map_or_else(|| "none".to_owned(), wide),
            size / 10,
            size % 10,
        );
        for column in &table.columns {
            call.push_str(&format!("{}fr, ", column.share.max(1)));
        }
        call.push_str("), (");
        for (index, column) in table.columns.iter().enumerate() {
            let points = self.points(&table.columns, index, 1);
            call.push_str(&literal(&column.heading, self.fonts, points, size));
            call.push_str(", ");
        }
        call.push_str("), (\n");
        for (index, placed) in places(table).iter().enumerate() {
            self.row(&mut call, table, index, placed, size);
        }
        call.push_str("))\n");
        call
    }

    fn row(&self, call: &mut String, table: &Table, index: usize, row: &[Placed], size: usize) {
        let lines = |placed: &Placed| {
            let points = self.points(&table.columns, placed.column, placed.columns);
            let characters: usize = placed.cell.spans.iter().map(|s| s.text().len()).sum();
            // Three bytes for a Chinese character, which is as wide as the size.
            characters / 3 * size / (points * 10).max(1)
        };
        let whole = row
            .iter()
            .filter(|placed| placed.rows == 1)
            .all(|placed| lines(placed) <= WHOLE_LINES);
        let total = table.rows.get(index).is_some_and(|row| row.total);
        for placed in row {
            let points = self.points(&table.columns, placed.column, placed.columns);
            let text: String = placed.cell.spans.iter().map(Span::text).collect();
            call.push_str(&format!(
                "body_cell({}, {}, {}, {}, {}, {}, {}, {}),\n",
                placed.column,
                index + 1,
                placed.rows,
                placed.columns,
                alignment(table.columns.get(placed.column)),
                total,
                placed.rows > 1 || !whole,
                literal(&text, self.fonts, points, size),
            ));
        }
    }

    /// Room for text in so many columns.
    fn points(&self, columns: &[Column], first: usize, count: usize) -> usize {
        let share = |column: &Column| usize::from(column.share.max(1));
        let parts: usize = columns.iter().map(share).sum();
        let own: usize = columns.iter().skip(first).take(count).map(share).sum();
        (self.width * own / parts.max(1)).saturating_sub(INSET)
    }
}

fn alignment(column: Option<&Column>) -> &'static str {
    match column.map_or(Alignment::Left, |column| column.alignment) {
        Alignment::Left => "left",
        Alignment::Centre => "center",
        Alignment::Right => "right",
    }
}

/// Where each cell stands. Typst refuses a cell outside the table or on another one, so spans end
/// at the table's edge and at the next covered cell, and what has no place is left out.
fn places(table: &Table) -> Vec<Vec<Placed<'_>>> {
    let width = table.columns.len();
    let mut covered = vec![0_usize; width];
    let mut rows = Vec::with_capacity(table.rows.len());
    for (index, row) in table.rows.iter().enumerate() {
        let below = table.rows.len() - index;
        let mut open = covered.clone();
        let mut placed = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for cell in &row.cells {
            while open.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let free = open.iter().skip(column).take_while(|rows| **rows == 0);
            let columns = usize::from(cell.column_span.max(1)).min(free.count());
            if columns == 0 {
                break;
            }
            let rows = usize::from(cell.row_span.max(1)).min(below);
            for slot in open.iter_mut().skip(column).take(columns) {
                *slot = rows;
            }
            placed.push(Placed {
                cell,
                column,
                rows,
                columns,
            });
            column += columns;
        }
        covered = open.iter().map(|rows| rows.saturating_sub(1)).collect();
        rows.push(placed);
    }
    rows
}
