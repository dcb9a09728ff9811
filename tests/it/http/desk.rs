//! The desk's own steps.

use domain::party::Role;
use domain::wire::urls;
use serde_json::json;
use server::demo::Lifecycle;

use crate::world::{World, demo_url};

#[tokio::test]
async fn the_overview_counts_what_the_example_has() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let overview = manager.get(&demo_url(urls::ENGAGEMENT, &[])).await.body;
    assert_eq!(overview["frame_projects"], 212);
    assert_eq!(overview["frame_units"], 12);
    assert_eq!(overview["frame_amount"], 1_686_000_000);
    assert_eq!(overview["progress"]["sites"], 64);
    assert_eq!(overview["progress"]["sites_done"], 0);
    assert_eq!(overview["evaluators"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_judgemental_site_needs_a_criterion_and_a_reason_and_stays_apart() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let sample = manager.get(&demo_url(urls::SAMPLE, &[])).await.body;
    let sampled: Vec<&str> = sample["sites"]
        .as_array()
        .unwrap()
        .iter()
        .map(|site| site["project"]["code"].as_str().unwrap())
        .collect();
    let code = (1..=212)
        .map(|number| format!("DL{number:04}"))
        .find(|code| !sampled.contains(&code.as_str()))
        .unwrap();
    let url = demo_url(urls::JUDGEMENTAL, &[]);
    let hasty = json!({ "project_code": code, "criteria": [], "reason": "重要" });
    let refused = manager.post(&url, &hasty).await;
    assert_eq!(
        refused.codes(),
        [
            "JUDGEMENTAL_CRITERION_MISSING",
            "JUDGEMENTAL_REASON_TOO_SHORT"
        ]
    );
    let good = json!({
        "project_code": code, "criteria": ["社会关注度高"],
        "reason": "群众多次反映该路段修复后再次损毁，需现场核实。",
    });
    let added = manager.post(&url, &good).await;
    let last = added.body["sites"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (last["ordinal"].clone(), last["route"]["route"].clone()),
        (65.into(), "judgemental".into())
    );
    let picks = added.body["protocol"]["picks"].as_array().unwrap().len();
    assert_eq!(picks, 64, "the random draw's protocol is untouched");
}

#[tokio::test]
async fn a_site_is_assigned_to_two_different_evaluators_of_the_engagement() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::ASSIGNMENTS, &[]);
    let known = manager.get(&url).await.body;
    let code = known["assignments"][0]["project_code"].clone();
    let one = known["evaluators"][0]["id"].clone();
    for evaluators in [json!([one]), json!([one, one]), json!([one, "nobody"])] {
        let wanted = json!({ "assignments": [{ "project_code": code, "evaluators": evaluators }] });
        assert_eq!(manager.put(&url, &wanted).await.status, 422, "{wanted}");
    }
    let two = known["evaluators"][1]["id"].clone();
    let wanted = json!({ "assignments": [{ "project_code": code, "evaluators": [two, one] }] });
    let after = manager.put(&url, &wanted).await;
    assert_eq!(
        after.body["assignments"][0]["evaluators"],
        json!([two, one])
    );
}

#[tokio::test]
async fn a_record_whose_photos_are_missing_counts_nowhere_and_cannot_be_reviewed() {
    let world = World::at(Lifecycle::Fieldwork).await;
    let manager = world.person(Role::Manager).await;
    let page = manager
        .get(&format!("{}?state=submitted", demo_url(urls::RECORDS, &[])))
        .await
        .body;
    let records = page["records"].as_array().unwrap();
    let incomplete = records
        .iter()
        .find(|record| record["photos"] != record["photos_received"])
        .expect("the example has a record with photos on their way");
    let id = incomplete["doc_id"].as_str().unwrap();
    let review = json!({ "rev": incomplete["rev"], "accepted": true });
    let refused = manager.post(&demo_url(urls::REVIEW, &[id]), &review).await;
    assert_eq!(
        (refused.status, refused.codes()),
        (409, vec!["RECORD_NOT_COMPLETE"])
    );
    let scores = manager.get(&demo_url(urls::SCORES, &[])).await;
    assert!(!scores.body.to_string().contains(id), "no score cites it");
}

#[tokio::test]
async fn a_review_of_a_record_that_changed_meanwhile_is_refused() {
    let world = World::at(Lifecycle::Fieldwork).await;
    let manager = world.person(Role::Manager).await;
    let page = manager
        .get(&format!(
            "{}?state=submitted&kind=site_inspection",
            demo_url(urls::RECORDS, &[])
        ))
        .await
        .body;
    let record = &page["records"][0];
    let url = demo_url(urls::REVIEW, &[record["doc_id"].as_str().unwrap()]);
    let stale = json!({ "rev": 99, "accepted": true });
    assert_eq!(manager.post(&url, &stale).await.codes(), ["RECORD_CHANGED"]);
    let without_reason = json!({ "rev": record["rev"], "accepted": false, "reason": " " });
    assert_eq!(
        manager.post(&url, &without_reason).await.codes(),
        ["REASON_MISSING"]
    );
}

#[tokio::test]
async fn a_manual_mark_without_its_reason_is_not_stored() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::SCORE_INPUTS, &[]);
    let level =
        json!({ "mark": "level", "level": "部分达成并具有一定效果", "pct": "0.75", "reason": "" });
    let wanted = json!({ "fund_figures": {}, "desk_marks": { "D13": level } });
    assert_eq!(manager.put(&url, &wanted).await.status, 422);
    let unknown = json!({ "fund_figures": {}, "desk_marks": { "Z99": {} } });
    assert_eq!(
        manager.put(&url, &unknown).await.codes(),
        ["INDICATOR_UNKNOWN"]
    );
    assert_eq!(
        manager.get(&url).await.body,
        json!({
            "fund_figures": {}, "desk_marks": {}, "not_applicable": {}, "base_revision": 0,
            "reason": "",
        })
    );
}
