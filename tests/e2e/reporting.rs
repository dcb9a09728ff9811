//! The report's way in a browser: a paragraph with live numbers, a fact that changes on a tablet,
//! three reviews, opinions, issue, rectification, the archive and its proof. Not here: scores
//! (`planning`), how the tablet works (`walkthrough`).

use crate::browser::{Browser, Screen};
use crate::page::Page;
use crate::people;
use crate::server::{self, KanpingServer};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

const BLOCK: &str = "ch3.conclusion.total";
const TEXT: &str =
    "经综合评价，本项目得分{{total}}分，评价等级为“{{grade}}”，质量指标得分{{score:C22}}分。";

/// Causes for every problem that a report must explain, written as the desk does.
const CAUSES: &str = "(async () => {
    const list = await (await fetch('/api/engagements/demo/findings')).json();
    for (const { finding, dossier } of list.findings) {
        if (finding.severity === 'minor') continue;
        await fetch(`/api/engagements/demo/findings/${finding.code}`, { method: 'PUT',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ base_revision: finding.revision,
                dossier: { ...dossier, cause: '管护责任未落实到人（示例）。' } }) });
    }
    return list.findings.length;
})()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_goes_from_a_live_paragraph_to_the_proved_archive() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let server = people::desk_example(&data, "reported").await?;
    let browser = Browser::launch(&folder.path().join("desk"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    assert_ne!(page.eval(CAUSES).await?, 0);

    let report = format!("{}/desk/demo/report", server.url());
    page.goto(&report).await?;
    // By the keyboard: most of the paragraph are numbers that lead elsewhere.
    page.wait_for(&format!("[data-test='block-{BLOCK}']"))
        .await?;
    page.eval(&format!(
        "document.querySelector(\"[data-test='block-{BLOCK}']\").focus()"
    ))
    .await?;
    page.press("Enter").await?;
    page.fill("[data-test=block-text]", TEXT).await?;
    page.screenshot("report-editing").await?;
    page.tap("[data-test=block-save]").await?;
    page.wait_for_text("质量指标得分").await?;
    assert_eq!(page.count("[data-test=block-text]").await?, 0);

    a_fact_changes_on_a_tablet(&server, folder.path()).await?;
    page.goto(&report).await?;
    page.wait_for(&format!("[data-test='block-changed-{BLOCK}']"))
        .await?;
    page.screenshot("report-changed").await?;
    page.tap("[data-test=block-keep]").await?;
    page.wait_gone(&format!("[data-test='block-changed-{BLOCK}']"))
        .await?;

    page.tap("[data-test=side-review]").await?;
    page.tap("[data-test=review-submit]").await?;
    page.wait_until("!document.querySelector('[data-test=review-submit]')")
        .await?;
    all_sign(&page, &server).await?;
    people::change_person(&page, &server, "liu").await?;
    opinion(&page, &server).await?;
    all_sign(&page, &server).await?;
    page.tap("[data-test=review-issue]").await?;
    page.wait_for("[data-test=issued]").await?;
    page.screenshot("report-issued").await?;

    people::change_person(&page, &server, "liu").await?;
    rectify(&page, &server).await?;
    archive(&page, &server, folder.path()).await
}

/// One record comes back to the tablet; the check that failed is answered otherwise, and accepted.
async fn a_fact_changes_on_a_tablet(server: &KanpingServer, folder: &Path) -> Result<()> {
    let tablet = Browser::launch(&folder.join("tablet"), Screen::TabletLandscape).await?;
    tablet
        .set_permission(&server.url(), "geolocation", true)
        .await?;
    let page = tablet.open(&server.url()).await?;
    people::sign_in(&page, server, "liu").await?;
    let returned = page.eval(RETURN_ONE).await?;
    let (site, check) = returned
        .as_str()
        .and_then(|text| text.split_once(' '))
        .context("no record with a failed check")?;
    people::change_person(&page, server, "wang").await?;
    page.goto(&format!("{}/field", server.url())).await?;
    people::pull(&page).await?;
    people::synchronise(&page, server).await?;
    page.goto(&format!(
        "{}/field/sites/{site}/inspection?at={check}",
        server.url()
    ))
    .await?;
    page.wait_for(&format!("[data-test='answer-{check}-yes']"))
        .await?;
    if page.count("[data-test=reopen]").await? > 0 {
        page.tap("[data-test=reopen]").await?;
    }
    page.tap(&format!("[data-test='answer-{check}-yes']"))
        .await?;
    page.tap("[data-test='section-/data/signoff']").await?;
    page.tap("[data-test=finalise]").await?;
    page.wait_for("[data-test=locked]").await?;
    people::synchronise(&page, server).await?;
    people::change_person(&page, server, "liu").await?;
    let accepted = page.eval(ACCEPT_ALL).await?;
    assert_eq!(accepted, 1, "the mended record is accepted");
    Ok(())
}

/// Returns one of wang's accepted inspections with a failed check of C22 through the desk's own
/// interface; answers site and check.
const RETURN_ONE: &str = "(async () => {
    const base = '/api/engagements/demo';
    const list = await (await fetch(`${base}/findings`)).json();
    const sites = await (await fetch(`${base}/assignments`)).json();
    const wang = sites.evaluators.find((it) => it.name === '王建国').id;
    const mine = new Set(sites.assignments.filter((it) => it.evaluators.includes(wang))
        .map((it) => it.project_code));
    const found = list.findings.map((it) => it.finding)
        .find((it) => it.indicator === 'C22' && it.record && mine.has(it.project_code)
            && list.findings.filter((other) => other.finding.record === it.record
                && other.finding.indicator === 'C22').length === 1);
    const record = await (await fetch(`${base}/records/${found.record}`)).json();
    const answer = await fetch(`${base}/records/${found.record}/review`, { method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rev: record.summary.rev, accepted: false,
            reason: '照片与说明不符，请核对后改正。' }) });
    return answer.ok ? `${found.project_code} ${found.path}` : '';
})()";

/// Accepts what was submitted.
const ACCEPT_ALL: &str = "(async () => {
    const base = '/api/engagements/demo/records';
    const page = await (await fetch(`${base}?kind=site_inspection&state=submitted`)).json();
    let accepted = 0;
    for (const record of page.records) {
        const answer = await fetch(`${base}/${record.doc_id}/review`, { method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ rev: record.rev, accepted: true }) });
        accepted += answer.ok ? 1 : 0;
    }
    return accepted;
})()";

/// L1, L2 and L3, each by another person.
async fn all_sign(page: &Page, server: &KanpingServer) -> Result<()> {
    for (login, level) in [("sun", "first"), ("he", "second"), ("zhou", "third")] {
        people::change_person(page, server, login).await?;
        page.goto(&format!("{}/desk/demo/report", server.url()))
            .await?;
        page.tap("[data-test=side-review]").await?;
        let button = format!("[data-test=review-sign-{level}]");
        page.wait_for(&button).await?;
        if level == "third" {
            page.fill("[data-test=review-certificate]", "110001234567")
                .await?;
        }
        page.tap(&button).await?;
        page.wait_until(&format!("!document.querySelector('{button}')"))
            .await
            .with_context(|| format!("{login} signs at {level}"))?;
    }
    page.screenshot("report-signed").await?;
    Ok(())
}

/// Opinions are asked, one comes, it is decided on, and the round is closed.
async fn opinion(page: &Page, server: &KanpingServer) -> Result<()> {
    let report = format!("{}/desk/demo/report", server.url());
    page.goto(&report).await?;
    page.tap("[data-test=side-review]").await?;
    page.tap("[data-test=review-consult]").await?;
    page.wait_for("[data-test=review-settle]").await?;
    page.goto(&format!("{}/desk/demo/feedback", server.url()))
        .await?;
    page.fill("[data-test=opinion-unit]", "某区交通运输局")
        .await?;
    page.fill("[data-test=opinion-day]", "2026-11-20").await?;
    page.fill("[data-test=opinion-text]", "第三条问题已经整改完毕。")
        .await?;
    page.tap("[data-test=opinion-add]").await?;
    page.tap("[data-test=open-opinion-1]").await?;
    page.tap("[data-test=verdict-rejected]").await?;
    page.fill("[data-test=opinion-reason]", "整改发生在评价基准日之后。")
        .await?;
    page.screenshot("feedback-opinion").await?;
    page.tap("[data-test=opinion-decide]").await?;
    page.wait_for_text("不采纳").await?;
    page.goto(&report).await?;
    page.tap("[data-test=side-review]").await?;
    page.tap("[data-test=review-settle]").await?;
    page.wait_until("!document.querySelector('[data-test=review-settle]')")
        .await
}

/// A line is filled in, submitted, and verified by somebody else.
async fn rectify(page: &Page, server: &KanpingServer) -> Result<()> {
    let ledger = format!("{}/desk/demo/feedback?tab=ledger", server.url());
    page.goto(&ledger).await?;
    page.tap("[data-test=ledger-begin]").await?;
    let first = "[...document.querySelectorAll('[data-test^=open-line-]')][0].dataset.test";
    page.wait_for("[data-test^=open-line-]").await?;
    let line = page.eval(first).await?;
    let line = line.as_str().context("no line")?.to_owned();
    page.tap(&format!("[data-test={line}]")).await?;
    page.fill("[data-test=line-measure]", "已补设护栏").await?;
    page.fill("[data-test=line-evidence]", "照片3张、验收单")
        .await?;
    page.tap("[data-test=line-save]").await?;
    page.tap("[data-test=line-submit]").await?;
    page.wait_gone("[data-test=line-submit]").await?;
    page.screenshot("feedback-ledger").await?;
    people::change_person(page, server, "sun").await?;
    page.goto(&ledger).await?;
    page.tap(&format!("[data-test={line}]")).await?;
    page.fill("[data-test=verify-note]", "现场复查合格").await?;
    page.tap("[data-test=line-verify-passed]").await?;
    page.wait_gone("[data-test=line-verify-passed]").await
}

/// The pack is drawn, taken away, and proved whole by the command line; one byte less is noticed.
async fn archive(page: &Page, server: &KanpingServer, folder: &Path) -> Result<()> {
    page.goto(&format!("{}/desk/demo/archive", server.url()))
        .await?;
    page.keep_downloads_in(folder).await?;
    page.tap("[data-test='draw-archive.zip']").await?;
    page.wait_long_for("[data-test='take-archive.zip']").await?;
    page.screenshot("archive").await?;
    page.tap("[data-test='take-archive.zip']").await?;
    let pack = downloaded(folder).await?;
    let proved = server::verify_archive(&pack)?;
    assert!(proved, "the pack is whole");
    let mut bytes = std::fs::read(&pack)?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&pack, bytes)?;
    assert!(
        !server::verify_archive(&pack)?,
        "one changed byte is noticed"
    );
    Ok(())
}

async fn downloaded(folder: &Path) -> Result<PathBuf> {
    for _ in 0..300 {
        let files = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
        let mut packs = files.filter(|path| path.extension().is_some_and(|it| it == "zip"));
        if let Some(pack) = packs.next() {
            return Ok(pack);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("no pack was downloaded")
}
