//! A manager who fears Excel makes a questionnaire: from a form that ships, with a question, its
//! choices, a condition and an indicator of their own, tried in the preview, published.
//!
//! Not here: how the workbook is read and written (`../it/forms`), filling it in (`walkthrough`).

use crate::browser::{Browser, Screen};
use crate::designing::{choose, saved};
use crate::page::Page;
use crate::people;
use crate::server::KanpingServer;
use anyhow::{Context, Result};
use serde_json::Value;

const QUESTION: &str = "雨天能不能通车？";
const FORM: &str = "q-rain";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_makes_a_question_sees_it_in_the_preview_and_publishes() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "fieldwork").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;

    begin_from_a_starter(&page, &server).await?;
    add_the_question(&page).await?;
    condition_and_indicator(&page).await?;
    see_it_in_the_preview(&page).await?;
    publish(&page).await
}

async fn begin_from_a_starter(page: &Page, server: &KanpingServer) -> Result<()> {
    page.goto(&format!("{}/desk/demo/forms", server.url()))
        .await?;
    page.tap("[data-test=from-starter]").await?;
    page.tap("[data-test^=starter-q-villager]").await?;
    page.fill("[data-test=new-form-id]", FORM).await?;
    page.tap("[data-test=new-form-begin]").await?;
    page.wait_for("[data-test=outline]").await?;
    page.screenshot("form-designer-begun").await?;
    Ok(())
}

async fn add_the_question(page: &Page) -> Result<()> {
    // A group: what is added stands in it, first.
    page.tap("[data-test=outline-consent]").await?;
    page.tap("[data-test=add-open]").await?;
    page.fill("[data-test=add-label]", QUESTION).await?;
    page.fill("[data-test=add-choices]", "一直能\n大雨时不能\n都不能")
        .await?;
    page.tap("[data-test=add-submit]").await?;
    page.wait_for("[data-test=choice-3]").await?;
    saved(page).await?;
    page.fill("[data-test=choice-score-1]", "100").await?;
    page.fill("[data-test=choice-score-3]", "0").await?;
    page.tap("[data-test=question-required]").await?;
    saved(page).await
}

async fn condition_and_indicator(page: &Page) -> Result<()> {
    choose(page, "[data-test=show-if-question]", "s1").await?;
    choose(page, "[data-test=show-if-comparison]", "3").await?;
    saved(page).await?;
    page.tap("[data-test=indicator-picker] summary").await?;
    page.tap("[data-test^=indicator-pick-]").await?;
    saved(page).await?;
    page.wait_until(
        "document.querySelector('[role=treeitem][aria-selected=true]')
           ?.textContent.includes('有条件')",
    )
    .await
    .context("the outline does not show the condition")?;
    page.screenshot("form-designer-question").await?;
    Ok(())
}

/// The question is asked while the one it depends on is unanswered.
async fn see_it_in_the_preview(page: &Page) -> Result<()> {
    let quoted = Value::from(QUESTION);
    page.wait_until(&format!(
        "[...document.querySelector('[data-test=preview-frame]').contentDocument
            .querySelectorAll('.question')]
           .some((it) => it.checkVisibility() && it.textContent.includes({quoted}))"
    ))
    .await
    .context("the preview does not ask the question")?;
    page.tap("[data-test=preview-390]").await?;
    page.screenshot("form-designer-preview-phone").await?;
    Ok(())
}

async fn publish(page: &Page) -> Result<()> {
    page.tap("[data-test=publish-open]").await?;
    page.fill("[data-test=publish-version]", "2026-rain")
        .await?;
    page.screenshot("form-designer-publish").await?;
    page.tap("[data-test=publish-submit]").await?;
    page.wait_for("[data-test=version-2026-rain]").await?;
    page.screenshot("form-designer-published").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_move_and_remove_a_question_and_undo_brings_it_back() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "fieldwork").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    begin_from_a_starter(&page, &server).await?;

    let lines = "[...document.querySelectorAll('[role=treeitem]')].map((it) => it.dataset.test)";
    let before = page.eval(lines).await?;
    page.tap("[data-test=outline-s2]").await?;
    page.eval("document.querySelector('[data-test=outline]').focus()")
        .await?;
    page.eval(
        "document.querySelector('[data-test=outline]').dispatchEvent(new KeyboardEvent('keydown',
           { key: 'ArrowDown', altKey: true, bubbles: true, cancelable: true }))",
    )
    .await?;
    let differs = format!(
        "JSON.stringify({lines}) !== {}",
        Value::from(before.to_string())
    );
    if let Err(error) = page.wait_until(&differs).await {
        page.screenshot("form-designer-nothing-moved").await?;
        return Err(error.context("nothing moved"));
    }
    saved(&page).await?;
    page.tap("[data-test=draft-undo]").await?;
    let same = format!(
        "JSON.stringify({lines}) === {}",
        Value::from(before.to_string())
    );
    page.wait_until(&same)
        .await
        .context("undo does not bring it back")
}

/// A form of 500 questions, made by the same requests the designer makes.
const MAKE_500: &str = "(async () => {
  const base = '/api/engagements/demo/forms';
  const ask = async (path, body) => {
    const answer = await fetch(base + path, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const language = '中文 (zh)';
  let draft = await ask('', {
    from: 'blank', form_id: 'q-500', title: '500', kind: 'questionnaire', languages: [language],
  });
  for (let part = 0; part < 5; part += 1) {
    let after = draft.outline.rows.at(-1)?.row ?? 0;
    const changes = [];
    for (let i = 0; i < 100; i += 1) {
      const name = `q${part * 100 + i + 1}`;
      changes.push({
        change: 'add_question', after, name, question_type: 'text',
        label: { [language]: `第 ${part * 100 + i + 1} 题：这段道路雨后是否积水，影响村民出行` },
      });
      after = after === 0 ? 2 : after + 1;
    }
    draft = await ask('/q-500/draft', { revision: draft.revision, changes });
  }
  return draft.outline.rows.length;
})()";

/// Milliseconds from a key to the next frame, median of 40 keys.
const MEASURE_KEYS: &str = "(async () => {
  const tree = document.querySelector('[data-test=outline]');
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const times = [];
  for (let i = 0; i < 40; i += 1) {
    const start = performance.now();
    tree.dispatchEvent(new KeyboardEvent('keydown',
      { key: i === 20 ? 'End' : 'ArrowDown', bubbles: true, cancelable: true }));
    await frame();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[20];
})()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_of_500_questions_moves_by_keys_without_waiting() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::example(&folder.path().join("data"), "fieldwork").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    let rows = page.eval(MAKE_500).await?;
    anyhow::ensure!(rows.as_u64() >= Some(500), "{rows} rows");
    page.goto(&format!("{}/desk/demo/forms/q-500/draft", server.url()))
        .await?;
    page.wait_for("[data-test=outline-q1]").await?;
    page.tap("[data-test=outline-q1]").await?;
    let median = page.eval(MEASURE_KEYS).await?.as_f64().context("no time")?;
    eprintln!("500 questions: {median:.0} ms from key to frame (median of 40)");
    assert!(median < 200.0, "{median:.0} ms from key to frame");
    Ok(())
}
