//! From a draft to a version that never changes.

use domain::party::Role;
use domain::wire::{FormList, Pack, urls};
use serde_json::{Value, json};

use super::maker::{Maker, bytes, row, small_form};
use crate::world::demo_url;

async fn pack(maker: &Maker) -> Pack {
    let evaluator = maker.world.person(Role::Evaluator).await;
    let pack = evaluator.get(&demo_url(urls::PACK, &[])).await;
    serde_json::from_value(pack.body).unwrap()
}

/// Versions of a form in the order of the pack.
fn versions<'a>(pack: &'a Pack, form: &str) -> Vec<&'a str> {
    let forms = pack
        .instruments
        .iter()
        .filter(|i| i.form_id.as_str() == form);
    forms
        .map(|instrument| instrument.version.as_str())
        .collect()
}

#[tokio::test]
async fn a_published_version_goes_into_new_packs_and_never_changes() {
    let maker = Maker::new().await;
    maker.begun(bytes(&small_form())).await;
    let published = maker.publish("culture-visit", json!({})).await;
    assert_eq!(published.status, 200, "{}", published.body);
    assert_eq!(
        published.body["current"], "1",
        "the workbook's own version is free"
    );
    assert_eq!(published.body["draft"], Value::Null);
    assert_eq!(versions(&pack(&maker).await, "culture-visit"), ["1"]);
    let next = json!({ "from": "version", "form_id": "culture-visit", "version": "1" });
    assert_eq!(maker.post(urls::FORMS, &[], &next).await.status, 200);
    let title = json!([{ "change": "set_title", "title": "走访表" }]);
    let draft = maker.change("culture-visit", title).await;
    assert!(
        draft.proposed_version.starts_with("20"),
        "{}",
        draft.proposed_version
    );
    let published = maker
        .publish("culture-visit", json!({ "version": "2" }))
        .await;
    assert_eq!(published.body["current"], "2");
    assert_eq!(versions(&pack(&maker).await, "culture-visit"), ["2", "1"]);
    let first = maker
        .get(urls::FORM_VERSION, &["culture-visit", "1"])
        .await
        .body;
    assert_eq!(first["instrument"]["title"], "文化站走访表");
    assert_eq!(first["version"]["current"], false);
    let kept = maker
        .exported(urls::FORM_VERSION_WORKBOOK, &["culture-visit", "1"])
        .await;
    let mut expected = small_form();
    domain::form_design::normalise(&mut expected);
    assert_eq!(kept, expected);
}

#[tokio::test]
async fn a_version_is_published_once_and_only_with_something_new() {
    let maker = Maker::new().await;
    maker.begun(bytes(&small_form())).await;
    maker.publish("culture-visit", json!({})).await;
    maker.begun(bytes(&small_form())).await;
    let taken = maker
        .publish("culture-visit", json!({ "version": "1" }))
        .await;
    assert_eq!(
        (taken.status, taken.codes()),
        (422, vec!["FORM_VERSION_TAKEN"])
    );
    let bad = maker
        .publish("culture-visit", json!({ "version": "a b" }))
        .await;
    assert_eq!((bad.status, bad.codes()), (422, vec!["FORM_BAD_VERSION"]));
    let same = maker
        .publish("culture-visit", json!({ "version": "2" }))
        .await;
    assert_eq!(
        (same.status, same.codes()),
        (409, vec!["FORM_NOTHING_CHANGED"])
    );
    let stale = json!({ "revision": 0, "version": "2" });
    let stale = maker
        .post(urls::FORM_PUBLISH, &["culture-visit"], &stale)
        .await;
    assert_eq!(
        (stale.status, stale.codes()),
        (409, vec!["FORM_DRAFT_CHANGED"])
    );
}

#[tokio::test]
async fn a_workbook_of_another_form_does_not_replace_the_draft() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    let url = demo_url(urls::FORM_DRAFT_WORKBOOK, &["culture-visit"]);
    let url = format!("{url}?revision={}", draft.revision);
    let mut other = small_form();
    other[2].rows[1].cells[1] = "another".to_owned();
    let refused = maker.manager.put_bytes(&url, bytes(&other)).await;
    assert_eq!(
        (refused.status, refused.codes()),
        (422, vec!["FORM_ID_DIFFERS"])
    );
    let mut better = small_form();
    better[0].rows[5].cells[2] = "人数".to_owned();
    let replaced = maker.manager.put_bytes(&url, bytes(&better)).await;
    assert_eq!(replaced.status, 200, "{}", replaced.body);
    assert_eq!(replaced.body["can_undo"], true);
}

#[tokio::test]
async fn the_difference_names_every_change_of_every_question() {
    let maker = Maker::new().await;
    let draft = maker.begun(bytes(&small_form())).await;
    maker.publish("culture-visit", json!({})).await;
    let next = json!({ "from": "version", "form_id": "culture-visit", "version": "1" });
    maker.post(urls::FORMS, &[], &next).await;
    let changes = json!([
        { "change": "add_question", "after": 6, "name": "photo", "question_type": "image",
          "label": { "中文 (zh)": "照片" } },
        { "change": "set_type", "row": row(&draft, "people"), "question_type": "decimal" },
        { "change": "set_text", "row": row(&draft, "why"), "column": "label",
          "language": "中文 (zh)", "text": "原因" },
        { "change": "add_choice", "list": "yes_no", "after": "no", "name": "partly",
          "label": { "中文 (zh)": "部分" } },
        { "change": "set_column", "row": row(&draft, "open"), "column": "indicator",
          "text": "D12" },
        { "change": "set_required", "row": row(&draft, "why"), "required": true },
        { "change": "move", "row": row(&draft, "people"), "after": 2 },
    ]);
    maker.change("culture-visit", changes).await;
    let url = format!(
        "{}?from=1",
        demo_url(urls::FORM_DIFFERENCE, &["culture-visit"])
    );
    let against_draft = maker.manager.get(&url).await;
    assert_eq!(against_draft.status, 200, "{}", against_draft.body);
    insta::assert_json_snapshot!(against_draft.body);
    maker
        .publish("culture-visit", json!({ "version": "2" }))
        .await;
    let between = maker.manager.get(&format!("{url}&to=2")).await;
    assert_eq!(
        between.body["differences"],
        against_draft.body["differences"]
    );
    let missing = maker.manager.get(&format!("{url}&to=3")).await;
    assert_eq!(missing.codes(), ["FORM_VERSION_NOT_FOUND"]);
}

#[tokio::test]
async fn a_retired_form_is_in_no_new_pack_and_can_come_back() {
    let maker = Maker::new().await;
    maker.begun(bytes(&small_form())).await;
    maker.publish("culture-visit", json!({})).await;
    let url = demo_url(urls::FORM_RETIREMENT, &["culture-visit"]);
    let retired = maker.manager.put(&url, &json!({ "retired": true })).await;
    assert_eq!(retired.body["retired"], true);
    assert_eq!(
        versions(&pack(&maker).await, "culture-visit"),
        Vec::<&str>::new()
    );
    let back = maker.manager.put(&url, &json!({ "retired": false })).await;
    assert_eq!(back.body["current"], "1");
}

#[tokio::test]
async fn the_list_shows_versions_drafts_and_starters() {
    let maker = Maker::new().await;
    maker.begun(bytes(&small_form())).await;
    let list: FormList = serde_json::from_value(maker.get(urls::FORMS, &[]).await.body).unwrap();
    let known: Vec<&str> = list.forms.iter().map(|f| f.form_id.as_str()).collect();
    assert!(known.contains(&"culture-visit") && known.contains(&"site-road-bridge"));
    let site = list
        .forms
        .iter()
        .find(|f| f.form_id.as_str() == "site-road-bridge");
    let version = &site.unwrap().versions[0];
    assert!(version.current && version.has_workbook && version.published_at.is_none());
    let draft = list.forms.iter().find(|f| f.draft.is_some()).unwrap();
    assert_eq!(
        (draft.title.as_str(), draft.current.as_ref()),
        ("文化站走访表", None)
    );
    for starter in &list.starters {
        let name = format!("{}-copy", starter.name);
        let begin = json!({ "from": "starter", "starter": starter.name, "form_id": name });
        let begun = maker.post(urls::FORMS, &[], &begin).await;
        assert_eq!(begun.body["problems"], json!([]), "{}", starter.name);
    }
}
