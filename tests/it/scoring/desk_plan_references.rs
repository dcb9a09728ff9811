//! What a plan refers to: codes that lead nowhere, codes that are given anew, and what cannot be
//! concluded before it is approved. Not here: approving and amending (`desk_plan`).

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};
use server::demo::Lifecycle;

use crate::world::{Person, World, answer, demo_url};

const FRAME: &[u8] = include_bytes!("../../../starters/frames/frame_road.xlsx");
const REASON: &str = "经委托方同意调整指标编码和来源。";

fn of(pattern: &str) -> String {
    urls::fill(pattern, &["own-1"])
}

/// An engagement of its own under this framework, managed by liu and he.
async fn begun(world: &World, framework: &str) -> Person {
    let manager = world.person(Role::Manager).await;
    let begin = json!({
        "code": "own-1", "title": "另一项评价", "commissioned_by": "某区财政局",
        "competent_department": "某区交通运输局", "firm": "某某会计师事务所",
        "fund_year": 2018, "evaluation_year": 2026, "questionnaires_per_site": 10,
        "framework": framework, "contact": "评价组，电话 010-00000000",
        "forms": ["site-road-bridge", "q-villager-road"],
    });
    let begun = manager.post(urls::ENGAGEMENTS, &begin).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    let member = json!({ "login": "he", "role": "manager" });
    let joined = manager.put(&of(urls::MEMBERS), &member).await;
    assert_eq!(joined.status, 200, "{}", joined.body);
    manager
}

fn indicator<'a>(framework: &'a mut Value, code: &str) -> &'a mut Value {
    let levels = framework["levels"].as_array_mut().unwrap();
    let branches = levels
        .iter_mut()
        .flat_map(|level| level["children"].as_array_mut().unwrap());
    let mut indicators = branches.flat_map(|branch| branch["indicators"].as_array_mut().unwrap());
    indicators.find(|one| one["code"] == code).unwrap()
}

fn findings_of(code: &str) -> Value {
    json!({ "findings": {
        "label": "问题", "unit": "项",
        "from": { "source": "findings", "indicators": [code] },
    } })
}

fn row<'a>(scores: &'a Value, code: &str) -> &'a Value {
    let rows = scores["sheet"]["rows"].as_array().unwrap();
    rows.iter().find(|row| row["code"] == code).unwrap()
}

#[tokio::test]
async fn codes_that_lead_nowhere_are_named_and_keep_a_plan_from_approval() {
    let world = World::planned().await;
    let manager = begun(&world, "road_bridge").await;
    let url = of(urls::FRAMEWORK);
    let seen = manager.get(&url).await.body;
    assert_eq!(seen["problems"], json!([]));
    let mut framework = seen["framework"].clone();
    indicator(&mut framework, "B13")["operands"] = findings_of("X99");
    indicator(&mut framework, "D14")["code"] = json!("D15");
    framework["plan"]["vetoes"] = json!([
        { "name": "截留", "severity": "severe", "zeroes": "X98", "grade_cap": "丁" },
    ]);
    let draft = json!({ "base_revision": 1, "framework": framework });
    let saved = manager.put(&url, &draft).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let other = world.sign_in_as("he").await;
    let approval = of(urls::FRAMEWORK_APPROVAL);
    let refused = other.post(&approval, &json!({ "revision": 2 })).await;
    let codes = refused.codes();
    for expected in [
        "FRAMEWORK_NOT_READY",
        "FRAMEWORK_FINDINGS_INDICATOR_UNKNOWN",
        "FRAMEWORK_VETO_INDICATOR_UNKNOWN",
        "FRAMEWORK_VETO_GRADE_UNKNOWN",
        "BINDING_INDICATOR_UNKNOWN",
    ] {
        assert!(codes.contains(&expected), "{expected}: {codes:?}");
    }
}

#[tokio::test]
async fn a_form_of_another_framework_is_named_with_its_questions() {
    let world = World::planned().await;
    let manager = begun(&world, "mof-2020-10").await;
    let seen = manager.get(&of(urls::FRAMEWORK)).await.body;
    let problems = seen["problems"].as_array().unwrap();
    let named: Vec<&str> = problems
        .iter()
        .filter(|problem| problem["code"] == "BINDING_INDICATOR_UNKNOWN")
        .filter_map(|problem| problem["details"]["code"].as_str())
        .collect();
    for code in ["C22", "D13", "D14", "D21"] {
        assert!(named.contains(&code), "{code}: {named:?}");
    }
}

#[tokio::test]
async fn what_no_draft_may_hold_is_refused_when_it_is_saved() {
    let world = World::planned().await;
    let manager = begun(&world, "road_bridge").await;
    let url = of(urls::FRAMEWORK);
    let seen = manager.get(&url).await.body;
    type Spoil = fn(&mut Value);
    let cases: [(&str, Spoil); 6] = [
        ("TEXT_CONTROL_CHARACTER", |it| {
            it["title"] = json!("评价\u{7}体系")
        }),
        ("TEXT_CONTROL_CHARACTER", |it| {
            indicator(it, "C11")["name"] = json!("完成\u{202e}率");
        }),
        ("TEXT_TOO_LONG", |it| {
            indicator(it, "C11")["name"] = json!("完".repeat(201))
        }),
        ("FRAMEWORK_WEIGHT_OUT_OF_RANGE", |it| {
            indicator(it, "C11")["weight"] = json!("-1.00");
        }),
        ("FRAMEWORK_WEIGHT_OUT_OF_RANGE", |it| {
            indicator(it, "C11")["weight"] = json!("100.01");
        }),
        ("FRAMEWORK_ID_FIXED", |it| {
            it["id"] = json!("mof-2013-53-department")
        }),
    ];
    for (code, spoil) in cases {
        let mut framework = seen["framework"].clone();
        spoil(&mut framework);
        let draft = json!({ "base_revision": 1, "framework": framework });
        let refused = manager.put(&url, &draft).await;
        assert_eq!((refused.status, refused.codes()), (422, vec![code]));
    }
    assert_eq!(manager.get(&url).await.body["revision"], 1);
}

#[tokio::test]
async fn marks_findings_and_field_records_follow_a_new_code() {
    let world = World::at(Lifecycle::Fieldwork).await;
    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::FRAMEWORK, &[]);
    let inputs = demo_url(urls::SCORE_INPUTS, &[]);
    let why = "本项目不涉及该项内容，依据批复。";
    let counts = json!({ "mark": "counts", "counts": [{ "severity": "minor", "count": 2 }] });
    let entered = json!({
        "fund_figures": {}, "desk_marks": { "B13": counts }, "not_applicable": { "A32": why },
    });
    assert_eq!(manager.put(&inputs, &entered).await.status, 200);
    let list = demo_url(urls::FINDINGS, &[]);
    let new = json!({ "dossier": {
        "desk": { "title": "资金拨付不及时" }, "responsible_unit": "某区交通运输局",
        "severity": "major", "class": "funds", "facts": "两笔资金滞留超过30日。",
        "indicator": "B13",
    } });
    let added = manager.post(&list, &new).await;
    assert_eq!(added.status, 200, "{}", added.body);
    let under = |list: &Value, code: &str| {
        let findings = list["findings"].as_array().unwrap().iter();
        let own = findings.filter(|view| view["finding"]["indicator"] == code);
        own.count()
    };
    let at_sites = under(&added.body, "C22");
    assert!(at_sites > 0, "the example has findings under C22");

    let mut framework = manager.get(&url).await.body["framework"].clone();
    for (from, to) in [("B13", "B19"), ("A32", "A39"), ("C22", "C29")] {
        indicator(&mut framework, from)["code"] = json!(to);
    }
    let mut wanted = json!({
        "base_revision": 2, "framework": framework, "reason": REASON,
        "recoded": { "B13": "B19", "A32": "A39", "C22": "C28" },
    });
    let wrong = manager.put(&url, &wanted).await;
    assert_eq!(wrong.codes(), ["FRAMEWORK_RECODE_UNKNOWN"]);
    wanted["recoded"]["C22"] = json!("C29");
    let proposed = manager.put(&url, &wanted).await;
    assert_eq!(proposed.status, 200, "{}", proposed.body);
    let before = manager.get(&inputs).await.body;
    assert!(
        before["desk_marks"].get("B13").is_some(),
        "not in force yet"
    );

    let other = world.sign_in_as("he").await;
    let approval = demo_url(urls::FRAMEWORK_APPROVAL, &[]);
    let approved = other.post(&approval, &json!({ "revision": 3 })).await;
    assert_eq!(approved.status, 200, "{}", approved.body);
    assert_eq!(approved.body["problems"], json!([]));
    let after = manager.get(&inputs).await.body;
    assert_eq!(
        after["desk_marks"],
        json!({ "B19": before["desk_marks"]["B13"] })
    );
    assert_eq!(after["not_applicable"], json!({ "A39": why }));
    let findings = manager.get(&list).await.body;
    assert_eq!(under(&findings, "B19"), 1);
    assert_eq!(under(&findings, "C29"), at_sites);
    assert_eq!((under(&findings, "B13"), under(&findings, "C22")), (0, 0));
}

#[tokio::test]
async fn nothing_is_concluded_on_a_plan_that_is_not_approved() {
    let world = World::planned().await;
    let manager = begun(&world, "road_bridge").await;
    let frame = manager.client.post(world.url(&of(urls::FRAME)));
    let frame = frame.header("content-type", "application/octet-stream");
    let frame = frame.header("x-file-name", "frame.xlsx").body(FRAME);
    assert_eq!(answer(frame).await.status, 200);

    let scores = manager.get(&of(urls::SCORES)).await.body;
    assert_eq!(scores["plan_approved"], false, "a preview");
    let confirm = json!({ "sheet": scores["sheet_hash"], "reason": "" });
    let refused = manager.post(&of(urls::SCORE_CONFIRMATION), &confirm).await;
    let expected = (409, vec!["PLAN_NOT_APPROVED"]);
    assert_eq!((refused.status, refused.codes()), expected);
    let report = manager.get(&of(urls::REPORT)).await.body;
    for step in [
        json!({ "step": "submit" }),
        json!({ "step": "sign", "level": "first" }),
        json!({ "step": "issue", "number": "测〔2026〕1号" }),
    ] {
        let step = json!({ "content": report["content"], "step": step });
        let refused = manager.post(&of(urls::REPORT_REVIEW), &step).await;
        assert_eq!(
            (refused.status, refused.codes()),
            expected,
            "{}",
            refused.body
        );
    }

    let other = world.sign_in_as("he").await;
    let approval = json!({ "revision": 1 });
    let approved = other.post(&of(urls::FRAMEWORK_APPROVAL), &approval).await;
    assert_eq!(approved.status, 200, "{}", approved.body);
    let confirmed = manager.post(&of(urls::SCORE_CONFIRMATION), &confirm).await;
    let codes = confirmed.codes();
    assert_eq!((confirmed.status, codes), (409, vec!["SCORES_INCOMPLETE"]));
    let scores = manager.get(&of(urls::SCORES)).await.body;
    assert_eq!(scores["plan_approved"], true);
}

#[tokio::test]
async fn a_withdrawn_or_merged_finding_moves_the_score_that_counts_findings() {
    let world = World::at(Lifecycle::Fieldwork).await;
    let manager = world.person(Role::Manager).await;
    let list = demo_url(urls::FINDINGS, &[]);
    let scores = demo_url(urls::SCORES, &[]);
    let found = manager.get(&list).await.body;
    let codes: Vec<(String, String)> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|view| {
            let text = |name: &str| view["finding"][name].as_str().unwrap_or("").to_owned();
            (text("code"), text("indicator"))
        })
        .collect();
    let counted = codes[0].1.clone();
    let own: Vec<&String> = codes
        .iter()
        .filter(|(_, indicator)| *indicator == counted)
        .map(|(code, _)| code)
        .collect();
    assert!(own.len() > 1, "two findings under {counted}");

    let url = demo_url(urls::FRAMEWORK, &[]);
    let mut framework = manager.get(&url).await.body["framework"].clone();
    let management = indicator(&mut framework, "B22");
    let cheap = json!({ "points": "0.01" });
    management["rule"] = json!({ "kind": "deduction", "per_finding": {
        "minor": cheap, "major": cheap, "severe": cheap,
    } });
    management["operands"] = findings_of(&counted);
    let wanted = json!({ "base_revision": 2, "framework": framework, "reason": REASON });
    let proposed = manager.put(&url, &wanted).await;
    assert_eq!(proposed.status, 200, "{}", proposed.body);
    let other = world.sign_in_as("he").await;
    let approval = demo_url(urls::FRAMEWORK_APPROVAL, &[]);
    let approved = other.post(&approval, &json!({ "revision": 3 })).await;
    assert_eq!(approved.status, 200, "{}", approved.body);

    let score = async || row(&manager.get(&scores).await.body, "B22")["score"].clone();
    let points = |taken: usize| json!(format!("4.{:02}", 100 - taken));
    assert_eq!(score().await, points(own.len()));
    let act = |code: &str| demo_url(urls::FINDING_ACTION, &[code]);
    let withdraw = json!({ "action": "withdraw", "reason": "复核后不成立" });
    let step = |base: u32, action: &Value| json!({ "base_revision": base, "action": action });
    let done = manager.post(&act(own[0]), &step(0, &withdraw)).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(score().await, points(own.len() - 1));
    let restore = json!({ "action": "restore", "reason": "补充资料后成立" });
    let done = manager.post(&act(own[0]), &step(1, &restore)).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(score().await, points(own.len()));
    let merge = json!({ "action": "merge", "into": own[0], "reason": "同一问题" });
    let done = manager.post(&act(own[1]), &step(0, &merge)).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(score().await, points(own.len() - 1));
}
