//! The framework at the desk: drafted, approved by another person, amended with a reason; and the
//! firm's library. Not here: what makes a framework valid (beside `domain::indicator`).

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};

use crate::world::{World, demo_url};

const REASON: &str = "经委托方同意调整权重分配方案。";

fn weight(framework: &mut Value, place: (usize, usize, usize)) -> &mut Value {
    let (one, two, three) = place;
    &mut framework["levels"][one]["children"][two]["indicators"][three]["weight"]
}

#[tokio::test]
async fn a_framework_is_drafted_and_approved_by_another_person() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let begin = json!({
        "code": "road-2", "title": "另一项评价", "commissioned_by": "某区财政局",
        "competent_department": "某区交通运输局", "firm": "某某会计师事务所",
        "fund_year": 2018, "evaluation_year": 2026, "questionnaires_per_site": 10,
        "framework": "road_bridge", "contact": "评价组，电话 010-00000000",
        "forms": ["site-road-bridge", "q-villager-road"],
    });
    let begun = manager.post(urls::ENGAGEMENTS, &begin).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    let url = |pattern: &str| urls::fill(pattern, &["road-2"]);
    let member = json!({ "login": "he", "role": "manager" });
    assert_eq!(manager.put(&url(urls::MEMBERS), &member).await.status, 200);

    let seen = manager.get(&url(urls::FRAMEWORK)).await.body;
    assert_eq!(
        (&seen["revision"], &seen["problems"]),
        (&json!(1), &json!([]))
    );
    assert_eq!(seen["state"]["state"], "draft");
    let questions = seen["forms"][1]["questions"].as_array().unwrap();
    assert!(
        questions
            .iter()
            .any(|question| question["kind"] == "select_one")
    );

    let mut framework = seen["framework"].clone();
    *weight(&mut framework, (0, 0, 0)) = json!("1.99");
    let draft = json!({ "base_revision": 1, "framework": framework });
    let saved = manager.put(&url(urls::FRAMEWORK), &draft).await;
    assert_eq!(saved.body["problems"][0]["code"], "FRAMEWORK_WEIGHT_SUM");
    assert_eq!(saved.body["problems"][0]["details"]["found"], "99.99");
    let stale = manager.put(&url(urls::FRAMEWORK), &draft).await;
    assert_eq!(
        (stale.status, stale.codes()),
        (409, vec!["FRAMEWORK_CHANGED"])
    );

    let other = world.sign_in_as("he").await;
    let approval = url(urls::FRAMEWORK_APPROVAL);
    let refused = other.post(&approval, &json!({ "revision": 2 })).await;
    assert_eq!(
        refused.codes(),
        ["FRAMEWORK_NOT_READY", "FRAMEWORK_WEIGHT_SUM"]
    );

    let whole = json!({ "base_revision": 2, "framework": seen["framework"] });
    assert_eq!(manager.put(&url(urls::FRAMEWORK), &whole).await.status, 200);
    let own = manager.post(&approval, &json!({ "revision": 3 })).await;
    assert_eq!(own.codes(), ["SAME_PERSON_APPROVES"]);
    let approved = other.post(&approval, &json!({ "revision": 3 })).await;
    assert_eq!(
        approved.body["state"]["state"], "approved",
        "{}",
        approved.body
    );
    assert_eq!(approved.body["history"][0]["change"], "approved");
}

#[tokio::test]
async fn an_amendment_needs_a_reason_soundness_and_a_second_person() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::FRAMEWORK, &[]);
    let seen = manager.get(&url).await.body;
    assert_eq!(
        (&seen["state"]["state"], &seen["revision"]),
        (&json!("approved"), &json!(2))
    );
    let mut framework = seen["framework"].clone();
    framework["title"] = json!("调整后的指标体系");
    let silent = json!({ "base_revision": 2, "framework": framework, "reason": "调整" });
    assert_eq!(
        manager.put(&url, &silent).await.codes(),
        ["REASON_TOO_SHORT"]
    );
    let same = json!({
        "base_revision": 2, "framework": seen["framework"], "reason": REASON,
    });
    let refused = manager.put(&url, &same).await;
    assert_eq!(refused.codes(), ["FRAMEWORK_UNCHANGED"]);
    let mut unsound = framework.clone();
    *weight(&mut unsound, (0, 0, 0)) = json!("1.99");
    let unsound = json!({ "base_revision": 2, "framework": unsound, "reason": REASON });
    let refused = manager.put(&url, &unsound).await;
    assert_eq!(refused.codes()[0], "FRAMEWORK_NOT_READY");
    let good = json!({ "base_revision": 2, "framework": framework, "reason": REASON });
    let proposed = manager.put(&url, &good).await.body;
    assert_eq!(
        proposed["state"]["state"], "amendment_pending",
        "{proposed}"
    );
    assert_eq!(proposed["state"]["differences"][0]["kind"], "plan");
    let newest = &proposed["history"][0];
    assert_eq!(
        (&newest["change"], &newest["reason"], &newest["name"]),
        (&json!("proposed"), &json!(REASON), &json!("刘志强"))
    );

    // Until somebody else approves, scores follow what is in force.
    let scores = demo_url(urls::SCORES, &[]);
    let title = async || manager.get(&scores).await.body["framework"]["title"].clone();
    assert_eq!(title().await, seen["framework"]["title"]);
    let approval = demo_url(urls::FRAMEWORK_APPROVAL, &[]);
    let own = manager.post(&approval, &json!({ "revision": 3 })).await;
    assert_eq!(own.codes(), ["SAME_PERSON_APPROVES"]);
    let other = world.sign_in_as("he").await;
    let approved = other.post(&approval, &json!({ "revision": 3 })).await.body;
    assert_eq!(
        (&approved["state"]["state"], &approved["state"]["name"]),
        (&json!("approved"), &json!("何伟")),
        "{approved}"
    );
    assert_eq!(approved["history"][0]["reason"], REASON);
    assert_eq!(title().await, "调整后的指标体系");

    let start = demo_url(urls::FRAMEWORK_START, &[]);
    let again = json!({ "base_revision": 4, "starter": "culture" });
    let refused = manager.post(&start, &again).await;
    assert_eq!(refused.codes(), ["FRAMEWORK_APPROVED_ALREADY"]);
    let lead = world.person(Role::FieldLead).await;
    assert_eq!(lead.get(&url).await.status, 200);
    assert_eq!(lead.put(&url, &good).await.codes(), ["MANAGER_ONLY"]);
}

#[tokio::test]
async fn a_declined_amendment_leaves_what_is_in_force() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::FRAMEWORK, &[]);
    let approval = demo_url(urls::FRAMEWORK_APPROVAL, &[]);
    let decline = |revision: u32, reason: &str| json!({ "revision": revision, "decline": reason });
    let nothing = manager.post(&approval, &decline(2, REASON)).await;
    assert_eq!(nothing.codes(), ["FRAMEWORK_NO_AMENDMENT"]);
    let seen = manager.get(&url).await.body;
    let mut framework = seen["framework"].clone();
    framework["title"] = json!("调整后的指标体系");
    let good = json!({ "base_revision": 2, "framework": framework, "reason": REASON });
    assert_eq!(manager.put(&url, &good).await.status, 200);
    let other = world.sign_in_as("he").await;
    let short = other.post(&approval, &decline(3, "不行")).await;
    assert_eq!(short.codes(), ["REASON_TOO_SHORT"]);
    let declined = other
        .post(&approval, &decline(3, "调整依据不充分，请补充委托方意见。"))
        .await
        .body;
    assert_eq!(declined["state"]["state"], "approved", "{declined}");
    assert_eq!(declined["framework"], seen["framework"]);
    assert_eq!(declined["history"][0]["change"], "declined");
    let again = other.post(&approval, &json!({ "revision": 4 })).await;
    assert_eq!(again.codes(), ["FRAMEWORK_APPROVED_ALREADY"]);
}

#[tokio::test]
async fn nobody_adopts_the_indicator_that_they_proposed() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let shipped = manager.get(urls::LIBRARY).await.body;
    let first = shipped["items"][0].clone();
    let mut item = first.clone();
    item["code"] = json!("zz010101");
    item["name"] = json!("本所自拟指标");
    let added = manager.post(urls::LIBRARY, &json!({ "item": item })).await;
    assert_eq!(added.status, 200, "{}", added.body);
    let before = shipped["items"].as_array().unwrap().len();
    assert_eq!(added.body["items"].as_array().unwrap().len(), before + 1);
    let twice = manager.post(urls::LIBRARY, &json!({ "item": item })).await;
    assert_eq!(
        (twice.status, twice.codes()),
        (409, vec!["LIBRARY_CODE_TAKEN"])
    );

    let action = urls::fill(urls::LIBRARY_ACTION, &["zz010101"]);
    let step = |name: &str| json!({ "version": 1, "action": { "action": name } });
    assert_eq!(manager.post(&action, &step("screen")).await.status, 200);
    let own = manager.post(&action, &step("adopt")).await;
    assert_eq!(own.codes(), ["SAME_PERSON_ADOPTS"]);
    let other = world.sign_in_as("he").await;
    let adopted = other.post(&action, &step("adopt")).await.body;
    let state = adopted["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["code"] == "zz010101")
        .map(|item| item["state"].clone());
    assert_eq!(state, Some(json!("adopted")));

    let file = manager
        .client
        .get(world.url(urls::LIBRARY_XLSX))
        .send()
        .await
        .unwrap();
    let bytes = file.bytes().await.unwrap().to_vec();
    let same = manager
        .post_bytes(urls::LIBRARY_XLSX, "application/octet-stream", bytes)
        .await;
    assert_eq!(
        same.body["items"], adopted["items"],
        "nothing new, nothing changed"
    );
    let evaluator = world.person(Role::Evaluator).await;
    assert_eq!(evaluator.get(urls::LIBRARY).await.codes(), ["DESK_ONLY"]);
}

#[tokio::test]
async fn an_adopted_item_stays_in_use_while_a_new_version_is_proposed() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let shipped = manager.get(urls::LIBRARY).await.body;
    let mut item = shipped["items"][0].clone();
    let code = item["code"].as_str().unwrap().to_owned();
    item["explanation"] = json!("口径细化。");
    let renew = urls::fill(urls::LIBRARY_ITEM, &[&code]);
    let proposed = manager.put(&renew, &json!({ "item": item })).await;
    assert_eq!(proposed.status, 200, "{}", proposed.body);
    let of = |view: &Value, list: &str| {
        let mut items = view[list].as_array().unwrap().iter();
        let found = items.find(|item| item["code"] == code.as_str());
        found.map(|item| (item["version"].clone(), item["state"].clone()))
    };
    let in_use = Some((json!(1), json!("adopted")));
    assert_eq!(of(&proposed.body, "in_use"), in_use);
    assert_eq!(
        of(&proposed.body, "items"),
        Some((json!(2), json!("submitted")))
    );

    // Who still looks at the first version is told.
    let stale = manager.put(&renew, &json!({ "item": item })).await;
    assert_eq!(
        (stale.status, stale.codes()),
        (409, vec!["LIBRARY_CHANGED"])
    );
    let action = urls::fill(urls::LIBRARY_ACTION, &[&code]);
    let step =
        |version: u32, name: &str| json!({ "version": version, "action": { "action": name } });
    let other = world.sign_in_as("he").await;
    let unseen = other.post(&action, &step(3, "screen")).await;
    assert_eq!(
        (unseen.status, unseen.codes()),
        (409, vec!["LIBRARY_CHANGED"])
    );
    let screened = other.post(&action, &step(2, "screen")).await.body;
    assert_eq!(of(&screened, "in_use"), in_use);
    let adopted = other.post(&action, &step(2, "adopt")).await.body;
    assert_eq!(of(&adopted, "items"), Some((json!(2), json!("adopted"))));
    assert_eq!(of(&adopted, "in_use"), None);

    let mut like = item.clone();
    like["code"] = json!("zz010102");
    like["name"] = json!(format!("{}情况", item["name"].as_str().unwrap()));
    let added = manager
        .post(urls::LIBRARY, &json!({ "item": like }))
        .await
        .body;
    assert_eq!(added["duplicates"], json!([[code, "zz010102"]]));
}
