//! What the evaluated unit answered fixes a finding, and what moves a score has its reason. Not
//! here: how the list is kept (`desk_findings`), what findings are noted from (`desk_sources`).

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};
use server::demo::Lifecycle;

use crate::world::{Answer, Person, World, demo_url};

/// A manager of the example whose B13 (5.00) deducts 0.5 for a minor and 1 for a major finding.
struct Desk {
    manager: Person,
    _world: World,
}

impl Desk {
    async fn open() -> Self {
        let world = World::at(Lifecycle::Fieldwork).await;
        let manager = world.person(Role::Manager).await;
        let seen = manager.get(&demo_url(urls::FRAMEWORK, &[])).await.body;
        let mut framework = seen["framework"].clone();
        let b13 = &mut framework["levels"][1]["children"][0]["indicators"][2];
        assert_eq!(b13["code"], "B13");
        b13["operands"]["findings"]["from"] =
            json!({ "source": "findings", "indicators": ["B13"] });
        let save = json!({
            "base_revision": seen["revision"], "framework": framework,
            "reason": "经委托方同意，资金使用问题改为按问题清单扣分。",
        });
        let saved = manager.put(&demo_url(urls::FRAMEWORK, &[]), &save).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
        let revision = json!({ "revision": saved.body["revision"] });
        let partner = world.person(Role::Partner).await;
        let url = demo_url(urls::FRAMEWORK_APPROVAL, &[]);
        assert_eq!(partner.post(&url, &revision).await.status, 200);
        Self {
            manager,
            _world: world,
        }
    }

    /// Adds a finding under B13; its number.
    async fn found(&self, severity: &str) -> String {
        let new = json!({ "dossier": {
            "desk": { "title": "资金拨付不及时" }, "responsible_unit": "某区交通运输局",
            "severity": severity, "indicator": "B13", "facts": "一笔资金滞留超过30日。",
        } });
        let added = self
            .manager
            .post(&demo_url(urls::FINDINGS, &[]), &new)
            .await;
        assert_eq!(added.status, 200, "{}", added.body);
        added.body["changed"].as_str().unwrap().to_owned()
    }

    async fn view(&self, code: &str) -> Value {
        let list = self.manager.get(&demo_url(urls::FINDINGS, &[])).await.body;
        let views = list["findings"].as_array().unwrap();
        let view = views.iter().find(|view| view["finding"]["code"] == code);
        view.unwrap().clone()
    }

    async fn act(&self, code: &str, action: Value) -> Answer {
        self.send(code, action, false).await
    }

    async fn send(&self, code: &str, action: Value, preview: bool) -> Answer {
        let revision = self.view(code).await["finding"]["revision"].clone();
        let body = json!({ "base_revision": revision, "action": action, "preview": preview });
        let url = demo_url(urls::FINDING_ACTION, &[code]);
        self.manager.post(&url, &body).await
    }

    /// Writes one field.
    async fn write(&self, code: &str, field: &str, value: Value, reason: &str) -> Answer {
        let view = self.view(code).await;
        let mut dossier = view["dossier"].clone();
        dossier[field] = value;
        let save = json!({
            "base_revision": view["finding"]["revision"], "dossier": dossier, "reason": reason,
        });
        self.manager
            .put(&demo_url(urls::FINDING, &[code]), &save)
            .await
    }

    async fn b13(&self) -> Value {
        let view = self.manager.get(&demo_url(urls::SCORES, &[])).await.body;
        let rows = view["sheet"]["rows"].as_array().unwrap();
        rows.iter().find(|row| row["code"] == "B13").unwrap()["score"].clone()
    }
}

fn confirm(verdict: &str, supplements: &[&str]) -> Value {
    json!({ "action": "confirm", "confirmation": {
        "verdict": verdict, "opinion": "已补办拨付手续", "signed_by": "刘长林",
        "day": "2026-11-21", "supplements": supplements,
    } })
}

#[tokio::test]
async fn a_merge_is_as_bad_as_the_worst_and_says_which_scores_it_moves_and_why() {
    let desk = Desk::open().await;
    assert_eq!(desk.b13().await, "5.00");
    let (minor, major) = (desk.found("minor").await, desk.found("major").await);
    assert_eq!(desk.b13().await, "3.50");
    assert_eq!(desk.view(&minor).await["costs"][0]["points"], "0.50");
    assert_eq!(desk.view(&major).await["costs"][0]["points"], "1.00");

    let merge = |reason: &str| json!({ "action": "merge", "into": minor, "reason": reason });
    let seen = desk.send(&major, merge(""), true).await;
    let moved = json!({ "code": "B13", "before": "3.50", "after": "4.00" });
    let change = &seen.body["score_changes"][0];
    let shown = json!({
        "code": change["code"], "before": change["before"], "after": change["after"],
    });
    assert_eq!(shown, moved);
    assert_eq!(desk.b13().await, "3.50", "a preview keeps nothing");

    let silent = desk.act(&major, merge(" ")).await;
    assert_eq!(silent.codes(), ["FINDING_REASON_FOR_SCORE"]);
    let merged = desk.act(&major, merge("同一笔资金")).await;
    assert_eq!(merged.status, 200, "{}", merged.body);
    assert_eq!(merged.body["score_changes"], seen.body["score_changes"]);
    assert_eq!(desk.b13().await, "4.00");
    let one = desk.view(&minor).await;
    assert_eq!(one["finding"]["severity"], "major");
    assert_eq!(one["finding"]["also_at"][0]["severity"], "major");
    let lower = desk
        .write(&minor, "severity", json!("minor"), "改回一般")
        .await;
    assert_eq!(lower.codes(), ["FINDING_BELOW_MERGED"]);
    let history = desk.view(&major).await["history"].clone();
    assert_eq!(history[1]["reason"], "同一笔资金");
    assert_eq!(history[1]["name"], "刘志强");

    let restore = |reason: &str| json!({ "action": "restore", "reason": reason });
    let silent = desk.act(&major, restore("")).await;
    assert_eq!(silent.codes(), ["FINDING_REASON_FOR_SCORE"]);
    assert_eq!(desk.act(&major, restore("是另一笔资金")).await.status, 200);
    assert_eq!(desk.b13().await, "3.50");

    let worse = desk.write(&minor, "severity", json!("major"), "").await;
    assert_eq!(worse.codes(), ["FINDING_REASON_FOR_SCORE"]);
    let cause = desk.write(&minor, "cause", json!("审批环节多"), "").await;
    assert_eq!(cause.status, 200, "it moves no score");
    let worse = desk
        .write(&minor, "severity", json!("major"), "滞留时间长")
        .await;
    assert_eq!(worse.status, 200, "{}", worse.body);
    assert_eq!(desk.b13().await, "3.00");
}

#[tokio::test]
async fn what_the_unit_signed_for_changes_only_by_reopening_which_voids_its_answer() {
    let desk = Desk::open().await;
    let code = desk.found("major").await;
    desk.act(&code, json!({ "action": "ask_confirmation" }))
        .await;
    let unknown = desk.act(&code, confirm("true", &["Q-99"])).await;
    assert_eq!(unknown.codes(), ["EVIDENCE_UNKNOWN"]);
    let signed = desk.act(&code, confirm("true", &["Q-01"])).await;
    assert_eq!(signed.status, 200, "{}", signed.body);
    let shown = desk.view(&code).await;
    assert_eq!(shown["finding"]["state"]["state"], "confirmed");
    assert_eq!(
        shown["finding"]["confirmation"]["supplements"],
        json!(["Q-01"])
    );

    let other = [
        ("facts", json!("两笔资金滞留。")),
        ("severity", json!("minor")),
        ("amount", json!(100)),
        ("clause", json!("某办法第五条")),
        ("class", json!("output")),
        ("desk", json!({ "title": "资金闲置" })),
    ];
    for (field, value) in other {
        let refused = desk.write(&code, field, value, "更正事实").await;
        assert_eq!(
            (refused.status, refused.codes()),
            (409, vec!["FINDING_SEALED"]),
            "{field}"
        );
    }
    let cause = desk.write(&code, "cause", json!("审批环节多"), "").await;
    assert_eq!(cause.status, 200, "{}", cause.body);
    let into_it = json!({ "action": "merge", "into": code, "reason": "同一问题" });
    let another = desk.found("minor").await;
    assert_eq!(
        desk.act(&another, into_it).await.codes(),
        ["FINDING_SEALED"]
    );

    let reopen = |reason: &str| json!({ "action": "reopen", "reason": reason });
    assert_eq!(
        desk.act(&code, reopen(" ")).await.codes(),
        ["REASON_MISSING"]
    );
    assert_eq!(desk.act(&code, reopen("金额核对有误")).await.status, 200);
    let open = desk.view(&code).await;
    assert_eq!(open["finding"]["state"]["state"], "listed");
    assert_eq!(open["finding"]["confirmation"], Value::Null);
    let facts = desk
        .write(&code, "facts", json!("两笔资金滞留。"), "")
        .await;
    assert_eq!(facts.status, 200, "{}", facts.body);
}

#[tokio::test]
async fn what_the_unit_denies_deducts_only_after_the_firms_reasoned_decision() {
    let desk = Desk::open().await;
    let code = desk.found("major").await;
    assert_eq!(desk.b13().await, "4.00");
    desk.act(&code, json!({ "action": "ask_confirmation" }))
        .await;
    let denied = desk.act(&code, confirm("not_true", &[])).await;
    assert_eq!(denied.status, 200, "{}", denied.body);
    let state = desk.view(&code).await["finding"]["state"]["state"].clone();
    assert_eq!((state, desk.b13().await), (json!("denied"), json!("5.00")));
    let silent = desk
        .act(&code, json!({ "action": "uphold", "reason": "" }))
        .await;
    assert_eq!(silent.codes(), ["REASON_MISSING"]);
    let uphold = json!({ "action": "uphold", "reason": "拨款凭证可以证明" });
    assert_eq!(desk.act(&code, uphold).await.status, 200);
    assert_eq!(desk.b13().await, "4.00");
}

#[tokio::test]
async fn a_refusal_says_who_of_the_unit_and_when() {
    let desk = Desk::open().await;
    let code = desk.found("minor").await;
    desk.act(&code, json!({ "action": "ask_confirmation" }))
        .await;
    let refuse = |by: &str, day: &str| {
        json!({
            "action": "refuse", "reason": "须请示领导", "by": by, "day": day,
            "supplements": ["Q-02"],
        })
    };
    let nobody = desk.act(&code, refuse(" ", "2026-11-21")).await;
    assert_eq!(nobody.codes(), ["REFUSER_MISSING"]);
    let never = desk.act(&code, refuse("刘长林", "")).await;
    assert_eq!(never.codes(), ["DAY_MALFORMED"]);
    assert_eq!(
        desk.act(&code, refuse("刘长林", "2026-11-21")).await.status,
        200
    );
    let upheld = json!({ "action": "uphold", "reason": "照片可以证明" });
    desk.act(&code, upheld).await;
    let refusal = desk.view(&code).await["finding"]["refusal"].clone();
    let expected = json!({
        "reason": "须请示领导", "by": "刘长林", "day": "2026-11-21", "supplements": ["Q-02"],
    });
    assert_eq!(refusal, expected, "it stays beside the decision");
}
