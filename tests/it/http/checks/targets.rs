//! 目标审核: two people, two tracks, rounds, and a cut-off that no rounding helps over.

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};

use crate::world::{Person, World, demo_url};

fn opinion(rounds: u32, track: &str, score: &str) -> Value {
    let criteria = [
        "completeness",
        "relevance",
        "feasibility",
        "appropriateness",
    ];
    let criteria = criteria
        .map(|name| json!({ "criterion": name, "passed": true, "reason": "目标与预算相符" }));
    json!({
        "rounds": rounds,
        "action": { "action": "give", "track": track, "criteria": criteria, "score": score },
    })
}

/// Adds a project and gives both opinions; answers the list.
async fn judged(people: [&Person; 2], project: &str, scores: [&str; 2]) -> Value {
    let url = demo_url(urls::TARGET_REVIEWS, &[]);
    let added = people[0]
        .post(&url, &json!({ "project": project }))
        .await
        .body;
    let mut reviews = added["reviews"].as_array().unwrap().iter();
    let mine = reviews.find(|it| it["project"] == project).unwrap();
    let act = demo_url(urls::TARGET_REVIEW, &[mine["id"].as_str().unwrap()]);
    people[0]
        .post(&act, &opinion(0, "business", scores[0]))
        .await;
    let given = opinion(1, "performance", scores[1]);
    let seen = people[1].post(&act, &given).await.body;
    let mut reviews = seen["reviews"].as_array().unwrap().iter();
    let mine = reviews.find(|it| it["project"] == project).unwrap();
    mine["rounds"][0].clone()
}

#[tokio::test]
async fn targets_pass_from_65_and_two_people_give_the_two_tracks_in_rounds() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let partner = world.person(Role::Partner).await;
    let url = demo_url(urls::TARGET_REVIEWS, &[]);
    let project = json!({ "project": "危桥改造" });
    let added = manager.post(&url, &project).await;
    let id = added.body["reviews"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        manager.post(&url, &project).await.codes(),
        ["TARGET_REVIEW_EXISTS"]
    );
    let act = demo_url(urls::TARGET_REVIEW, &[&id]);
    manager.post(&act, &opinion(0, "business", "64.98")).await;
    let both = manager.post(&act, &opinion(1, "performance", "65")).await;
    assert_eq!(both.codes(), ["SAME_PERSON_BOTH_TRACKS"]);
    let seen = partner.post(&act, &opinion(1, "performance", "65")).await;
    let round = &seen.body["reviews"][0]["rounds"][0];
    assert_eq!(
        (&round["score"], &round["outcome"]["state"]),
        (&json!("64.99"), &json!("not_passed"))
    );
    let next = json!({ "rounds": 1, "action": { "action": "begin_round" } });
    manager.post(&act, &next).await;
    let late = manager.post(&act, &opinion(1, "business", "65")).await;
    assert_eq!(
        (late.status, late.codes()),
        (409, vec!["TARGET_REVIEW_CHANGED"])
    );
    manager.post(&act, &opinion(2, "business", "65")).await;
    let seen = partner.post(&act, &opinion(2, "performance", "65")).await;
    let review = &seen.body["reviews"][0];
    assert_eq!(review["rounds"][1]["outcome"]["state"], "passed");
    assert_eq!(review["rounds"][0]["score"], "64.99", "both stay readable");
    assert_eq!(review["change"], json!(["64.99", "0.01"]));
}

#[tokio::test]
async fn a_mean_of_64995_is_not_rounded_up_to_the_cut_off() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let partner = world.person(Role::Partner).await;
    let people = [&manager, &partner];
    let round = judged(people, "危桥改造", ["64.99", "65.00"]).await;
    assert_eq!(
        (&round["score"], &round["outcome"]["state"]),
        (&json!("64.995"), &json!("not_passed"))
    );
    assert_eq!(round["outcome"]["reasons"][0]["score"], "64.995");
    let round = judged(people, "水毁修复", ["64.99", "65.01"]).await;
    assert_eq!(
        (&round["score"], &round["outcome"]["state"]),
        (&json!("65.00"), &json!("passed"))
    );
}

#[tokio::test]
async fn the_cut_off_is_a_setting_with_a_reason_and_closed_rounds_keep_theirs() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let partner = world.person(Role::Partner).await;
    let people = [&manager, &partner];
    assert_eq!(
        judged(people, "危桥改造", ["66", "66"]).await["outcome"]["state"],
        "passed"
    );
    let url = demo_url(urls::TARGET_CUT_OFF, &[]);
    let wanted = |number: &str, reason: &str, base_revision: u32| {
        json!({
            "base_revision": base_revision, "reason": reason,
            "cut_off": { "operator": "above", "number": number },
        })
    };
    for (body, code) in [
        (wanted("70", " ", 0), "REASON_MISSING"),
        (wanted("100.01", "本县办法", 0), "CUT_OFF_OUT_OF_RANGE"),
        (wanted("70", "本县办法", 1), "CUT_OFF_CHANGED"),
    ] {
        assert_eq!(manager.put(&url, &body).await.codes(), [code]);
    }
    let saved = manager.put(&url, &wanted("70", "本县办法", 0)).await.body;
    assert_eq!(
        (&saved["cut_off"]["number"], &saved["cut_off_revision"]),
        (&json!("70.00"), &json!(1))
    );
    assert_eq!(saved["cut_off_reason"], "本县办法");
    let kept = &saved["reviews"][0]["rounds"][0];
    assert_eq!(kept["outcome"]["state"], "passed", "{kept}");
    let round = judged(people, "水毁修复", ["70", "70"]).await;
    assert_eq!(
        round["outcome"]["state"], "not_passed",
        "70 is not above 70"
    );
}
