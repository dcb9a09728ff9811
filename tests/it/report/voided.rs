//! Any change after a signature voids it, whichever people make; nobody signs his own words. Not
//! here: the rules alone (`domain::review`).

use domain::sampling::SplitMix64;
use domain::wire::urls;
use serde_json::{Value, json};

use super::desk::Desk;
use crate::world::{Answer, demo_url};

const BLOCKS: [&str; 3] = [
    "ch3.conclusion.total",
    "ch1.background.0",
    "abstract.conclusion.total",
];

/// What somebody may do to a report under review.
async fn change(desk: &Desk, kind: u64, turn: u64) -> Answer {
    match kind {
        0 | 1 => edited(desk, BLOCKS[usize::try_from(kind * 2).unwrap()], turn).await,
        2 => {
            let url = demo_url(urls::REPORT_BLOCKS, &[]);
            let text = format!("第{turn}次补充说明。");
            let add = json!({ "after": BLOCKS[0], "text": text });
            desk.manager.post(&url, &add).await
        }
        3 => {
            let mut profile = desk.report().await["profile"].clone();
            profile["sector"] = json!("交通");
            profile["evaluation_kind"] = json!(format!("财政重点评价（第{turn}次）"));
            let save = json!({ "profile": profile });
            desk.manager.put(&demo_url(urls::PROFILE, &[]), &save).await
        }
        4 => {
            let url = demo_url(urls::SCORE_INPUTS, &[]);
            let mut inputs = desk.manager.get(&url).await.body;
            inputs["fund_figures"]["paid"] = json!(1_400_000_000 + turn * 1_000_000);
            inputs["reason"] = json!("核对凭证后更正");
            desk.manager.put(&url, &inputs).await
        }
        _ => {
            let list = desk.manager.get(&demo_url(urls::FINDINGS, &[])).await.body;
            let all = list["findings"].as_array().unwrap();
            let major = |view: &&Value| view["finding"]["severity"] != "minor";
            let view = all.iter().find(major).unwrap();
            let mut dossier = view["dossier"].clone();
            dossier["cause"] = json!(format!("第{turn}次分析的原因。"));
            let revision = &view["finding"]["revision"];
            let save = json!({ "base_revision": revision, "dossier": dossier });
            let code = view["finding"]["code"].as_str().unwrap();
            desk.manager
                .put(&demo_url(urls::FINDING, &[code]), &save)
                .await
        }
    }
}

async fn edited(desk: &Desk, block: &str, turn: u64) -> Answer {
    let report = desk.report().await;
    let seen = super::desk::block(&report, block);
    let base = seen["state"]["revision"].as_u64().unwrap_or(0);
    let base = u32::try_from(base).unwrap();
    desk.save(block, base, &format!("第{turn}次改写。")).await
}

#[tokio::test]
async fn any_change_after_a_signature_voids_it() {
    let desk = Desk::open().await;
    desk.make_ready().await;
    desk.done(&desk.manager, json!({ "step": "submit" })).await;
    let mut generator = SplitMix64::new(20_261_127);
    // Each kind once, then as the generator says.
    let further = (0..4).map(|_| generator.next_u64() % 6);
    for (kind, turn) in (0..6).chain(further).zip(1..) {
        desk.sign(&desk.lead, "first").await;
        let signed = desk.report().await;
        assert_eq!(signed["standing"]["valid"].as_array().unwrap().len(), 1);
        let changed = change(&desk, kind, turn).await;
        assert_eq!(changed.status, 200, "{kind}: {}", changed.body);
        let after = desk.report().await;
        assert_ne!(
            after["content"], signed["content"],
            "kind {kind}, turn {turn}"
        );
        assert_eq!(
            after["standing"]["valid"],
            json!([]),
            "kind {kind}, turn {turn}"
        );
    }
}

#[tokio::test]
async fn who_wrote_the_words_does_not_sign_them() {
    let desk = Desk::open().await;
    let save = json!({
        "base_revision": 0, "content": { "content": "text", "text": "外勤主管自己写的结论。" },
    });
    let url = demo_url(urls::REPORT_BLOCK, &[BLOCKS[0]]);
    assert_eq!(desk.lead.put(&url, &save).await.status, 200);
    desk.done(&desk.manager, json!({ "step": "submit" })).await;
    let first = json!({ "step": "sign", "level": "first" });
    let refused = desk.step(&desk.lead, first.clone()).await;
    let seen = (refused.status, refused.codes());
    assert_eq!(seen, (403, vec!["REVIEWER_IS_AUTHOR"]), "{}", refused.body);
    let preparer = desk.step(&desk.manager, first.clone()).await;
    assert_eq!(preparer.codes(), ["REVIEWER_IS_PREPARER"]);
    // Another manager takes the words over, and so could not sign; the lead can again.
    let save = json!({
        "base_revision": 1, "content": { "content": "text", "text": "经复核改写的结论。" },
    });
    assert_eq!(desk.manager.put(&url, &save).await.status, 200);
    assert_eq!(desk.step(&desk.lead, first).await.status, 200);
}
