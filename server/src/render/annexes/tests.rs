//! What the workbook of tables holds, and what it calls its worksheets.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use domain::report::{Block, Cell, Chapter, Cover, Row, Section};
use domain::scoring::SourceNames;

use super::*;

fn cell(text: &str, row_span: u16, column_span: u16) -> Cell {
    Cell {
        spans: vec![Span::Text(text.to_owned())],
        row_span,
        column_span,
    }
}

fn table(title: &str) -> Table {
    let column = |heading: &str, alignment| Column {
        heading: heading.to_owned(),
        share: 10,
        alignment,
    };
    let row = |cells, total| Row { cells, total };
    Table {
        number: 1,
        title: title.to_owned(),
        unit: Some("单位：万元".to_owned()),
        columns: vec![
            column("一级", Alignment::Left),
            column("编号", Alignment::Centre),
            column("得分", Alignment::Right),
        ],
        rows: vec![
            // Reaches further down than there are rows.
            row(
                vec![cell("=1+1", 2, 1), cell("1", 1, 1), cell("8.50", 1, 1)],
                false,
            ),
            row(vec![cell("2", 1, 1), cell("（尚缺）", 1, 1)], false),
            row(vec![cell("合计", 9, 2), cell("8.50", 1, 1)], true),
        ],
    }
}

fn report(tables: Vec<Table>) -> Report {
    let chapter = |tables: Vec<Table>| Chapter {
        id: "ch1".to_owned(),
        heading: String::new(),
        landscape: false,
        sections: vec![Section {
            id: String::new(),
            heading: None,
            level: 2,
            blocks: tables
                .into_iter()
                .map(|table| Block {
                    id: String::new(),
                    content: Content::Table(table),
                })
                .collect(),
        }],
    };
    Report {
        title: "报告".to_owned(),
        cover: Cover {
            lines: Vec::new(),
            firm: String::new(),
            date: String::new(),
            state: String::new(),
        },
        summary: chapter(Vec::new()),
        chapters: vec![chapter(tables)],
        annexes: Vec::new(),
        gaps: Vec::new(),
        source_names: SourceNames::default(),
    }
}

#[test]
fn the_workbook_has_every_table_with_all_rows_and_merged_cells() {
    let bytes = annex_workbook(&report(vec![table("汇总")])).expect("written");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["目录", "表1 汇总"]);
    let range = book.worksheet_range("表1 汇总").expect("a sheet");
    let text = |text: &str| Data::String(text.to_owned());
    let rows: Vec<&[Data]> = range.rows().collect();
    let empty = Data::Empty;
    assert_eq!(rows[0][0], text("表1 汇总"));
    assert_eq!(rows[1][0], text("单位：万元"));
    assert_eq!(rows[2], [text("一级"), text("编号"), text("得分")]);
    assert_eq!(rows[3], [text("=1+1"), text("1"), Data::Float(8.5)]);
    assert_eq!(rows[4], [empty.clone(), text("2"), text("（尚缺）")]);
    assert_eq!(rows[5], [text("合计"), empty, Data::Float(8.5)]);
    assert_eq!(rows.len(), 6);
    let merged = book.merge_cells_by_sheet_name("表1 汇总");
    let merged = merged.expect("merged cells");
    let areas: Vec<_> = merged.iter().map(|area| (area.start, area.end)).collect();
    assert_eq!(areas, [((3, 0), (4, 0)), ((5, 0), (5, 1))]);
}

#[test]
fn names_of_worksheets_are_allowed_short_and_all_different() {
    let long = "𠀀'[得分]:汇总/".repeat(9);
    let tables = ["A", "a", &long, &long, "''"].map(table);
    let names = sheet_names(&tables.iter().collect::<Vec<_>>());
    for name in &names {
        rust_xlsxwriter::utility::check_sheet_name(name).expect("an allowed name");
    }
    assert_eq!(names[0], "表1 A");
    assert_eq!(names[1], "表1 a（2）");
    assert!(names[3].ends_with("（2）"));
    annex_workbook(&report(tables.into())).expect("written");
}

#[test]
fn the_same_report_gives_the_same_workbook_twice() {
    let bytes = || annex_workbook(&report(vec![table("汇总")])).expect("written");
    assert_eq!(bytes(), bytes());
    annex_workbook(&report(Vec::new())).expect("a workbook without tables");
}

#[test]
fn only_plain_decimals_are_numbers_and_keep_their_digits() {
    for (text, decimals) in [("0.50", 2), ("-12.30", 2), ("1200", 0), ("0", 0)] {
        let (value, found) = number(text).expect("a number");
        assert_eq!(found, decimals);
        assert_eq!(format!("{value:.decimals$}"), text);
    }
    for text in [
        "",
        "-",
        "1.",
        ".5",
        "007",
        "1,200.00",
        "12.5%",
        "1e5",
        "-0.00",
        "=1+1",
        "１",
        "inf",
        "1234567890123456.00",
    ] {
        assert_eq!(number(text), None, "{text}");
    }
}
