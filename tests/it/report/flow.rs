//! The report's way through the real server: words, three reviews, opinions, issue, ledger,
//! archive. Not here: what the report says (`composed`), what an issue freezes (`frozen`), the
//! proofs (`proof`).

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};
use server::demo::Lifecycle;
use server::service::reporting;

use super::desk::{Desk, block};
use crate::world::{World, demo_url};

const BLOCK: &str = "ch3.conclusion.total";

#[tokio::test]
async fn two_editors_never_overwrite_each_other() {
    let desk = Desk::open().await;
    let first = desk
        .save(BLOCK, 0, "得分{{total}}分，<b>已核对</b>。")
        .await;
    assert_eq!(first.status, 200, "{}", first.body);
    let html = block(&first.body, BLOCK)["html"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(html.contains("&lt;b&gt;"), "{html}");
    let second = desk.save(BLOCK, 0, "另一个人的话").await;
    assert_eq!(
        (second.status, second.codes()),
        (409, vec!["BLOCK_CHANGED"])
    );
    let theirs = &second.body["problems"][0]["details"]["text"];
    assert_eq!(theirs, "得分{{total}}分，<b>已核对</b>。");
    let open = desk.save(BLOCK, 1, "得分{{total").await;
    assert_eq!(
        (open.status, open.codes()),
        (422, vec!["REPORT_REFERENCE_OPEN"])
    );
    let unknown = desk.save("ch3.nothing", 0, "话").await;
    assert_eq!(
        (unknown.status, unknown.codes()),
        (404, vec!["REPORT_BLOCK_UNKNOWN"])
    );
}

#[tokio::test]
async fn a_reference_that_leads_nowhere_stops_the_first_signature() {
    let desk = Desk::open().await;
    desk.save(BLOCK, 0, "见{{score:Z99}}。").await;
    desk.done(&desk.manager, json!({ "step": "submit" })).await;
    let step = json!({ "step": "sign", "level": "first" });
    let refused = desk.step(&desk.lead, step).await;
    assert_eq!(
        refused.codes(),
        ["REPORT_NOT_CONSISTENT"],
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn from_the_draft_to_the_archive() {
    let desk = Desk::open().await;
    desk.make_ready().await;
    let report = desk.report().await;
    assert_eq!(report["problems"], json!([]), "{}", report["problems"]);

    returned_once(&desk).await;
    signed_and_voided(&desk).await;
    opinions(&desk).await;

    // The opinion stands in the report now, so it is signed anew; then it is issued.
    desk.sign(&desk.lead, "first").await;
    desk.sign(&desk.second, "second").await;
    desk.sign(&desk.partner, "third").await;
    let issued = desk.done(&desk.partner, json!({ "step": "issue" })).await;
    let number = issued["issued"][0]["number"].as_str().unwrap().to_owned();
    assert_eq!(
        issued["standing"]["stage"],
        json!({ "stage": "issued", "number": number })
    );
    let late = desk.save(BLOCK, 1, "改一改").await;
    assert_eq!(
        (late.status, late.codes()),
        (409, vec!["ENGAGEMENT_ISSUED"])
    );
    let (count, problems) = reporting::recompute_issued(&desk.world.service)
        .await
        .unwrap();
    assert_eq!((count, problems), (1, vec![]));

    rectify(&desk).await;
    archive(&desk).await;
    frozen_in_the_programme(&desk, &number).await;
}

/// 项目汇总 shows the frozen sheet, whatever happens to the marks afterwards.
async fn frozen_in_the_programme(desk: &Desk, number: &str) {
    let scores = desk.manager.get(&demo_url(urls::SCORES, &[])).await.body;
    let account = desk.manager.get(urls::SESSION).await.body["account_id"].clone();
    let account = account.as_str().unwrap().into();
    let (wiped, at) = (Default::default(), desk.world.service.now());
    let work = move |tx: &server::store::Tx<'_>| -> Result<(), server::store::StoreError> {
        let demo = server::store::engagements::find(tx, "demo")?.unwrap();
        server::store::scores::append(tx, &demo.id, &wiped, &account, at)
    };
    desk.world.service.store.write(work).await.unwrap();
    let programme = desk.manager.get(urls::PROGRAMME).await.body;
    let line = &programme["lines"][0];
    assert_eq!(line["report_number"], number);
    assert_eq!(line["entry"]["total"], scores["sheet"]["total"]);
    assert_eq!(line["entry"]["grade"], scores["sheet"]["grade"]);
}

/// With a note that must be answered by one and closed by another.
async fn returned_once(desk: &Desk) {
    desk.done(&desk.manager, json!({ "step": "submit" })).await;
    let notes = json!([["ch3.conclusion.total", "请说明与上年度的比较"]]);
    let back = json!({ "step": "return", "level": "first", "notes": notes });
    let returned = desk.done(&desk.lead, back).await;
    assert_eq!(returned["standing"]["stage"]["stage"], "drafting");
    let note = returned["standing"]["notes"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let early = desk.step(&desk.manager, json!({ "step": "submit" })).await;
    assert_eq!(early.codes(), ["REVIEW_NOTES_OPEN"]);
    let answer =
        json!({ "step": "answer_note", "note": note, "text": "上年度未评价，已在正文说明" });
    desk.done(&desk.manager, answer).await;
    desk.done(&desk.lead, json!({ "step": "close_note", "note": note }))
        .await;
}

/// Signed by three; an edit voids all of it.
async fn signed_and_voided(desk: &Desk) {
    desk.sign_all().await;
    let edited = desk
        .save(BLOCK, 0, "经综合评价，得分{{total}}分，等级“{{grade}}”。")
        .await
        .body;
    assert_eq!(edited["standing"]["valid"], json!([]));
    assert_eq!(edited["standing"]["void"].as_array().unwrap().len(), 3);
    desk.sign(&desk.lead, "first").await;
    desk.sign(&desk.second, "second").await;
    desk.sign(&desk.partner, "third").await;
}

/// Opinions, and an answer to each.
async fn opinions(desk: &Desk) {
    let early = desk.step(&desk.partner, json!({ "step": "issue" })).await;
    assert_eq!(early.codes(), ["REVIEW_STAGE"]);
    desk.done(&desk.manager, json!({ "step": "consult" })).await;
    let opinion =
        json!({ "unit": "某区交通运输局", "text": "第三条问题已整改", "day": "2026-11-20" });
    let list = desk
        .manager
        .post(&demo_url(urls::OPINIONS, &[]), &opinion)
        .await;
    assert_eq!(list.status, 200, "{}", list.body);
    let id = list.body["opinions"][0]["id"].as_str().unwrap().to_owned();
    let open = desk
        .step(&desk.manager, json!({ "step": "settle_opinions" }))
        .await;
    assert_eq!(open.codes(), ["OPINIONS_UNDECIDED"]);
    let decision = json!({ "decision": {
        "verdict": "rejected", "reason": "整改发生在评价基准日之后", "place": "" } });
    let decided = desk
        .manager
        .put(&demo_url(urls::OPINION, &[&id]), &decision)
        .await;
    assert_eq!(decided.status, 200, "{}", decided.body);
    desk.done(&desk.manager, json!({ "step": "settle_opinions" }))
        .await;
}

/// A line for each finding; whoever submitted it cannot verify it.
async fn rectify(desk: &Desk) {
    let url = demo_url(urls::RECTIFICATION, &[]);
    let ledger = desk.manager.post(&url, &json!(null)).await;
    assert_eq!(ledger.status, 200, "{}", ledger.body);
    let item = ledger.body["lines"][0]["item"].clone();
    let finding = item["finding"].as_str().unwrap().to_owned();
    let mut changed = item.clone();
    changed["measure"] = json!("已补设护栏");
    changed["evidence"] = json!("照片3张、验收单");
    let save = json!({ "base_revision": 1, "item": changed });
    let line = demo_url(urls::RECTIFICATION_LINE, &[&finding]);
    assert_eq!(desk.manager.put(&line, &save).await.status, 200);
    assert_eq!(
        desk.manager.put(&line, &save).await.codes(),
        ["LEDGER_CHANGED"]
    );
    let act = |base: u32, action: Value| json!({ "base_revision": base, "action": action });
    let action = demo_url(urls::RECTIFICATION_ACTION, &[&finding]);
    let submit = act(2, json!({ "action": "submit" }));
    assert_eq!(desk.manager.post(&action, &submit).await.status, 200);
    let verify = act(
        3,
        json!({ "action": "verify", "passed": true, "note": "现场复查合格" }),
    );
    let own = desk.manager.post(&action, &verify).await;
    assert_eq!(
        (own.status, own.codes()),
        (403, vec!["VERIFIER_IS_SUBMITTER"])
    );
    let verified = desk.lead.post(&action, &verify).await;
    assert_eq!(verified.body["closed"], 1, "{}", verified.body);
    changed_after_its_verification(desk, &verified.body["lines"][0]["item"]).await;
}

/// What was verified changes for a reason only, and is then to be submitted again.
async fn changed_after_its_verification(desk: &Desk, item: &Value) {
    let finding = item["finding"].as_str().unwrap();
    let line = demo_url(urls::RECTIFICATION_LINE, &[finding]);
    let mut changed = item.clone();
    changed["measure"] = json!("改用波形护栏");
    let mut save = json!({ "base_revision": item["revision"], "item": changed });
    let silent = desk.manager.put(&line, &save).await;
    assert_eq!(
        (silent.status, silent.codes()),
        (422, vec!["LEDGER_REASON_MISSING"])
    );
    save["reason"] = json!("单位更换了做法");
    save["item"]["documents"] = json!(["Q-99"]);
    let unknown = desk.manager.put(&line, &save).await;
    assert_eq!(unknown.codes(), ["LEDGER_DOCUMENT_UNKNOWN"]);
    let ledger = desk
        .manager
        .get(&demo_url(urls::RECTIFICATION, &[]))
        .await
        .body;
    save["item"]["documents"] = json!([ledger["documents"][0][0]]);
    let saved = desk.manager.put(&line, &save).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let item = &saved.body["lines"][0]["item"];
    assert_eq!(
        (&item["state"], &saved.body["closed"]),
        (&json!("in_progress"), &json!(0))
    );
    assert_eq!(item["reopenings"][0]["from"], "verified");
}

/// The pack is drawn as a job, is proved whole, and the engagement is archived; a change of the
/// ledger makes it wait for another one.
async fn archive(desk: &Desk) {
    let bytes = desk.drawn(json!({ "file": "archive.zip" })).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.zip");
    std::fs::write(&path, &bytes).unwrap();
    let report = reporting::verify_archive(std::fs::File::open(&path).unwrap());
    assert_eq!(report.problems, []);
    assert!(report.files > 60 && report.audit_lines > 10, "{report:?}");
    assert_eq!(report.issued, 1);
    let seen = desk.report().await;
    let made = &seen["archives"][0];
    assert_eq!(made["bytes"], bytes.len(), "{made}");
    assert_eq!(made["sha256"], domain::ids::Sha256Hex::of(&bytes).as_str());
    assert_eq!(stage(desk).await, "archived");

    let url = demo_url(urls::RECTIFICATION, &[]);
    let ledger = desk.manager.get(&url).await.body;
    let line = &ledger["lines"][1]["item"];
    let finding = line["finding"].as_str().unwrap();
    let action = demo_url(urls::RECTIFICATION_ACTION, &[finding]);
    let begin = json!({ "base_revision": line["revision"], "action": { "action": "begin" } });
    assert_eq!(desk.manager.post(&action, &begin).await.status, 200);
    assert_eq!(stage(desk).await, "rectification");
}

async fn stage(desk: &Desk) -> Value {
    let overview = desk.manager.get(&demo_url(urls::ENGAGEMENT, &[])).await;
    overview.body["engagement"]["stage"].clone()
}

#[tokio::test]
async fn a_stranger_and_an_evaluator_see_nothing_of_the_report() {
    let world = World::at(Lifecycle::Planned).await;
    let newcomer = world.newcomer().await;
    assert_eq!(newcomer.get(&demo_url(urls::REPORT, &[])).await.status, 404);
    let evaluator = world.person(Role::Evaluator).await;
    assert_eq!(
        evaluator.get(&demo_url(urls::REPORT, &[])).await.status,
        403
    );
}
