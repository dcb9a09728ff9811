//! Scores at the desk: two scorers, 不适用, what-if, confirmation and history. Not here: formulas
//! (the siblings), the framework (`desk_plan`), findings (`desk_findings`).

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};
use server::demo::Lifecycle;

use crate::world::{Person, World, demo_url};

const PARTLY: &str = "部分达成并具有一定效果";
const NOT_MET: &str = "未达成且效果较差";

async fn give(person: &Person, action: &str, level: &str, pct: &str) -> crate::world::Answer {
    let reason = "根据现场照片和访谈记录判断。";
    let action = json!({ "do": action, "level": level, "pct": pct, "reason": reason });
    let inputs = person.get(&demo_url(urls::SCORE_INPUTS, &[])).await.body;
    let seen = inputs["desk_marks"]["D13"].clone();
    let request = json!({ "indicator": "D13", "action": action, "seen": seen });
    person
        .post(&demo_url(urls::SCORE_MARKS, &[]), &request)
        .await
}

fn row<'a>(view: &'a Value, code: &str) -> &'a Value {
    let rows = view["sheet"]["rows"].as_array().unwrap();
    rows.iter().find(|row| row["code"] == code).unwrap()
}

fn gaps_of(view: &Value, code: &str) -> Vec<String> {
    let gaps = view["gaps"].as_array().unwrap().iter();
    let own = gaps.filter(|gap| gap["indicator"] == code);
    own.map(|gap| gap["code"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn marks_too_far_apart_are_a_gap_until_a_third_person_decides() {
    let world = World::planned().await;
    let liu = world.person(Role::Manager).await;
    let he = world.sign_in_as("he").await;
    let zhou = world.person(Role::Partner).await;
    let one = give(&liu, "give", PARTLY, "0.75").await;
    assert_eq!(gaps_of(&one.body, "D13"), ["SECOND_SCORER_MISSING"]);
    let early = give(&zhou, "decide", PARTLY, "0.7").await;
    assert_eq!(early.codes(), ["DECISION_NOT_NEEDED"]);
    let two = give(&he, "give", NOT_MET, "0.5").await;
    assert_eq!(two.status, 200, "{}", two.body);
    assert_eq!(gaps_of(&two.body, "D13"), ["SCORERS_APART"]);
    let third = give(&zhou, "give", PARTLY, "0.7").await;
    assert_eq!(third.codes(), ["TOO_MANY_SCORERS"]);
    let own = give(&he, "decide", PARTLY, "0.7").await;
    assert_eq!((own.status, own.codes()), (409, vec!["DECIDER_IS_SCORER"]));
    let lead = world.person(Role::FieldLead).await;
    let low = give(&lead, "decide", PARTLY, "0.7").await;
    assert_eq!(low.codes(), ["MANAGER_ONLY"]);
    let decided = give(&zhou, "decide", PARTLY, "0.7").await.body;
    assert_eq!(gaps_of(&decided, "D13"), Vec::<String>::new());
    assert_eq!(row(&decided, "D13")["rate"], "70.00");

    // Nobody can write two people's marks for them, and saving other things leaves them.
    let url = demo_url(urls::SCORE_INPUTS, &[]);
    let stored = liu.get(&url).await.body;
    let mut forged = stored.clone();
    forged["desk_marks"]["D13"]["marks"][1]["pct"] = json!("0.45");
    assert_eq!(liu.put(&url, &forged).await.status, 200);
    let mut without = liu.get(&url).await.body;
    without["desk_marks"] = json!({});
    assert_eq!(liu.put(&url, &without).await.status, 200);
    let kept = liu.get(&url).await.body;
    assert_eq!(kept["desk_marks"]["D13"], stored["desk_marks"]["D13"]);
    let history = liu.get(&demo_url(urls::SCORE_HISTORY, &[])).await.body;
    let newest = &history[0];
    assert_eq!(
        (&newest["name"], &newest["cause"]),
        (&json!("周文斌"), &json!("inputs"))
    );
}

#[tokio::test]
async fn an_indicator_that_does_not_apply_gives_its_weight_away_and_a_what_if_stores_nothing() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::SCORE_INPUTS, &[]);
    let short = json!({ "fund_figures": {}, "desk_marks": {}, "not_applicable": { "D13": "无" } });
    assert_eq!(
        manager.put(&url, &short).await.codes(),
        ["REASON_TOO_SHORT"]
    );
    let reason = "本项目没有生态影响，委托方同意不评。";
    let wanted = json!({
        "fund_figures": {}, "desk_marks": {}, "not_applicable": { "D13": reason },
        "reason": "方案会议纪要第三条",
    });
    let try_it = demo_url(urls::SCORE_WHAT_IF, &[]);
    let tried = manager.post(&try_it, &wanted).await.body;
    assert_eq!(row(&tried, "D13")["not_applicable"], reason);
    let before = manager.get(&demo_url(urls::SCORES, &[])).await.body;
    assert!(row(&before, "D13")["not_applicable"].is_null());
    let history = demo_url(urls::SCORE_HISTORY, &[]);
    assert_eq!(manager.get(&history).await.body, json!([]));

    let saved = manager.put(&url, &wanted).await.body;
    assert_eq!(saved["sheet"], tried["sheet"]);
    let flagged = saved["sheet"]["rows"].as_array().unwrap().iter();
    let flagged = flagged
        .filter(|row| !row["original_weight"].is_null())
        .count();
    assert!(flagged > 0, "others take over its weight");
    let lines = manager.get(&history).await.body;
    assert_eq!(lines[0]["reason"], "方案会议纪要第三条");
    assert_eq!(
        (&lines[1]["cause"], &lines[1]["name"]),
        (&json!("facts"), &json!(""))
    );
}

#[tokio::test]
async fn a_confirmed_sheet_says_what_changed_since_and_the_history_says_who_and_why() {
    let world = World::at(Lifecycle::Reported).await;
    let manager = world.person(Role::Manager).await;
    let seen = manager.get(&demo_url(urls::SCORES, &[])).await.body;
    let confirmation = demo_url(urls::SCORE_CONFIRMATION, &[]);
    let stale = manager
        .post(&confirmation, &json!({ "sheet": "0".repeat(64) }))
        .await;
    assert_eq!((stale.status, stale.codes()), (409, vec!["SCORES_CHANGED"]));
    let wanted = json!({ "sheet": seen["sheet_hash"], "reason": "初步结论" });
    let confirmed = manager.post(&confirmation, &wanted).await.body;
    assert_eq!(confirmed["confirmation"]["changes"], json!([]));
    assert_eq!(confirmed["confirmation"]["name"], "刘志强");

    let records = demo_url(urls::RECORDS, &[]);
    let page = manager
        .get(&format!("{records}?kind=site_inspection"))
        .await
        .body;
    let mut returned = false;
    let lead = world.person(Role::FieldLead).await;
    for record in page["records"].as_array().unwrap() {
        let url = demo_url(urls::REVIEW, &[record["doc_id"].as_str().unwrap()]);
        let review = json!({ "rev": record["rev"], "accepted": false, "reason": "测量值有误" });
        returned |= lead.post(&url, &review).await.status == 200;
    }
    assert!(returned, "a field lead reviews");
    let now = manager.get(&demo_url(urls::SCORES, &[])).await.body;
    assert_ne!(
        now["confirmation"]["changes"],
        json!([]),
        "it needs another look"
    );

    let url = demo_url(urls::SCORE_INPUTS, &[]);
    let mut figures = manager.get(&url).await.body;
    figures["fund_figures"]["paid"] = json!(800_000);
    figures["reason"] = json!(" ");
    let silent = manager.put(&url, &figures).await;
    assert_eq!(
        (silent.status, silent.codes()),
        (422, vec!["SCORE_REASON_MISSING"])
    );
    figures["reason"] = json!("依据财政拨款凭证");
    let saved = manager.put(&url, &figures).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let lines = manager.get(&demo_url(urls::SCORE_HISTORY, &[])).await.body;
    let causes: Vec<_> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| &line["cause"])
        .collect();
    assert_eq!(
        causes[..3],
        [&json!("inputs"), &json!("facts"), &json!("confirmed")]
    );
    assert_eq!(lines[0]["reason"], "依据财政拨款凭证");
    let change = &lines[0]["changes"][0];
    assert_ne!(change["before"], change["after"]);
}

#[tokio::test]
async fn a_manual_score_is_confirmed_by_somebody_else() {
    let world = World::planned().await;
    let liu = world.person(Role::Manager).await;
    let framework = demo_url(urls::FRAMEWORK, &[]);
    let mut changed = liu.get(&framework).await.body["framework"].clone();
    for level2 in changed["levels"][3]["children"].as_array_mut().unwrap() {
        for indicator in level2["indicators"].as_array_mut().unwrap() {
            if indicator["code"] == "D13" {
                indicator["rule"] = json!({ "kind": "manual" });
            }
        }
    }
    let reason = "定性指标改为人工评分，经评审会同意。";
    let wanted = json!({ "base_revision": 2, "framework": changed, "reason": reason });
    let proposed = liu.put(&framework, &wanted).await;
    assert_eq!(proposed.status, 200, "{}", proposed.body);
    let he = world.sign_in_as("he").await;
    let approval = demo_url(urls::FRAMEWORK_APPROVAL, &[]);
    let amended = he.post(&approval, &json!({ "revision": 3 })).await;
    assert_eq!(amended.status, 200, "{}", amended.body);

    let url = demo_url(urls::SCORE_INPUTS, &[]);
    let why = "依据竣工验收资料和现场照片综合判断，扣除个别点位缺陷。";
    let forged = json!({ "account": "x", "name": "何伟" });
    let mark = json!({
        "mark": "manual", "score": "1.50", "reason": why,
        "entered_by": forged, "confirmed_by": forged,
    });
    let inputs = json!({ "fund_figures": {}, "desk_marks": { "D13": mark } });
    let entered = liu.put(&url, &inputs).await;
    assert_eq!(
        gaps_of(&entered.body, "D13"),
        ["SECOND_PERSON_MISSING"],
        "{}",
        entered.body
    );
    let seen = liu.get(&url).await.body["desk_marks"]["D13"].clone();
    let confirm = json!({ "indicator": "D13", "action": { "do": "confirm" }, "seen": seen });
    let marks = demo_url(urls::SCORE_MARKS, &[]);
    assert_eq!(
        liu.post(&marks, &confirm).await.codes(),
        ["SAME_PERSON_CONFIRMS"]
    );
    let confirmed = he.post(&marks, &confirm).await.body;
    assert_eq!(row(&confirmed, "D13")["score"], "1.50");
}
