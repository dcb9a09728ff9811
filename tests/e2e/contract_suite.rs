//! The store's contract suite against the browser's IndexedDB.
//!
//! Not here: the cases (`app/src/storage/contract.rs`); `cargo test -p app` runs the same ones
//! against the store in memory. `cargo xtask test` builds the page.

use crate::browser::{Browser, Screen};
use crate::static_site::StaticSite;
use anyhow::{Context, Result};
use std::path::Path;

const PAGE: &str = "<!doctype html><html lang='zh-CN'><title>contract</title><script type='module'>
    import start from '/contract_suite.js';
    await start({ module_or_path: '/contract_suite_bg.wasm' });
</script>";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn indexeddb_keeps_what_the_store_promises() -> Result<()> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/app-bundle/contract_suite");
    let site = StaticSite::start(&built).await?;
    site.original("/contract_suite.js")?;
    site.replace("/index.html", PAGE);
    let folder = tempfile::tempdir()?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Phone).await?;
    let page = browser.open(&site.url()).await?;

    page.wait_until("document.documentElement.dataset.contract")
        .await?;
    let report = page
        .eval("JSON.parse(document.documentElement.dataset.contract)")
        .await?;

    let cases = report.as_array().context("the suite reports a list")?;
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|case| Some(format!("{}: {}", case["case"], case["problem"].as_str()?)))
        .collect();
    assert!(
        failed.is_empty(),
        "IndexedDB breaks the contract:\n{}",
        failed.join("\n")
    );
    assert!(cases.len() >= 5, "the suite ran only {} cases", cases.len());
    Ok(())
}
