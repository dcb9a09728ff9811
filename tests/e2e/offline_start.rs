//! Installed once, the app starts without any network.
//!
//! Not here: what is saved offline; that is walked through elsewhere.

use crate::browser::{Browser, Screen};
use crate::server::KanpingServer;
use anyhow::Result;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_app_opens_again_after_the_server_is_gone() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = KanpingServer::start(&folder.path().join("data")).await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::TabletLandscape).await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for_offline_readiness().await?;
    page.wait_for("main:not([hidden])").await?;

    server.stop();
    page.reload().await?;

    page.wait_for("main:not([hidden])").await?;
    assert_eq!(
        page.count("#boot-failure[hidden]").await?,
        1,
        "the app did not start offline"
    );
    drop(page);

    // And after the tablet was switched off and on, with the server still away.
    let browser = browser.restart().await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for("main:not([hidden])").await?;
    page.screenshot("offline-start").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_app_can_be_installed() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = KanpingServer::start(&folder.path().join("data")).await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Phone).await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for_offline_readiness().await?;

    let problems = page.installability_problems().await?;

    assert!(
        problems.is_empty(),
        "the browser would not install it: {problems:?}"
    );
    Ok(())
}
