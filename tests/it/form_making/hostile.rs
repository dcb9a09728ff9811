//! Workbooks that are too much, broken or made to hurt: a clear answer in bounded time.

use std::time::{Duration, Instant};

use domain::instrument::xlsform::MOST_DEPTH;
use domain::wire::urls;
use serde_json::{Value, json};

use super::maker::{Maker, bytes, sheet, small_form};
use crate::world::demo_url;

#[tokio::test]
async fn ten_thousand_questions_are_answered_within_the_time_of_a_request() {
    let maker = Maker::new().await;
    let mut form = small_form();
    let columns = form[0].rows[0].cells.len();
    for index in 0..10_000 {
        let mut cells = vec![String::new(); columns];
        cells[0] = "text".to_owned();
        cells[1] = format!("q{index}");
        cells[2] = format!("问题{index}");
        let number = form[0].rows.last().unwrap().number + 1;
        form[0]
            .rows
            .push(domain::project::TableRow { number, cells });
    }
    let begun = Instant::now();
    let draft = maker.upload(bytes(&form)).await;
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(draft.status, 200, "{}", draft.body);
    let problems = draft.body["problems"].as_array().unwrap();
    let codes: Vec<&Value> = problems.iter().map(|found| &found["code"]).collect();
    assert_eq!(codes, ["FORM_TOO_MANY_ROWS"]);
}

#[tokio::test]
async fn groups_nested_to_the_limit_are_published_and_reach_a_tablet() {
    let maker = Maker::new().await;
    let mut form = small_form();
    let columns = form[0].rows[0].cells.len();
    let row = |kind: &str, name: String| vec![kind.to_owned(), name, "组".to_owned()];
    let mut rows: Vec<Vec<String>> = Vec::new();
    rows.extend((0..MOST_DEPTH).map(|at| row("begin group", format!("g{at}"))));
    rows.push(row("select_one yes_no", "innermost".to_owned()));
    rows.extend((0..MOST_DEPTH).map(|_| row("end group", String::new())));
    for mut cells in rows {
        cells.resize(columns, String::new());
        let number = form[0].rows.last().unwrap().number + 1;
        form[0]
            .rows
            .push(domain::project::TableRow { number, cells });
    }
    maker.begun(bytes(&form)).await;
    let published = maker.publish("culture-visit", json!({})).await;
    assert_eq!(published.status, 200, "{}", published.body);
    let evaluator = maker.world.person(domain::party::Role::Evaluator).await;
    let pack = evaluator.get(&demo_url(urls::PACK, &[])).await;
    let pack: domain::wire::Pack = serde_json::from_value(pack.body).unwrap();
    let forms = pack.instruments.iter();
    let deepest = forms
        .flat_map(|form| form.walk())
        .map(|node| node.path().split('/').count());
    assert_eq!(deepest.max(), Some(MOST_DEPTH + 3));
}

#[tokio::test]
async fn a_label_of_a_megabyte_is_named_with_its_cell() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    let text = "长".repeat(350_000);
    let changes = json!([{ "change": "set_text", "row": 3, "column": "label",
        "language": "中文 (zh)", "text": text }]);
    let refused = maker
        .try_change("culture-visit", draft.revision, changes)
        .await;
    assert_eq!(
        (refused.status, refused.codes()),
        (422, vec!["TEXT_TOO_LONG"])
    );
    let long = long_cell_workbook(&text);
    let refused = maker.upload(long).await;
    assert_eq!(refused.codes(), ["WORKBOOK_CELL_TEXT_TOO_LONG"]);
    assert_eq!(refused.body["problems"][0]["place"]["row"], 3);
}

/// Excel and its writers refuse such a cell, so the text is put into the file by hand.
fn long_cell_workbook(text: &str) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut source = zip::ZipArchive::new(Cursor::new(bytes(&small_form()))).unwrap();
    let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let mut file = source.by_index(index).unwrap();
        let mut content = String::new();
        file.read_to_string(&mut content).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        target
            .start_file(file.name().unwrap().into_owned(), options)
            .unwrap();
        let content = content.replace("是否开放？", text);
        target.write_all(content.as_bytes()).unwrap();
    }
    target.finish().unwrap().into_inner()
}

#[tokio::test]
async fn what_is_no_workbook_or_too_large_is_refused_by_name() {
    let maker = Maker::new().await;
    assert_eq!(
        maker.upload(Vec::new()).await.codes(),
        ["WORKBOOK_EMPTY_FILE"]
    );
    let text = maker.upload(b"type,name\ntext,a\n".to_vec()).await;
    assert_eq!(text.codes(), ["WORKBOOK_DAMAGED"]);
    let large = maker.upload(vec![b'x'; 6 * 1024 * 1024]).await;
    assert_eq!(
        (large.status, large.codes()),
        (413, vec!["WORKBOOK_TOO_LARGE"])
    );
    let empty = maker.upload(bytes(&[sheet("Sheet1", &[])])).await;
    assert_eq!(empty.body["problems"][0]["code"], "FORM_NO_SURVEY_SHEET");
}

#[tokio::test]
async fn malformed_changes_and_too_many_of_them_change_nothing() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    let many = vec![json!({ "change": "set_title", "title": "x" }); 201];
    let refused = maker
        .try_change("culture-visit", draft.revision, json!(many))
        .await;
    assert_eq!(refused.codes(), ["FORM_TOO_MANY_CHANGES"]);
    let shapeless = json!([{ "change": "explode" }]);
    let shapeless = maker
        .try_change("culture-visit", draft.revision, shapeless)
        .await;
    assert_eq!(shapeless.codes(), ["MALFORMED_JSON"]);
    assert_eq!(maker.draft("culture-visit").await.revision, draft.revision);
    let nothing = maker.get(urls::FORM_DRAFT, &["no-such"]).await;
    assert_eq!(
        (nothing.status, nothing.codes()),
        (404, vec!["FORM_DRAFT_NOT_FOUND"])
    );
}

/// Changes that make no sense, each with what is said.
fn senseless() -> Vec<(Value, &'static str)> {
    vec![
        (
            json!({ "change": "remove", "row": 99 }),
            "DESIGN_NO_SUCH_ROW",
        ),
        (
            json!({ "change": "move", "row": 2, "after": 3 }),
            "DESIGN_NOT_FOR_THIS_ROW",
        ),
        (
            json!({ "change": "remove", "row": 5 }),
            "DESIGN_NOT_FOR_THIS_ROW",
        ),
        (
            json!({ "change": "add_question", "after": 99, "name": "x", "question_type": "text" }),
            "DESIGN_NO_SUCH_ROW",
        ),
        (
            json!({ "change": "add_question", "after": 2, "name": "1 x", "question_type": "text" }),
            "DESIGN_BAD_NAME",
        ),
        (
            json!({ "change": "add_question", "after": 2, "name": "x", "question_type": "satellite" }),
            "FORM_UNSUPPORTED_TYPE",
        ),
        (
            json!({ "change": "set_text", "row": 3, "column": "label", "language": "Klingon",
                "text": "x" }),
            "DESIGN_UNKNOWN_LANGUAGE",
        ),
        (
            json!({ "change": "set_text", "row": 3, "column": "label", "language": "中文 (zh)",
                "text": "a\u{0}b" }),
            "DESIGN_CONTROL_CHARACTER",
        ),
        (
            json!({ "change": "set_show_if", "row": 3, "show_if":
                { "question": "open", "comparison": "is", "value": "no" } }),
            "DESIGN_REFERS_TO_ITSELF",
        ),
        (
            json!({ "change": "set_show_if", "row": 7, "show_if":
                { "question": "open", "comparison": "is", "value": "maybe" } }),
            "DESIGN_UNKNOWN_CHOICE",
        ),
        (
            json!({ "change": "remove_choice", "list": "yes_no", "name": "no" }),
            "DESIGN_STILL_REFERENCED",
        ),
    ]
}

#[tokio::test]
async fn a_change_that_makes_no_sense_is_refused_by_name() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    for (change, code) in senseless() {
        let refused = maker
            .try_change("culture-visit", draft.revision, json!([change]))
            .await;
        assert_eq!(refused.status, 422, "{change}");
        assert_eq!(refused.codes()[0], code, "{change}");
    }
    assert_eq!(maker.draft("culture-visit").await.revision, draft.revision);
}
