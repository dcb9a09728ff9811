//! Every screen as it is found: a picture to look at, and axe-core's verdict in light and dark.
//!
//! Not here: what happens on them (`walkthrough`), what opens on them (`states`).

use crate::browser::{Browser, Screen};
use crate::look::look;
use crate::people;
use anyhow::Result;

/// What stands in a frame of the page, such as the report, has come.
const FRAMES_ARE_THERE: &str = "[...document.querySelectorAll('iframe')]
    .every((frame) => frame.contentDocument?.body?.innerText.length > 100)";

/// The list of a site's problems, or what stands where there is none.
const PROBLEMS: &str = "[data-test=problems], [data-test=problems-inspect]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_field_apps_screens_are_accessible_in_all_themes_and_fit_all_sizes() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "fieldwork").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::TabletLandscape).await?;
    let page = browser.open(&format!("{}/sign-in", server.url())).await?;
    page.wait_for("[data-test=sign-in-submit]").await?;
    let mut found = look(&page, "sign-in").await?;

    let code = people::take_work_along(&page, &server).await?;
    found.extend(look(&page, "field-sites").await?);
    let site = format!("{}/field/sites/{code}", server.url());
    let screens = [
        ("field-site", site.clone(), "[data-test=open-inspection]"),
        (
            "field-inspection",
            format!("{site}/inspection"),
            "[data-test=section-next]",
        ),
        (
            "field-checks",
            format!("{site}/inspection?at=/data/checks/c1"),
            "[data-test^='answer-/data/checks/c1']",
        ),
        (
            "field-measure",
            format!("{site}/inspection?at=/data/measure/m1/m1_design"),
            "[data-test='input-/data/measure/m1/m1_design']",
        ),
        (
            "field-sign-off",
            format!("{site}/inspection?at=/data/signoff/sign_a_name"),
            "[data-test=section-back]",
        ),
        ("field-problems", format!("{site}/problems"), PROBLEMS),
        ("field-photos", format!("{site}/photos"), ".photo-grid"),
        (
            "field-kiosk",
            format!("{site}/kiosk"),
            "[data-test=kiosk-pin]",
        ),
        (
            "field-interviews",
            format!("{}/field/interviews", server.url()),
            ".back-bar",
        ),
        (
            "field-documents",
            format!("{}/field/documents", server.url()),
            "[data-test=document-summary]",
        ),
        (
            "field-sync",
            format!("{}/field/sync", server.url()),
            "[data-test=sync-now]",
        ),
        (
            "field-device",
            format!("{}/field/device", server.url()),
            "[data-test=keep-originals]",
        ),
    ];
    for (name, address, landmark) in screens {
        page.goto(&address).await?;
        page.wait_for(landmark).await?;
        found.extend(look(&page, name).await?);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desks_screens_are_accessible_in_all_themes_and_fit_all_sizes() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "reported").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    page.wait_for("[data-test^=engagement-]").await?;
    let mut found = look(&page, "desk-engagements").await?;
    let rooms = [
        ("overview", "[data-test=total-amount]"),
        ("frame", "table tbody tr"),
        ("sample", "[data-test=protocol-sheet]"),
        ("assignments", "table tbody tr"),
        ("forms", "[data-test=form-table] tbody tr"),
        ("records", "[data-test=record-row-0]"),
        ("interviews", ".desk-content h1"),
        ("documents", "[data-test=register]"),
        ("findings", "[data-test^=finding-]"),
        ("surveys", "[data-test=survey-satisfaction]"),
        ("surveys?view=questions", "[data-test=survey-question]"),
        ("surveys?view=sites", "[data-test=survey-sites]"),
        ("surveys?view=suspects", "[data-test=survey-side-suspects]"),
        ("surveys?view=settings", "[data-test=plan-save]"),
        ("scores", "[data-test=score-total]"),
        ("plan", "[data-test=plan-state]"),
        ("report", "[data-test=side-block]"),
        ("report?view=page", "[data-test=report-frame]"),
        ("feedback", ".desk-content h1"),
        ("feedback?tab=ledger", ".desk-content h1"),
        ("feedback?tab=documents", ".desk-content h1"),
        ("archive", "[data-test=archive-contents]"),
        ("checks", ".desk-content h1"),
        ("checks?tab=targets", ".desk-content h1"),
        ("checks?tab=monitoring", ".desk-content h1"),
    ];
    for (room, landmark) in rooms {
        page.goto(&format!("{}/desk/demo/{room}", server.url()))
            .await?;
        page.wait_for(landmark).await?;
        page.wait_until(FRAMES_ARE_THERE).await?;
        found.extend(look(&page, &format!("desk-{}", room.replace(['?', '='], "-"))).await?);
    }
    for (place, landmark) in [
        ("library", "[data-test=library-count]"),
        ("programme", "[data-test=programme-totals]"),
        ("programme?tab=scorecard", "[data-test=card-total]"),
    ] {
        page.goto(&format!("{}/desk/{place}", server.url())).await?;
        page.wait_for(landmark).await?;
        found.extend(look(&page, &format!("desk-{}", place.replace(['?', '='], "-"))).await?);
    }
    page.goto(&format!(
        "{}/desk/demo/records?kind=site_inspection",
        server.url()
    ))
    .await?;
    page.tap("[data-test=record-row-0]").await?;
    page.wait_for("[data-test=record]").await?;
    found.extend(look(&page, "desk-record").await?);
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_designers_screens_are_accessible_in_all_themes_and_fit_all_sizes() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "fieldwork").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    page.goto(&format!("{}/desk/demo/forms", server.url()))
        .await?;
    page.tap("[data-test=form-table] tbody a").await?;
    page.wait_for("[data-test=version-table]").await?;
    let mut found = look(&page, "desk-form-versions").await?;
    page.goto(&format!("{}/desk/demo/forms", server.url()))
        .await?;
    page.tap("[data-test=from-blank]").await?;
    page.wait_for("[data-test=new-form-title]").await?;
    found.extend(look(&page, "desk-form-new").await?);
    page.tap("[data-test=dialog-close]").await?;
    page.tap("[data-test=from-starter]").await?;
    page.tap("[data-test^=starter-q-villager]").await?;
    page.fill("[data-test=new-form-id]", "q-look").await?;
    page.tap("[data-test=new-form-begin]").await?;
    page.wait_for("[data-test=outline]").await?;
    page.tap("[role=treeitem]:nth-child(4)").await?;
    page.wait_for("[data-test=question-editor]").await?;
    found.extend(look(&page, "desk-form-designer").await?);
    page.goto(&format!(
        "{}/preview?engagement=demo&form=q-look",
        server.url()
    ))
    .await?;
    page.wait_for("[data-test=section-next]").await?;
    found.extend(look(&page, "form-preview").await?);
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
