//! Numbered tables as calls of the template: each cell with its place, so that no row can take
//! another's cells. Not here: how a table looks (`template.typ`).

use domain::report::{Alignment, Cell, Column, Span, Table, labels};

use super::fonts::PdfFonts;
use super::literal::literal;
use crate::render::fitting::{column_widths, heading_lines, width};

/// From so many columns on, a table is set in 五号.
const MANY_COLUMNS: usize = 6;
/// 小四 and 五号 in tenths of a point.
const SIZE_SMALL_4: usize = 120;
const SIZE_5: usize = 105;
/// Left and right of a cell's text together, in tenths of a point.
const INSET: usize = 90;
/// Rows whose text takes more lines may go on on the next page; shorter ones stay whole. On the
/// long side a page has fewer lines.
const WHOLE_LINES: usize = 12;
const WHOLE_LINES_LANDSCAPE: usize = 7;
/// Rows under one cell that stay together as if they were one.
const SMALL_GROUP: usize = 3;

/// Writes one table.
pub struct TableWriter<'a> {
    pub fonts: &'a PdfFonts,
    /// Width of the text in tenths of a point.
    pub width: usize,
    pub landscape: bool,
}

/// What all rows of a table share.
struct Shape {
    widths: Vec<usize>,
    size: usize,
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
        let widths = column_widths(table, self.width, size, INSET);
        let shape = Shape { widths, size };
        for width in &shape.widths {
            call.push_str(&format!("{}.{}pt, ", width / 10, width % 10));
        }
        call.push_str("), (");
        for (index, column) in table.columns.iter().enumerate() {
            let room = shape.room(index, 1);
            let heading = heading_lines(&column.heading, room, size).join("\n");
            call.push_str(&literal(&heading, self.fonts, room, size));
            call.push_str(", ");
        }
        call.push_str("), (\n");
        let placed = places(table);
        for index in 0..placed.len() {
            self.row(&mut call, table, &placed, index, &shape);
        }
        call.push_str("))\n");
        call
    }

    fn row(
        &self,
        call: &mut String,
        table: &Table,
        rows: &[Vec<Placed<'_>>],
        index: usize,
        shape: &Shape,
    ) {
        let whole = self.is_whole(rows, index, 1, shape);
        let total = table.rows.get(index).is_some_and(|row| row.total);
        for placed in rows.get(index).into_iter().flatten() {
            let text: String = placed.cell.spans.iter().map(Span::text).collect();
            let room = shape.room(placed.column, placed.columns);
            let together = match placed.rows {
                1 => whole,
                count => count <= SMALL_GROUP && self.is_whole(rows, index, count, shape),
            };
            call.push_str(&format!(
                "body_cell({}, {}, {}, {}, {}, {}, {}, {}),\n",
                placed.column,
                index + 1,
                placed.rows,
                placed.columns,
                alignment(table.columns.get(placed.column)),
                total,
                !together,
                literal(&text, self.fonts, room, shape.size),
            ));
        }
    }

    /// Whether so many rows together are short enough to stay on one page.
    fn is_whole(
        &self,
        rows: &[Vec<Placed<'_>>],
        first: usize,
        count: usize,
        shape: &Shape,
    ) -> bool {
        let lines = |placed: &Placed| {
            let text: String = placed.cell.spans.iter().map(Span::text).collect();
            let room = shape.room(placed.column, placed.columns).max(1);
            width(&text, shape.size).div_ceil(room)
        };
        let most = |row: &Vec<Placed<'_>>| {
            let own = row.iter().filter(|placed| placed.rows == 1);
            own.map(lines).max().unwrap_or(0)
        };
        let all: usize = rows.iter().skip(first).take(count).map(most).sum();
        all <= if self.landscape {
            WHOLE_LINES_LANDSCAPE
        } else {
            WHOLE_LINES
        }
    }
}

impl Shape {
    /// Room for text in so many columns.
    fn room(&self, first: usize, count: usize) -> usize {
        let widths = self.widths.iter().skip(first).take(count);
        widths.sum::<usize>().saturating_sub(INSET)
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
