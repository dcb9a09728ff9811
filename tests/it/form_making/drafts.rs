//! Drafts: what a manager uploads, sees, changes and takes back.

use domain::party::Role;
use domain::wire::{DraftView, StaleDraft, urls};
use serde_json::{Value, json};

use super::maker::{Maker, bytes, row, sheet, small_form};
use crate::world::{answer, demo_url};

/// A draft without what differs from run to run.
fn repeatable(mut draft: Value) -> Value {
    for field in ["saved_at", "revision", "proposed_version"] {
        draft[field] = json!("…");
    }
    draft["instrument"] = json!(!draft["instrument"].is_null());
    draft
}

#[tokio::test]
async fn an_uploaded_workbook_becomes_a_draft_with_its_questions_and_a_preview() {
    let maker = Maker::new().await;
    let begun = maker.upload(bytes(&small_form())).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    insta::assert_json_snapshot!(repeatable(begun.body));
}

#[tokio::test]
async fn all_problems_come_at_once_at_their_rows_and_hinder_publishing() {
    let maker = Maker::new().await;
    let mut form = small_form();
    form[0].rows[3].cells[3] = "${opened} = 'no'".to_owned();
    form[0].rows[2].cells[0] = "select_one nowhere".to_owned();
    form[2].rows[1].cells[3] = "census".to_owned();
    let draft = maker.begun(bytes(&form)).await;
    let told: Vec<(&str, Option<u32>)> = draft
        .problems
        .iter()
        .map(|p| (p.code.as_str(), p.place.as_ref().and_then(|p| p.row)))
        .collect();
    for expected in [
        ("FORM_UNKNOWN_LIST", Some(3)),
        ("FORM_UNKNOWN_REFERENCE", Some(4)),
        ("FORM_BAD_VALUE", Some(2)),
    ] {
        assert!(told.contains(&expected), "{told:?}");
    }
    let at_row = draft.outline.row(4).unwrap();
    assert_eq!(at_row.problems[0].code, "FORM_UNKNOWN_REFERENCE");
    assert_eq!(draft.instrument, None);
    let refused = maker.publish("culture-visit", json!({})).await;
    assert_eq!(refused.status, 422);
    assert!(refused.codes().contains(&"FORM_UNKNOWN_REFERENCE"));
}

#[tokio::test]
async fn a_change_decided_on_an_older_state_is_refused_with_the_draft_as_it_is() {
    let maker = Maker::new().await;
    let begun = maker.begun(bytes(&small_form())).await;
    let title = |title: &str| json!([{ "change": "set_title", "title": title }]);
    let first = maker.change("culture-visit", title("走访表（一）")).await;
    let stale = maker
        .try_change("culture-visit", begun.revision, title("走访表（二）"))
        .await;
    assert_eq!(
        (stale.status, stale.codes()),
        (409, vec!["FORM_DRAFT_CHANGED"])
    );
    let stale: StaleDraft = serde_json::from_value(stale.body).unwrap();
    assert_eq!(stale.draft.revision, first.revision);
    assert_eq!(stale.draft.outline.title, "走访表（一）");
}

#[tokio::test]
async fn of_two_managers_who_change_the_same_state_one_is_told() {
    let maker = Maker::new().await;
    let begun = maker.begun(bytes(&small_form())).await;
    let change = |title: &str| json!([{ "change": "set_title", "title": title }]);
    let (one, other) = tokio::join!(
        maker.try_change("culture-visit", begun.revision, change("甲")),
        maker.try_change("culture-visit", begun.revision, change("乙")),
    );
    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn undo_goes_back_step_by_step_and_then_says_that_there_is_nothing_left() {
    let maker = Maker::new().await;
    maker.begun(bytes(&small_form())).await;
    for title in ["一", "二"] {
        let changes = json!([{ "change": "set_title", "title": title }]);
        maker.change("culture-visit", changes).await;
    }
    let mut titles = Vec::new();
    loop {
        let draft = maker.draft("culture-visit").await;
        let body = json!({ "revision": draft.revision });
        let undone = maker
            .post(urls::FORM_DRAFT_UNDO, &["culture-visit"], &body)
            .await;
        if undone.status != 200 {
            assert_eq!(undone.codes(), ["FORM_NOTHING_TO_UNDO"]);
            break;
        }
        let undone: DraftView = serde_json::from_value(undone.body).unwrap();
        assert!(undone.revision > draft.revision, "no number comes twice");
        titles.push(undone.outline.title);
    }
    assert_eq!(titles, ["一", "文化站走访表"]);
}

#[tokio::test]
async fn what_kanping_does_not_know_is_exported_again() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    assert_eq!(draft.outline.other_columns, ["科目", "颜色"]);
    assert_eq!(draft.outline.other_sheets, ["说明"]);
    let changes = json!([
        { "change": "set_text", "row": 6, "column": "label", "language": "中文 (zh)",
          "text": "当天来访人数" },
        { "change": "move", "row": 6, "after": 0 },
    ]);
    maker.change("culture-visit", changes).await;
    let exported = maker
        .exported(urls::FORM_DRAFT_WORKBOOK, &["culture-visit"])
        .await;
    let mut expected = small_form();
    domain::form_design::normalise(&mut expected);
    let survey = &mut expected[0].rows;
    let mut moved = survey.remove(5);
    moved.cells[2] = "当天来访人数".to_owned();
    survey.insert(1, moved);
    for (number, row) in (1..).zip(survey) {
        row.number = number;
    }
    assert_eq!(exported, expected, "a formula-like text is text, too");
}

#[tokio::test]
async fn a_renamed_question_is_followed_and_a_referenced_one_is_not_removed() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    let rename = json!([{ "change": "rename", "row": row(&draft, "open"), "name": "is_open" }]);
    let renamed = maker.change("culture-visit", rename).await;
    let remarks = renamed.outline.row(row(&renamed, "remarks")).unwrap();
    assert_eq!(remarks.relevant, "${people} > 100 or ${is_open} = 'no'");
    assert_eq!(remarks.show_if, None, "it is no condition that is picked");
    let remove = json!([{ "change": "remove", "row": row(&renamed, "is_open") }]);
    let refused = maker
        .try_change("culture-visit", renamed.revision, remove)
        .await;
    assert_eq!(refused.status, 422);
    insta::assert_json_snapshot!(refused.body);
}

#[tokio::test]
async fn a_form_is_begun_from_nothing_and_filled_with_questions() {
    let maker = Maker::new().await;
    let blank = json!({ "from": "blank", "form_id": "hall", "title": "大厅", "kind": "questionnaire",
        "languages": ["中文 (zh)", "English (en)"] });
    let begun = maker.post(urls::FORMS, &[], &blank).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    let label = |zh: &str, en: &str| json!({ "中文 (zh)": zh, "English (en)": en });
    let changes = json!([
        { "change": "add_choice", "list": "grade", "name": "good", "label": label("好", "Good"),
          "score": "100" },
        { "change": "add_choice", "list": "grade", "after": "good", "name": "bad",
          "label": label("差", "Bad"), "score": "0" },
        { "change": "add_group", "after": 0, "name": "page", "label": label("第一页", "Page 1") },
        { "change": "add_question", "after": 2, "name": "service", "question_type": "select_one",
          "list": "grade", "label": label("服务如何？", "How is the service?") },
        { "change": "add_question", "after": 3, "name": "why", "question_type": "text",
          "label": label("为什么？", "Why?") },
        { "change": "set_show_if", "row": 4,
          "show_if": { "question": "service", "comparison": "is", "value": "bad" } },
        { "change": "set_required", "row": 3, "required": true },
        { "change": "set_column", "row": 3, "column": "indicator", "text": "D21" },
        { "change": "set_column", "row": 3, "column": "weight", "text": "1" },
    ]);
    let draft = maker.change("hall", changes).await;
    assert_eq!(draft.problems, []);
    let why = draft.outline.row(4).unwrap();
    assert_eq!(why.relevant, "${service} = 'bad'");
    assert_eq!(why.path.as_deref(), Some("/data/page/why"));
    let instrument = draft.instrument.unwrap();
    assert_eq!(instrument.languages, ["中文 (zh)", "English (en)"]);
    let published = maker.publish("hall", json!({ "version": "1" })).await;
    assert_eq!(published.status, 200, "{}", published.body);
}

#[tokio::test]
async fn of_several_changes_all_are_made_or_none_and_the_refused_one_is_named() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    let changes = json!([
        { "change": "set_title", "title": "别的标题" },
        { "change": "rename", "row": 6, "name": "open" },
    ]);
    let refused = maker
        .try_change("culture-visit", draft.revision, changes)
        .await;
    assert_eq!(
        (refused.status, refused.codes()),
        (422, vec!["DESIGN_NAME_TAKEN"])
    );
    assert_eq!(refused.body["problems"][0]["details"]["change"], "1");
    let after = maker.draft("culture-visit").await;
    assert_eq!(after.outline.title, "文化站走访表");
}

#[tokio::test]
async fn a_second_draft_of_a_form_and_a_second_form_of_an_id_are_refused() {
    let maker = Maker::new().await;
    maker.begun(bytes(&small_form())).await;
    let again = maker.upload(bytes(&small_form())).await;
    assert_eq!(
        (again.status, again.codes()),
        (409, vec!["FORM_DRAFT_EXISTS"])
    );
    let starter = json!({ "from": "starter", "starter": "site-road-bridge" });
    let taken = maker.post(urls::FORMS, &[], &starter).await;
    assert_eq!((taken.status, taken.codes()), (409, vec!["FORM_ID_TAKEN"]));
    let other = json!({ "from": "starter", "starter": "site-road-bridge", "form_id": "mine" });
    assert_eq!(maker.post(urls::FORMS, &[], &other).await.status, 200);
    let bad = json!({ "from": "starter", "starter": "site-road-bridge", "form_id": "a/b" });
    assert_eq!(
        maker.post(urls::FORMS, &[], &bad).await.codes(),
        ["FORM_BAD_ID"]
    );
}

#[tokio::test]
async fn a_form_of_another_tool_gets_an_id_from_its_file_and_says_what_else_it_lacks() {
    let maker = Maker::new().await;
    let survey: &[&[&str]] = &[&["type", "name", "label"], &["text", "a", "A"]];
    let draft = maker.begun(bytes(&[sheet("survey", survey)])).await;
    assert_eq!(draft.form_id.as_str(), "my-form");
    let kind = json!([{ "change": "set_kind", "kind": "questionnaire" }]);
    let mended = maker.change("my-form", kind).await;
    assert_eq!(mended.problems, []);
    assert!(mended.instrument.is_some());
}

#[tokio::test]
async fn a_list_of_choices_belongs_to_the_form_as_a_file() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    let url = |name: &str, revision: u64| {
        let url = demo_url(urls::FORM_ATTACHMENT, &["culture-visit", name]);
        format!("{url}?revision={revision}")
    };
    let csv = "name,label\nt1,一乡\nt2,二乡\n";
    let with = maker
        .manager
        .put_bytes(&url("towns.csv", draft.revision), csv.into())
        .await;
    assert_eq!(with.status, 200, "{}", with.body);
    assert_eq!(with.body["attachments"][0]["rows"], 2);
    let revision = with.body["revision"].as_u64().unwrap();
    let wrong = maker
        .manager
        .put_bytes(&url("x.csv", revision), "code\n1\n".into())
        .await;
    assert_eq!(
        wrong.codes(),
        ["FORM_ATTACHMENT_COLUMN", "FORM_ATTACHMENT_COLUMN"]
    );
    let long = format!("name,label\n{}", "a,b\n".repeat(50_001));
    let long = maker
        .manager
        .put_bytes(&url("x.csv", revision), long.into())
        .await;
    assert_eq!(long.codes(), ["FORM_ATTACHMENT_TOO_LONG"]);
    let gone = maker.world.url(&url("towns.csv", revision));
    let gone = answer(maker.manager.client.delete(gone)).await;
    assert_eq!(gone.body["attachments"], json!([]));
}

#[tokio::test]
async fn evaluators_make_no_forms() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    let evaluator = maker.world.person(Role::Evaluator).await;
    for url in [
        demo_url(urls::FORMS, &[]),
        demo_url(urls::FORM_DRAFT, &["culture-visit"]),
        demo_url(urls::FORM_DRAFT_WORKBOOK, &["culture-visit"]),
        demo_url(urls::FORM_VERSION, &["site-road-bridge", "2026.11.2"]),
        demo_url(
            urls::FORM_VERSION_WORKBOOK,
            &["site-road-bridge", "2026.11.2"],
        ),
    ] {
        let refused = evaluator.get(&url).await;
        assert_eq!(
            (refused.status, refused.codes()),
            (403, vec!["MANAGER_ONLY"])
        );
    }
    let revision = json!({ "revision": draft.revision });
    let publish = demo_url(urls::FORM_PUBLISH, &["culture-visit"]);
    assert_eq!(evaluator.post(&publish, &revision).await.status, 403);
    let upload = demo_url(urls::FORM_UPLOAD, &[]);
    let upload = evaluator.post_bytes(&upload, super::maker::XLSX, bytes(&small_form()));
    assert_eq!(upload.await.status, 403);
}
