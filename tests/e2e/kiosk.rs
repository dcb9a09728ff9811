//! The kiosk from the respondent's side: what is told first, what refusing and stopping leave
//! behind, a child without a guardian, the count against the quota. Without a network throughout.

use crate::browser::{Browser, Screen};
use crate::fieldwork;
use crate::page::Page;
use crate::people::{example, take_work_along};
use anyhow::{Context, Result};

/// The answers of every questionnaire that the tablet holds.
const STORED: &str = r#"(async () => {
    const database = await new Promise((resolve, reject) => {
        const opening = indexedDB.open("kanping");
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
    });
    const store = database.transaction("records").objectStore("records");
    const values = await new Promise((resolve, reject) => {
        const request = store.getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    database.close();
    return values.map((text) => JSON.parse(text))
        .filter((record) => record.kind === "questionnaire_response")
        .map((record) => Object.keys(record.body.answers));
})()"#;

async fn stored(page: &Page) -> Result<Vec<Vec<String>>> {
    let found = page.eval(STORED).await?;
    serde_json::from_value(found).context("lists of paths")
}

async fn answer(page: &Page, path: &str, choice: &str) -> Result<()> {
    page.tap(&format!("[data-test='answer-{path}-{choice}']"))
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_kiosk_tells_first_and_keeps_nothing_of_those_who_refuse_stop_or_are_children()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::TabletPortrait).await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for_offline_readiness().await?;
    let code = take_work_along(&page, &server).await?;
    server.stop();
    page.forgive("Failed to load resource");
    let kiosk = format!("{}/field/sites/{code}/kiosk", server.url());
    page.goto(&kiosk).await?;
    page.fill("[data-test=kiosk-pin]", "2580").await?;
    page.tap("[data-test=kiosk-pin-submit]").await?;
    page.tap("[data-test=kiosk-open]").await?;

    // The five items of PIPL art. 17, and refusing.
    page.wait_for("[data-test=kiosk-notice]").await?;
    assert_eq!(page.count("[data-test=kiosk-notice] dt").await?, 5);
    let notice = page.text("[data-test=kiosk-notice]").await?;
    for wanted in ["电话 010-00000000", "至少10年", "查阅、更正、删除"] {
        assert!(notice.contains(wanted), "{wanted} is not in {notice}");
    }
    page.screenshot("kiosk-notice").await?;
    page.tap("[data-test=kiosk-refuse]").await?;
    page.wait_for("[data-test=kiosk-refused]").await?;
    assert!(stored(&page).await?.is_empty(), "a refusal stores nothing");

    // Whoever stops half-way leaves nothing, and the next one finds a blank form.
    page.tap("[data-test=kiosk-another]").await?;
    page.tap("[data-test=kiosk-start]").await?;
    answer(&page, "/data/page_s1/s1", "yes").await?;
    page.tap("[data-test=kiosk-stop]").await?;
    page.wait_for("[data-test=kiosk-refused]").await?;
    assert!(stored(&page).await?.is_empty(), "who stops leaves nothing");
    page.tap("[data-test=kiosk-another]").await?;
    page.tap("[data-test=kiosk-start]").await?;
    page.wait_for("[data-test='answer-/data/page_s1/s1-yes']")
        .await?;
    assert_eq!(
        page.count(".choice-on").await?,
        0,
        "a trace of the last one"
    );

    // A child whose guardian does not agree.
    answer(&page, "/data/page_s1/s1", "yes").await?;
    page.tap("[data-test=kiosk-next]").await?;
    answer(&page, "/data/page_s2/s2", "under_14").await?;
    answer(&page, "/data/page_s2/guardian_consent", "no").await?;
    page.screenshot("kiosk-question").await?;
    page.tap("[data-test=kiosk-next]").await?;
    page.wait_for("[data-test=kiosk-screened]").await?;
    page.screenshot("kiosk-screened").await?;
    let kept = stored(&page).await?;
    assert_eq!(kept.len(), 1, "counted as screened out");
    assert!(kept[0].iter().all(|path| !path.contains("/q")), "{kept:?}");

    page.tap("[data-test=kiosk-another]").await?;
    a_whole_one_counts_until_it_is_taken_back(&page, &kiosk).await
}

async fn a_whole_one_counts_until_it_is_taken_back(page: &Page, kiosk: &str) -> Result<()> {
    fieldwork::respond(page).await?;
    let receipt = page.text("[data-test=kiosk-receipt]").await?;
    page.screenshot("kiosk-receipt").await?;
    page.goto(kiosk).await?;
    let quota = page.text("[data-test=kiosk-quota]").await?;
    assert!(quota.contains("已收 2 份"), "{quota}");
    take_back(page, &receipt).await?;
    page.goto(kiosk).await?;
    let quota = page.text("[data-test=kiosk-quota]").await?;
    assert!(quota.contains("已收 1 份"), "{quota}");
    let kept = stored(page).await?;
    assert!(kept.iter().all(|paths| paths.len() < 5), "{kept:?}");
    Ok(())
}

/// With a wrong receipt, which tells nothing, and with the right one.
async fn take_back(page: &Page, receipt: &str) -> Result<()> {
    page.tap("[data-test=kiosk-open]").await?;
    page.tap("[data-test=kiosk-withdraw]").await?;
    page.fill("[data-test=kiosk-code]", "2222-2222-2222")
        .await?;
    page.tap("[data-test=kiosk-withdraw-submit]").await?;
    page.wait_for_text("没有这个回执码").await?;
    page.screenshot("kiosk-withdraw").await?;
    page.fill("[data-test=kiosk-code]", &receipt.trim().to_lowercase())
        .await?;
    page.tap("[data-test=kiosk-withdraw-submit]").await?;
    page.wait_for("[data-test=kiosk-withdrawn]").await
}
