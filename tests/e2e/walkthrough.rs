//! One engagement's way once: planned, inspected with no signal, returned, mended, accepted,
//! scored, reported.
//!
//! Not here: how forms are filled (`fieldwork`), how screens look (`screens`).

use crate::browser::{Browser, Screen};
use crate::page::Page;
use crate::server::KanpingServer;
use crate::{fieldwork, people};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Answered 否 throughout; its finding stands in the report.
const NO_SIGN: &str = "/data/checks/c10";
/// Answered 否 first and mended after the return.
const NO_BARRIER: &str = "/data/checks/c4";
const RETURN_REASON: &str = "护栏照片与说明不符，请核对后改正。";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bridge_goes_the_whole_way_from_the_tablet_without_signal_to_the_report() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let mut server = people::example(&data, "planned").await?;

    // The evaluator takes the work along, and the network goes.
    let profile = folder.path().join("tablet");
    let tablet = Browser::launch(&profile, Screen::TabletLandscape).await?;
    tablet
        .set_permission(&server.url(), "geolocation", true)
        .await?;
    let page = standing_at_the_bridge(&tablet, &server.url()).await?;
    page.wait_for_offline_readiness().await?;
    let code = people::take_work_along(&page, &server).await?;
    let bridge = page
        .text(&format!("[data-test=site-row-{code}] .site-name"))
        .await?;
    server.stop();
    drop(page);
    let tablet = tablet.restart().await?;
    tablet
        .set_permission(&server.url(), "geolocation", true)
        .await?;

    // Days later, at the bridge.
    let page = standing_at_the_bridge(&tablet, &format!("{}/field", server.url())).await?;
    page.forgive("Failed to load resource");
    page.tap(&format!("[data-test=site-row-{code}]")).await?;
    page.tap("[data-test=open-inspection]").await?;
    let photos = fieldwork::inspect(&page, folder.path(), &[NO_SIGN, NO_BARRIER]).await?;
    assert!(photos >= 6, "{photos} photos");
    page.screenshot("walk-inspection-filled").await?;
    finalise(&page).await?;
    questionnaires(&page, &server, &code).await?;

    // Back in the network: everything goes out, once.
    server.start_again().await?;
    people::synchronise(&page, &server).await?;
    let desk = Browser::launch(&folder.path().join("desk"), Screen::Desktop).await?;
    let manager = desk.open(&server.url()).await?;
    people::sign_in(&manager, &server, "liu").await?;
    let before = review(&manager, &server, photos, "return").await?;

    // The return reaches the tablet, first in the list; it is mended and accepted.
    people::synchronise(&page, &server).await?;
    mend(&page, &server, &code).await?;
    people::synchronise(&page, &server).await?;
    review(&manager, &server, photos, "accept").await?;
    let after = site_score(&manager, &server).await?;
    assert_ne!(
        before, after,
        "mending the barrier changes the score of C22"
    );

    report(&manager, &server, folder.path(), bridge.trim()).await
}

/// The position is known before the app first asks for it, as on a tablet that is carried around.
async fn standing_at_the_bridge(tablet: &Browser, address: &str) -> Result<Page> {
    let page = tablet.open("about:blank").await?;
    page.stand_at(27.14140, 111.47699, 8.0).await?;
    page.goto(address).await?;
    Ok(page)
}

/// Two respondents on the handed-over tablet, still without a network.
async fn questionnaires(page: &Page, server: &KanpingServer, code: &str) -> Result<()> {
    page.goto(&format!("{}/field/sites/{code}/kiosk", server.url()))
        .await?;
    page.fill("[data-test=kiosk-pin]", "2580").await?;
    page.tap("[data-test=kiosk-pin-submit]").await?;
    page.tap("[data-test=kiosk-open]").await?;
    fieldwork::respond(page).await?;
    page.screenshot("walk-kiosk-thanks").await?;
    page.tap("[data-test=kiosk-another]").await?;
    fieldwork::respond(page).await?;
    page.tap("[data-test=kiosk-leave]").await?;
    page.fill("[data-test=kiosk-pin]", "2580").await?;
    page.tap("[data-test=kiosk-pin-submit]").await?;
    page.wait_for("[data-test=status-bar]").await
}

/// The manager sees the record complete, with every photo, and decides; answers C22's score.
async fn review(page: &Page, server: &KanpingServer, photos: u8, decision: &str) -> Result<String> {
    let address = format!(
        "{}/desk/demo/records?kind=site_inspection&state=submitted",
        server.url()
    );
    page.goto(&address).await?;
    page.tap("[data-test=record-row-0]").await?;
    page.wait_for("[data-test=record-photos]").await?;
    let count = page.text("[data-test=record-photos]").await?;
    let numbers: Vec<&str> = count
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    assert_eq!(
        numbers.first(),
        numbers.get(1),
        "every photo is on disk: {count}"
    );
    let declared: u8 = numbers.first().context("no count")?.parse()?;
    assert!(
        declared >= photos,
        "{count} for {photos} photos and the signatures"
    );
    every_photo_is_what_the_tablet_said(page, declared).await?;
    let score = if decision == "return" {
        let score = site_score(page, server).await?;
        page.goto(&address).await?;
        page.tap("[data-test=record-row-0]").await?;
        page.fill("[data-test=return-reason]", RETURN_REASON)
            .await?;
        score
    } else {
        String::new()
    };
    page.tap(&format!("[data-test=record-{decision}]")).await?;
    page.wait_until("!document.querySelector('[data-test=record-accept]:not(:disabled)')")
        .await?;
    Ok(score)
}

/// The server's bytes of each photo and signature have the hash that the record declares.
async fn every_photo_is_what_the_tablet_said(page: &Page, count: u8) -> Result<()> {
    let script = "(async () => {
        const id = location.pathname.split('/').pop();
        const record = await (await fetch(`/api/engagements/demo/records/${id}`)).json();
        const declared = Object.values(record.body.attachments);
        return Object.fromEntries(await Promise.all(declared.map(async ({ sha256 }) => {
            const file = await fetch(`/api/engagements/demo/blobs/${sha256}`);
            const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
            const found = [...new Uint8Array(digest)];
            return [sha256, found.map((byte) => byte.toString(16).padStart(2, '0')).join('')];
        })));
    })()";
    let found = page.eval(script).await?;
    // One picture may stand in two places; it is one file.
    let pairs: BTreeMap<String, String> = serde_json::from_value(found)?;
    assert_eq!(pairs.len(), usize::from(count), "declared by the record");
    for (declared, stored) in pairs {
        assert_eq!(declared, stored, "a photo changed on its way");
    }
    Ok(())
}

async fn site_score(page: &Page, server: &KanpingServer) -> Result<String> {
    page.goto(&format!("{}/desk/demo/scores", server.url()))
        .await?;
    page.wait_for("[data-test=indicator-C22]").await?;
    let row = page
        .eval("document.querySelector('[data-test=indicator-C22]').closest('tr').innerText")
        .await?;
    row.as_str().map(str::to_owned).context("no row for C22")
}

/// The returned site stands first with the reviewer's words; the evaluator mends it.
async fn mend(page: &Page, server: &KanpingServer, code: &str) -> Result<()> {
    page.goto(&format!("{}/field", server.url())).await?;
    page.wait_for_text(RETURN_REASON.split('，').next().unwrap_or_default())
        .await?;
    let first = page
        .eval("document.querySelector('[data-test^=site-row-]').dataset.test")
        .await?;
    assert_eq!(first, format!("site-row-{code}"), "returned work is first");
    page.screenshot("walk-returned-first").await?;
    page.goto(&format!(
        "{}/field/sites/{code}/inspection?at={NO_BARRIER}",
        server.url()
    ))
    .await?;
    page.wait_for(&format!("[data-test='answer-{NO_BARRIER}-yes']"))
        .await?;
    if page.count("[data-test=reopen]").await? > 0 {
        page.tap("[data-test=reopen]").await?;
    }
    page.tap(&format!("[data-test='answer-{NO_BARRIER}-yes']"))
        .await?;
    page.tap("[data-test='section-/data/signoff']").await?;
    finalise(page).await
}

/// Finishes the inspection; what still hinders it is the failure's text.
async fn finalise(page: &Page) -> Result<()> {
    page.tap("[data-test=finalise]").await?;
    if let Err(error) = page.wait_for("[data-test=locked]").await {
        page.screenshot("walk-cannot-finish").await?;
        let open = page
            .eval("document.querySelector('[data-test=open-items]')?.innerText")
            .await?;
        return Err(error.context(format!("cannot finish: {open}")));
    }
    Ok(())
}

/// The Word document, downloaded by its button, opens in LibreOffice and holds the bridge, the
/// finding and the total.
async fn report(page: &Page, server: &KanpingServer, folder: &Path, bridge: &str) -> Result<()> {
    page.goto(&format!("{}/desk/demo/scores", server.url()))
        .await?;
    let total = page.text("[data-test=score-total]").await?;
    page.goto(&format!("{}/desk/demo/report", server.url()))
        .await?;
    page.keep_downloads_in(folder).await?;
    page.tap("[data-test=report-docx]").await?;
    let file = downloaded(folder, "docx").await?;
    let text = text_of(&file, folder)?;
    for expected in ["桥头右侧护栏缺失约6米", bridge, total.trim()] {
        assert!(text.contains(expected), "the report lacks {expected}");
    }
    page.wait_until(&format!(
        "document.querySelector('[data-test=report-frame]')?.contentDocument?.body
           ?.innerText.includes('{bridge}')"
    ))
    .await?;
    page.screenshot("walk-report").await?;
    Ok(())
}

/// The finished download with this extension.
async fn downloaded(folder: &Path, extension: &str) -> Result<PathBuf> {
    for _ in 0..100 {
        let files = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
        let mut finished = files.filter(|path| path.extension().is_some_and(|it| it == extension));
        if let Some(file) = finished.next() {
            return Ok(file);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("no .{extension} was downloaded")
}

fn text_of(document: &Path, folder: &Path) -> Result<String> {
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("office").display()
    );
    let converted = Command::new("soffice")
        .args([
            profile.as_str(),
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
        ])
        .arg(folder)
        .arg(document)
        .output()
        .context("LibreOffice: apt-get install -y libreoffice-writer-nogui")?;
    anyhow::ensure!(
        converted.status.success(),
        "LibreOffice cannot open the report"
    );
    let text = Command::new("pdftotext")
        .arg(document.with_extension("pdf"))
        .arg("-")
        .output()
        .context("pdftotext: apt-get install -y poppler-utils")?;
    let text = String::from_utf8(text.stdout)?;
    // Lines break anywhere in Chinese; what was written is what remains without the breaks.
    Ok(text.split_whitespace().collect())
}
