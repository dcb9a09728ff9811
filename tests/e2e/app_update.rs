//! A new version of the app waits until the person takes it (promise P6).
//!
//! Not here: the words of the notice; the app shows it on `kanping:update-ready`.

use crate::browser::{Browser, Screen};
use crate::static_site::StaticSite;
use anyhow::Result;
use std::path::Path;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_version_waits_for_a_tap_and_then_replaces_the_old_one() -> Result<()> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    let site = StaticSite::start(&dist).await?;
    let folder = tempfile::tempdir()?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Phone).await?;
    let page = browser.open(&site.url()).await?;
    page.wait_for_offline_readiness().await?;
    page.eval("window.halfFilledIn = true").await?;

    let worker = site.original("/service-worker.js")?;
    let (before, after) = worker
        .split_once("const VERSION = \"")
        .expect("the worker's version");
    site.replace(
        "/service-worker.js",
        &format!("{before}const VERSION = \"next{after}"),
    );
    page.eval("window.dispatchEvent(new Event('kanping:update-check'))")
        .await?;
    page.wait_until("document.documentElement.dataset.update === 'ready'")
        .await?;

    // The page goes on with the version it has, for as long as the person likes.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(
        page.eval("window.halfFilledIn").await?,
        true,
        "the update reloaded the page"
    );
    let waiting = "navigator.serviceWorker.getRegistration().then((it) => it.waiting !== null)";
    assert_eq!(
        page.eval(waiting).await?,
        true,
        "the new version did not wait"
    );

    page.eval("window.dispatchEvent(new Event('kanping:update-apply'))")
        .await?;
    page.wait_until("!window.halfFilledIn && document.readyState === 'complete'")
        .await?;

    page.wait_until("caches.keys().then((keys) => keys.length === 1)")
        .await?;
    let kept = page.eval("caches.keys()").await?;
    let kept = kept[0].as_str().unwrap_or_default().to_owned();
    assert!(
        kept.starts_with("kanping-shell-next"),
        "the old version is still kept: {kept}"
    );
    page.wait_until("document.documentElement.dataset.update !== 'ready'")
        .await
}
