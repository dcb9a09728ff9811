//! Numbered tables: caption and unit above, a repeated header row, merged cells, numbers right.
//! Not here: photo plates and charts (`picture`).

use docx_rs::{
    AlignmentType, BreakType, HeightRule, LineSpacing, Paragraph, Shading, TableCell,
    TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};
use domain::report::{Alignment, Cell, Column, Row, Span, Table, labels};

use super::styles::{self, FANG_SONG, HEI, SIZE_5, SIZE_SMALL_4};
use super::{Item, page};
use crate::render::fitting::{column_widths, heading_lines};

/// From so many columns on, a table is set in 五号.
const MANY_COLUMNS: usize = 6;
/// Left and right of a cell's text together, in tenths of a point.
const INSET: usize = 90;
/// So many rows under one cell stay together.
const SMALL_GROUP: u16 = 3;
/// Height of header rows, used for nothing else: docx-rs cannot say "repeat on every page", so
/// `package` adds it to rows of this height.
pub const HEADER_HEIGHT: u32 = 401;

/// A caption, centred.
pub fn caption(text: &str) -> Paragraph {
    Paragraph::new()
        .style("Caption")
        .align(AlignmentType::Center)
        .line_spacing(LineSpacing::new().before(160).after(60))
        .add_run(styles::styled_run(text))
}

/// The table with what stands above it.
pub fn table(table: &Table, landscape: bool) -> Vec<Item> {
    let title = labels::table_caption(table.number, &table.title);
    let mut items = vec![Item::paragraph(caption(&title).keep_next(true))];
    if let Some(unit) = &table.unit {
        let unit = Paragraph::new()
            .align(AlignmentType::Right)
            .keep_next(true)
            .add_run(styles::run(unit, FANG_SONG, SIZE_5));
        items.push(Item::paragraph(unit));
    }
    let small = landscape || table.columns.len() >= MANY_COLUMNS;
    let size = if small { SIZE_5 } else { SIZE_SMALL_4 };
    let widths = widths(table, page::text_width(landscape), size);
    let mut rows = vec![header(&table.columns, &widths, size)];
    rows.extend(body(table, &widths, size));
    let margins = docx_rs::TableCellMargins::new().margin(30, 80, 30, 80);
    let word_table = docx_rs::Table::new(rows)
        .layout(TableLayoutType::Fixed)
        .width(page::text_width(landscape), WidthType::Dxa)
        .set_grid(widths)
        .margins(margins);
    items.push(Item::Table(Box::new(word_table)));
    let after = LineSpacing::new().after(160);
    items.push(Item::paragraph(
        Paragraph::new().size(8).line_spacing(after),
    ));
    items
}

/// In twentieths of a point; what rounding leaves over goes to the last.
fn widths(table: &Table, width: usize, size: usize) -> Vec<usize> {
    let tenths = column_widths(table, width / 2, size * 5, INSET);
    let mut widths: Vec<usize> = tenths.into_iter().map(|width| width * 2).collect();
    let used: usize = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += width.saturating_sub(used);
    }
    widths
}

fn header(columns: &[Column], widths: &[usize], size: usize) -> TableRow {
    let cells = columns.iter().zip(widths).map(|(column, width)| {
        let room = (width / 2).saturating_sub(INSET);
        let lines = heading_lines(&column.heading, room, size * 5);
        let mut lines = lines.iter().map(|line| styles::printable(line));
        let first = styles::run(&lines.next().unwrap_or_default(), HEI, size);
        let run = lines.fold(first, |run, line| {
            run.add_break(BreakType::TextWrapping).add_text(line)
        });
        let heading = Paragraph::new()
            .align(AlignmentType::Center)
            .keep_next(true);
        TableCell::new()
            .width(*width, WidthType::Dxa)
            .vertical_align(VAlignType::Center)
            .shading(Shading::new().fill("EEF2F2"))
            .add_paragraph(heading.line_spacing(styles::cell_lines()).add_run(run))
    });
    let row = TableRow::new(cells.collect()).cant_split();
    // Exact in f32: the marker must come out as the same digits.
    row.row_height(HEADER_HEIGHT as f32)
        .height_rule(HeightRule::AtLeast)
}

/// A cell that goes on below: how many rows are left and how many columns it is wide.
#[derive(Clone, Copy, Default)]
struct Open {
    rows: u16,
    columns: u16,
}

fn body(table: &Table, widths: &[usize], size: usize) -> Vec<TableRow> {
    let mut open = vec![Open::default(); table.columns.len()];
    table
        .rows
        .iter()
        .map(|row| body_row(table, row, &mut open, widths, size))
        .collect()
}

fn body_row(
    table: &Table,
    row: &Row,
    open: &mut [Open],
    widths: &[usize],
    size: usize,
) -> TableRow {
    let begins_group = |cell: &Cell| (2..=SMALL_GROUP).contains(&cell.row_span);
    let with_next = row.cells.iter().any(begins_group);
    let mut cells = Vec::new();
    let mut given = row.cells.iter();
    let mut column = 0;
    while column < widths.len() {
        let state = open.get(column).copied().unwrap_or_default();
        if state.rows > 0 {
            let span = usize::from(state.columns.max(1));
            cells.push(
                frame(widths, column, span)
                    .vertical_merge(VMergeType::Continue)
                    .add_paragraph(Paragraph::new()),
            );
            if let Some(state) = open.get_mut(column) {
                state.rows -= 1;
            }
            column += span;
            continue;
        }
        let Some(cell) = given.next() else { break };
        let span = usize::from(cell.column_span.max(1));
        let alignment = table
            .columns
            .get(column)
            .map_or(Alignment::Left, |column| column.alignment);
        let mut word_cell = frame(widths, column, span);
        if cell.row_span > 1 {
            word_cell = word_cell.vertical_merge(VMergeType::Restart);
            if let Some(state) = open.get_mut(column) {
                *state = Open {
                    rows: cell.row_span - 1,
                    columns: cell.column_span,
                };
            }
        }
        if row.total {
            word_cell = word_cell.shading(Shading::new().fill("F6F5F0"));
        }
        let words = content(cell, alignment, row.total, size).keep_next(with_next);
        cells.push(word_cell.add_paragraph(words));
        column += span;
    }
    TableRow::new(cells).cant_split()
}

fn frame(widths: &[usize], column: usize, span: usize) -> TableCell {
    let width = widths.iter().skip(column).take(span).sum();
    let cell = TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center);
    if span > 1 { cell.grid_span(span) } else { cell }
}

fn content(cell: &Cell, alignment: Alignment, total: bool, size: usize) -> Paragraph {
    let text: String = cell.spans.iter().map(Span::text).collect();
    let run = styles::run(&text, FANG_SONG, size);
    let run = if total { run.bold() } else { run };
    let alignment = match alignment {
        Alignment::Left => AlignmentType::Left,
        Alignment::Centre => AlignmentType::Center,
        Alignment::Right => AlignmentType::Right,
    };
    Paragraph::new()
        .align(alignment)
        .line_spacing(styles::cell_lines())
        .add_run(run)
}
