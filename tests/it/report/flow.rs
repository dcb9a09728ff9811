//! The report's way through the real server: words, three reviews, opinions, issue, ledger,
//! archive. Not here: what the report says (`composed`).

use std::io::Read as _;

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};
use server::demo::Lifecycle;
use server::service::reporting;

use crate::world::{Answer, Person, World, demo_url};

/// The example as it is reported, and the people who take its report on.
struct Desk {
    world: World,
    manager: Person,
    second: Person,
    lead: Person,
    partner: Person,
}

impl Desk {
    async fn open() -> Self {
        let world = World::at(Lifecycle::Reported).await;
        let mut people = Vec::new();
        for login in ["liu", "he", "sun", "zhou"] {
            let request = world.sign_in_of(login).await;
            let person = world.stranger();
            let answer = person
                .post(urls::SESSION, &serde_json::to_value(&request).unwrap())
                .await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            people.push(person);
        }
        let [manager, second, lead, partner] = people.try_into().ok().unwrap();
        Self {
            world,
            manager,
            second,
            lead,
            partner,
        }
    }

    async fn report(&self) -> Value {
        let answer = self.manager.get(&demo_url(urls::REPORT, &[])).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    async fn step(&self, who: &Person, step: Value) -> Answer {
        let content = self.report().await["content"].clone();
        let body = json!({ "content": content, "step": step });
        who.post(&demo_url(urls::REPORT_REVIEW, &[]), &body).await
    }

    async fn done(&self, who: &Person, step: Value) -> Value {
        let answer = self.step(who, step.clone()).await;
        assert_eq!(answer.status, 200, "{step}: {}", answer.body);
        answer.body
    }

    /// Every block that a fact moved under is looked at; causes are written where the report asks.
    async fn make_ready(&self) {
        let findings = self.manager.get(&demo_url(urls::FINDINGS, &[])).await.body;
        for view in findings["findings"].as_array().unwrap() {
            let finding = &view["finding"];
            if finding["severity"] == "minor" {
                continue;
            }
            let mut dossier = view["dossier"].clone();
            dossier["cause"] = json!("管护责任未落实到人（示例）。");
            let code = finding["code"].as_str().unwrap();
            let save = json!({ "base_revision": finding["revision"], "dossier": dossier });
            let saved = self
                .manager
                .put(&demo_url(urls::FINDING, &[code]), &save)
                .await;
            assert_eq!(saved.status, 200, "{}", saved.body);
        }
    }

    async fn sign_all(&self) {
        self.done(&self.manager, json!({ "step": "submit" })).await;
        self.sign(&self.lead, "first").await;
        self.sign(&self.second, "second").await;
        self.sign(&self.partner, "third").await;
    }

    async fn sign(&self, who: &Person, level: &str) {
        let step = json!({
            "step": "sign", "level": level, "certificate": "110001234567",
            "score_change_reason": "依据采纳的意见调整",
        });
        self.done(who, step).await;
    }

    async fn save(&self, block: &str, base: u32, text: &str) -> Answer {
        let save = json!({
            "base_revision": base, "content": { "content": "text", "text": text },
        });
        let url = demo_url(urls::REPORT_BLOCK, &[block]);
        self.manager.put(&url, &save).await
    }
}

fn block<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["chapters"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|chapter| chapter["sections"].as_array().unwrap())
        .flat_map(|section| section["blocks"].as_array().unwrap())
        .find(|block| block["id"] == id)
        .unwrap_or_else(|| panic!("no block {id}"))
}

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
    assert_eq!((late.status, late.codes()), (409, vec!["REPORT_ISSUED"]));
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
}

/// The pack is drawn as a job, is proved whole, and one changed byte is found.
async fn archive(desk: &Desk) {
    let request = json!({ "file": "archive.zip" });
    let job = desk
        .manager
        .post(&demo_url(urls::RENDERS, &[]), &request)
        .await;
    assert_eq!(job.status, 200, "{}", job.body);
    let id = job.body["id"].as_str().unwrap().to_owned();
    let bytes = loop {
        let seen = desk.manager.get(&demo_url(urls::RENDER, &[&id])).await.body;
        match seen["state"]["state"].as_str() {
            Some("done") => break download(desk, &id).await,
            Some("failed") => panic!("{seen}"),
            _ => tokio::time::sleep(std::time::Duration::from_millis(200)).await,
        }
    };
    let other = desk.lead.get(&demo_url(urls::RENDER, &[&id])).await;
    assert_eq!(other.status, 404, "a job is for whoever asked");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.zip");
    std::fs::write(&path, &bytes).unwrap();
    let report = reporting::verify_archive(std::fs::File::open(&path).unwrap());
    assert_eq!(report.problems, []);
    assert!(report.files > 60 && report.audit_lines > 10, "{report:?}");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut sums = String::new();
    zip.by_name("SHA256SUMS")
        .unwrap()
        .read_to_string(&mut sums)
        .unwrap();
    assert!(sums.contains("report/report.pdf") && sums.contains("index.csv"));

    let mut broken = bytes.clone();
    let place = broken.len() / 2;
    broken[place] ^= 1;
    std::fs::write(&path, &broken).unwrap();
    let report = reporting::verify_archive(std::fs::File::open(&path).unwrap());
    assert!(!report.problems.is_empty());
}

async fn download(desk: &Desk, id: &str) -> Vec<u8> {
    let url = demo_url(urls::RENDER_FILE, &[id, "archive.zip"]);
    let response = desk
        .manager
        .client
        .get(desk.world.url(&url))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    response.bytes().await.unwrap().to_vec()
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
