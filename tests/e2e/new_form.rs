//! A questionnaire that ships with nobody: made in the designer from nothing, published, filled in
//! on a tablet without a network, sent, scored, and printed in the report.
//!
//! Not here: the designer's other ways (`form_designer`), the shipped forms' way (`walkthrough`).

use crate::browser::{Browser, Screen};
use crate::designing::saved;
use crate::page::Page;
use crate::people;
use crate::server::KanpingServer;
use anyhow::{Context, Result};

const FORM: &str = "q-rain";
const TITLE: &str = "雨天通行情况问卷";
const QUESTION: &str = "大雨过后，这条路多久能恢复通行？";
/// Choice, and its score out of 100.
const CHOICES: [(&str, &str); 3] = [("当天", "100"), ("两三天", "60"), ("更久", "0")];
/// 满意度: the example's framework takes it from the questionnaire that names it.
const INDICATOR: &str = "D21";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_form_goes_from_the_designer_to_the_score_and_the_report() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = people::example(&folder.path().join("data"), "planned").await?;
    let desk = Browser::launch(&folder.path().join("desk"), Screen::Desktop).await?;
    let manager = desk.open(&server.url()).await?;
    people::sign_in(&manager, &server, "liu").await?;
    make_and_publish(&manager, &server).await?;

    let tablet = Browser::launch(&folder.path().join("tablet"), Screen::TabletPortrait).await?;
    let page = tablet.open(&server.url()).await?;
    page.wait_for_offline_readiness().await?;
    let code = people::take_work_along(&page, &server).await?;
    server.stop();
    page.forgive("Failed to load resource");
    let kiosk = format!("{}/field/sites/{code}/kiosk", server.url());
    page.goto(&kiosk).await?;
    page.fill("[data-test=kiosk-pin]", "2580").await?;
    page.tap("[data-test=kiosk-pin-submit]").await?;
    page.tap(&format!("[data-test=kiosk-form-{FORM}]")).await?;
    page.tap("[data-test=kiosk-open]").await?;
    // Two say 当天, one 两三天: (100 + 100 + 60) ÷ 3 = 86.67.
    for choice in ["1", "1", "2"] {
        respond(&page, choice).await?;
    }
    page.tap("[data-test=kiosk-leave]").await?;
    page.fill("[data-test=kiosk-pin]", "2580").await?;
    page.tap("[data-test=kiosk-pin-submit]").await?;
    page.wait_for("[data-test=status-bar]").await?;

    server.start_again().await?;
    people::synchronise(&page, &server).await?;
    score_and_report(&manager, &server).await
}

async fn make_and_publish(page: &Page, server: &KanpingServer) -> Result<()> {
    page.goto(&format!("{}/desk/demo/forms", server.url()))
        .await?;
    page.tap("[data-test=from-blank]").await?;
    page.fill("[data-test=new-form-title]", TITLE).await?;
    page.fill("[data-test=new-form-id]", FORM).await?;
    page.tap("[data-test=new-form-begin]").await?;
    page.wait_for("[data-test=outline]").await?;

    page.tap("[data-test=add-open]").await?;
    page.fill("[data-test=add-label]", QUESTION).await?;
    let lines = CHOICES.map(|(label, _)| label).join("\n");
    page.fill("[data-test=add-choices]", &lines).await?;
    page.tap("[data-test=add-submit]").await?;
    page.wait_for("[data-test=choice-3]").await?;
    saved(page).await?;
    for (number, (_, score)) in (1..).zip(CHOICES) {
        page.fill(&format!("[data-test=choice-score-{number}]"), score)
            .await?;
    }
    page.tap("[data-test=question-required]").await?;
    page.fill("[data-test=question-weight]", "1").await?;
    page.tap("[data-test=indicator-picker] summary").await?;
    page.tap(&format!("[data-test=indicator-pick-{INDICATOR}]"))
        .await?;
    saved(page).await?;
    page.screenshot("new-form-designed").await?;

    page.tap("[data-test=publish-open]").await?;
    page.fill("[data-test=publish-version]", "1").await?;
    page.tap("[data-test=publish-submit]").await?;
    page.wait_for("[data-test=version-1]").await
}

async fn respond(page: &Page, choice: &str) -> Result<()> {
    if page.count("[data-test=kiosk-another]").await? > 0 {
        page.tap("[data-test=kiosk-another]").await?;
    }
    page.tap("[data-test=kiosk-start]").await?;
    page.tap(&format!("[data-test='answer-/data/q1-{choice}']"))
        .await?;
    page.tap("[data-test=kiosk-next]").await?;
    page.wait_for("[data-test=kiosk-thanks]").await
}

async fn score_and_report(page: &Page, server: &KanpingServer) -> Result<()> {
    page.goto(&format!("{}/desk/demo/scores", server.url()))
        .await?;
    let row = format!("[data-test=indicator-{INDICATOR}]");
    page.wait_for(&row).await?;
    let script = format!("document.querySelector('{row}').closest('tr').innerText");
    let shown = page.eval(&script).await?;
    let shown = shown.as_str().context("no row")?;
    // 86.67 % of 10 points, in the band from 80 %: full or in part, but never a gap.
    anyhow::ensure!(!shown.contains("缺"), "not scored: {shown}");
    page.tap(&row).await?;
    page.wait_for_text("86.67%").await?;
    page.screenshot("new-form-scored").await?;

    page.goto(&format!("{}/desk/demo/report", server.url()))
        .await?;
    for expected in [TITLE, QUESTION, "86.67%"] {
        page.wait_until(&format!(
            "document.querySelector('[data-test=report-frame]')?.contentDocument?.body
               ?.innerText.includes({})",
            serde_json::Value::from(expected)
        ))
        .await
        .with_context(|| format!("the report lacks {expected}"))?;
    }
    Ok(())
}
