//! Two people at the scores of one engagement: nobody's work is replaced unseen, a mark is taken
//! back by whoever gave it, and what is confirmed is what was looked at. Not here: a single
//! person's way (`desk_flow`).

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};
use server::demo::Lifecycle;

use crate::world::{Answer, Person, World, demo_url};

const PARTLY: &str = "部分达成并具有一定效果";
const REASON: &str = "根据现场照片和访谈记录判断。";

async fn inputs(person: &Person) -> Value {
    person.get(&demo_url(urls::SCORE_INPUTS, &[])).await.body
}

async fn save(person: &Person, inputs: &Value) -> Answer {
    person.put(&demo_url(urls::SCORE_INPUTS, &[]), inputs).await
}

/// Acts on D13 as somebody who has just looked at it.
async fn act(person: &Person, action: Value) -> Answer {
    let seen = inputs(person).await["desk_marks"]["D13"].clone();
    act_on(person, action, seen).await
}

async fn act_on(person: &Person, action: Value, seen: Value) -> Answer {
    let request = json!({ "indicator": "D13", "action": action, "seen": seen });
    person
        .post(&demo_url(urls::SCORE_MARKS, &[]), &request)
        .await
}

fn give(pct: &str) -> Value {
    json!({ "do": "give", "level": PARTLY, "pct": pct, "reason": REASON })
}

fn gap_of(view: &Value, code: &str) -> Option<Value> {
    let mut gaps = view["gaps"].as_array().unwrap().iter();
    gaps.find(|gap| gap["indicator"] == code).cloned()
}

/// Amends the demo's framework; a second person approves it.
async fn amend(world: &World, manager: &Person, change: impl FnOnce(&mut Value)) {
    let url = demo_url(urls::FRAMEWORK, &[]);
    let seen = manager.get(&url).await.body;
    let mut framework = seen["framework"].clone();
    change(&mut framework);
    let wanted = json!({
        "base_revision": seen["revision"], "framework": framework,
        "reason": "经委托方同意调整评分方案。",
    });
    let amended = manager.put(&url, &wanted).await;
    assert_eq!(amended.status, 200, "{}", amended.body);
    let revision = json!({ "revision": amended.body["revision"] });
    let partner = world.person(Role::Partner).await;
    let url = demo_url(urls::FRAMEWORK_APPROVAL, &[]);
    assert_eq!(partner.post(&url, &revision).await.status, 200);
}

fn indicator<'a>(framework: &'a mut Value, code: &str) -> &'a mut Value {
    let levels = framework["levels"].as_array_mut().unwrap().iter_mut();
    let children = levels.flat_map(|level| level["children"].as_array_mut().unwrap());
    let mut all = children.flat_map(|level| level["indicators"].as_array_mut().unwrap());
    all.find(|indicator| indicator["code"] == code).unwrap()
}

#[tokio::test]
async fn what_a_colleague_saved_in_between_is_not_replaced() {
    let world = World::planned().await;
    let liu = world.person(Role::Manager).await;
    let zhou = world.person(Role::Partner).await;
    let [mut mine, mut theirs] = [inputs(&liu).await, inputs(&zhou).await];
    theirs["fund_figures"] = json!({ "paid": 700_000 });
    assert_eq!(save(&zhou, &theirs).await.status, 200);
    mine["fund_figures"] = json!({ "arrived": 900_000 });
    let refused = save(&liu, &mine).await;
    assert_eq!(
        (refused.status, refused.codes()),
        (409, vec!["SCORE_INPUTS_CHANGED"])
    );
    assert_eq!(refused.body["problems"][0]["details"]["by"], "周文斌");
    let stored = inputs(&liu).await;
    assert_eq!(stored["fund_figures"], json!({ "paid": 700_000 }));
    assert_eq!(stored["base_revision"], 1);

    mine["fund_figures"] = json!({ "arrived": 900_000, "paid": 700_000 });
    mine["base_revision"] = stored["base_revision"].clone();
    assert_eq!(save(&liu, &mine).await.status, 200);
}

#[tokio::test]
async fn a_manual_score_is_confirmed_as_it_was_looked_at() {
    let world = World::planned().await;
    let liu = world.person(Role::Manager).await;
    let he = world.sign_in_as("he").await;
    amend(&world, &liu, |framework| {
        indicator(framework, "D13")["rule"] = json!({ "kind": "manual" });
    })
    .await;
    let entered = |score: &str| {
        json!({
            "mark": "manual", "score": score,
            "reason": "依据竣工验收资料和现场照片综合判断，扣除个别点位缺陷。",
        })
    };
    let mut sent = inputs(&liu).await;
    sent["desk_marks"]["D13"] = entered("1.50");
    assert_eq!(save(&liu, &sent).await.status, 200);
    let seen = inputs(&he).await["desk_marks"]["D13"].clone();
    let mut again = inputs(&liu).await;
    again["desk_marks"]["D13"] = entered("0.50");
    assert_eq!(save(&liu, &again).await.status, 200);
    let confirm = json!({ "do": "confirm" });
    let stale = act_on(&he, confirm.clone(), seen).await;
    assert_eq!((stale.status, stale.codes()), (409, vec!["MARK_CHANGED"]));
    assert_eq!(act(&he, confirm).await.status, 200);
}

#[tokio::test]
async fn two_scorers_mark_at_the_same_time_and_a_decision_is_on_what_was_seen() {
    let world = World::planned().await;
    let liu = world.person(Role::Manager).await;
    let he = world.sign_in_as("he").await;
    let zhou = world.person(Role::Partner).await;
    let nothing = Value::Null;
    assert_eq!(
        act_on(&liu, give("0.75"), nothing.clone()).await.status,
        200
    );
    let low = json!({ "do": "give", "level": "未达成且效果较差", "pct": "0.4", "reason": REASON });
    let second = act_on(&he, low, nothing).await;
    assert_eq!(second.status, 200, "{}", second.body);

    let seen = inputs(&zhou).await["desk_marks"]["D13"].clone();
    assert_eq!(act(&liu, give("0.7")).await.status, 200);
    let decide = json!({ "do": "decide", "level": PARTLY, "pct": "0.65", "reason": REASON });
    let stale = act_on(&zhou, decide.clone(), seen).await;
    assert_eq!((stale.status, stale.codes()), (409, vec!["MARK_CHANGED"]));
    assert_eq!(act(&zhou, decide).await.status, 200);
    let settled = act(&liu, give("0.6")).await;
    assert_eq!(
        (settled.status, settled.codes()),
        (409, vec!["MARK_DECIDED"])
    );
    let withdraw = json!({ "do": "withdraw", "reason": "照片看错了。" });
    assert_eq!(act(&he, withdraw).await.codes(), ["MARK_DECIDED"]);
}

#[tokio::test]
async fn a_mark_is_taken_back_by_whoever_gave_it_and_the_history_says_why() {
    let world = World::planned().await;
    let liu = world.person(Role::Manager).await;
    let he = world.sign_in_as("he").await;
    let zhou = world.person(Role::Partner).await;
    assert_eq!(act(&liu, give("0.75")).await.status, 200);
    assert_eq!(act(&he, give("0.70")).await.status, 200);
    let withdraw = |reason: &str| json!({ "do": "withdraw", "reason": reason });
    assert_eq!(
        act(&zhou, withdraw("换人")).await.codes(),
        ["MARK_NOT_YOURS"]
    );
    assert_eq!(act(&liu, withdraw(" ")).await.codes(), ["REASON_MISSING"]);
    let back = act(&liu, withdraw("照片看错了。")).await;
    assert_eq!(back.status, 200, "{}", back.body);
    let gap = gap_of(&back.body, "D13").unwrap();
    assert_eq!(gap["code"], "SECOND_SCORER_MISSING");
    let history = liu.get(&demo_url(urls::SCORE_HISTORY, &[])).await.body;
    assert_eq!(history[0]["reason"], "照片看错了。");
    let third = act(&zhou, give("0.72")).await;
    assert_eq!(third.status, 200, "somebody else may mark: {}", third.body);
}

#[tokio::test]
async fn a_mark_that_amended_levels_no_longer_hold_is_given_anew_and_blocks_nobody() {
    let world = World::planned().await;
    let liu = world.person(Role::Manager).await;
    let he = world.sign_in_as("he").await;
    assert_eq!(act(&liu, give("0.75")).await.status, 200);
    amend(&world, &liu, |framework| {
        indicator(framework, "D13")["rule"] = json!({ "kind": "grade_level", "levels": [
            { "name": "达成预期目标", "min": "0.7", "max": "1", "max_inclusive": true },
            { "name": PARTLY, "min": "0.5", "max": "0.7" },
            { "name": "未达成且效果较差", "min": "0", "max": "0.5" },
        ] });
    })
    .await;
    let second = act(&he, give("0.65")).await;
    assert_eq!(second.status, 200, "{}", second.body);
    let gap = gap_of(&second.body, "D13").unwrap();
    assert_eq!(
        (&gap["code"], &gap["missing"]),
        (&json!("PCT_OUT_OF_LEVEL"), &json!(["刘志强"]))
    );
    let anew = act(&liu, give("0.60")).await;
    assert_eq!(gap_of(&anew.body, "D13"), None, "{}", anew.body);
}

#[tokio::test]
async fn with_one_scorer_a_colleagues_mark_is_replaced_only_on_purpose() {
    let world = World::planned().await;
    let liu = world.person(Role::Manager).await;
    let he = world.sign_in_as("he").await;
    amend(&world, &liu, |framework| {
        framework["plan"]["qualitative_scorers"] = json!(1);
    })
    .await;
    assert_eq!(act(&liu, give("0.75")).await.status, 200);
    let other = act(&he, give("0.65")).await;
    assert_eq!(
        (other.status, other.codes()),
        (409, vec!["MARK_OF_COLLEAGUE"])
    );
    assert_eq!(other.body["problems"][0]["details"]["name"], "刘志强");
    assert_eq!(act(&liu, give("0.70")).await.status, 200, "one's own");
    let mut on_purpose = give("0.65");
    on_purpose["replace"] = json!(true);
    assert_eq!(act(&he, on_purpose).await.status, 200);
    let stored = inputs(&liu).await["desk_marks"]["D13"].clone();
    assert_eq!(stored["given_by"]["name"], "何伟");
}

#[tokio::test]
async fn a_sheet_with_gaps_or_with_other_rows_is_not_confirmed() {
    let world = World::at(Lifecycle::Reported).await;
    let manager = world.person(Role::Manager).await;
    let scores = demo_url(urls::SCORES, &[]);
    let confirmation = demo_url(urls::SCORE_CONFIRMATION, &[]);
    let before = manager.get(&scores).await.body;
    let mut sent = inputs(&manager).await;
    sent["desk_marks"].as_object_mut().unwrap().remove("A11");
    sent["reason"] = json!("重新评定");
    let open = save(&manager, &sent).await.body;
    let wanted = |view: &Value| json!({ "sheet": view["sheet_hash"], "reason": "初步结论" });
    let other = manager.post(&confirmation, &wanted(&before)).await;
    assert_eq!((other.status, other.codes()), (409, vec!["SCORES_CHANGED"]));
    let gaps = manager.post(&confirmation, &wanted(&open)).await;
    assert_eq!(
        (gaps.status, gaps.codes()),
        (409, vec!["SCORES_INCOMPLETE"])
    );
    assert_eq!(gaps.body["problems"][0]["details"]["indicators"], "A11");
}

#[tokio::test]
async fn a_clients_consent_is_recorded_with_who_when_and_document() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let mut sent = inputs(&manager).await;
    let reason = "本项目没有这一内容可评。";
    for code in ["C12", "C22", "D11"] {
        sent["not_applicable"][code] = json!(reason); // 6 + 7 + 8 = 21
    }
    sent["reason"] = json!("方案会议纪要");
    let open = save(&manager, &sent).await;
    let gap = gap_of(&open.body, "D11").unwrap();
    assert_eq!(gap["code"], "CLIENT_CONSENT_MISSING", "{}", open.body);
    let mut agreed = inputs(&manager).await;
    agreed["consent"] = json!({
        "by": "", "on": "2026-11-22", "document": "复函", "indicators": ["C12", "C22", "D11"],
    });
    assert_eq!(
        save(&manager, &agreed).await.codes(),
        ["CONSENT_INCOMPLETE"]
    );
    agreed["consent"]["by"] = json!("王处长");
    let given = save(&manager, &agreed).await;
    assert_eq!(given.status, 200, "{}", given.body);
    assert_eq!(gap_of(&given.body, "D11"), None);
}

#[tokio::test]
async fn what_is_tried_out_may_hold_a_colleagues_part() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let mark = |who: &str| {
        let (level, pct) = (PARTLY, "0.7");
        json!({ "scorer": who, "name": who, "level": level, "pct": pct, "reason": REASON })
    };
    let joint = json!({ "mark": "joint", "marks": [mark("liu"), mark("what-if")] });
    let tried = json!({ "fund_figures": {}, "desk_marks": { "D13": joint } });
    let what_if = demo_url(urls::SCORE_WHAT_IF, &[]);
    let seen = manager.post(&what_if, &tried).await;
    assert_eq!(gap_of(&seen.body, "D13"), None, "{}", seen.body);
    assert_eq!(save(&manager, &tried).await.codes(), ["MARK_OF_OTHERS"]);
}
