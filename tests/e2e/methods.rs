//! Interviews and requested documents in a real browser: held and recorded on a tablet without a
//! network, seen at the desk. Not here: how the screens look (`screens`).

use crate::browser::{Browser, Screen};
use crate::{fieldwork, people};
use anyhow::Result;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_received_offline_stands_in_the_register_after_synchronising() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("tablet"), Screen::TabletLandscape).await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for_offline_readiness().await?;
    people::take_work_along(&page, &server).await?;
    page.set_offline(true).await?;
    page.tap("[data-test=open-documents]").await?;
    page.tap("[data-test=document-Q-03]").await?;
    page.tap("[data-test='answer-/data/receipt/status-received']")
        .await?;
    page.wait_until("document.getElementById('c/data/receipt/received_on').value.length === 10")
        .await?;
    page.wait_for_text("已保存").await?;
    page.tap("[data-test=document-done]").await?;
    page.wait_for_text("已收 1/12").await?;
    page.set_offline(false).await?;
    page.goto(&format!("{}/field/sync", server.url())).await?;
    page.tap("[data-test=sync-now]").await?;
    page.wait_until("!document.body.innerText.includes('资料登记')")
        .await?;

    let browser = Browser::launch(&folder.path().join("desk"), Screen::Desktop).await?;
    let desk = browser.open(&server.url()).await?;
    people::sign_in(&desk, &server, "liu").await?;
    desk.goto(&format!(
        "{}/desk/demo/documents?state=received",
        server.url()
    ))
    .await?;
    desk.wait_for("[data-test=register-Q-03]").await?;
    assert_eq!(desk.count("[data-test^=register-Q]").await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interview_held_offline_stands_at_the_desk_after_synchronising() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("tablet"), Screen::TabletLandscape).await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for_offline_readiness().await?;
    people::take_work_along(&page, &server).await?;
    page.set_offline(true).await?;
    page.tap("[data-test=open-interviews]").await?;
    page.tap("[data-test=new-interview-iv-village]").await?;
    fieldwork::inspect(&page, folder.path(), &[]).await?;
    page.tap("[data-test=finalise]").await?;
    if let Err(error) = page.wait_for("[data-test=locked]").await {
        page.screenshot("interview-cannot-finish").await?;
        let open = page
            .eval("document.querySelector('[data-test=open-items]')?.innerText")
            .await?;
        return Err(error.context(format!("cannot finish: {open}")));
    }
    page.set_offline(false).await?;
    people::synchronise(&page, &server).await?;

    let browser = Browser::launch(&folder.path().join("desk"), Screen::Desktop).await?;
    let desk = browser.open(&server.url()).await?;
    people::sign_in(&desk, &server, "liu").await?;
    desk.goto(&format!("{}/desk/demo/interviews", server.url()))
        .await?;
    desk.wait_for("[data-test=interviews-table] tbody tr")
        .await?;
    assert_eq!(
        desk.count("[data-test=interviews-table] tbody tr").await?,
        1
    );
    Ok(())
}
