//! The example's people in a browser: who signs in, and how a tablet gets its work.
//!
//! Not here: what they do then (`walkthrough`, `screens`).

use crate::page::Page;
use crate::server::{self, KanpingServer};
use anyhow::{Context, Result};
use std::path::Path;

/// A password the tests know; the example's own are random and shown once.
const PASSWORD: &str = "only-for-this-test-run";

/// A server over the example at this point of its life, with passwords the test knows.
pub async fn example(data: &Path, lifecycle: &str) -> Result<KanpingServer> {
    server::make_demo(data, lifecycle)?;
    for login in ["wang", "liu"] {
        server::set_password(data, login, PASSWORD)?;
    }
    KanpingServer::start(data).await
}

/// The same with everybody of the desk: managers liu and he, field lead sun, partner zhou.
pub async fn desk_example(data: &Path, lifecycle: &str) -> Result<KanpingServer> {
    server::make_demo(data, lifecycle)?;
    for login in ["wang", "liu", "he", "sun", "zhou"] {
        server::set_password(data, login, PASSWORD)?;
    }
    KanpingServer::start(data).await
}

/// One person leaves, another signs in in the same browser.
pub async fn change_person(page: &Page, server: &KanpingServer, login: &str) -> Result<()> {
    page.eval("fetch('/api/session', { method: 'DELETE' }).then((answer) => answer.status)")
        .await?;
    sign_in(page, server, login).await
}

/// Signs in by the form, as a person does.
pub async fn sign_in(page: &Page, server: &KanpingServer, login: &str) -> Result<()> {
    page.goto(&format!("{}/sign-in", server.url())).await?;
    page.fill("[data-test=sign-in-login]", login).await?;
    page.fill("[data-test=sign-in-password]", PASSWORD).await?;
    page.tap("[data-test=sign-in-submit]").await?;
    page.wait_until("location.pathname !== '/sign-in'").await
}

/// Signs the evaluator in on a tablet and takes the work along; answers the first bridge's code.
pub async fn take_work_along(page: &Page, server: &KanpingServer) -> Result<String> {
    sign_in(page, server, "wang").await?;
    pull(page).await?;
    let code = page
        .eval(
            "[...document.querySelectorAll('[data-test^=site-row-]')]
               .find((row) => row.innerText.includes('桥'))?.dataset.test.slice(9)",
        )
        .await?;
    code.as_str()
        .map(str::to_owned)
        .context("no bridge among the sites")
}

/// The work of the one engagement comes to the tablet.
pub async fn pull(page: &Page) -> Result<()> {
    // Who has one engagement need not choose it: the question may be gone before it is answered.
    page.wait_for("[data-test=pull-demo], [data-test^=site-row-]")
        .await?;
    page.eval("document.querySelector('[data-test=pull-demo]')?.click()")
        .await?;
    page.wait_for("[data-test^=site-row-]").await
}

/// The passport says when both sides hold the same and nothing waits.
pub async fn synchronise(page: &Page, server: &KanpingServer) -> Result<()> {
    page.goto(&format!("{}/field/sync", server.url())).await?;
    page.tap("[data-test=sync-now]").await?;
    page.wait_until(
        "document.querySelector('[data-test=queue]')?.children.length === 0
         || (!document.querySelector('[data-test=queue]')
             && !document.querySelector('[data-test=sync-now]')?.disabled)",
    )
    .await
    .context("the queue does not empty")?;
    page.wait_for("[data-test=digest]").await?;
    assert_eq!(page.count("[data-test=sync-failure]").await?, 0);
    Ok(())
}
