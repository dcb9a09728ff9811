//! What interviewers noted to verify: gathered, settled with a reason, open again when it changes.

use domain::party::Role;
use domain::wire::urls;
use serde_json::json;

use super::guide;
use super::team::{TeamTablet, new_id};
use super::{board, but, sheet};
use crate::world::{World, demo_url};

const ITEM: &str = "/data/q1/q1_verify";

#[tokio::test]
async fn an_open_item_is_settled_with_a_reason_and_open_again_once_it_is_rewritten() {
    let world = World::planned().await;
    let guide = guide::publish(&world).await;
    let tablet = TeamTablet::enrol(&world, "wang").await;
    let id = new_id();
    let sheet = sheet(&guide, id.clone());
    tablet
        .write(&sheet, &but(&[(ITEM, "第二次拨付凭证")]), true)
        .await;
    tablet.synchronise().await;
    let before = board(&world).await;
    assert_eq!(before.interviews[0].unresolved, 1);
    assert_eq!(before.open_items[0].question["default"], "资金何时拨付？");

    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::OPEN_ITEM_RESOLUTIONS, &[]);
    let decision = |text: &str, reason: &str| {
        json!({
            "record": id, "path": ITEM, "text": text, "resolved": true, "reason": reason,
        })
    };
    let unreasoned = manager.post(&url, &decision("第二次拨付凭证", " ")).await;
    assert_eq!(unreasoned.codes(), ["REASON_MISSING"]);
    let other_text = manager.post(&url, &decision("另一句话", "已查")).await;
    assert_eq!(
        (other_text.status, other_text.codes()),
        (409, vec!["OPEN_ITEM_CHANGED"])
    );
    let settled = manager
        .post(&url, &decision("第二次拨付凭证", "已见银行回单"))
        .await;
    assert_eq!(settled.status, 200, "{}", settled.body);
    let resolution = &settled.body["open_items"][0]["resolution"];
    assert_eq!(
        (&resolution["resolved"], &resolution["by"]),
        (&json!(true), &json!("刘志强"))
    );
    assert_eq!(settled.body["interviews"][0]["unresolved"], 0);

    tablet
        .write(&sheet, &[(ITEM, "两次拨付的凭证")], true)
        .await;
    tablet.synchronise().await;
    let after = board(&world).await;
    assert_eq!(
        after.open_items[0].resolution, None,
        "decided on another wording"
    );
    assert_eq!(after.interviews[0].unresolved, 1);
}

#[tokio::test]
async fn evaluators_do_not_see_the_desks_list_and_strangers_nothing() {
    let world = World::planned().await;
    let evaluator = world.person(Role::Evaluator).await;
    for url in [urls::INTERVIEWS, urls::DOCUMENTS, urls::DOCUMENTS_XLSX] {
        let answer = evaluator.get(&demo_url(url, &[])).await;
        assert_eq!((answer.status, answer.codes()), (403, vec!["DESK_ONLY"]));
    }
    let newcomer = world.newcomer().await;
    let answer = newcomer.get(&demo_url(urls::INTERVIEWS, &[])).await;
    assert_eq!(answer.codes(), ["ENGAGEMENT_NOT_FOUND"]);
}
