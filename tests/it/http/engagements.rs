//! Beginning an engagement and saying who takes part.

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};

use crate::world::{World, demo_url};

const FRAME: &[u8] = include_bytes!("../../../starters/frames/frame_road.xlsx");

fn new_engagement() -> Value {
    json!({
        "code": "road-2026", "title": "2025年度农村公路养护资金绩效评价",
        "commissioned_by": "某区财政局", "competent_department": "某区交通运输局",
        "firm": "某某会计师事务所", "fund_year": 2025, "evaluation_year": 2026,
        "framework": "road_bridge", "forms": ["site-road-bridge", "q-villager-road"],
        "questionnaires_per_site": 10, "contact": "评价组，电话 010-00000000",
    })
}

fn of(pattern: &str) -> String {
    urls::fill(pattern, &["road-2026"])
}

#[tokio::test]
async fn a_manager_begins_an_engagement_and_carries_it_to_the_tablets() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let offered = manager.get(urls::BEGINNING).await.body;
    assert_eq!(offered["frameworks"][0]["name"], "road_bridge");
    let begun = manager.post(urls::ENGAGEMENTS, &new_engagement()).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    assert_eq!(begun.body["stage"], "preparation");

    // Nothing of it is seen by others of the firm.
    let evaluator = world.person(Role::Evaluator).await;
    assert_eq!(evaluator.get(&of(urls::ENGAGEMENT)).await.status, 404);

    let frame = manager.client.post(world.url(&of(urls::FRAME)));
    let frame = frame.header("content-type", "application/octet-stream");
    let frame = frame.header("x-file-name", "frame.xlsx").body(FRAME);
    assert_eq!(crate::world::answer(frame).await.status, 200);
    let draw = json!({
        "request": { "method": "simple", "n": 3, "seed": "7", "min_per_stratum": 1 },
        "purpose": "现场核查", "witness": "",
    });
    let sample = manager.post(&of(urls::DRAWS), &draw).await;
    assert_eq!(sample.status, 200, "{}", sample.body);
    for login in ["wang", "li"] {
        let member = json!({ "login": login, "role": "evaluator" });
        assert_eq!(manager.put(&of(urls::MEMBERS), &member).await.status, 200);
    }
    let mut plan = manager.get(&of(urls::ASSIGNMENTS)).await.body;
    let people: Vec<Value> = plan["evaluators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["id"].clone())
        .collect();
    assert_eq!(people.len(), 2);
    for site in plan["assignments"].as_array_mut().unwrap() {
        site["evaluators"] = json!(people);
    }
    assert_eq!(manager.put(&of(urls::ASSIGNMENTS), &plan).await.status, 200);
    let overview = manager.get(&of(urls::ENGAGEMENT)).await.body;
    assert_eq!(overview["engagement"]["stage"], "implementation");
    let pack = evaluator.get(&of(urls::PACK)).await;
    assert_eq!(pack.status, 200, "{}", pack.body);
    assert_eq!(pack.body["sites"].as_array().unwrap().len(), 3);
    let instruments = pack.body["instruments"].as_array().unwrap();
    assert_eq!(instruments.len(), 2, "{instruments:#?}");
}

#[tokio::test]
async fn all_that_is_wrong_with_a_new_engagement_is_said_at_once_and_nothing_is_stored() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let mut wrong = new_engagement();
    wrong["code"] = json!("Road 2026");
    wrong["title"] = json!(" ");
    wrong["firm"] = json!("所".repeat(201));
    wrong["fund_year"] = json!(2027);
    wrong["questionnaires_per_site"] = json!(1_001);
    wrong["framework"] = json!("none");
    let refused = manager.post(urls::ENGAGEMENTS, &wrong).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    let mut codes = refused.codes();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "ENGAGEMENT_BAD_CODE",
            "ENGAGEMENT_BAD_COUNT",
            "ENGAGEMENT_BAD_YEAR",
            "ENGAGEMENT_FIELD_MISSING",
            "FRAMEWORK_STARTER_UNKNOWN",
            "TEXT_TOO_LONG",
        ]
    );
    let mut unknown_form = new_engagement();
    unknown_form["forms"] = json!(["site-road-bridge", "none"]);
    let refused = manager.post(urls::ENGAGEMENTS, &unknown_form).await;
    assert_eq!(refused.codes(), ["FORM_STARTER_UNKNOWN"]);
    let mine = manager.get(urls::ENGAGEMENTS).await.body;
    assert_eq!(mine.as_array().unwrap().len(), 1, "the example alone");

    let mut taken = new_engagement();
    taken["code"] = json!("demo");
    let refused = manager.post(urls::ENGAGEMENTS, &taken).await;
    assert_eq!(
        (refused.status, refused.codes()),
        (409, vec!["ENGAGEMENT_CODE_TAKEN"])
    );
}

#[tokio::test]
async fn who_manages_nothing_begins_nothing_and_sees_no_members() {
    let world = World::planned().await;
    let evaluator = world.person(Role::Evaluator).await;
    let begun = evaluator.post(urls::ENGAGEMENTS, &new_engagement()).await;
    assert_eq!((begun.status, begun.codes()), (403, vec!["MANAGER_ONLY"]));
    assert_eq!(evaluator.get(urls::BEGINNING).await.status, 403);
    let members = demo_url(urls::MEMBERS, &[]);
    assert_eq!(evaluator.get(&members).await.status, 403);
    let wanted = json!({ "login": "wang", "role": "manager" });
    assert_eq!(evaluator.put(&members, &wanted).await.status, 403);
    assert_eq!(world.stranger().get(&members).await.status, 401);
}

#[tokio::test]
async fn an_engagement_never_loses_its_last_manager_and_a_partner_only_by_a_partner() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let members = demo_url(urls::MEMBERS, &[]);
    let set = async |login: &str, role: &str| {
        manager
            .put(&members, &json!({ "login": login, "role": role }))
            .await
    };
    assert_eq!(set("liu", "evaluator").await.codes(), ["OWN_ROLE"]);
    assert_eq!(set("zhou", "evaluator").await.codes(), ["PARTNER_ONLY"]);
    assert_eq!(
        set("nobody", "evaluator").await.codes(),
        ["ACCOUNT_NOT_FOUND"]
    );
    let changed = set("wang", "manager").await;
    assert_eq!(changed.status, 200);
    let listed = changed.body["members"].as_array().unwrap();
    assert_eq!(listed.len(), 8, "nobody is listed twice");
}
