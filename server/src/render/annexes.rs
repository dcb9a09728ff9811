//! The report's tables as a workbook, one worksheet each behind a list of them, to go on reckoning
//! with. Texts are string cells, which are never computed.
//! Not here: what the tables say (`domain::report`), the tables of surveys (`tables`).

use std::collections::BTreeSet;

use domain::report::{Alignment, Column, Content, Report, Span, Table, labels};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

use super::RenderError;

#[cfg(test)]
mod tests;

/// Name of the first worksheet.
const LIST: &str = "目录";
/// Rows above the body: caption, unit, headings.
const HEADINGS_AT: u32 = 2;
/// Excel allows 31 UTF-16 units in a worksheet's name.
const NAME_UNITS: usize = 31;
/// Excel's limit is 32 767 characters in a cell.
const CELL_CHARACTERS: usize = 32_000;
/// Width of all columns together, and of the narrowest, in characters.
const TABLE_WIDTH: f64 = 120.0;
const NARROWEST: f64 = 8.0;
/// A number with more digits would not survive as one.
const MOST_DIGITS: usize = 15;

/// Every table of the report as a worksheet. The same report gives the same bytes.
///
/// # Errors
/// `RenderError::Archive` when the workbook cannot be written.
pub fn annex_workbook(report: &Report) -> Result<Vec<u8>, RenderError> {
    let tables: Vec<&Table> = report
        .blocks()
        .filter_map(|block| match &block.content {
            Content::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    written(&report.title, &tables).map_err(|error| RenderError::Archive(error.to_string()))
}

fn written(title: &str, tables: &[&Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day: the same report gives the same bytes.
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let names = sheet_names(tables);
    list(workbook.add_worksheet(), title, tables, &names)?;
    for (table, name) in tables.iter().zip(&names) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        head(sheet, table)?;
        body(sheet, table)?;
    }
    workbook.save_to_buffer()
}

/// The first worksheet: the tables with links to them.
fn list(
    sheet: &mut Worksheet,
    title: &str,
    tables: &[&Table],
    names: &[String],
) -> Result<(), XlsxError> {
    sheet.set_name(LIST)?;
    sheet.set_column_width(0, 80)?;
    sheet.write_string_with_format(0, 0, cut(title), &Format::new().set_bold())?;
    for (row, (table, name)) in (1u32..).zip(tables.iter().zip(names)) {
        let caption = labels::table_caption(table.number, &table.title);
        let place = format!("internal:'{}'!A1", name.replace('\'', "''"));
        // A cell with a link shows at most as much as a link can hold.
        let shown: String = caption.chars().take(240).collect();
        sheet.write_url(row, 0, Url::new(place).set_text(shown))?;
    }
    Ok(())
}

/// 表1 and as much of the title as a name can hold, no two alike.
fn sheet_names(tables: &[&Table]) -> Vec<String> {
    let mut taken = BTreeSet::from([LIST.to_owned()]);
    let mut names = Vec::new();
    for table in tables {
        let caption = labels::table_caption(table.number, &table.title);
        let mut name = shortened(&caption, "");
        let mut copies = 1;
        // Excel does not tell capitals apart.
        while !taken.insert(name.to_lowercase()) {
            copies += 1;
            name = shortened(&caption, &format!("（{copies}）"));
        }
        names.push(name);
    }
    names
}

fn shortened(caption: &str, end: &str) -> String {
    let mut left = NAME_UNITS.saturating_sub(end.encode_utf16().count());
    let mut name = String::new();
    for character in caption.chars() {
        let character = match character {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => '_',
            control if control.is_control() => ' ',
            other => other,
        };
        match left.checked_sub(character.len_utf16()) {
            Some(rest) => left = rest,
            None => break,
        }
        name.push(character);
    }
    format!("{}{end}", name.trim())
}

fn head(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let caption = labels::table_caption(table.number, &table.title);
    let bold = Format::new().set_bold();
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet.write_string_with_format(0, 0, cut(&caption), &bold)?;
    sheet.write_string(1, 0, cut(table.unit.as_deref().unwrap_or_default()))?;
    let parts: u32 = table.columns.iter().map(|c| u32::from(c.share)).sum();
    for (at, column) in (0u16..).zip(&table.columns) {
        let width = TABLE_WIDTH * f64::from(column.share) / f64::from(parts.max(1));
        sheet.set_column_width(at, width.max(NARROWEST))?;
        sheet.write_string_with_format(HEADINGS_AT, at, cut(&column.heading), &heading)?;
    }
    sheet.set_freeze_panes(HEADINGS_AT + 1, 0)?;
    sheet.set_repeat_rows(HEADINGS_AT, HEADINGS_AT)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn body(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    // For each column, how many rows below are covered by a cell that was merged.
    let mut covered = vec![0u16; table.columns.len()];
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    for (index, row) in (0u32..).zip(&table.rows) {
        let at = HEADINGS_AT + 1 + index;
        let mut column = 0;
        for cell in &row.cells {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let Some(its_column) = table.columns.get(column) else {
                break;
            };
            // Not over what is covered already, nor over the edges: Excel refuses such a file.
            let wanted = usize::from(cell.column_span.max(1));
            let free = covered.iter().skip(column).take_while(|rows| **rows == 0);
            let wide = free.take(wanted).count();
            let left = u16::try_from(rows - index).unwrap_or(u16::MAX);
            let high = cell.row_span.clamp(1, left);
            let text: String = cell.spans.iter().map(Span::text).collect();
            let area = Area {
                row: at,
                column: u16::try_from(column).unwrap_or(u16::MAX),
                high,
                wide: u16::try_from(wide).unwrap_or(1),
            };
            area.write(sheet, &text, its_column, row.total)?;
            for rows in covered.iter_mut().skip(column).take(wide) {
                *rows = high;
            }
            column += wide;
        }
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
    }
    Ok(())
}

/// One cell, or several merged into one.
struct Area {
    row: u32,
    column: u16,
    high: u16,
    wide: u16,
}

impl Area {
    fn write(
        &self,
        sheet: &mut Worksheet,
        text: &str,
        column: &Column,
        total: bool,
    ) -> Result<(), XlsxError> {
        let number = match column.alignment {
            Alignment::Right => number(text),
            Alignment::Left | Alignment::Centre => None,
        };
        let format = cell_format(column.alignment, total);
        if self.high > 1 || self.wide > 1 {
            let (last_row, last_column) = (
                self.row + u32::from(self.high) - 1,
                self.column + self.wide - 1,
            );
            let words = cut(text);
            sheet.merge_range(
                self.row,
                self.column,
                last_row,
                last_column,
                &words,
                &format,
            )?;
        }
        match number {
            Some((value, decimals)) => {
                let format = format.set_num_format(number_format(decimals));
                sheet.write_number_with_format(self.row, self.column, value, &format)?
            }
            None => sheet.write_string_with_format(self.row, self.column, cut(text), &format)?,
        };
        Ok(())
    }
}

fn cell_format(alignment: Alignment, total: bool) -> Format {
    let format = Format::new()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_align(match alignment {
            Alignment::Left => FormatAlign::Left,
            Alignment::Centre => FormatAlign::Center,
            Alignment::Right => FormatAlign::Right,
        });
    if total { format.set_bold() } else { format }
}

/// The value of a plain decimal and how many decimals it is printed with: what the cell then shows
/// are the same characters.
fn number(text: &str) -> Option<(f64, usize)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.chars().all(|digit| digit.is_ascii_digit());
    let is_plain = !whole.is_empty()
        && all_digits(whole)
        && all_digits(decimals)
        && (decimals.is_empty() != digits.contains('.'))
        && (whole == "0" || !whole.starts_with('0'))
        && whole.len() + decimals.len() <= MOST_DIGITS;
    let value: f64 = text.parse().ok().filter(|_| is_plain)?;
    // Excel shows no minus before zero.
    let is_minus_zero = value == 0.0 && text.starts_with('-');
    (!is_minus_zero).then_some((value, decimals.len()))
}

fn number_format(decimals: usize) -> String {
    match decimals {
        0 => "0".to_owned(),
        decimals => format!("0.{}", "0".repeat(decimals)),
    }
}

fn cut(text: &str) -> String {
    text.chars().take(CELL_CHARACTERS).collect()
}
