//! A framework made at the desk, from the library to the approval; and a mark that two people
//! disagree on. Not here: the report (`reporting`).

use crate::browser::{Browser, Screen};
use crate::page::Page;
use crate::people;
use crate::server::KanpingServer;
use anyhow::Result;

/// An engagement that liu and he manage together, begun through the interface of the desk.
const BEGIN: &str = "(async () => {
    const json = { 'content-type': 'application/json' };
    const begun = await fetch('/api/engagements', { method: 'POST', headers: json,
        body: JSON.stringify({
            code: 'plan-1', title: '2025年度农村公路养护资金绩效评价',
            commissioned_by: '某区财政局', competent_department: '某区交通运输局',
            firm: '某某会计师事务所', fund_year: 2025, evaluation_year: 2026,
            framework: 'road_bridge', forms: ['site-road-bridge', 'q-villager-road'],
            questionnaires_per_site: 10, contact: '评价组，电话 010-00000000' }) });
    const member = await fetch('/api/engagements/plan-1/members', { method: 'PUT', headers: json,
        body: JSON.stringify({ login: 'he', role: 'manager' }) });
    return [begun.status, member.status].join(' ');
})()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_framework_is_built_from_the_library_tried_bound_and_approved() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::desk_example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    assert_eq!(page.eval(BEGIN).await?, "200 200");

    let plan = format!("{}/desk/plan-1/plan", server.url());
    page.goto(&plan).await?;
    page.tap("[data-test=plan-from-library]").await?;
    page.fill("[data-test=library-pick-search]", "培训").await?;
    page.tap("[data-test=library-add-gx010101]").await?;
    page.tap("[data-test=library-pick-submit]").await?;
    page.wait_for_text("101.00").await?;
    page.screenshot("plan-from-library").await?;

    // The sum is one hundred again; the new indicator is tried and bound.
    page.fill("[data-test=weight-C11]", "5").await?;
    page.press("Tab").await?;
    page.wait_for_text("100.00").await?;
    page.tap("[data-test=indicator-C12]").await?;
    page.wait_for("[data-test=rule-example]").await?;
    page.fill("[data-test=try-numerator]", "11").await?;
    page.fill("[data-test=try-denominator]", "13").await?;
    page.wait_until("document.querySelector('[data-test=try]').innerText.includes('84.62%')")
        .await?;
    page.screenshot("plan-indicator").await?;
    bind_to_the_inspections(&page).await?;
    move_with_keys_and_back_by_hand(&page).await?;
    page.tap("[data-test=plan-save]").await?;
    // While something is not saved, the browser asks before it leaves the page.
    page.wait_until("!document.body.innerText.includes('有未保存的修改')")
        .await?;

    // Whoever saved it last cannot approve it.
    people::change_person(&page, &server, "he").await?;
    page.goto(&plan).await?;
    page.tap("[data-test=plan-approve]").await?;
    page.tap("[data-test=plan-approve-confirm]").await?;
    page.wait_for_text("何伟").await?;
    page.wait_until("document.querySelector('[data-test=plan-state]').innerText.includes('何伟')")
        .await?;
    page.screenshot("plan-approved").await?;
    Ok(())
}

/// Both numbers of C21 are sums of inspection fields, chosen from the lists.
async fn bind_to_the_inspections(page: &Page) -> Result<()> {
    page.tap("[data-test=indicator-C21]").await?;
    // The editor of C12 stood there before, with a numerator of its own.
    page.wait_until(
        "document.querySelector('[data-test=bind-numerator-label]')?.value
           === '一次验收合格项目数'",
    )
    .await?;
    for (operand, path) in [
        ("numerator", "/data/header/h12"),
        ("denominator", "/data/header/h10_amount"),
    ] {
        let field = |part: &str| format!("[data-test=bind-{operand}-{part}]");
        page.fill(&field("source"), "field").await?;
        page.wait_for(&field("aggregate")).await?;
        page.fill(&field("aggregate"), "sum").await?;
        page.wait_for(&field("question")).await?;
        page.fill(&field("question"), path).await?;
        page.wait_until(&format!(
            "document.querySelector('{}')?.value === '{path}'",
            field("question")
        ))
        .await?;
    }
    page.wait_for("[data-test=plan-no-problems]").await?;
    page.screenshot("plan-bound").await?;
    Ok(())
}

/// The codes under C2 as they stand in the table.
const UNDER_C2: &str = "[...document.querySelectorAll('[data-test^=plan-row-C2]')]
    .map((row) => row.dataset.test.slice(9)).join(' ')";

/// Alt and ↑ moves C22 before C21; dragging C21 onto it brings C21 to the front again.
async fn move_with_keys_and_back_by_hand(page: &Page) -> Result<()> {
    page.wait_until(&format!("{UNDER_C2} === 'C2 C21 C22'"))
        .await?;
    page.eval(
        "document.querySelector('[data-test=plan-row-C22]').dispatchEvent(
            new KeyboardEvent('keydown', { key: 'ArrowUp', altKey: true, bubbles: true }))",
    )
    .await?;
    page.wait_until(&format!("{UNDER_C2} === 'C2 C22 C21'"))
        .await?;
    page.eval(
        "(() => {
            const drag = (name, selector) => document.querySelector(selector).dispatchEvent(
                new DragEvent(name, { bubbles: true, cancelable: true,
                    dataTransfer: new DataTransfer() }));
            drag('dragstart', '[data-test=plan-drag-C21]');
            drag('dragover', '[data-test=plan-row-C22]');
            drag('drop', '[data-test=plan-row-C22]');
            drag('dragend', '[data-test=plan-drag-C21]');
        })()",
    )
    .await?;
    page.wait_until(&format!("{UNDER_C2} === 'C2 C21 C22'"))
        .await
}

/// 日常管护 becomes a second qualitative indicator: liu proposes it, he approves it.
const PROPOSE_D14: &str = "(async () => {
    const json = { 'content-type': 'application/json' };
    const url = '/api/engagements/demo/framework';
    const seen = await (await fetch(url)).json();
    const all = seen.framework.levels.flatMap((level) => level.children)
        .flatMap((branch) => branch.indicators);
    const indicator = all.find((it) => it.code === 'D14');
    indicator.rule = { kind: 'grade_level', levels: [] };
    indicator.operands = { mark: { label: '评定', unit: '', from: { source: 'desk_mark' } } };
    const answer = await fetch(url, { method: 'PUT', headers: json, body: JSON.stringify({
        base_revision: seen.revision, framework: seen.framework,
        reason: '管护情况改为两人定性评定，经评审会同意。' }) });
    return [answer.status, (await answer.json()).state?.state].join(' ');
})()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_score_two_qualitative_indicators_once_the_amendment_is_approved() -> Result<()>
{
    let folder = tempfile::tempdir()?;
    let server = people::desk_example(&folder.path().join("data"), "reported").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    assert_eq!(page.eval(PROPOSE_D14).await?, "200 amendment_pending");

    people::change_person(&page, &server, "he").await?;
    page.goto(&format!("{}/desk/demo/plan", server.url()))
        .await?;
    page.wait_for("[data-test=plan-amendment]").await?;
    page.wait_until(
        "document.querySelector('[data-test=plan-differences]').innerText.includes('D14')",
    )
    .await?;
    page.screenshot("plan-amendment").await?;
    page.tap("[data-test=plan-approve]").await?;
    page.tap("[data-test=plan-approve-confirm]").await?;
    page.wait_gone("[data-test=plan-amendment]").await?;

    let drawer = |code: &str| format!("{}/desk/demo/scores?indicator={code}", server.url());
    for (login, shares) in [("he", ["0.82", "0.85"]), ("liu", ["0.84", "0.90"])] {
        people::change_person(&page, &server, login).await?;
        for (code, share) in ["D13", "D14"].into_iter().zip(shares) {
            page.goto(&drawer(code)).await?;
            give(&page, "joint", share, "达成预期目标").await?;
            let percent = share.trim_start_matches("0.");
            page.wait_until(&format!(
                "[...document.querySelectorAll('[data-test=joint-mark]')]
                   .some((it) => it.innerText.includes('{percent}%'))"
            ))
            .await?;
        }
    }
    page.wait_for("[data-test=no-gaps]").await?;
    page.screenshot("scores-two-qualitative").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_marks_too_far_apart_are_decided_by_a_third_person_with_a_reason() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = people::desk_example(&folder.path().join("data"), "reported").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    let drawer = format!("{}/desk/demo/scores?indicator=D13", server.url());

    people::sign_in(&page, &server, "he").await?;
    page.goto(&drawer).await?;
    give(&page, "joint", "0.95", "达成预期目标").await?;
    page.wait_for("[data-test=gaps]").await?;
    page.screenshot("scores-apart").await?;

    people::change_person(&page, &server, "zhou").await?;
    page.goto(&drawer).await?;
    give(&page, "joint-decide", "0.9", "达成预期目标").await?;
    page.wait_for("[data-test=no-gaps]").await?;
    page.wait_for("[data-test=joint-decided]").await?;
    page.screenshot("scores-decided").await?;
    Ok(())
}

/// A level, a share within it, and why.
async fn give(page: &Page, name: &str, share: &str, level: &str) -> Result<()> {
    let field = |part: &str| match name {
        "joint" => format!("[data-test=joint-{part}]"),
        _ => format!("[data-test=joint-decide-{part}]"),
    };
    page.wait_for(&field("level")).await?;
    // The option's words hold its range; its value is the level's name.
    page.eval(&format!(
        "(() => {{ const select = document.querySelector('{}');
           const option = [...select.options].find((it) => it.value.startsWith('{level}'));
           select.value = option.value;
           select.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()",
        field("level")
    ))
    .await?;
    page.fill(&field("pct"), share).await?;
    page.fill(&field("reason"), "依据现场照片和前后对比")
        .await?;
    let button = match name {
        "joint" => "[data-test=joint-give]",
        _ => "[data-test=joint-decide]",
    };
    page.tap(button).await
}

/// The library outside any engagement, with its doubles and its way into a workbook.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_library_is_searched_and_an_item_is_retired_with_a_reason() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server: KanpingServer =
        people::desk_example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Desktop).await?;
    let page = browser.open(&server.url()).await?;
    people::sign_in(&page, &server, "liu").await?;
    page.goto(&format!("{}/desk/library", server.url())).await?;
    page.fill("[data-test=library-search]", "防疫").await?;
    page.wait_until("document.querySelectorAll('[data-test^=library-item-]').length >= 3")
        .await?;
    page.screenshot("library").await?;
    page.fill("[data-test=library-search]", "gx010101").await?;
    page.tap("[data-test=library-item-gx010101]").await?;
    page.fill("[data-test=library-reason]", "口径已并入新指标")
        .await?;
    page.tap("[data-test=library-act-retire]").await?;
    page.wait_until(
        "document.querySelector('[data-test=library-drawer] [data-test=library-state]')
           ?.innerText.includes('停用')",
    )
    .await?;
    Ok(())
}
