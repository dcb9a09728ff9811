//! 项目汇总 over 23 engagements, what cannot be read on one line only, and the scorecard of the seed.

use std::collections::BTreeMap;

use domain::engagement::{Engagement, EngagementProfile, Stage};
use domain::ids::{EngagementId, ProjectCode};
use domain::indicator::Framework;
use domain::money::Fen;
use domain::party::Role;
use domain::project::{Project, freeze_frame};
use domain::time::Timestamp;
use domain::wire::{ScoreInputs, urls};
use serde_json::{Value, json};
use server::service::ServiceError;
use server::store;

use crate::world::{Person, World};

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

/// One indicator of 100 分 that is always a share of itself.
fn framework(share: &str) -> Framework {
    let indicator = json!({
        "code": "C11", "name": "完成率", "explanation": "", "weight": "100.00",
        "rule": { "kind": "plain_ratio" }, "rule_text": "按完成率计分", "evidence": ["doc"],
        "operands": { "value": {
            "label": "完成率", "from": { "source": "constant", "value": share },
        } },
    });
    let level2 = json!({ "code": "C1", "name": "产出数量", "indicators": [indicator] });
    let framework = json!({
        "id": "test", "version": "1", "title": "试", "source": "试",
        "output_benefit_minimum": "60.00",
        "levels": [{ "code": "C", "name": "产出", "kind": "output", "children": [level2] }],
    });
    serde_json::from_value(framework).unwrap()
}

fn project(amount: i64) -> Project {
    Project {
        code: ProjectCode("P1".to_owned()),
        name: "危桥改造".to_owned(),
        unit: "交通局".to_owned(),
        township: String::new(),
        project_type: "危桥改造".to_owned(),
        amount: Fen(amount),
        planned_quantity: None,
        measure_unit: String::new(),
        latitude: None,
        longitude: None,
        direct_fund: false,
        tags: BTreeMap::new(),
    }
}

/// An engagement that somebody manages, scored as soon as it is there.
async fn add(world: &World, person: &Person, code: &str, kind: &str, facts: (i64, &str)) {
    let session = person.get(urls::SESSION).await.body;
    let account = session["account_id"].as_str().unwrap().into();
    let (amount, share) = (facts.0, facts.1.to_owned());
    let engagement = Engagement {
        id: EngagementId(format!("id-{code}")),
        code: code.to_owned(),
        title: "危桥改造".to_owned(),
        commissioned_by: "财政局".to_owned(),
        competent_department: "交通局".to_owned(),
        firm: "某会计师事务所".to_owned(),
        fund_year: 2025,
        evaluation_year: 2026,
        stage: Stage::Implementation,
        questionnaires_per_site: 0,
        profile: EngagementProfile {
            evaluation_kind: kind.to_owned(),
            self_score: "97.06".to_owned(),
            ..EngagementProfile::default()
        },
    };
    let work = move |tx: &store::Tx<'_>| -> Result<(), ServiceError> {
        let (id, now) = (&engagement.id, Timestamp(1));
        store::engagements::insert(tx, &engagement, now)?;
        store::engagements::set_member(tx, id, &account, Role::Manager)?;
        store::engagements::set_framework(tx, id, &framework(&share))?;
        let frame = freeze_frame(vec![project(amount)]);
        store::frames::replace(tx, id, &frame, "清单.xlsx", &account, now)?;
        Ok(())
    };
    world.service.store.write(work).await.unwrap();
}

fn line<'a>(programme: &'a Value, code: &str) -> &'a Value {
    let mut lines = programme["lines"].as_array().unwrap().iter();
    lines.find(|line| line["entry"]["code"] == code).unwrap()
}

#[tokio::test]
async fn ten_excellent_and_thirteen_good_ones_are_23_with_2033_yi_yuan() {
    let world = World::planned().await;
    let newcomer = world.newcomer().await;
    for number in 0..23 {
        let share = if number < 10 { "0.92" } else { "0.85" };
        // 22 with 1000.00万元 each, and the last one with the rest of 203300.00万元.
        let amount = match number {
            22 => 203_300_000_000 - 22 * 1_000_000_000,
            _ => 1_000_000_000,
        };
        let code = format!("e{number}");
        add(&world, &newcomer, &code, "财政重点评价", (amount, share)).await;
    }
    let programme = newcomer.get(urls::PROGRAMME).await.body;
    let summary = &programme["summary"];
    assert_eq!(
        (&summary["count"], &summary["amount_text"]),
        (&json!(23), &json!("20.33亿元"))
    );
    assert_eq!(
        summary["by_grade"],
        json!([["优", 10], ["良", 13], ["中", 0], ["差", 0]])
    );
    assert_eq!(summary["no_low_grades"], true);
    assert_eq!(line(&programme, "e22")["entry"]["total"], "85.00");

    let url = world.url(urls::PROGRAMME_TABLE);
    let answer = newcomer.client.get(url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let bytes = answer.bytes().await.unwrap().to_vec();
    let tables = server::workbook::read_tables(&bytes, "programme.xlsx").unwrap();
    assert_eq!(tables[0].rows.len(), 25, "heading, 23 and the sum");
    let sum = &tables[0].rows[24];
    assert_eq!((sum.cell(1), sum.cell(11)), ("23", "20.33亿元"));
    let stranger = world.stranger().get(urls::PROGRAMME_TABLE).await;
    assert_eq!(stranger.status, 401);
}

#[tokio::test]
async fn one_unreadable_mark_is_told_on_its_line_and_a_spot_check_has_its_column() {
    let world = World::planned().await;
    let newcomer = world.newcomer().await;
    for (code, kind, share) in [
        ("third", "财政重点评价", "0.92"),
        ("spot", "财政抽评", "0.9"),
        ("torn", "部门评价", "0.85"),
    ] {
        add(&world, &newcomer, code, kind, (1_000_000_000, share)).await;
    }
    let account = newcomer.get(urls::SESSION).await.body["account_id"].clone();
    let account = account.as_str().unwrap().into();
    let inputs = ScoreInputs {
        desk_marks: BTreeMap::from([("C11".into(), json!({ "kind": "none of ours" }))]),
        ..ScoreInputs::default()
    };
    let work = move |tx: &store::Tx<'_>| -> Result<(), ServiceError> {
        let id = EngagementId("id-torn".to_owned());
        store::scores::append(tx, &id, &inputs, &account, Timestamp(2))?;
        Ok(())
    };
    world.service.store.write(work).await.unwrap();
    let programme = newcomer.get(urls::PROGRAMME).await;
    assert_eq!(programme.status, 200, "{}", programme.body);
    let torn = line(&programme.body, "torn");
    assert!(torn["problem"]["code"].is_string(), "{torn}");
    assert_eq!(torn["entry"]["total"], Value::Null);
    let third = &line(&programme.body, "third")["scores"];
    assert_eq!(
        (
            &third["scores"]["third_party"],
            &third["scores"]["spot_check"]
        ),
        (&json!("92.00"), &json!("90.00"))
    );
    assert_eq!(third["self_minus_spot_check"], "7.06");
    let spot = &line(&programme.body, "spot")["scores"]["scores"];
    assert_eq!(
        (&spot["spot_check"], &spot["third_party"]),
        (&json!("90.00"), &Value::Null)
    );
}

#[tokio::test]
async fn entries_of_the_scorecard_have_bounds() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let shipped = manager.get(urls::SCORECARD).await.body["card"].clone();
    for (field, value, code) in [
        ("score", "-0.01", "SCORECARD_SCORE_OUT_OF_RANGE"),
        ("score", "10000.01", "SCORECARD_SCORE_OUT_OF_RANGE"),
        ("full", "10000.01", "SCORECARD_SCORE_OUT_OF_RANGE"),
        ("name", " ", "SCORECARD_NAME_MISSING"),
    ] {
        let mut card = shipped.clone();
        card["sections"][0]["items"][0][field] = json!(value);
        let wanted = json!({ "base_revision": 0, "card": card });
        let refused = manager.put(urls::SCORECARD, &wanted).await;
        assert_eq!(
            (refused.status, refused.codes()),
            (422, vec![code]),
            "{value}"
        );
    }
    let mut card = shipped;
    card["sections"][0]["items"][0]["full"] = json!("2.00");
    card["sections"][0]["items"][0]["score"] = json!("2.01");
    let wanted = json!({ "base_revision": 0, "card": card });
    let above = manager.put(urls::SCORECARD, &wanted).await;
    assert_eq!(above.codes(), ["SCORECARD_SCORE_ABOVE_FULL"]);
}
