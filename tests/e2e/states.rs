//! What opens on a screen: a 否 unfolded, a photo large, an interview, a receipt, the kiosk in a
//! respondent's hands, dialogs, drawers; and the other language. Looked at as in `screens`.

use crate::browser::{Browser, Screen};
use crate::look::{glance, look};
use crate::{fieldwork, people};
use anyhow::Result;

const CHECK: &str = "/data/checks/c1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_opens_on_a_tablet_is_accessible_and_fits() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::TabletLandscape).await?;
    let page = browser.open(&server.url()).await?;
    let code = people::take_work_along(&page, &server).await?;
    let field = format!("{}/field", server.url());
    let site = format!("{field}/sites/{code}");
    let mut found = Vec::new();

    page.goto(&format!("{site}/inspection?at={CHECK}")).await?;
    page.tap(&format!("[data-test='answer-{CHECK}-no']"))
        .await?;
    page.wait_for("[data-test^='photo-gallery-/data/checks']")
        .await?;
    let photo = fieldwork::photo(folder.path(), 1)?;
    page.attach_files("[data-test^='photo-gallery-/data/checks']", &[&photo])
        .await?;
    page.wait_for("[data-test^=picture-]").await?;
    found.extend(look(&page, "opened-check-no").await?);
    page.tap("[data-test^=picture-]").await?;
    page.wait_for("[data-test=photo-viewer] img").await?;
    found.extend(look(&page, "opened-photo").await?);

    page.goto(&format!("{field}/interviews")).await?;
    page.tap("[data-test^=new-interview-]").await?;
    page.wait_for("[data-test=section-next]").await?;
    found.extend(look(&page, "opened-interview").await?);
    page.goto(&format!("{field}/documents")).await?;
    page.tap("[data-test=document-Q-03]").await?;
    page.tap("[data-test='answer-/data/receipt/status-received']")
        .await?;
    page.wait_for_text("已保存").await?;
    found.extend(look(&page, "opened-receipt").await?);

    page.goto(&format!("{site}/kiosk")).await?;
    page.fill("[data-test=kiosk-pin]", "2580").await?;
    page.tap("[data-test=kiosk-pin-submit]").await?;
    page.tap("[data-test=kiosk-open]").await?;
    page.wait_for("[data-test=kiosk-notice]").await?;
    found.extend(look(&page, "opened-kiosk-notice").await?);
    page.tap("[data-test=kiosk-start]").await?;
    page.wait_for("[data-test=kiosk-next]").await?;
    found.extend(look(&page, "opened-kiosk-question").await?);
    page.tap("[data-test=kiosk-stop]").await?;
    page.tap("[data-test=kiosk-another]").await?;
    fieldwork::respond(&page).await?;
    found.extend(look(&page, "opened-kiosk-thanks").await?);
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_opens_at_the_desk_is_accessible_and_fits() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "reported").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    let desk = format!("{}/desk/demo", server.url());
    let mut found = Vec::new();
    let opened = [
        (
            "sample",
            "[data-test=judgemental-open]",
            "[data-test=judgemental-code]",
        ),
        (
            "scores",
            "[data-test=indicator-C22]",
            "[data-test=score-working]",
        ),
        (
            "findings",
            "tbody [data-test^=open-]",
            "[data-test=finding-record]",
        ),
        ("overview", "[data-test=keys]", "[data-test=key-list]"),
        (
            "records",
            "[data-test=user-menu] summary",
            "[data-test=sign-out]",
        ),
    ];
    for (room, opener, landmark) in opened {
        page.resize(Screen::Desktop).await?;
        page.goto(&format!("{desk}/{room}")).await?;
        page.tap(opener).await?;
        page.wait_for(landmark).await?;
        found.extend(look(&page, &format!("opened-{room}")).await?);
    }
    for (room, landmark) in [
        ("team", "[data-test=member-table]"),
        ("quarantine", ".desk-content h1"),
        ("respondents", "[data-test=respondent-sites]"),
    ] {
        page.goto(&format!("{desk}/{room}")).await?;
        page.wait_for(landmark).await?;
        found.extend(look(&page, &format!("desk-{room}")).await?);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_english_the_screens_are_accessible_and_fit_too() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "fieldwork").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::TabletLandscape).await?;
    let page = browser.open(&format!("{}/sign-in", server.url())).await?;
    page.tap("[data-test=language-en]").await?;
    page.wait_for_text("Sign in").await?;
    let mut found = glance(&page, "english-sign-in").await?;
    let code = people::take_work_along(&page, &server).await?;
    let tablet = [
        (String::new(), "[data-test^=site-row-]"),
        (format!("/sites/{code}"), "[data-test=open-inspection]"),
        (
            format!("/sites/{code}/inspection"),
            "[data-test=section-next]",
        ),
        ("/sync".to_owned(), "[data-test=sync-now]"),
        ("/documents".to_owned(), "[data-test=document-summary]"),
    ];
    for (number, (path, landmark)) in tablet.into_iter().enumerate() {
        page.goto(&format!("{}/field{path}", server.url())).await?;
        page.wait_for(landmark).await?;
        found.extend(glance(&page, &format!("english-field-{number}")).await?);
    }
    people::sign_in(&page, &server, "liu").await?;
    let rooms = [
        ("overview", "[data-test=total-amount]"),
        ("sample", "[data-test=protocol-sheet]"),
        ("records", "[data-test=record-row-0]"),
        ("documents", "[data-test=register]"),
        ("surveys", "[data-test=survey-satisfaction]"),
        ("scores", "[data-test=score-total]"),
        ("team", "[data-test=member-table]"),
        ("forms", "[data-test=form-table]"),
    ];
    for (room, landmark) in rooms {
        page.goto(&format!("{}/desk/demo/{room}", server.url()))
            .await?;
        page.wait_for(landmark).await?;
        found.extend(glance(&page, &format!("english-{room}")).await?);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
