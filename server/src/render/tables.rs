//! Sheets of cells as .xlsx and .csv. Whatever a text begins with, no program takes it for a
//! formula. Not here: what the cells say (`domain::survey_statistics`).

use domain::survey_statistics::{Cell, Sheet};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// Excel's limit is 32 767 characters in a cell; the CSV holds all of them.
const CELL_CHARACTERS: usize = 32_000;
const NARROWEST: usize = 8;
const WIDEST: usize = 48;

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The workbook writer refused.
    #[error("workbook: {0}")]
    Workbook(#[from] XlsxError),
    /// The CSV writer refused.
    #[error("csv: {0}")]
    Csv(#[from] csv::Error),
}

/// A workbook of the sheets, the same bytes for the same sheets. Texts are string cells, which are
/// never computed.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, TableError> {
    let mut workbook = Workbook::new();
    // A fixed day: the same statistics give the same bytes.
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let heading = Format::new().set_bold().set_text_wrap();
    let words = Format::new().set_align(FormatAlign::Top);
    for sheet in sheets {
        let page = workbook.add_worksheet().set_name(sheet.name)?;
        page.set_freeze_panes(1, 0)?;
        for (column, text) in (0_u16..).zip(&sheet.headings) {
            page.write_string_with_format(0, column, cut(text), &heading)?;
            let width = text.chars().count() * 2;
            page.set_column_width(column, width.clamp(NARROWEST, WIDEST) as u32)?;
        }
        for (row, cells) in (1_u32..).zip(&sheet.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Number(text) => match text.parse::<f64>() {
                        Ok(number) => page.write_number(row, column, number)?,
                        Err(_) => page.write_string(row, column, cut(text))?,
                    },
                    Cell::Text(text) => {
                        page.write_string_with_format(row, column, cut(text), &words)?
                    }
                };
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

fn cut(text: &str) -> String {
    text.chars().take(CELL_CHARACTERS).collect()
}

/// One sheet as CSV in UTF-8 with the mark by which Excel knows it. A text that a spreadsheet would
/// compute gets an apostrophe in front.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>, TableError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(sheet.headings.iter().map(|text| inert(text)))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Cell::Number(text) => text.clone(),
            Cell::Text(text) => inert(text),
        }))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(bytes)
}

/// Formulas begin with one of these, also behind blanks and in full width.
fn inert(text: &str) -> String {
    let first = text.chars().find(|character| *character != ' ');
    let computes = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    );
    if computes {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_taken_for_a_formula_and_numbers_stay_numbers() {
        let sheet = Sheet {
            name: "s",
            headings: vec!["=h".to_owned(), "n".to_owned()],
            rows: ["=1+1", "+86", "-2", "@x", "\tx", " =x", "桥, \"好\""]
                .map(|text| vec![Cell::Text(text.to_owned()), Cell::Number("-2.5".to_owned())])
                .into(),
        };
        let bytes = csv(&sheet).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(
            text,
            "\u{FEFF}'=h,n\r\n'=1+1,-2.5\r\n'+86,-2.5\r\n'-2,-2.5\r\n'@x,-2.5\r\n'\tx,-2.5\r\n\
             ' =x,-2.5\r\n\"桥, \"\"好\"\"\",-2.5\r\n"
        );
    }
}
