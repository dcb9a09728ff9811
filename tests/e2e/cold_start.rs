//! How long a tablet with a full store takes to its list of sites, with no network, on a processor
//! four times slower. Prints its figure and judges only what was seen, never the time: a busy
//! machine must not fail a test. Not here: what is saved offline (`walkthrough`).

use crate::browser::{Browser, Screen};
use crate::people::{example, sign_in, take_work_along};
use anyhow::{Result, ensure};

const RECORDS: usize = 500;

/// Copies of the questionnaires and inspections that the tablet pulled, under ids of their own, as
/// many as a long campaign would leave on it.
const FILL_THE_STORE: &str = r#"(async (wanted) => {
    const database = await new Promise((resolve, reject) => {
        const opening = indexedDB.open("kanping");
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
    });
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const writing = database.transaction("records", "readwrite").objectStore("records");
    const [keys, values] = [await done(writing.getAllKeys()), await done(writing.getAll())];
    for (let made = keys.length; made < wanted; made += 1) {
        const from = made % keys.length;
        const id = JSON.parse(values[from]).doc_id;
        const copy = id.slice(0, -12) + String(made).padStart(12, "0");
        await done(writing.put(values[from].replaceAll(id, copy), keys[from].replaceAll(id, copy)));
    }
    const count = await done(writing.count());
    database.close();
    return count;
})"#;

const LIST_IS_USABLE: &str = "document.querySelector('[data-test^=site-row-]') !== null";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_tablet_comes_to_its_list_without_a_network_on_a_slow_processor() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = example(&folder.path().join("data"), "fieldwork").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::TabletLandscape).await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for_offline_readiness().await?;
    sign_in(&page, &server, "wang").await?;
    take_work_along(&page, &server).await?;
    page.goto(&format!("{}/field/sync", server.url())).await?;
    page.tap("[data-test=sync-now]").await?;
    page.wait_until("document.body.innerText.includes('一致')")
        .await?;
    let stored = page.eval(&format!("{FILL_THE_STORE}({RECORDS})")).await?;
    ensure!(stored.as_u64() == Some(RECORDS as u64), "stored {stored}");
    server.stop();
    drop(page);

    let browser = browser.restart().await?;
    let mut figures = Vec::new();
    for _ in 0..3 {
        let page = browser.open("about:blank").await?;
        page.slow_down(4.0).await?;
        page.goto(&format!("{}/field", server.url())).await?;
        page.wait_until(LIST_IS_USABLE).await?;
        // From the start of the navigation to the first look that finds a row, by the page's clock.
        figures.push(page.eval("Math.round(performance.now())").await?);
        page.screenshot("cold-start").await?;
    }
    println!(
        "offline cold start, {RECORDS} records, processor 4x slower, ms to the list: {figures:?}"
    );
    Ok(())
}
