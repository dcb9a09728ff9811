//! A 自评表 as an attacker or a broken program makes it: refused by name, nothing stored.

use std::io::Write as _;

use domain::party::Role;
use domain::wire::urls;
use serde_json::json;
use server::workbook::write_tables;
use zip::write::SimpleFileOptions;

use super::{FIVE_ERRORS, table, upload_as};
use crate::world::{World, demo_url};

/// The five errors with one line replaced.
fn with_line(place: usize, line: &str) -> Vec<u8> {
    let mut lines = FIVE_ERRORS;
    lines[place] = line;
    write_tables(&[table("自评表", &lines)]).unwrap()
}

/// Thirty megabytes of blanks in thirty kilobytes.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "xl/worksheets/sheet1.xml"] {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(&vec![b' '; 30 * 1024 * 1024]).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn thousands_of_rows() -> Vec<u8> {
    let mut lines = FIVE_ERRORS[..6].to_vec();
    lines.resize(6 + 3_000, "产出指标|数量指标|修复里程|12公里|12公里|15|15|");
    write_tables(&[table("自评表", &lines)]).unwrap()
}

#[tokio::test]
async fn every_hostile_sheet_is_refused_by_name_and_stores_nothing() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let funds = "|年度资金总额|100|1000000000|94.9|10|95%|9.50";
    let negative = "|年度资金总额|100|-100|94.9|10|95%|9.50";
    let row = |target: &str, score: &str| {
        let line = format!("产出指标|数量指标|修复里程|{target}|12公里|15|{score}|");
        with_line(6, &line)
    };
    let long = "长".repeat(2_001);
    for (bytes, code) in [
        (bomb(), "WORKBOOK_BOMB"),
        (b"PK\x03\x04 torn".to_vec(), "WORKBOOK_DAMAGED"),
        (Vec::new(), "WORKBOOK_EMPTY_FILE"),
        (thousands_of_rows(), "SELF_EVALUATION_TOO_MANY_ROWS"),
        (row("12公里", "1000000000"), "SELF_EVALUATION_NOT_A_NUMBER"),
        (row("12公里", "1e9"), "SELF_EVALUATION_NOT_A_NUMBER"),
        (row("12公里", "-1"), "SELF_EVALUATION_NOT_A_NUMBER"),
        (with_line(3, funds), "SELF_EVALUATION_AMOUNT_OUT_OF_RANGE"),
        (
            with_line(3, negative),
            "SELF_EVALUATION_AMOUNT_OUT_OF_RANGE",
        ),
        (row("=HYPERLINK(A1)", "15"), "SELF_EVALUATION_FORMULA_TEXT"),
        (row("@SUM(A1)", "15"), "SELF_EVALUATION_FORMULA_TEXT"),
        (
            row("12\u{7f}公里", "15"),
            "SELF_EVALUATION_CONTROL_CHARACTER",
        ),
        (row(&long, "15"), "TEXT_TOO_LONG"),
    ] {
        let refused = upload_as(&manager, &world, "", bytes).await;
        let codes = refused.codes();
        assert!(refused.status == 422 || refused.status == 413, "{code}");
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    let url = demo_url(urls::SELF_EVALUATIONS, &[]);
    assert_eq!(manager.get(&url).await.body["evaluations"], json!([]));
}
