//! The register of requested documents as a workbook, to send to the units. Every cell is a text
//! cell, so nothing that people wrote can become a formula. Not here: what the states mean.

use domain::wire::{DocumentRegister, RegisterLine};
use domain::working_paper::document_index;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// Heading and width in characters.
const COLUMNS: [(&str, f64); 17] = [
    ("序号", 7.0),
    ("环节", 7.0),
    ("资料名称", 44.0),
    ("提供单位", 18.0),
    ("要求日期", 12.0),
    ("收到日期", 12.0),
    ("份数", 6.0),
    ("页数", 6.0),
    ("形式", 14.0),
    ("盖章确认", 9.0),
    ("核对", 6.0),
    ("经手人", 10.0),
    ("关联指标", 16.0),
    ("状态", 9.0),
    ("不适用理由", 20.0),
    ("附件", 7.0),
    ("备注", 24.0),
];

/// Rows above the headings: title, day.
const HEADINGS_AT: u32 = 2;

/// Writes the workbook. The same register gives the same bytes.
pub fn register_workbook(title: &str, register: &DocumentRegister) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date instead of the clock's: the same content gives the same bytes.
    let created = ExcelDateTime::from_ymd(2026, 11, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let heading = Format::new().set_bold().set_text_wrap();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_name("资料清单")?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADINGS_AT, HEADINGS_AT)?;
    sheet.write_string_with_format(0, 0, format!("{title} 资料清单"), &Format::new().set_bold())?;
    sheet.write_string(1, 0, format!("截至 {}", register.today))?;
    for (column, (name, width)) in (0u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(HEADINGS_AT, column, name, &heading)?;
    }
    for (row, line) in (HEADINGS_AT + 1..).zip(&register.lines) {
        for (column, text) in (0u16..).zip(cells(line)) {
            sheet.write_string_with_format(row, column, text, &wrapped)?;
        }
    }
    sheet.set_freeze_panes(HEADINGS_AT + 1, 3)?;
    workbook.save_to_buffer()
}

fn cells(line: &RegisterLine) -> [String; 17] {
    let (words, receipt) = (&line.request.words, &line.receipt);
    let yes_no = |said: Option<bool>| match said {
        Some(true) => "是".to_owned(),
        Some(false) => "否".to_owned(),
        None => String::new(),
    };
    let joined = |parts: Vec<&str>| parts.join("、");
    [
        document_index(line.request.ordinal),
        words.stage.term().to_owned(),
        words.name.clone(),
        words.provider.clone(),
        words.due_on.clone().unwrap_or_default(),
        receipt.received_on.clone(),
        receipt.copies.clone(),
        receipt.pages.clone(),
        joined(receipt.media.iter().map(|medium| medium.term()).collect()),
        yes_no(receipt.stamped),
        yes_no(receipt.checked),
        receipt.handler.clone(),
        joined(words.indicators.iter().map(|code| code.as_str()).collect()),
        line.state.term().to_owned(),
        receipt.reason.clone(),
        line.files.len().to_string(),
        receipt.note.clone(),
    ]
}
