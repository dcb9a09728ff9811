//! A new engagement from nothing, at the desk: begun, frame imported with its problems shown,
//! drawn, assigned. Each room is looked at while it is empty.

use crate::browser::{Browser, Screen};
use crate::look::look;
use crate::page::Page;
use crate::people;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// At least one of each of the twelve strata.
const SAMPLED: usize = 14;
/// A duplicate code, and an amount that is none.
const FRAME_WITH_PROBLEMS: &str = "项目编号,项目名称,项目单位,乡镇街道,金额（万元）\n\
    A-01,石桥村危桥改造,县公路段,石桥镇,12.5\n\
    A-01,上湾村水毁修复,县公路段,上湾镇,８．２\n\
    A-03,下湾村水毁修复,县公路段,上湾镇,很多\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_engagement_begun_at_the_desk_goes_as_far_as_the_evaluators() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    let desk = format!("{}/desk/road-2026", server.url());
    let mut found = begin(&page).await?;
    found.extend(look_around(&page, &desk).await?);
    found.extend(import_frame(&page, &desk, folder.path()).await?);
    found.extend(draw(&page, &desk).await?);
    send_out(&page, &desk).await?;

    people::sign_in(&page, &server, "wang").await?;
    page.tap("[data-test=pull-road-2026]").await?;
    page.wait_for("[data-test^=site-row-]").await?;
    assert_eq!(page.count("[data-test^=site-row-]").await?, SAMPLED);
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

/// What is refused stands under its field; what is mended is taken.
async fn begin(page: &Page) -> Result<Vec<String>> {
    page.tap("[data-test=begin-open]").await?;
    page.wait_for("[data-test=begin-form]").await?;
    page.fill("[data-test=begin-code]", "Road 2026").await?;
    page.tap("[data-test=begin-submit]").await?;
    page.wait_for("#begin-title-wrong").await?;
    let found = look(page, "begin-refused").await?;
    page.resize(Screen::Desktop).await?;
    for (field, text) in [
        ("code", "road-2026"),
        ("title", "2025年度农村公路养护资金绩效评价"),
        ("commissioned_by", "某区财政局"),
        ("competent_department", "某区交通运输局"),
        ("firm", "某某会计师事务所"),
    ] {
        page.fill(&format!("[data-test=begin-{field}]"), text)
            .await?;
    }
    page.tap("[data-test=begin-form-site-road-bridge]").await?;
    page.tap("[data-test=begin-submit]").await?;
    page.wait_until("location.pathname === '/desk/road-2026/overview'")
        .await?;
    Ok(found)
}

/// Every room while there is nothing in it.
async fn look_around(page: &Page, desk: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (room, landmark) in [
        ("overview", "[data-test=waiting] a"),
        ("frame", "[data-test=frame-file]"),
        ("sample", ".empty-state"),
        ("assignments", ".empty-state"),
        ("records", ".desk-content h1"),
        ("findings", ".desk-content h1"),
        ("surveys", ".desk-content h1"),
        ("scores", ".empty-state"),
        ("documents", ".desk-content h1"),
        ("report", ".empty-state"),
    ] {
        page.goto(&format!("{desk}/{room}")).await?;
        page.wait_for(landmark).await?;
        found.extend(look(page, &format!("empty-{room}")).await?);
    }
    page.resize(Screen::Desktop).await?;
    Ok(found)
}

/// All problems of a file at once and nothing stored; then the good one.
async fn import_frame(page: &Page, desk: &str, folder: &Path) -> Result<Vec<String>> {
    let wrong = folder.join("frame.csv");
    fs::write(&wrong, FRAME_WITH_PROBLEMS)?;
    page.goto(&format!("{desk}/frame")).await?;
    page.attach_files("[data-test=frame-file]", &[&wrong])
        .await?;
    page.wait_for("[data-test=import-problems]").await?;
    let found = look(page, "frame-problems").await?;
    page.resize(Screen::Desktop).await?;
    page.tap("[data-test=frame-cancel]").await?;
    let frame = Path::new(env!("CARGO_MANIFEST_DIR")).join("../starters/frames/frame_road.xlsx");
    // A browser takes no path with `..` in it.
    let frame = frame.canonicalize()?;
    page.attach_files("[data-test=frame-file]", &[&frame])
        .await?;
    page.tap("[data-test=frame-import]").await?;
    page.wait_for("[data-test=frame-table]").await?;
    Ok(found)
}

async fn draw(page: &Page, desk: &str) -> Result<Vec<String>> {
    page.goto(&format!("{desk}/sample")).await?;
    page.wait_for("[data-test=draw-form]").await?;
    let found = look(page, "sample-draw-form").await?;
    page.resize(Screen::Desktop).await?;
    page.fill("[data-test=draw-n]", &SAMPLED.to_string())
        .await?;
    page.fill("[data-test=draw-purpose]", "现场核查").await?;
    page.tap("[data-test=draw-submit]").await?;
    page.wait_for("[data-test=protocol-sheet]").await?;
    Ok(found)
}

/// Two evaluators join, and go to all sites.
async fn send_out(page: &Page, desk: &str) -> Result<()> {
    page.goto(&format!("{desk}/team")).await?;
    for login in ["wang", "li"] {
        page.fill("[data-test=member-login]", login).await?;
        page.tap("[data-test=member-add]").await?;
        page.wait_until("document.querySelector('[data-test=member-login]').value === ''")
            .await?;
    }
    page.wait_for_text("李秀英").await?;
    page.goto(&format!("{desk}/assignments")).await?;
    page.tap("[data-test=select-all]").await?;
    page.tap("[data-test=round-robin]").await?;
    page.tap("[data-test=assignments-save]").await?;
    page.wait_for_text("任务分配已提交").await
}
