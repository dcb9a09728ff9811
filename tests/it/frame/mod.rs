//! Project lists as people send them: the example, and what goes wrong with others.
//! Not here: hostile archives one by one (`server::workbook`'s own tests), draws (`sampling`).

use std::path::{Path, PathBuf};

use domain::money::Fen;
use domain::project::{ControlTotals, FrameImport, canonical_csv, import_frame};
use domain::sampling::{DrawMethod, DrawRequest};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;
use server::cli::{frame as frame_command, sample as sample_command};
use server::workbook::read_tables;

const HEADING: &str = "项目编码,项目名称,实施单位,乡镇街道,项目类型,批复金额（万元）,计划数量,计量单位,纬度,经度,直达资金\n";

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../starters/frames")
        .join(name)
}

fn import_file(name: &str) -> FrameImport {
    let bytes = std::fs::read(example(name)).expect("the example is there");
    import_frame(&read_tables(&bytes, name).expect("a readable list"))
}

fn import_lines(lines: &str) -> FrameImport {
    let text = format!("{HEADING}{lines}");
    import_frame(&read_tables(text.as_bytes(), "list.csv").expect("a readable list"))
}

/// Code, row and column of each problem.
fn found(import: &FrameImport) -> Vec<(&str, u32, &str)> {
    let mut described = Vec::new();
    for problem in &import.problems {
        let place = problem.place.as_ref();
        let row = place.and_then(|place| place.row).unwrap_or(0);
        let column = place
            .and_then(|place| place.column.as_deref())
            .unwrap_or_default();
        described.push((problem.code.as_str(), row, column));
    }
    described
}

#[test]
fn the_example_has_212_projects_of_12_units_and_the_same_hash_from_both_files() {
    let (workbook, csv) = (
        import_file("frame_road.xlsx"),
        import_file("frame_road.csv"),
    );
    for import in [&workbook, &csv] {
        assert_eq!((import.rows, import.units), (212, 12));
        assert_eq!(import.total.to_wan_yuan_exact(4), "1686.0000");
        assert_eq!(import.problems, []);
        assert_eq!(import.preview.len(), 20);
    }
    let (from_workbook, from_csv) = (workbook.frame.expect("frame"), csv.frame.expect("frame"));
    assert_eq!(
        canonical_csv(&from_workbook.projects),
        canonical_csv(&from_csv.projects)
    );
    assert_eq!(from_workbook.sha256, from_csv.sha256);
}

#[test]
fn one_altered_amount_is_refused_with_the_difference() {
    let bytes = std::fs::read(example("frame_road.csv")).expect("the example is there");
    let altered = String::from_utf8(bytes)
        .expect("UTF-8")
        .replace(",5.3209,", ",5.3309,");
    let import = import_frame(&read_tables(altered.as_bytes(), "list.csv").expect("readable"));
    let stated = ControlTotals {
        rows: Some(212),
        units: Some(12),
        total: Some(Fen(1_686_000_000)),
    };
    let import = import.against(&stated);
    assert_eq!(import.frame, None);
    assert_eq!(import.problems.len(), 1);
    let details = &import.problems[0].details;
    assert_eq!(
        (details["computed"].as_str(), details["difference"].as_str()),
        ("1686.0100", "0.0100")
    );
    let unaltered = import_file("frame_road.csv").against(&stated);
    assert!(unaltered.frame.is_some());
}

#[test]
fn a_total_line_is_compared_and_is_no_project() {
    let good = import_lines("A1,一号,甲,,,1.5,,,,,\nA2,二号,乙,,,2.5,,,,,\n合 计,,,,,4.0,,,,,\n");
    assert_eq!((good.rows, good.units, good.problems.len()), (2, 2, 0));
    let bad = import_lines("A1,一号,甲,,,1.5,,,,,\nA2,二号,乙,,,2.4,,,,,\n合计,,,,,4.0,,,,,\n");
    assert_eq!(
        found(&bad),
        [("FRAME_CONTROL_TOTAL_DIFFERS", 4, "批复金额（万元）")]
    );
    assert_eq!(bad.problems[0].details["difference"], "-0.1000");
    assert_eq!(bad.frame, None);
}

#[test]
fn full_width_and_plain_writing_are_one_list() {
    let plain = import_lines("DL1,2号桥（东）,甲,,,1686.5,3,座,27.1,111.4,是\n");
    let wide =
        import_lines("ＤＬ１,２号桥(东),　甲 ,,,\"１，６８６．５\",３.0,座,２７．１0,111.4,是\n");
    assert_eq!(wide.problems, []);
    assert_eq!(
        plain.frame.expect("a frame").sha256,
        wide.frame.expect("a frame").sha256
    );
}

#[test]
fn two_stars_are_missing_and_never_zero() {
    let import = import_lines("A1,一号,甲,,,1.5,**条,,,,\n\nA2,二号,乙,,,**,,,,,\n");
    assert_eq!(
        found(&import),
        [
            ("FRAME_AMOUNT_MISSING", 4, "批复金额（万元）"),
            ("FRAME_VALUE_MASKED", 2, "计划数量"),
            ("FRAME_VALUE_MASKED", 4, "批复金额（万元）"),
        ]
    );
    assert_eq!(import.preview[0].planned_quantity, None);
    assert_eq!(import.total, Fen(1_500_000));
    let only_warned = import_lines("A1,一号,甲,,,1.5,**条,,,,\n");
    assert!(only_warned.frame.is_some() && !only_warned.has_errors());
}

#[test]
fn all_problems_are_told_at_once_with_row_and_column() {
    let import = import_lines(
        "A1,一号,甲,,,1.5,,,27,111,是\n,无码,甲,,,1,,,,,\nA1,又一,甲,,,-3,,,,,\nA4,四号,,,,1.0000001,两座,,111,27,也许\n",
    );
    assert_eq!(
        found(&import),
        [
            ("FRAME_VALUE_MISSING", 3, "项目编码"),
            ("FRAME_AMOUNT_NEGATIVE", 4, "批复金额（万元）"),
            ("FRAME_DUPLICATE_CODE", 4, "项目编码"),
            ("FRAME_VALUE_MISSING", 5, "实施单位"),
            ("FRAME_AMOUNT_FINER_THAN_FEN", 5, "批复金额（万元）"),
            ("FRAME_NOT_A_NUMBER", 5, "计划数量"),
            ("FRAME_LATITUDE_OUT_OF_RANGE", 5, "纬度"),
            ("FRAME_NOT_YES_OR_NO", 5, "直达资金"),
            ("FRAME_COORDINATE_INCOMPLETE", 5, "纬度"),
        ]
    );
    let duplicate = &import.problems[2].details;
    assert_eq!(
        (duplicate["code"].as_str(), duplicate["first_row"].as_str()),
        ("A1", "2")
    );
    assert_eq!((import.rows, import.frame.is_none()), (4, true));
}

#[test]
fn amounts_in_yuan_are_read_as_yuan_and_an_unstated_unit_is_warned_about() {
    let read = |text: &str| {
        import_frame(&read_tables(text.as_bytes(), "list.csv").expect("a readable list"))
    };
    let yuan = read("项目编码,项目名称,实施单位,批复金额（元）\nA1,一号,甲,53209.00\n");
    let wan = read("项目编码,项目名称,实施单位,批复金额（万元）\nA1,一号,甲,5.3209\n");
    assert_eq!((yuan.total, wan.total), (Fen(5_320_900), Fen(5_320_900)));
    let above = read("道路项目表\n单位：元\n项目编码,项目名称,实施单位,金额\nA1,一号,甲,53209\n");
    assert_eq!((above.total, above.problems.len()), (Fen(5_320_900), 0));
    let unstated = read("项目编码,项目名称,实施单位,金额\nA1,一号,甲,5.3209\n");
    assert_eq!(found(&unstated), [("FRAME_AMOUNT_UNIT_ASSUMED", 1, "金额")]);
    assert!(unstated.frame.is_some());
}

#[test]
fn merged_units_fill_down_but_a_merged_amount_is_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 3, "2018年道路项目", &Format::new())
        .expect("title");
    for (column, heading) in ["项目编码", "项目名称", "实施单位", "批复金额（万元）"]
        .iter()
        .enumerate()
    {
        sheet
            .write_string(1, column as u16, *heading)
            .expect("heading");
    }
    for row in 2..4u32 {
        sheet.write_string(row, 0, format!("A{row}")).expect("code");
        sheet.write_string(row, 1, "道路").expect("name");
        sheet.write_number(row, 3, 1.25).expect("amount");
    }
    sheet
        .merge_range(2, 2, 3, 2, "板桥乡", &Format::new())
        .expect("unit");
    let import = import_frame(
        &read_tables(&book.save_to_buffer().expect("bytes"), "a.xlsx").expect("tables"),
    );
    assert_eq!(
        (import.rows, import.units, import.total),
        (2, 1, Fen(2_500_000))
    );
    assert_eq!(import.problems, []);
    let sheet = book.worksheet_from_index(0).expect("sheet");
    sheet
        .merge_range(2, 3, 3, 3, "2.5", &Format::new())
        .expect("amount");
    let import = import_frame(
        &read_tables(&book.save_to_buffer().expect("bytes"), "a.xlsx").expect("tables"),
    );
    assert_eq!(
        found(&import),
        [("FRAME_AMOUNT_MERGED", 3, "批复金额（万元）")]
    );
}

fn printed(run: impl FnOnce(&mut Vec<u8>) -> std::io::Result<u8>) -> (u8, Value) {
    let mut out = Vec::new();
    let code = run(&mut out).expect("the file opens");
    (
        code,
        serde_json::from_slice(&out).expect("JSON and nothing else"),
    )
}

#[test]
fn the_command_line_checks_a_list_and_tells_a_damaged_one_apart() {
    let (code, answer) =
        printed(|out| frame_command::check(&example("frame_road.xlsx"), "zh-CN", out));
    assert_eq!(
        (code, &answer["rows"], &answer["units"]),
        (0, &212.into(), &12.into())
    );
    assert_eq!(answer["total_amount"], "1686.0000");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("half.xlsx");
    std::fs::write(&path, b"PK\x03\x04 and nothing more").expect("written");
    let (code, answer) = printed(|out| frame_command::check(&path, "en", out));
    assert_eq!(
        (code, answer["problems"][0]["code"].as_str()),
        (1, Some("WORKBOOK_DAMAGED"))
    );
    let missing = frame_command::check(&folder.path().join("no.csv"), "en", &mut Vec::new());
    assert!(
        missing.is_err(),
        "a missing file is wrong usage, not a problem of the list"
    );
}

#[test]
fn the_command_line_draws_with_exactly_the_published_fields() {
    let request = DrawRequest {
        method: DrawMethod::Pps,
        n: 32,
        seed: 7,
        by: None,
        min_per_stratum: 0,
    };
    let draw =
        |file: &str| printed(|out| sample_command::draw(&example(file), &request, "zh-CN", out));
    let (code, answer) = draw("frame_road.xlsx");
    assert_eq!((code, &answer), (0, &draw("frame_road.csv").1));
    let fields: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(
        fields,
        ["algorithm", "coverage", "frame_sha256", "n", "picks"]
    );
    assert_eq!(answer["picks"].as_array().map(Vec::len), Some(32));
    assert_eq!(answer["coverage"]["count_pct"], "15.09");
}
