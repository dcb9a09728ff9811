//! Records that were begun on an older version: they still open, and may move on.

use domain::instrument::{Session, carry_answers};
use domain::sync::Outcome;
use domain::time::Timestamp;
use domain::wire::{Pack, urls};
use serde_json::json;

use super::maker::{Maker, row};
use crate::tablet::Tablet;
use crate::world::demo_url;

const FORM: &str = "site-road-bridge";

/// A new version in which one question is gone and another stands elsewhere.
async fn publish_next(maker: &Maker, version: &str, offer: &[&str]) {
    let list = maker.get(urls::FORMS, &[]).await.body;
    let forms = list["forms"].as_array().unwrap();
    let known = forms.iter().find(|form| form["form_id"] == FORM).unwrap();
    let next = json!({ "from": "version", "form_id": FORM, "version": known["current"] });
    let begun = maker.post(urls::FORMS, &[], &next).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    let draft = maker.draft(FORM).await;
    let mut changes = vec![json!({ "change": "set_title", "title": version })];
    if draft.outline.rows.iter().any(|row| row.name == "h17") {
        let (h8, p1) = (row(&draft, "h8"), row(&draft, "p1"));
        changes.push(json!({ "change": "move", "row": h8, "after": p1 }));
        let h17 = row(&draft, "h17") - 1;
        changes.push(json!({ "change": "remove", "row": h17 }));
    }
    maker.change(FORM, json!(changes)).await;
    let offer = json!({ "version": version, "offer_move_from": offer });
    let published = maker.publish(FORM, offer).await;
    assert_eq!(published.status, 200, "{}", published.body);
}

async fn pack(tablet: &Tablet) -> Pack {
    let pack = tablet.person.get(&demo_url(urls::PACK, &[])).await;
    serde_json::from_value(pack.body).unwrap()
}

#[tokio::test]
async fn a_record_begun_on_an_older_version_still_finds_it_in_every_later_pack() {
    let maker = Maker::new().await;
    let tablet = Tablet::enrol(&maker.world).await;
    let begun = tablet.inspection(0, &[("/data/header/h8", "一公司")]);
    tablet.push(std::slice::from_ref(&begun)).await;
    for version in ["v2", "v3", "v4", "v5", "v6"] {
        publish_next(&maker, version, &[]).await;
    }
    let pack = pack(&tablet).await;
    let site: Vec<&str> = pack
        .instruments
        .iter()
        .filter(|form| form.form_id.as_str() == FORM)
        .map(|form| form.version.as_str())
        .collect();
    assert_eq!(
        site.first(),
        Some(&"v6"),
        "new records begin on the current one"
    );
    assert!(site.contains(&begun.form_version.as_str()), "{site:?}");
    assert!(
        site.contains(&"v5"),
        "one that was begun offline is not known yet"
    );
    assert_eq!(pack.moves, [], "nobody offered a move");
}

#[tokio::test]
async fn a_move_shows_what_changes_and_carries_the_answers() {
    let maker = Maker::new().await;
    let tablet = Tablet::enrol(&maker.world).await;
    let answers = [
        ("/data/header/h8", "一公司"),
        ("/data/header/h17", "晴"),
        ("/data/checks/c3", "no"),
    ];
    let begun = tablet.inspection(0, &answers);
    tablet.push(std::slice::from_ref(&begun)).await;
    publish_next(&maker, "v2", &[&begun.form_version]).await;
    let pack = pack(&tablet).await;
    let offer = &pack.moves[0];
    assert_eq!(offer.from_version, begun.form_version);
    assert_eq!(offer.to_version, "v2");
    let carried = carry_answers(&offer.differences, &begun.body.answers);
    assert_eq!(
        carried.left_behind.keys().collect::<Vec<_>>(),
        ["/data/header/h17"]
    );
    assert_eq!(carried.answers["/data/photos/h8"], "一公司");
    let form = pack
        .instruments
        .iter()
        .find(|form| form.version == "v2")
        .unwrap();
    let session = Session::resume(form, &carried.answers, Timestamp(0)).unwrap();
    assert_eq!(session.answers().len(), 2, "nothing else is lost");
}

#[tokio::test]
async fn a_moved_record_stays_on_the_new_version_when_the_other_tablet_comes_late() {
    let maker = Maker::new().await;
    let tablet = Tablet::enrol(&maker.world).await;
    let begun = tablet.inspection(0, &[("/data/header/h8", "一公司")]);
    tablet.push(std::slice::from_ref(&begun)).await;
    publish_next(&maker, "v2", &[&begun.form_version]).await;
    let mut moved = tablet.inspection(1, &[("/data/photos/h8", "一公司")]);
    moved.form_version = "v2".to_owned();
    let moved = tablet.push(&[moved.seal()]).await;
    assert!(matches!(
        moved.outcomes[0].outcome,
        Outcome::Accepted { rev: 2, .. }
    ));
    let late = tablet.inspection(
        1,
        &[("/data/header/h8", "一公司"), ("/data/header/h9", "二公司")],
    );
    let late = tablet.push(&[late]).await;
    assert!(matches!(
        late.outcomes[0].outcome,
        Outcome::Merged { rev: 3, .. }
    ));
    let pulled = tablet
        .person
        .get(&format!("{}?cursor=0", demo_url(urls::PULL, &[])))
        .await;
    let record = &pulled.body["changes"][0];
    assert_eq!(record["form_version"], "v2");
    let expected = json!({ "/data/photos/h8": "一公司", "/data/header/h9": "二公司" });
    assert_eq!(record["body"]["answers"], expected);
}

#[tokio::test]
async fn an_offer_follows_the_newest_version_and_can_be_taken_back() {
    let maker = Maker::new().await;
    let tablet = Tablet::enrol(&maker.world).await;
    let begun = tablet.inspection(0, &[("/data/header/h8", "一公司")]);
    tablet.push(std::slice::from_ref(&begun)).await;
    publish_next(&maker, "v2", &[&begun.form_version]).await;
    publish_next(&maker, "v3", &[]).await;
    assert_eq!(pack(&tablet).await.moves[0].to_version, "v3");
    let back = json!({ "from_version": begun.form_version, "offered": false });
    let taken_back = maker.post(urls::FORM_MOVES, &[FORM], &back).await;
    assert_eq!(taken_back.status, 200, "{}", taken_back.body);
    assert_eq!(pack(&tablet).await.moves, []);
    let current = json!({ "from_version": "v3", "offered": true });
    let refused = maker.post(urls::FORM_MOVES, &[FORM], &current).await;
    assert_eq!(refused.codes(), ["FORM_VERSION_IS_CURRENT"]);
}
