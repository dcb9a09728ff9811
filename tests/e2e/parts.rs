//! The app's parts are files of their own, and a person does not notice.
//!
//! Not here: what the parts show.

use crate::browser::{Browser, Screen};
use crate::server::KanpingServer;
use anyhow::Result;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_not_signed_in_gets_from_each_part_to_the_sign_in_page_even_offline() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = KanpingServer::start(&folder.path().join("data")).await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for("[data-test=sign-in-login]").await?;
    page.wait_for_offline_readiness().await?;

    for part in ["/field", "/field/sites/a/inspection", "/desk"] {
        page.goto(&format!("{}{part}", server.url())).await?;
        page.wait_for("[data-test=sign-in-login]").await?;
        assert_eq!(
            page.eval("location.pathname").await?,
            "/sign-in",
            "from {part}"
        );
    }

    server.stop();
    page.goto(&format!("{}/field/sync", server.url())).await?;
    page.wait_for("[data-test=sign-in-login]").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_path_that_no_part_knows_is_said_to_be_none() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = KanpingServer::start(&folder.path().join("data")).await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    for path in ["/nowhere", "/field/nowhere"] {
        let page = browser.open(&format!("{}{path}", server.url())).await?;
        page.wait_for("main a[href='/']").await?;
        assert_eq!(page.eval("location.pathname").await?, path);
    }
    Ok(())
}
