//! 监控: colours to the hundredth, presets that managers edit, and the ledger with its clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::party::Role;
use domain::time::Timestamp;
use domain::wire::urls;
use serde_json::{Value, json};

use crate::world::{Person, World, demo_url};

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

fn figure(month: u32, paid: i64) -> Value {
    json!({ "month": month, "paid": paid, "progress_percent": null })
}

async fn save(person: &Person, query: &str, code: &str, base: u32, figures: Value) -> Value {
    let url = format!("{}?{query}", demo_url(urls::MONITORING, &[]));
    let body = json!({ "projects": [monitored(code, base, figures)] });
    let saved = person.put(&url, &body).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    saved.body
}

fn save_rules(set: &Value, base: u32, reason: &str) -> Value {
    json!({ "base_revision": base, "set": set, "reason": reason })
}

#[tokio::test]
async fn managers_edit_presets_with_a_reason_and_what_is_edited_decides() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::MONITORING_RULES, &[]);
    let seen = manager.get(&url).await.body;
    assert_eq!(
        (&seen["revision"], &seen["set"]["in_force"]),
        (&json!(0), &json!("wuzhong"))
    );
    save(&manager, "month=6", "A", 0, json!([figure(6, 40_000_000)])).await;
    let mut set = seen["set"].clone();
    set["presets"][0]["name"] = json!("本县");
    set["presets"][0]["rules"][0]["threshold"] = json!("40.01");
    let mut wrong = set.clone();
    wrong["presets"][0]["rules"][0]["threshold"] = json!("1000000000");
    wrong["presets"][0]["rules"][1]["month"] = json!(13);
    for (body, codes) in [
        (
            save_rules(&wrong, 0, "试"),
            vec!["MONITORING_RULE_BAD_PERCENT", "MONITORING_RULE_BAD_MONTH"],
        ),
        (save_rules(&set, 0, " "), vec!["REASON_MISSING"]),
        (save_rules(&set, 1, "试"), vec!["MONITORING_RULES_CHANGED"]),
    ] {
        assert_eq!(manager.put(&url, &body).await.codes(), codes);
    }
    let saved = manager
        .put(&url, &save_rules(&set, 0, "县办法第九条"))
        .await;
    assert_eq!(saved.body["revision"], 1, "{}", saved.body);
    assert_eq!(saved.body["history"][0]["reason"], "县办法第九条");
    assert_eq!(saved.body["shipped"][0]["rules"][0]["threshold"], "40");
    let board_url = format!("{}?month=6", demo_url(urls::MONITORING, &[]));
    let board = manager.get(&board_url).await.body;
    assert_eq!(board["lines"][0]["assessment"]["colour"], "yellow");
    assert_eq!(board["presets"][0]["name"], "本县");
    set["presets"][0] = saved.body["shipped"][0].clone();
    manager.put(&url, &save_rules(&set, 1, "恢复原样")).await;
    let board = manager.get(&board_url).await.body;
    assert_eq!(board["lines"][0]["assessment"]["colour"], "green");
    let evaluator = world.person(Role::Evaluator).await;
    assert_eq!(evaluator.get(&url).await.status, 403);
}

fn act(code: &str, steps: u32, action: Value, reason: &str) -> Value {
    json!({ "code": code, "steps": steps, "action": action, "reason": reason })
}

/// Noon of a November day of 2026 in China.
fn november(day: i64) -> i64 {
    let first = Timestamp::from_iso_text("2026-11-01T04:00:00Z").unwrap();
    first.0 + (day - 1) * 86_400_000
}

#[tokio::test]
async fn a_watched_project_stays_on_the_ledger_and_its_clock_runs() {
    let now = Arc::new(AtomicI64::new(november(2)));
    let clock = now.clone();
    let clock = Arc::new(move || Timestamp(clock.load(Ordering::SeqCst)));
    let world = World::planned_with_clock(clock).await;
    let manager = world.person(Role::Manager).await;
    let board = save(&manager, "month=10", "A", 0, json!([figure(10, 0)])).await;
    let watch = &board["lines"][0]["watch"];
    assert_eq!(watch["state"], json!({ "state": "waiting" }), "{board}");
    assert_eq!(
        (&watch["listed_on"], &watch["due"]),
        (&json!("2026-11-02"), &json!("2026-11-16"))
    );
    let some = json!([figure(10, 10_000)]);
    let board = save(&manager, "month=10", "B", 0, some).await;
    assert_eq!(board["lines"][1]["watch"], Value::Null, "0.01 is not zero");

    // A month without figures takes nobody off.
    let board_url = |month: u32| format!("{}?month={month}", demo_url(urls::MONITORING, &[]));
    let later = manager.get(&board_url(11)).await.body;
    let line = &later["lines"][0];
    assert_eq!(line["assessment"]["reasons"][0]["code"], "figure_missing");
    assert_eq!(line["assessment"]["on_watch_ledger"], true);

    now.store(november(17), Ordering::SeqCst);
    let manager = world.person(Role::Manager).await;
    let late = manager.get(&board_url(10)).await.body;
    let watch = &late["lines"][0]["watch"];
    assert_eq!(
        (
            &watch["state"]["state"],
            &watch["overdue_days"],
            &late["overdue"]
        ),
        (&json!("overdue"), &json!(1), &json!(1))
    );
}

#[tokio::test]
async fn a_line_of_the_ledger_is_paused_disposed_of_and_closed_with_reasons() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    save(&manager, "month=10", "A", 0, json!([figure(10, 0)])).await;
    save(&manager, "month=10", "B", 0, json!([figure(10, 10_000)])).await;
    let url = demo_url(urls::MONITORING_WATCH, &[]);
    let disposal = json!({ "action": "dispose", "disposal": "reallocate" });
    let close = json!({ "action": "close" });
    for (body, code) in [
        (act("A", 1, disposal.clone(), ""), "REASON_MISSING"),
        (act("A", 0, disposal.clone(), "已约谈"), "WATCH_CHANGED"),
        (
            act("A", 1, close.clone(), "已约谈"),
            "WATCH_ACTION_NOT_ALLOWED",
        ),
        (act("B", 0, close.clone(), "已约谈"), "WATCH_NOT_LISTED"),
        (
            act("C", 0, close.clone(), "已约谈"),
            "MONITORING_PROJECT_UNKNOWN",
        ),
    ] {
        assert_eq!(manager.post(&url, &body).await.codes(), [code]);
    }
    let pause = act("A", 1, json!({ "action": "pause" }), "先停拨");
    let paused = manager.post(&url, &pause).await.body;
    let paused = &paused["lines"][0]["watch"]["state"];
    assert_eq!(*paused, json!({ "state": "paused", "automatic": false }));
    let resume = act("A", 2, json!({ "action": "resume" }), "资金已落实");
    manager.post(&url, &resume).await;
    let disposed = act("A", 3, disposal, "调剂到危桥改造二期");
    let disposed = manager.post(&url, &disposed).await.body;
    let watch = &disposed["lines"][0]["watch"];
    assert_eq!(
        watch["state"],
        json!({ "state": "disposed", "disposal": "reallocate" })
    );
    assert_eq!(disposed["overdue"], 0);
    assert_eq!(watch["steps"].as_array().unwrap().len(), 4);
    assert_eq!(watch["steps"][3]["reason"], "调剂到危桥改造二期");
    let closed = manager.post(&url, &act("A", 4, close, "已收回")).await.body;
    assert_eq!(closed["lines"][0]["watch"]["state"]["state"], "closed");
}

#[tokio::test]
async fn the_board_and_the_ledger_are_handed_over_as_a_workbook() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    save(&manager, "month=10", "A", 0, json!([figure(10, 0)])).await;
    let url = format!("{}?month=10", demo_url(urls::MONITORING_TABLE, &[]));
    let answer = manager.client.get(world.url(&url)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let bytes = answer.bytes().await.unwrap().to_vec();
    let tables = server::workbook::read_tables(&bytes, "monitoring.xlsx").unwrap();
    let names: Vec<&str> = tables.iter().map(|table| table.sheet.as_str()).collect();
    assert_eq!(names, ["运行监控", "重点关注台账"]);
    let ledger = &tables[1].rows[1];
    assert_eq!((ledger.cell(0), ledger.cell(5)), ("A", "待处置"));
    assert!(ledger.cell(8).contains("按“吴忠”10月的数据列入"));
    let evaluator = world.person(Role::Evaluator).await;
    assert_eq!(evaluator.get(&url).await.status, 403);
}
