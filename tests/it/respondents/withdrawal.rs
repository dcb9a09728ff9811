//! A receipt takes a response back until the day closes; then nothing leads to it any more.

use super::village::Village;

#[tokio::test]
async fn before_the_close_a_receipt_erases_the_response_and_one_is_counted() {
    let village = Village::new().await;
    let made = village.batch(&["1组-01"]).await;
    let link = format!("/q/{}", made.codes[0].code);
    let phone = village.phone("10.0.0.1");
    phone
        .fill_all(&link, &[("q12", "请删掉我说的这句话")])
        .await;
    let receipt = phone.send_in(&link).await.receipt().unwrap();
    village.pass(13 * 60 + 59);
    let withdrawn = village
        .phone("10.0.0.7")
        .withdraw(&receipt.to_lowercase())
        .await;
    assert!(withdrawn.says("已撤回"), "{}", withdrawn.html);
    for table in [
        "document",
        "revision",
        "respondent_receipt",
        "respondent_draft",
    ] {
        assert_eq!(village.rows(table).await, 0, "{table}");
    }
    let desk = village.desk().await;
    assert_eq!((desk.sites[0].code, desk.sites[0].withdrawn), (0, 1));
    // The roster does not tell who withdrew, and the code is not there to be tried again.
    assert_eq!(desk.batches[0].answered, 1);
    assert!(phone.get(&link).await.says("这个代码已经答过了"));
    let again = phone.withdraw(&receipt).await;
    assert_eq!(again.status, 404);
    assert!(again.says("没有找到这个回执码"));
}

#[tokio::test]
async fn after_the_close_no_receipt_code_or_session_leads_to_the_response() {
    let village = Village::new().await;
    let made = village.batch(&["1组-01"]).await;
    let link = format!("/q/{}", made.codes[0].code);
    let phone = village.phone("10.0.0.1");
    phone.fill_all(&link, &[]).await;
    let thanks = phone.send_in(&link).await;
    let receipt = thanks.receipt().unwrap();
    assert!(thanks.says("2026-11-23 00:00"), "the page says until when");
    village.pass(14 * 60);
    assert_eq!(village.close_day().await, (0, 1));
    assert_eq!(village.rows("respondent_receipt").await, 0);
    let late = phone.withdraw(&receipt).await;
    assert!(late.says("没有找到这个回执码"));
    assert_eq!(village.rows("document").await, 1, "the response stays");
    let reloaded = phone.get(&format!("{link}/thanks")).await;
    assert_eq!(reloaded.receipt(), None);
    assert!(reloaded.says("答卷已匿名化"));
}

#[tokio::test]
async fn the_close_needs_nobody_to_come_by() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    phone.fill_all(&link, &[]).await;
    let receipt = phone.send_in(&link).await.receipt().unwrap();
    village.pass(14 * 60);
    // No tick has run: the receipt is dead by the clock alone.
    assert!(phone.withdraw(&receipt).await.says("没有找到这个回执码"));
}

#[tokio::test]
async fn a_withdrawal_frees_a_place_at_the_poster() {
    let village = Village::new().await;
    let link = village.poster(1).await;
    let first = village.phone("10.0.0.1");
    first.fill_all(&link, &[]).await;
    let receipt = first.send_in(&link).await.receipt().unwrap();
    let second = village.phone("10.0.0.2");
    assert!(second.get(&link).await.says("份数已经收满"));
    first.withdraw(&receipt).await;
    second.fill_all(&link, &[]).await;
    assert!(second.send_in(&link).await.receipt().is_some());
}
