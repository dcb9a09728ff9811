//! The designer's rules for any sequence of changes: what it does not know stays, and what was
//! exported reads back the same.

use domain::form_design::{
    Comparison, DesignChange, FormOutline, RowColumn, ShowIf, TextColumn, apply, normalise,
};
use domain::instrument::{NodeChange, Translations, differences};
use domain::project::Table;
use proptest::prelude::*;

use super::maker::{bytes, small_form};

const LANGUAGE: &str = "中文 (zh)";

fn label(text: &str) -> Translations {
    Translations::from([(LANGUAGE.to_owned(), text.to_owned())])
}

fn name() -> impl Strategy<Value = String> {
    let names = [
        "open", "why", "people", "remarks", "visit", "n1", "n2", "n3", "n4",
    ];
    prop::sample::select(names.to_vec()).prop_map(str::to_owned)
}

fn list() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["yes_no", "l1"]).prop_map(str::to_owned)
}

fn choice() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["yes", "no", "c1", "c2"]).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    "[ a-z=+<>&'\"是否_x0041\n]{0,12}"
}

/// Any change of the rows; rows and names are often ones that the form has.
fn row_change() -> impl Strategy<Value = DesignChange> {
    let row = || 0u32..12;
    let kind = || prop::sample::select(vec!["text", "integer", "select_one", "image"]);
    let kind = move || kind().prop_map(str::to_owned);
    prop_oneof![
        (row(), name(), kind(), list(), text()).prop_map(
            |(after, name, question_type, list, text)| DesignChange::AddQuestion {
                after,
                name,
                question_type,
                list: Some(list),
                label: label(&text),
            }
        ),
        (row(), name()).prop_map(|(after, name)| DesignChange::AddGroup {
            after,
            name,
            label: label("组"),
        }),
        (row(), row()).prop_map(|(row, after)| DesignChange::Move { row, after }),
        (row(), name()).prop_map(|(row, name)| DesignChange::Rename { row, name }),
        (row(), kind(), list()).prop_map(|(row, question_type, list)| DesignChange::SetType {
            row,
            question_type,
            list: Some(list),
        }),
    ]
}

/// Any change of cells, choices or the form as a whole.
fn cell_change() -> impl Strategy<Value = DesignChange> {
    let row = || 0u32..12;
    let columns = vec![
        RowColumn::Relevant,
        RowColumn::Constraint,
        RowColumn::Weight,
        RowColumn::Unit,
    ];
    prop_oneof![
        (row(), text()).prop_map(|(row, text)| DesignChange::SetText {
            row,
            column: TextColumn::Hint,
            language: LANGUAGE.to_owned(),
            text,
        }),
        (row(), prop::sample::select(columns), text())
            .prop_map(|(row, column, text)| DesignChange::SetColumn { row, column, text }),
        (row(), name(), choice()).prop_map(|(row, question, value)| DesignChange::SetShowIf {
            row,
            show_if: Some(ShowIf {
                question,
                comparison: Comparison::Is,
                value,
            }),
        }),
        (list(), choice()).prop_map(|(list, name)| DesignChange::AddChoice {
            list,
            after: None,
            name,
            label: label("选项"),
            score: Some("60".to_owned()),
        }),
        (list(), choice(), choice()).prop_map(|(list, name, after)| DesignChange::MoveChoice {
            list,
            name,
            after: Some(after),
        }),
        "[A-Z]{1,3}".prop_map(|language| DesignChange::AddLanguage { language }),
        text().prop_map(|title| DesignChange::SetTitle { title }),
    ]
}

/// Every cell under a heading of our making, and every cell of a sheet of our making, sorted.
fn unknown_cells(tables: &[Table]) -> Vec<(String, String, String)> {
    let mut cells = Vec::new();
    for table in tables {
        let headings = table.rows.first().map(|row| row.cells.clone());
        for row in &table.rows {
            for (index, cell) in row.cells.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
                let heading = headings.as_ref().and_then(|cells| cells.get(index));
                let heading = heading.cloned().unwrap_or_default();
                if table.sheet == "说明" {
                    let place = format!("{}:{index}", row.number);
                    cells.push((table.sheet.clone(), place, cell.clone()));
                } else if ["科目", "颜色"].contains(&heading.as_str()) {
                    cells.push((table.sheet.clone(), heading, cell.clone()));
                }
            }
        }
    }
    cells.sort();
    cells
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_changes_keep_what_is_unknown_and_the_export_reads_back_the_same(
        changes in prop::collection::vec(prop_oneof![row_change(), cell_change()], 1..25)
    ) {
        let mut form = small_form();
        normalise(&mut form);
        let unknown = unknown_cells(&form);
        let mut made = 0;
        for change in &changes {
            if let Ok(changed) = apply(&form, change) {
                form = changed;
                made += 1;
            }
            let rows = FormOutline::read(&form).rows;
            let numbers: Vec<u32> = rows.iter().map(|row| row.row).collect();
            prop_assert!(numbers.is_sorted_by(|one, other| one < other), "{numbers:?}");
        }
        prop_assert_eq!(unknown_cells(&form), unknown, "after {} changes", made);
        let read = server::workbook::read_tables(&bytes(&form), "form.xlsx").unwrap();
        prop_assert_eq!(read, form);
    }
}

#[test]
fn a_check_that_is_renamed_takes_its_severity_words_and_photo_along() {
    let form = server::forms::shipped_tables("site-road-bridge").unwrap();
    let before = FormOutline::read(&form);
    let c3 = before.rows.iter().find(|row| row.name == "c3").unwrap().row;
    let rename = DesignChange::Rename {
        row: c3,
        name: "cracks".to_owned(),
    };
    let form = apply(&form, &rename).unwrap();
    let after = FormOutline::read(&form);
    let photo = after.rows.iter().find(|row| row.name == "cracks_photo");
    assert_eq!(photo.unwrap().relevant, "${cracks} = 'no'");
    let compiled = server::forms::compile(&bytes(&form));
    assert_eq!(compiled.map(|_| ()), Ok(()));
}

#[test]
fn a_moved_question_is_followed_by_expressions_that_name_its_path() {
    let form = server::forms::shipped_tables("q-villager-road").unwrap();
    let before = FormOutline::read(&form);
    let row = |name: &str, opens: bool| {
        let mut rows = before.rows.iter();
        let found = rows.find(|row| row.name == name && row.opens() == opens);
        found.unwrap().row
    };
    // Group and question are both called `consent`, so the question is named by its path.
    let moving = DesignChange::Move {
        row: row("consent", false),
        after: row("page_s1", true),
    };
    let after = FormOutline::read(&apply(&form, &moving).unwrap());
    let page = after.rows.iter().find(|row| row.name == "page_s1").unwrap();
    assert_eq!(page.relevant, "/data/page_s1/consent = 'yes'");
}

#[test]
fn a_question_that_trades_places_has_moved_and_its_fellows_have_not() {
    let form = small_form();
    let before = FormOutline::read(&form);
    let swap = DesignChange::Move { row: 7, after: 5 };
    let after = FormOutline::read(&apply(&form, &swap).unwrap());
    let found = differences(&before, &after);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(matches!(found[0].changes[..], [NodeChange::Moved { .. }]));
}
