//! A respondent's phone: no script, a small screen, a slow network; and the desk that made its
//! link.
//!
//! Not here: rules and limits (`../it/respondents`).

use crate::browser::{Browser, Screen};
use crate::page::Page;
use crate::people;
use crate::server::KanpingServer;
use anyhow::{Context, Result};
use chromiumoxide::cdp::browser_protocol::emulation::SetScriptExecutionDisabledParams;
use chromiumoxide::cdp::browser_protocol::network::{
    EmulateNetworkConditionsByRuleParams, NetworkConditions,
};
use serde_json::Value;
use std::time::Duration;
use tempfile::TempDir;

/// Slow 3G: 400 kbit/s, 400 ms there and back.
const SLOW_BYTES_PER_SECOND: f64 = 50_000.0;
const SLOW_LATENCY_MS: f64 = 400.0;

/// A server over the planned example, and a manager's page in the room 问卷发放.
async fn desk(folder: &TempDir) -> Result<(KanpingServer, Browser, Page)> {
    let server = people::example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("desk"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    page.goto(&format!("{}/desk/demo/respondents", server.url()))
        .await?;
    page.tap("[data-test=respondent-settings] summary").await?;
    page.fill("[data-test=setting-contact]", "010-12345678")
        .await?;
    page.tap("[data-test=settings-save]").await?;
    // Stored and read anew, the panel is closed again.
    let closed = "document.querySelector('[data-test=respondent-settings]')?.open === false";
    page.wait_until(closed).await?;
    page.wait_for("[data-test=make-codes]").await?;
    Ok((server, browser, page))
}

/// Makes one code at the desk; answers the address on its card.
async fn new_code(server: &KanpingServer, page: &Page) -> Result<String> {
    page.tap("[data-test=make-codes] summary").await?;
    page.fill("[data-test=codes-labels]", "1组-01\n1组-02")
        .await?;
    page.tap("[data-test=codes-make]").await?;
    let code = page.text("[data-test=new-codes] code").await?;
    Ok(format!("{}/q/{code}", server.url()))
}

async fn without_scripts(page: &Page, off: bool) -> Result<()> {
    let switch = SetScriptExecutionDisabledParams::new(off);
    page.tab.execute(switch).await.context("scripts")?;
    Ok(())
}

/// Sideways scrolling in pixels.
async fn overhang(page: &Page) -> Result<i64> {
    let width = page
        .eval("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await?;
    Ok(width.as_i64().unwrap_or(0))
}

async fn place(page: &Page) -> Result<String> {
    let path = page.eval("location.pathname").await?;
    Ok(path.as_str().unwrap_or_default().to_owned())
}

/// Waits until another page has come; a page without scripts says nothing by itself.
async fn turned(page: &Page, from: &str) -> Result<String> {
    for _ in 0..1600 {
        let here = place(page).await.unwrap_or_default();
        if !here.is_empty() && here != from {
            return Ok(here);
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    anyhow::bail!("no other page came after {from}")
}

/// Answers whatever the page asks, as a thumb would.
async fn answer(page: &Page) -> Result<()> {
    // The button stands below all questions: once it is there, they are.
    page.wait_for("button.main").await?;
    if page.count("fieldset").await? > 0 {
        let is_age = page.count("[value=age_45_59]").await? > 0;
        let choice = match is_age {
            true => "label.choice:has([value=age_45_59])",
            false => "fieldset label.choice",
        };
        page.tap(choice).await?;
    }
    if page.count("textarea").await? > 0 {
        page.fill("textarea", "路修得好，就是路灯少。").await?;
    }
    page.tap("button.main").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_villager_answers_on_a_phone_without_scripts() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (server, _desk, manager) = desk(&folder).await?;
    let link = new_code(&server, &manager).await?;
    let phones = Browser::launch(&folder.path().join("phone"), Screen::Phone).await?;
    let phone = phones.open(&link).await?;
    let mut found = look(&phone, "respondent-notice").await?;
    without_scripts(&phone, true).await?;
    phone.goto(&link).await?;
    phone.tap("@button 同意，开始填写").await?;
    let mut here = turned(&phone, &place(&phone).await?).await?;
    let mut pages = 0;
    while !here.ends_with("/send") {
        pages += 1;
        assert!(pages < 30, "no end at {here}");
        let wide = overhang(&phone).await?;
        if wide > 0 {
            found.push(format!("{here} scrolls sideways by {wide} px"));
        }
        if pages == 6 {
            phone.screenshot("respondent-question").await?;
        }
        answer(&phone).await?;
        here = turned(&phone, &here).await?;
    }
    phone.tap("@button 提交").await?;
    turned(&phone, &here).await?;
    phone.wait_for_text("谢谢，已收到").await?;
    phone.screenshot("respondent-thanks").await?;
    // axe needs a script; the pages are the same with and without.
    without_scripts(&phone, false).await?;
    phone.reload().await?;
    found.extend(look(&phone, "respondent-thanks").await?);
    phone.goto(&format!("{}/q/withdraw", server.url())).await?;
    found.extend(look(&phone, "respondent-withdraw").await?);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(pages >= 13, "{pages} pages");

    manager.tap("[data-test=dialog-close]").await?;
    manager
        .wait_until("document.querySelector('[data-test=batch-answered-0]')?.innerText === '1'")
        .await?;
    manager.tap("[data-test=roster-0]").await?;
    manager.wait_for_text("未答，需提醒 1").await?;
    Ok(())
}

/// A picture, sideways scrolling and axe's verdict.
async fn look(page: &Page, name: &str) -> Result<Vec<String>> {
    page.screenshot(name).await?;
    let mut found = page.axe_violations().await?;
    let wide = overhang(page).await?;
    if wide > 0 {
        found.push(format!("scrolls sideways by {wide} px"));
    }
    Ok(found
        .into_iter()
        .map(|line| format!("{name}: {line}"))
        .collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_with_a_mistake_and_larger_type_passes_axe() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (server, _desk, manager) = desk(&folder).await?;
    let mut found = Vec::new();
    for (screen, size) in [(Screen::Desktop, "desk"), (Screen::Phone, "phone")] {
        manager.resize(screen).await?;
        found.extend(look(&manager, &format!("desk-respondents-{size}")).await?);
    }
    manager.resize(Screen::Desktop).await?;
    let link = new_code(&server, &manager).await?;
    found.extend(look(&manager, "desk-respondents-codes").await?);
    let phones = Browser::launch(&folder.path().join("phone"), Screen::Phone).await?;
    let phone = phones.open(&link).await?;
    phone.tap("@button 同意，开始填写").await?;
    phone.wait_for("fieldset").await?;
    found.extend(look(&phone, "respondent-first").await?);
    phone.tap("button.main").await?;
    phone.wait_for(".summary").await?;
    found.extend(look(&phone, "respondent-mistake").await?);
    phone.tap("@button 大字").await?;
    phone.wait_for("html.large").await?;
    found.extend(look(&phone, "respondent-large").await?);
    phone.tap("@button English").await?;
    phone.wait_for_text("Page 1 of").await?;
    found.extend(look(&phone, "respondent-english").await?);
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_paint_on_a_slow_network_is_measured() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (server, _desk, manager) = desk(&folder).await?;
    let link = new_code(&server, &manager).await?;
    let phones = Browser::launch(&folder.path().join("phone"), Screen::Phone).await?;
    let phone = phones.open("about:blank").await?;
    let rate = SLOW_BYTES_PER_SECOND;
    let slow = NetworkConditions::new("", SLOW_LATENCY_MS, rate, rate);
    let rule = EmulateNetworkConditionsByRuleParams::new(false, vec![slow]);
    phone.tab.execute(rule).await.context("network")?;
    phone.goto(&link).await?;
    let notice = measured(&phone).await?;
    println!("notice        {notice}");
    phone.tap("@button 同意，开始填写").await?;
    phone.wait_for("fieldset").await?;
    println!("first page    {}", measured(&phone).await?);
    assert!(
        notice.contains("requests 1,"),
        "one request a page: {notice}"
    );
    Ok(())
}

/// First contentful paint, bytes and requests of the page at hand.
async fn measured(page: &Page) -> Result<String> {
    page.wait_until("performance.getEntriesByName('first-contentful-paint').length > 0")
        .await?;
    let figures = page
        .eval(
            "(() => {
               const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
               const page = performance.getEntriesByType('navigation')[0];
               const more = performance.getEntriesByType('resource')
                 .filter((entry) => entry.name.startsWith('http'));
               return `first paint ${Math.round(paint)} ms, ${page.transferSize} bytes, `
                 + `requests ${1 + more.length}, response ${Math.round(page.responseEnd)} ms`;
             })()",
        )
        .await?;
    match figures {
        Value::String(text) => Ok(text),
        other => anyhow::bail!("no figures: {other}"),
    }
}
