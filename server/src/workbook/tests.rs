//! Workbooks as people and attackers make them. Not here: what the tables mean.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Workbook};
use zip::write::SimpleFileOptions;

use super::*;

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const PACKAGE_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// A workbook of hand-made XML with one sheet, and further parts.
fn raw_workbook(sheet_xml: &[u8], further: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE_RELS.as_bytes()),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet_xml),
    ];
    for (name, bytes) in parts.iter().chain(further) {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sheet_with(rows: &str, after: &str) -> Vec<u8> {
    let xml = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{after}</worksheet>"#
    );
    raw_workbook(xml.as_bytes(), &[])
}

fn code_of(bytes: &[u8], name: &str) -> String {
    read_tables(bytes, name).unwrap_err().code
}

#[test]
fn a_cell_at_the_far_corner_is_refused_by_name_and_not_allocated() {
    let far = r#"<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>"#;
    let problem = read_tables(&sheet_with(far, ""), "far.xlsx").unwrap_err();
    assert_eq!(problem.code, "WORKBOOK_CELL_BEYOND_LIMIT");
    let place = problem.place.unwrap();
    assert_eq!(
        (place.row, place.column.as_deref()),
        (Some(1_048_576), Some("XFD"))
    );
}

#[test]
fn a_formatted_but_empty_cell_at_the_far_corner_does_no_harm() {
    let rows = r#"<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>"#;
    let tables = read_tables(&sheet_with(rows, ""), "far.xlsx").unwrap();
    assert_eq!(tables[0].rows.len(), 1);
    assert_eq!(tables[0].rows[0].cells, ["7"]);
}

#[test]
fn a_region_merged_over_the_whole_sheet_fills_only_what_is_used() {
    let rows = r#"<row r="1"><c r="A1"><v>7</v></c></row><row r="3"><c r="B3"><v>8</v></c></row>"#;
    let merge = r#"<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>"#;
    let tables = read_tables(&sheet_with(rows, merge), "merge.xlsx").unwrap();
    let cells: usize = tables[0].rows.iter().map(|row| row.cells.len()).sum();
    assert_eq!((tables[0].rows.len(), cells), (3, 6));
}

#[test]
fn a_bomb_of_zeros_is_refused_by_what_it_inflates_to() {
    let zeros = vec![b' '; 90 * 1024 * 1024];
    let bytes = raw_workbook(&zeros, &[]);
    assert!(
        bytes.len() < 200_000,
        "the bomb is small: {} bytes",
        bytes.len()
    );
    let problem = read_tables(&bytes, "bomb.xlsx").unwrap_err();
    assert_eq!(problem.code, "WORKBOOK_BOMB");
    assert_eq!(problem.details["limit"], "ratio");
    assert_eq!(problem.details["part"], "xl/worksheets/sheet1.xml");
}

#[test]
fn a_header_that_lies_about_the_size_does_not_help_a_bomb() {
    let zeros = vec![b' '; 30 * 1024 * 1024];
    let mut bytes = raw_workbook(&zeros, &[]);
    let claimed = 30u32 * 1024 * 1024;
    let lie = 100u32.to_le_bytes();
    let mut changed = 0;
    for start in 0..bytes.len() - 4 {
        if bytes[start..start + 4] == claimed.to_le_bytes() {
            bytes[start..start + 4].copy_from_slice(&lie);
            changed += 1;
        }
    }
    assert!(changed >= 1);
    let code = code_of(&bytes, "bomb.xlsx");
    assert!(
        ["WORKBOOK_BOMB", "WORKBOOK_DAMAGED"].contains(&code.as_str()),
        "{code}"
    );
}

#[test]
fn thousands_of_parts_are_refused_before_any_is_opened() {
    let names: Vec<String> = (0..2_100).map(|n| format!("xl/media/{n}.bin")).collect();
    let further: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), b"".as_slice()))
        .collect();
    let problem = read_tables(&raw_workbook(b"<worksheet/>", &further), "many.xlsx").unwrap_err();
    assert_eq!(
        (problem.code.as_str(), problem.details["limit"].as_str()),
        ("WORKBOOK_BOMB", "entries")
    );
}

#[test]
fn one_long_text_shared_by_many_cells_does_not_multiply() {
    let long = "长".repeat(30_000);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..1_000 {
        sheet.write_string(row, 0, &long).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(code_of(&bytes, "long.xlsx"), "WORKBOOK_TOO_MUCH_TEXT");
}

#[test]
fn a_truncated_workbook_a_picture_and_an_old_xls_each_get_their_own_answer() {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "x").unwrap();
    let whole = book.save_to_buffer().unwrap();
    assert_eq!(
        code_of(&whole[..whole.len() / 2], "half.xlsx"),
        "WORKBOOK_DAMAGED"
    );
    assert_eq!(
        code_of(b"\x89PNG\r\n\x1a\n\0\0", "list.csv"),
        "WORKBOOK_UNKNOWN_TYPE"
    );
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest";
    assert_eq!(code_of(compound, "list.xls"), "WORKBOOK_LEGACY_XLS");
    assert_eq!(code_of(compound, "list.xlsx"), "WORKBOOK_ENCRYPTED");
    assert_eq!(code_of(b"", "list.csv"), "WORKBOOK_EMPTY_FILE");
}

#[test]
fn merged_cells_carry_the_upper_left_text_and_numbers_stay_exact() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 2, 0, "板桥乡", &Format::new())
        .unwrap();
    for (row, number) in [5.3209, 12.0, 27.1414].into_iter().enumerate() {
        sheet
            .write_number(u32::try_from(row).unwrap(), 1, number)
            .unwrap();
    }
    let tables = read_tables(&book.save_to_buffer().unwrap(), "merged.xlsx").unwrap();
    let cells: Vec<Vec<String>> = tables[0].rows.iter().map(|row| row.cells.clone()).collect();
    assert_eq!(
        cells,
        [
            ["板桥乡", "5.3209"],
            ["板桥乡", "12"],
            ["板桥乡", "27.1414"]
        ]
    );
    assert_eq!(
        (tables[0].merged[0].first_row, tables[0].merged[0].last_row),
        (1, 3)
    );
}

#[test]
fn csv_rows_keep_the_spreadsheets_numbers_over_blank_and_broken_lines() {
    let text = "\u{feff}a,b\r\n\r\n\"one\r\ntwo\",x\r\n,\r\nlast,y";
    let table = read_tables(text.as_bytes(), "dir/list.csv")
        .unwrap()
        .remove(0);
    let numbers: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 3, 5]);
    assert_eq!(table.rows[1].cells, ["one\ntwo", "x"]);
    assert_eq!(table.sheet, "list");
}

#[test]
fn csv_written_by_excel_in_chinese_is_read_too() {
    let (gb18030, _, _) = encoding_rs::GB18030.encode("项目编码,项目名称\nA1,危桥改造\n");
    let table = read_tables(&gb18030, "list.csv").unwrap().remove(0);
    assert_eq!(table.rows[1].cells, ["A1", "危桥改造"]);
    assert_eq!(
        code_of(b"a,b\n\xff\xff\xff,\x80\n", "list.csv"),
        "CSV_UNKNOWN_ENCODING"
    );
}
