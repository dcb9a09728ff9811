//! Writing tables as `.xlsx`: every sheet, column and row where it was. Every cell is text, so that
//! nothing can be a formula and a version such as 2026.10 stays what it is. Not here: what stands
//! in the cells.

use domain::project::Table;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// The bytes of a workbook; the same tables give the same bytes.
pub fn write_tables(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date instead of the clock's.
    let created = ExcelDateTime::from_ymd(2026, 11, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let bold = Format::new().set_bold();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&table.sheet)?;
        for (index, row) in table.rows.iter().enumerate() {
            let number = row.number.saturating_sub(1);
            if index == 0 {
                sheet.set_freeze_panes(number + 1, 0)?;
            }
            for (column, cell) in (0u16..).zip(&row.cells).filter(|(_, c)| !c.is_empty()) {
                match index {
                    0 => sheet.write_string_with_format(number, column, cell, &bold)?,
                    _ => sheet.write_string(number, column, cell)?,
                };
            }
        }
    }
    workbook.save_to_buffer()
}
