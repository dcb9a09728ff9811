//! What an issue freezes: nothing at the desk changes it, what comes late is kept and does not
//! count, and each number gives the same bytes for ever. Not here: proving it (`proof`).

use domain::fieldwork::RecordBody;
use domain::wire::urls;
use serde_json::{Value, json};
use server::service::{reporting, reports};

use super::desk::Desk;
use crate::tablet::Tablet;
use crate::world::{Answer, demo_url};

const BLOCK: &str = "ch3.conclusion.total";

#[tokio::test]
async fn an_issued_engagement_changes_no_longer_until_a_correction_opens_it() {
    let desk = Desk::open().await;
    let before = scores(&desk).await;
    let number = desk.issue().await;
    nothing_changes(&desk).await;

    let drawn = documents(&desk, &number).await;
    assert!(page(&desk).await.contains(&number), "the issued report");
    let owner = reports::for_owner(&desk.world.service, "demo", reports::Format::Html).await;
    let (bytes, problems) = owner.unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains(&number));
    assert_eq!(problems, []);

    let late = late_questionnaire(&desk).await;
    let after = scores(&desk).await;
    for what in ["sheet", "gaps", "complete_records"] {
        assert_eq!(before[what], after[what], "{what}");
    }
    assert_eq!(
        documents(&desk, &number).await,
        drawn,
        "after a late record"
    );
    let record = desk
        .manager
        .get(&demo_url(urls::RECORD, &[&late]))
        .await
        .body;
    assert_eq!(record["summary"]["is_late"], true, "flagged");

    let reason = "第四章一处引用有误，更正后重新出具";
    let opened = json!({ "step": "correct", "reason": reason });
    desk.done(&desk.partner, opened).await;
    let opened = scores(&desk).await;
    let count = |view: &Value| view["complete_records"].as_u64().unwrap();
    assert_eq!(count(&opened), count(&after) + 1, "counts from here on");
    let changed = change_a_figure(&desk).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(desk.save(BLOCK, 0, "更正后的结论。").await.status, 200);
    assert!(!page(&desk).await.contains(&number), "the draft again");
    assert_eq!(
        documents(&desk, &number).await,
        drawn,
        "after a correction began"
    );
    let again = reporting::recompute_issued(&desk.world.service).await;
    assert_eq!(again.unwrap(), (1, vec![]));
}

async fn scores(desk: &Desk) -> Value {
    desk.manager.get(&demo_url(urls::SCORES, &[])).await.body
}

async fn page(desk: &Desk) -> String {
    let bytes = desk.bytes(&demo_url(urls::REPORT_HTML, &[])).await;
    String::from_utf8(bytes).unwrap()
}

/// The issued number in several forms and editions.
async fn documents(desk: &Desk, number: &str) -> Vec<Vec<u8>> {
    let mut drawn = Vec::new();
    for (file, edition) in [
        ("report.docx", "full"),
        ("annexes.xlsx", "full"),
        ("report.html", "public"),
        ("report.html", "brief"),
    ] {
        let request = json!({ "file": file, "edition": edition, "number": number });
        drawn.push(desk.drawn(request).await);
    }
    drawn
}

async fn change_a_figure(desk: &Desk) -> Answer {
    let url = demo_url(urls::SCORE_INPUTS, &[]);
    let mut inputs = desk.manager.get(&url).await.body;
    inputs["fund_figures"]["paid"] = json!(140_000_000_000_i64 / 100);
    inputs["reason"] = json!("核对后更正实际支出");
    desk.manager.put(&url, &inputs).await
}

/// A response that an evaluator sends after the issue: the same answers once more.
async fn late_questionnaire(desk: &Desk) -> String {
    let tablet = Tablet::enrol(&desk.world).await;
    let site = tablet.site().project.code.to_string();
    let url = demo_url(urls::RECORDS, &[]);
    let url = format!("{url}?kind=questionnaire_response&site={site}");
    let list = desk.manager.get(&url).await.body;
    let known = list["records"][0]["doc_id"].as_str().unwrap();
    let record = desk
        .manager
        .get(&demo_url(urls::RECORD, &[known]))
        .await
        .body;
    let body: RecordBody = serde_json::from_value(record["body"].clone()).unwrap();
    let id = uuid::Uuid::now_v7().to_string();
    let sent = tablet.push(&[tablet.questionnaire(&id, 0, body)]).await;
    let outcome = format!("{:?}", sent.outcomes[0].outcome);
    assert!(outcome.starts_with("Accepted"), "{outcome}");
    id
}

/// Whatever would change what the report rests on is refused by name.
async fn nothing_changes(desk: &Desk) {
    for (what, answer) in changes(desk).await {
        let seen = (answer.status, answer.codes());
        assert_eq!(
            seen,
            (409, vec!["ENGAGEMENT_ISSUED"]),
            "{what}: {}",
            answer.body
        );
    }
    // What follows an issue goes on.
    let begun = desk
        .manager
        .post(&demo_url(urls::RECTIFICATION, &[]), &json!(null))
        .await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    let letter = desk.drawn(json!({ "file": "feedback.docx" })).await;
    assert!(letter.starts_with(b"PK"));
}

async fn changes(desk: &Desk) -> Vec<(&'static str, Answer)> {
    let who = &desk.manager;
    let here = |pattern: &str| demo_url(pattern, &[]);
    let mut answers = vec![
        ("figures", change_a_figure(desk).await),
        ("block", desk.save(BLOCK, 0, "改一改").await),
    ];
    let findings = who.get(&here(urls::FINDINGS)).await.body;
    let finding = &findings["findings"][0];
    let code = finding["finding"]["code"].as_str().unwrap();
    let revision = &finding["finding"]["revision"];
    let save = json!({ "base_revision": revision, "dossier": finding["dossier"] });
    let url = demo_url(urls::FINDING, &[code]);
    answers.push(("finding", who.put(&url, &save).await));
    let record = &who.get(&here(urls::RECORDS)).await.body["records"][0];
    let id = record["doc_id"].as_str().unwrap();
    let review = json!({ "rev": record["rev"], "accepted": false, "reason": "退回重填" });
    let url = demo_url(urls::REVIEW, &[id]);
    answers.push(("review", who.post(&url, &review).await));
    let framework = who.get(&here(urls::FRAMEWORK)).await.body;
    let amended = json!({
        "base_revision": framework["revision"], "framework": framework["framework"],
        "reason": "出具以后还想调整指标体系",
    });
    answers.push(("framework", who.put(&here(urls::FRAMEWORK), &amended).await));
    let plan = who.get(&here(urls::SURVEY_PLAN)).await.body;
    let plan = json!({ "revision": plan["revision"], "plan": plan["plan"], "reason": "调整" });
    answers.push(("plan", who.put(&here(urls::SURVEY_PLAN), &plan).await));
    let assigned = who.get(&here(urls::ASSIGNMENTS)).await.body;
    answers.push((
        "assignments",
        who.put(&here(urls::ASSIGNMENTS), &assigned).await,
    ));
    let profile = json!({ "profile": desk.report().await["profile"] });
    answers.push(("profile", who.put(&here(urls::PROFILE), &profile).await));
    let template = who.delete(&here(urls::REPORT_TEMPLATE)).await;
    answers.push(("template", template));
    for (what, pattern, body) in posted(desk).await {
        answers.push((what, who.post(&here(pattern), &body).await));
    }
    answers
}

async fn posted(desk: &Desk) -> Vec<(&'static str, &'static str, Value)> {
    let sheet = scores(desk).await["sheet_hash"].clone();
    let mark = json!({ "indicator": "A11", "action": { "do": "confirm" } });
    vec![
        (
            "confirmation",
            urls::SCORE_CONFIRMATION,
            json!({ "sheet": sheet }),
        ),
        ("mark", urls::SCORE_MARKS, mark),
        (
            "comment",
            urls::REPORT_COMMENTS,
            json!({ "text": "再看看" }),
        ),
        (
            "own block",
            urls::REPORT_BLOCKS,
            json!({ "after": BLOCK, "text": "另起一段" }),
        ),
        (
            "opinion",
            urls::OPINIONS,
            json!({ "unit": "某单位", "text": "有意见", "day": "2026-11-20" }),
        ),
        (
            "document",
            urls::DOCUMENTS,
            json!({ "stage": "decision", "name": "补充资料" }),
        ),
        (
            "codes",
            urls::RESPONDENT_BATCHES,
            json!({ "project_code": "DL0001", "form_id": "q-villager-road", "labels": ["1"] }),
        ),
    ]
}
