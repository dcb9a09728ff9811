//! 专项审核 and 项目汇总 through the real router: five planted errors, three parties, cut-off and
//! line to the hundredth, the scorecard of the seed, and who may see any of it.

use domain::party::Role;
use domain::project::{Table, TableRow};
use domain::wire::urls;
use serde_json::{Value, json};
use server::service::engagements;
use server::workbook::write_tables;

use crate::world::{Answer, Person, World, answer, demo_url};

/// The usual form with five planted errors: rate, capped score, missing reason, zero target, sum.
const FIVE_ERRORS: [&str; 12] = [
    "项目支出绩效自评表",
    "项目名称|危桥改造|||实施单位|农业局（本级）",
    "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分",
    "|年度资金总额|100|100.00|94.9|10|95%|9.50",
    "是否开展满意度调查|是",
    "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施",
    "产出指标|数量指标|修复里程|12公里|12公里|15|15|",
    "|质量指标|验收合格率|100%|90%|20|20|雨季停工",
    "|时效指标|延误次数|0|5|15|15|",
    "效益指标|社会效益|受益户数|≥100户|80户|30|24|",
    "满意度指标|满意度|群众满意度|≥90%|92%|10|10|",
    "总分|||||100|95.50|",
];

fn table(sheet: &str, lines: &[&str]) -> Table {
    let rows = lines.iter().zip(1u32..).map(|(line, number)| TableRow {
        number,
        cells: line.split('|').map(str::to_owned).collect(),
    });
    Table {
        sheet: sheet.to_owned(),
        rows: rows.collect(),
        merged: Vec::new(),
    }
}

async fn upload(person: &Person, world: &World, tables: &[Table]) -> Answer {
    let request = person
        .client
        .post(world.url(&demo_url(urls::SELF_EVALUATIONS, &[])))
        .header("x-file-name", "%E8%87%AA%E8%AF%84.xlsx")
        .body(write_tables(tables).unwrap());
    answer(request).await
}

/// A third person who manages the example.
async fn third(world: &World) -> Person {
    let newcomer = world.newcomer().await;
    let session = newcomer.get(urls::SESSION).await.body;
    let account = session["account_id"].as_str().unwrap().into();
    engagements::join(&world.service, "demo", &account, Role::Manager)
        .await
        .unwrap();
    newcomer
}

#[tokio::test]
async fn a_sheet_with_five_planted_errors_has_exactly_five_flags_and_one_false_claim() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let cover = table("封面", &["填报说明"]);
    let list = upload(&manager, &world, &[cover, table("自评表", &FIVE_ERRORS)]).await;
    assert_eq!(list.status, 200, "{}", list.body);
    let known = &list.body["evaluations"];
    assert_eq!(known.as_array().unwrap().len(), 1, "the cover is no sheet");
    assert_eq!(
        (
            &known[0]["flags"],
            &known[0]["unit"],
            &known[0]["file_name"]
        ),
        (&json!(5), &json!("农业局（本级）"), &json!("自评.xlsx"))
    );
    assert_eq!(
        (&list.body["claims_confirmed"], &list.body["claims"]),
        (&json!(0), &json!(1))
    );
    let id = known[0]["id"].as_str().unwrap();
    let seen = manager.get(&demo_url(urls::SELF_EVALUATION, &[id])).await;
    let flags = seen.body["flags"].as_array().unwrap();
    let kinds: Vec<&str> = flags
        .iter()
        .map(|it| it["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "execution_score",
            "capped_score",
            "zero_target",
            "missing_reason",
            "total_sum"
        ]
    );
    assert_eq!(seen.body["rescored"]["execution"], "9.49");
    assert_eq!(seen.body["rescored"]["difference"], Value::Null);
}

#[tokio::test]
async fn a_workbook_without_a_sheet_or_with_a_wrong_one_is_refused_as_a_whole() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let none = upload(&manager, &world, &[table("封面", &["填报说明"])]).await;
    assert_eq!(
        (none.status, none.codes()),
        (422, vec!["SELF_EVALUATION_HEADING_NOT_FOUND"])
    );
    let mut lines = FIVE_ERRORS;
    lines[6] = "产出指标|数量指标|修复里程|12公里|12公里|十五|15|";
    let tables = [table("一", &FIVE_ERRORS), table("二", &lines)];
    let wrong = upload(&manager, &world, &tables).await;
    assert_eq!(wrong.codes(), ["SELF_EVALUATION_NOT_A_NUMBER"]);
    let url = demo_url(urls::SELF_EVALUATIONS, &[]);
    assert_eq!(manager.get(&url).await.body["evaluations"], json!([]));
}

#[tokio::test]
async fn marks_close_the_gap_until_somebody_signs_and_three_people_sign_for_three_parties() {
    let world = World::planned().await;
    let people = [
        world.person(Role::Manager).await,
        world.person(Role::Partner).await,
        third(&world).await,
    ];
    let list = upload(&people[0], &world, &[table("自评表", &FIVE_ERRORS)]).await;
    let id = list.body["evaluations"][0]["id"].as_str().unwrap();
    let url = demo_url(urls::SELF_EVALUATION, &[id]);
    let marks = json!({ "9": ["12.00", "延误两次，均有批准手续"] });
    let without_reason = json!({ "base_revision": 1, "marks": { "9": ["12.00", " "] } });
    let refused = people[0].put(&url, &without_reason).await;
    assert_eq!(refused.codes(), ["REASON_MISSING"]);
    let wanted = json!({ "base_revision": 1, "marks": marks });
    let marked = people[0].put(&url, &wanted).await;
    // 9.49 + 15 + 18 + 12 + 24 + 10
    assert_eq!(marked.body["rescored"]["total"], "88.49");
    assert_eq!(marked.body["rescored"]["difference"], "-7.01");
    let stale = people[1].put(&url, &wanted).await;
    assert_eq!(
        (stale.status, stale.codes()),
        (409, vec!["SELF_EVALUATION_CHANGED"])
    );

    let sign_url = demo_url(urls::SELF_EVALUATION_SIGN, &[id]);
    let sign = |party: &str| json!({ "base_revision": 2, "party": party, "passed": true });
    let parties = ["third_party", "performance_section", "business_section"];
    let first = people[0].post(&sign_url, &sign(parties[0])).await;
    assert_eq!(first.body["summary"]["state"]["state"], "waiting");
    let twice = people[0].post(&sign_url, &sign(parties[1])).await;
    assert_eq!(twice.codes(), ["SAME_PERSON_SIGNS_TWICE"]);
    let again = people[1].post(&sign_url, &sign(parties[0])).await;
    assert_eq!(
        (again.status, again.codes()),
        (409, vec!["PARTY_SIGNED_ALREADY"])
    );
    let frozen = json!({ "base_revision": 2, "marks": {} });
    assert_eq!(
        people[1].put(&url, &frozen).await.codes(),
        ["SELF_EVALUATION_SIGNED"]
    );
    let second = people[1].post(&sign_url, &sign(parties[1])).await;
    assert_eq!(
        second.body["summary"]["state"],
        json!({ "state": "waiting", "missing": ["business_section"] })
    );
    let last = people[2].post(&sign_url, &sign(parties[2])).await;
    assert_eq!(last.body["summary"]["state"]["state"], "passed");
    assert_eq!(last.body["signatures"].as_array().unwrap().len(), 3);
}

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

fn monitored(code: &str, base_revision: u32, figures: Value) -> Value {
    json!({
        "base_revision": base_revision,
        "project": {
            "code": code, "name": "危桥改造", "unit": "农业局",
            "budget": 100_000_000, "figures": figures,
        },
    })
}

#[tokio::test]
async fn in_june_forty_percent_is_green_and_a_hundredth_less_yellow() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::MONITORING, &[]);
    let asked = format!("{url}?month=6&preset=wuzhong");
    let paid = |paid: i64| json!([{ "month": 6, "paid": paid, "progress_percent": null }]);
    let projects = json!({ "projects": [
        monitored("A", 0, paid(39_990_000)), monitored("B", 0, paid(40_000_000)),
    ] });
    let board = manager.put(&asked, &projects).await;
    let lines = &board.body["lines"];
    let colour = |line: usize| lines[line]["assessment"]["colour"].as_str();
    assert_eq!((colour(0), colour(1)), (Some("yellow"), Some("green")));
    assert_eq!(
        lines[0]["assessment"]["reasons"][0]["found"], "39.99",
        "{lines}"
    );
    let stale = manager.put(&asked, &projects).await;
    assert_eq!(
        (stale.status, stale.codes()),
        (409, vec!["MONITORING_CHANGED"])
    );
    let fallen = json!([
        { "month": 6, "paid": 100, "progress_percent": null },
        { "month": 7, "paid": 99, "progress_percent": null },
    ]);
    let fallen = json!({ "projects": [monitored("A", 1, fallen)] });
    assert_eq!(
        manager.put(&asked, &fallen).await.codes(),
        ["MONITORING_PAID_FELL"]
    );
    for (query, code) in [
        ("month=13", "MONITORING_BAD_MONTH"),
        ("preset=none", "MONITORING_PRESET_UNKNOWN"),
    ] {
        let refused = manager.get(&format!("{url}?{query}")).await;
        assert_eq!((refused.status, refused.codes()), (422, vec![code]));
    }
    let october = json!([{ "month": 10, "paid": 0, "progress_percent": null }]);
    let projects = json!({ "projects": [monitored("B", 1, october)] });
    let board = manager
        .put(&format!("{url}?month=10&preset=wuzhong"), &projects)
        .await;
    let assessment = &board.body["lines"][1]["assessment"];
    assert_eq!(
        (&assessment["colour"], &assessment["on_watch_ledger"]),
        (&json!("red"), &json!(true))
    );
}

#[tokio::test]
async fn the_programme_counts_the_example_and_the_scorecard_comes_to_9706() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let programme = manager.get(urls::PROGRAMME).await;
    assert_eq!(programme.status, 200, "{}", programme.body);
    let summary = &programme.body["summary"];
    assert_eq!(
        (&summary["count"], &summary["amount_text"]),
        (&json!(1), &json!("1686.00万元"))
    );
    assert_eq!(
        (&summary["unscored"], &summary["no_low_grades"]),
        (&json!(1), &json!(false))
    );

    let shipped = manager.get(urls::SCORECARD).await.body;
    assert_eq!(shipped["revision"], 0);
    let scores = [
        "2", "11", "2", "6", "2", "2", "10", "4", "2", "4", "2", "8", "9", "4.06", "4", "6", "4",
        "4", "6", "5",
    ];
    let mut card = shipped["card"].clone();
    let sections = card["sections"].as_array_mut().unwrap();
    let items = sections
        .iter_mut()
        .flat_map(|section| section["items"].as_array_mut().unwrap());
    for (item, score) in items.zip(scores) {
        item["score"] = json!(score);
    }
    let wanted = json!({ "base_revision": 0, "card": card });
    let saved = manager.put(urls::SCORECARD, &wanted).await;
    assert_eq!(
        (&saved.body["total"], &saved.body["sections"]),
        (
            &json!("97.06"),
            &json!(["15.00", "10.00", "30.00", "23.06", "19.00"])
        )
    );
    let stale = manager.put(urls::SCORECARD, &wanted).await;
    assert_eq!(
        (stale.status, stale.codes()),
        (409, vec!["SCORECARD_CHANGED"])
    );
    let again = manager.get(urls::SCORECARD).await.body;
    assert_eq!(again["total"], "97.06");
}

#[tokio::test]
async fn a_stranger_learns_nothing_of_the_checks_and_an_evaluator_may_not_look() {
    let world = World::planned().await;
    let evaluator = world.person(Role::Evaluator).await;
    let newcomer = world.newcomer().await;
    let rooms = [
        urls::SELF_EVALUATIONS,
        urls::TARGET_REVIEWS,
        urls::MONITORING,
    ];
    for url in rooms.map(|url| demo_url(url, &[])) {
        let foreign = newcomer.get(&url).await;
        assert_eq!(
            (foreign.status, foreign.codes()),
            (404, vec!["ENGAGEMENT_NOT_FOUND"]),
            "{url}"
        );
        assert_eq!(evaluator.get(&url).await.status, 403, "{url}");
        assert_eq!(world.stranger().get(&url).await.status, 401, "{url}");
    }
    for url in [urls::PROGRAMME, urls::SCORECARD] {
        for person in [&newcomer, &evaluator] {
            let refused = person.get(url).await;
            assert_eq!(
                (refused.status, refused.codes()),
                (403, vec!["MANAGER_ONLY"]),
                "{url}"
            );
        }
    }
    let brought = upload(&evaluator, &world, &[table("自评表", &FIVE_ERRORS)]).await;
    assert_eq!(brought.status, 403);
}
