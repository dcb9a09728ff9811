//! Tests of the library: states, doubles, search, table, indicators.

use super::*;
use crate::indicator::{Framework, Level1, Level1Kind, Level2, Operand, validate};
use crate::project::{Table, TableRow};
use crate::scoring::Points;
use crate::survey_statistics::Cell;

fn item(code: &str) -> LibraryItem {
    let mut items = starter_items().into_iter();
    items.find(|item| item.code == code).expect(code)
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|one| one.code.as_str()).collect()
}

/// A framework with one indicator alone.
fn framework_of(item: &LibraryItem, weight: Points) -> Framework {
    Framework {
        id: "own".to_owned(),
        version: "1".to_owned(),
        title: "自编".to_owned(),
        source: String::new(),
        output_benefit_minimum: Points(6_000),
        grade_bands: Vec::new(),
        plan: crate::indicator::ScoringPlan::default(),
        levels: vec![Level1 {
            code: "C".to_owned(),
            name: item.level1.clone(),
            kind: Level1Kind::Output,
            children: vec![Level2 {
                code: "C1".to_owned(),
                name: item.level2.clone(),
                indicators: vec![to_indicator(item, "C11".into(), weight)],
            }],
        }],
    }
}

fn exported(items: &[LibraryItem]) -> Table {
    let sheet = library_sheet(items);
    let heading = TableRow {
        number: 3,
        cells: sheet.headings,
    };
    let rows = sheet.rows.into_iter().zip(4..).map(|(cells, number)| {
        let cells = cells.into_iter().map(|cell| match cell {
            Cell::Text(text) | Cell::Number(text) => text,
        });
        let cells = cells.collect();
        TableRow { number, cells }
    });
    Table {
        sheet: sheet.name.to_owned(),
        rows: std::iter::once(heading).chain(rows).collect(),
        merged: Vec::new(),
    }
}

#[test]
fn the_starter_items_are_sound_adopted_and_have_codes_of_their_own() {
    let items = starter_items();
    assert_eq!(items.len(), 45);
    let own: std::collections::BTreeSet<&str> = items.iter().map(|i| i.code.as_str()).collect();
    assert_eq!(own.len(), 45);
    assert_eq!(duplicates(&items), []);
    for item in &items {
        assert_eq!(check_item(item), [], "{}", item.code);
        assert!(item.state.is_selectable(), "{}", item.code);
        let field = item.field.as_str();
        let is_general = item.sector == GENERAL_SECTOR;
        assert_eq!(field.is_empty(), is_general, "{}", item.code);
        assert!(is_general || FIELDS.contains(&field), "{}", item.code);
    }
}

#[test]
fn an_item_is_submitted_screened_and_adopted_in_this_order_only() {
    use LibraryState as State;
    assert_eq!(
        next_state(State::Submitted, &LibraryAction::Screen),
        Ok(State::Screened)
    );
    assert_eq!(
        next_state(State::Screened, &LibraryAction::Adopt),
        Ok(State::Adopted)
    );
    let skipped = next_state(State::Submitted, &LibraryAction::Adopt).expect_err("skipped");
    assert_eq!(skipped.code, "LIBRARY_ACTION_NOT_ALLOWED");
    assert_eq!(skipped.details["state"], "报送");
    assert_eq!(skipped.details["action"], "adopt");
}

#[test]
fn a_retired_item_is_not_selectable_until_it_is_restored() {
    let retire = |reason: &str| LibraryAction::Retire {
        reason: reason.to_owned(),
    };
    let silent = next_state(LibraryState::Adopted, &retire(" ")).expect_err("no reason");
    assert_eq!(silent.code, "REASON_MISSING");
    let retired = next_state(LibraryState::Adopted, &retire("口径已改")).expect("retired");
    assert!(!retired.is_selectable());
    let restored = next_state(retired, &LibraryAction::Restore).expect("restored");
    assert!(restored.is_selectable());
}

#[test]
fn a_merged_item_stays_merged_and_a_rejected_one_is_proposed_again() {
    let merge = LibraryAction::Merge {
        into: "jt010102".to_owned(),
    };
    let merged = next_state(LibraryState::Adopted, &merge).expect("merged");
    for action in [LibraryAction::Restore, LibraryAction::Screen, merge] {
        let refused = next_state(merged, &action).expect_err("merged");
        assert_eq!(refused.code, "LIBRARY_ACTION_NOT_ALLOWED");
    }
    let nowhere = LibraryAction::Merge {
        into: String::new(),
    };
    assert!(next_state(LibraryState::Submitted, &nowhere).is_err());
    let again = next_state(LibraryState::Rejected, &LibraryAction::Restore);
    assert_eq!(again, Ok(LibraryState::Submitted));
}

#[test]
fn the_same_name_in_the_same_sector_is_proposed_for_merging() {
    let mut items = vec![item("gx010102"), item("gx010102"), item("gx010102")];
    items[1].code = "gx010199".to_owned();
    items[1].name = " 培训 (参会)人次".to_owned();
    items[2].code = "jy010199".to_owned();
    items[2].sector = "教育".to_owned();
    let pair = ("gx010102".to_owned(), "gx010199".to_owned());
    assert_eq!(duplicates(&items), [pair]);
    items[1].state = LibraryState::Rejected;
    assert_eq!(duplicates(&items), []);
}

#[test]
fn the_search_finds_epidemic_prevention_and_allowances_for_the_old() {
    let items = starter_items();
    let hits = |search: &str, sector: &str, field: &str| -> Vec<String> {
        let found = items.iter().filter(|i| matches(i, search, sector, field));
        found.map(|item| item.code.clone()).collect()
    };
    assert!(hits("防疫", "", "").len() >= 3);
    assert!(!hits("高龄", "", "").is_empty());
    assert!(hits("", "交通", "").len() >= 8);
    assert_eq!(hits("ＪＴ０１０１０２ 危桥", "", ""), ["jt010102"]);
    assert_eq!(hits("", "", "").len(), items.len());
}

#[test]
fn a_sector_lists_its_own_and_the_general_items_and_both_axes_intersect() {
    let items = starter_items();
    let listed = |sector: &str, field: &str| -> Vec<&LibraryItem> {
        let found = items.iter().filter(|i| matches(i, "", sector, field));
        found.collect()
    };
    let education = listed("教育", "");
    assert_eq!(education.len(), 14);
    assert!(
        education
            .iter()
            .all(|item| ["教育", "通用"].contains(&item.sector.as_str()))
    );
    let building = listed("", "经济建设");
    let both = listed("文化", "经济建设");
    let culture = listed("文化", "");
    let expected: Vec<_> = culture
        .into_iter()
        .filter(|i| building.contains(i))
        .collect();
    assert_eq!(both, expected);
    assert!(both.iter().any(|item| item.code == "wh010501"));
    assert!(both.iter().all(|item| item.code != "wh010101"));
}

#[test]
fn every_starter_item_becomes_an_indicator_that_is_complete() {
    for item in starter_items() {
        let framework = framework_of(&item, Points(10_000));
        assert_eq!(validate(&framework), [], "{}", item.code);
    }
    let satisfaction = to_indicator(&item("jt010901"), "D11".into(), Points(1_000));
    let from = &satisfaction.operands["value"].from;
    assert!(matches!(from, Operand::SurveySatisfaction { .. }));
    let quantity = to_indicator(&item("jt010102"), "C11".into(), Points(1_000));
    assert_eq!(quantity.operands["denominator"].unit, "座");
}

#[test]
fn every_rule_kind_gives_a_complete_indicator_of_that_kind() {
    for code in ["jt010102", "jt010901", "nn010601"] {
        for (kind, words) in RULE_KINDS {
            let mut item = item(code);
            item.default_rule = kind.to_owned();
            assert_eq!(check_item(&item), []);
            let framework = framework_of(&item, Points(10_000));
            assert_eq!(validate(&framework), [], "{code} {kind}");
            let indicator = framework.indicators().next().expect("one").indicator;
            assert_eq!(indicator.rule.kind(), kind);
            assert_eq!(rule_kind(words), Some(kind));
        }
    }
}

#[test]
fn what_is_exported_is_imported_again_as_submitted() {
    let items = starter_items();
    let read = import_library(&[exported(&items)]).expect("import");
    let submitted = |item: LibraryItem| LibraryItem {
        state: LibraryState::Submitted,
        ..item
    };
    let expected: Vec<LibraryItem> = items.into_iter().map(submitted).collect();
    assert_eq!(read.len(), expected.len());
    for (read, expected) in read.iter().zip(&expected) {
        assert_eq!(read, expected);
    }
}

#[test]
fn an_import_names_every_problem_at_once_with_its_cell() {
    let mut table = exported(&starter_items()[..4]);
    table.rows[1].cells[0] = "GX1".to_owned();
    table.rows[2].cells[5] = "**".to_owned();
    table.rows[2].cells[8] = "向上".to_owned();
    table.rows[3].cells[0] = "gx010102".to_owned();
    table.rows[3].cells[9] = "看着办".to_owned();
    table.rows[4].cells[5] = "路".repeat(SHORT_CHARACTERS + 1);
    table.rows[4].cells[10] = "1.5".to_owned();
    let problems = import_library(&[table]).expect_err("problems");
    let expected = [
        "LIBRARY_CODE_MALFORMED",
        "LIBRARY_VALUE_MASKED",
        "LIBRARY_DIRECTION_UNKNOWN",
        "LIBRARY_DUPLICATE_CODE",
        "LIBRARY_RULE_UNKNOWN",
        "LIBRARY_VERSION_MALFORMED",
        "LIBRARY_TEXT_TOO_LONG",
    ];
    assert_eq!(codes(&problems), expected);
    let place = problems[3].place.clone().expect("a place");
    assert_eq!(place.row, Some(6));
    assert_eq!(place.column.as_deref(), Some("指标编码"));
    assert_eq!(problems[3].details["first_row"], "5");
}

#[test]
fn a_file_without_headings_items_or_a_needed_column_is_refused() {
    assert_eq!(
        codes(&import_library(&[]).expect_err("empty")),
        ["LIBRARY_HEADING_NOT_FOUND"]
    );
    let bare = import_library(&[exported(&[])]).expect_err("no items");
    assert_eq!(codes(&bare), ["LIBRARY_HAS_NO_ITEMS"]);
    let mut table = exported(&starter_items());
    table.rows[0].cells[8] = "行业".to_owned();
    let wrong = import_library(&[table]).expect_err("headings");
    assert_eq!(
        codes(&wrong),
        ["LIBRARY_COLUMN_MISSING", "LIBRARY_COLUMN_TWICE"]
    );
    let many = vec![item("gx010101"); MAX_LIBRARY_ITEMS + 1];
    let many = import_library(&[exported(&many)]).expect_err("too many");
    assert_eq!(codes(&many), ["LIBRARY_TOO_MANY_ITEMS"]);
}
