//! Findings at the desk: added, written about, merged, withdrawn; their numbers stay. Not here: how
//! the list comes about (beside `domain::finding`).

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};
use server::demo::Lifecycle;

use crate::world::{World, demo_url};

fn finding<'a>(list: &'a Value, code: &str) -> &'a Value {
    let findings = list["findings"].as_array().unwrap();
    let found = findings.iter().find(|view| view["finding"]["code"] == code);
    &found.unwrap()["finding"]
}

#[tokio::test]
async fn a_desk_finding_gets_the_next_number_and_derived_ones_keep_theirs() {
    let world = World::at(Lifecycle::Fieldwork).await;
    let lead = world.person(Role::FieldLead).await;
    let url = demo_url(urls::FINDINGS, &[]);
    let before = lead.get(&url).await.body;
    let count = before["findings"].as_array().unwrap().len();
    assert!(count > 1, "the example has findings");
    let empty = json!({ "dossier": {} });
    let refused = lead.post(&url, &empty).await;
    assert_eq!(
        refused.codes(),
        ["FINDING_TITLE_MISSING", "FINDING_UNIT_MISSING"]
    );
    let new = json!({ "dossier": {
        "desk": { "title": "资金拨付不及时" }, "responsible_unit": "某区交通运输局",
        "severity": "major", "class": "funds", "facts": "两笔资金滞留超过30日。",
        "state": { "state": "withdrawn", "reason": "伪造" },
    } });
    let added = lead.post(&url, &new).await.body;
    let code = added["changed"].as_str().unwrap().to_owned();
    assert_eq!(code, format!("S-{:03}", count + 1));
    assert_eq!(finding(&added, &code)["state"]["state"], "listed");
    for view in before["findings"].as_array().unwrap() {
        let number = view["finding"]["code"].as_str().unwrap();
        assert_eq!(finding(&added, number)["record"], view["finding"]["record"]);
    }

    // A record that is returned takes its findings along, and no number moves up.
    let manager = world.person(Role::Manager).await;
    let first = finding(&added, "S-001")["record"]
        .as_str()
        .unwrap()
        .to_owned();
    let record = manager.get(&demo_url(urls::RECORD, &[&first])).await.body;
    let review =
        json!({ "rev": record["summary"]["rev"], "accepted": false, "reason": "照片不清" });
    let returned = lead.post(&demo_url(urls::REVIEW, &[&first]), &review).await;
    assert_eq!(returned.status, 200, "{}", returned.body);
    let after = lead.get(&url).await.body;
    let left = after["findings"].as_array().unwrap();
    assert!(left.iter().all(|view| view["finding"]["record"] != first));
    assert_eq!(finding(&after, &code)["check"], "资金拨付不及时");
}

#[tokio::test]
async fn a_merged_finding_stays_a_place_and_a_withdrawal_needs_a_reason() {
    let world = World::at(Lifecycle::Fieldwork).await;
    let manager = world.person(Role::Manager).await;
    let list = demo_url(urls::FINDINGS, &[]);
    let act = |code: &str| demo_url(urls::FINDING_ACTION, &[code]);
    let merge = |into: &str| {
        json!({
            "base_revision": 0, "action": { "action": "merge", "into": into },
        })
    };
    let own = manager.post(&act("S-002"), &merge("S-002")).await;
    assert_eq!(own.codes(), ["FINDING_MERGE_TARGET"]);
    let nowhere = manager.post(&act("S-002"), &merge("S-999")).await;
    assert_eq!(nowhere.codes(), ["FINDING_MERGE_TARGET"]);
    let merged = manager.post(&act("S-002"), &merge("S-001")).await.body;
    assert_eq!(finding(&merged, "S-001")["also_at"][0]["code"], "S-002");
    assert_eq!(finding(&merged, "S-002")["state"]["state"], "merged");
    let stale = manager.post(&act("S-002"), &merge("S-001")).await;
    assert_eq!(
        (stale.status, stale.codes()),
        (409, vec!["FINDING_CHANGED"])
    );

    let withdraw = |reason: &str| {
        json!({
            "base_revision": 0, "action": { "action": "withdraw", "reason": reason },
        })
    };
    assert_eq!(
        manager.post(&act("S-001"), &withdraw(" ")).await.codes(),
        ["REASON_MISSING"]
    );
    let withdrawn = manager
        .post(&act("S-001"), &withdraw("重复登记"))
        .await
        .body;
    assert_eq!(finding(&withdrawn, "S-001")["state"]["reason"], "重复登记");
    assert_eq!(
        finding(&withdrawn, "S-002")["state"]["state"],
        "listed",
        "it stands alone again"
    );

    let save = demo_url(urls::FINDING, &["S-001"]);
    let written = json!({ "base_revision": 1, "dossier": { "cause": "养护责任不明确" } });
    let saved = manager.put(&save, &written).await.body;
    let kept = finding(&saved, "S-001");
    assert_eq!(
        (&kept["cause"], &kept["revision"]),
        (&json!("养护责任不明确"), &json!(2))
    );
    assert_eq!(
        kept["state"]["state"], "withdrawn",
        "writing does not bring it back"
    );
    let evaluator = world.person(Role::Evaluator).await;
    assert_eq!(evaluator.get(&list).await.codes(), ["DESK_ONLY"]);
    assert_eq!(evaluator.put(&save, &written).await.codes(), ["LEAD_ONLY"]);
}
