//! Every type of question on a tablet: answered as a person does, saved as it is given, there again
//! after the page was closed. Not here: the rules of each type (`tests/it/forms`).

use crate::browser::{Browser, Screen};
use crate::page::Page;
use crate::people::{example, take_work_along};
use crate::{fieldwork, forms};
use anyhow::Result;

/// A long list is searched, not scrolled.
const VILLAGES: usize = 300;

/// The survey sheet, a bar between two cells.
const SURVEY: &str = "type|name|label|hint|appearance|parameters
begin group|a|一、评价|||
range|score|总体印象|拖动或键入||start=0 end=10 step=1
rank things|order|按重要程度排序|||
select_one villages|village|所在村||minimal|
select_multiple things|seen|见到哪些||columns-2|
select_one agree|head|您是否同意||label|
select_one agree|m1|路面平整||list-nolabel|
select_one agree|m2|排水通畅||list-nolabel|
end group|||||
begin repeat|people|受访人|||
text|role|身份|||
begin repeat|visits|走访|||
date|day|日期|||
end repeat|||||
end repeat|||||
begin group|b|三、附件|||
image|sketch|示意图||draw|
file|paper|资料|||
audio|voice|录音|||
barcode|code|设备编号|||
end group|||||";

fn survey() -> Vec<Vec<String>> {
    let cells = |line: &str| line.split('|').map(str::to_owned).collect();
    SURVEY.lines().map(cells).collect()
}

fn choices() -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = [
        ["things", "road", "路面"],
        ["things", "drain", "排水沟"],
        ["things", "sign", "标志牌"],
        ["agree", "yes", "同意"],
        ["agree", "no", "不同意"],
    ]
    .map(|row| row.map(str::to_owned).to_vec())
    .to_vec();
    for number in 0..VILLAGES {
        let (name, label) = (format!("v{number}"), format!("第{number}村"));
        rows.push(vec!["villages".to_owned(), name, label]);
    }
    rows
}

async fn go_to(page: &Page, section: &str) -> Result<()> {
    page.tap(&format!("[data-test='section-{section}']"))
        .await?;
    page.eval("new Promise((resolve) => setTimeout(resolve, 400))")
        .await?;
    Ok(())
}

async fn rate(page: &Page) -> Result<()> {
    page.fill("[data-test='input-/data/a/score']", "7").await?;
    for (place, thing) in (1..).zip(["drain", "road", "sign"]) {
        page.tap(&format!("[data-test='rank-/data/a/order-{thing}']"))
            .await?;
        // The list grows under the finger: the next one is tapped where it then stands.
        page.wait_until(&format!(
            "document.querySelectorAll(\"[data-test='ranked-/data/a/order'] > li\").length === {place}"
        ))
        .await?;
    }
    page.tap("[data-test='input-/data/a/village']").await?;
    page.wait_for("[data-test=picker-search]").await?;
    assert!(
        page.count(".picker-choice").await? <= 200,
        "not all are drawn"
    );
    page.fill("[data-test=picker-search]", "第287").await?;
    page.tap("[data-test='answer-/data/a/village-v287']")
        .await?;
    page.wait_gone("[data-test=picker-search]").await?;
    page.tap("[data-test='answer-/data/a/seen-sign']").await?;
    page.tap("[data-test='answer-/data/a/m1-yes']").await?;
    page.tap("[data-test='answer-/data/a/m2-no']").await
}

/// Three people, the second with two visits; the second is removed and comes back.
async fn list_people(page: &Page) -> Result<()> {
    go_to(page, "/data/people").await?;
    page.fill("[data-test='input-/data/people[1]/role']", "村主任")
        .await?;
    for role in [(2, "村民"), (3, "司机")] {
        page.tap("[data-test='add-row-/data/people']").await?;
        let field = format!("[data-test='input-/data/people[{}]/role']", role.0);
        page.fill(&field, role.1).await?;
    }
    page.tap("[data-test='add-row-/data/people[2]/visits']")
        .await?;
    page.fill(
        "[data-test='input-/data/people[2]/visits[2]/day']",
        "2026-11-20",
    )
    .await?;
    page.tap("[data-test='remove-row-/data/people[2]']").await?;
    page.wait_for("[data-test=row-undo]").await?;
    let second = "[data-test='input-/data/people[2]/role']";
    assert_eq!(page.value(second).await?, "司机", "later rows move up");
    page.tap("[data-test=row-undo]").await?;
    page.wait_for("[data-test='input-/data/people[3]/role']")
        .await?;
    assert_eq!(page.value(second).await?, "村民");
    let day = "[data-test='input-/data/people[2]/visits[2]/day']";
    assert_eq!(page.value(day).await?, "2026-11-20");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_type_of_question_is_answered_kept_and_shown_again() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::TabletLandscape).await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for_offline_readiness().await?;
    let code = take_work_along(&page, &server).await?;
    let form = forms::inspection_form("1", &survey(), &choices())?;
    forms::put_into_pack(&page, &form).await?;
    server.stop();
    page.forgive("Failed to load resource");
    let address = format!("{}/field/sites/{code}/inspection", server.url());
    page.goto(&address).await?;

    page.wait_for("[data-test='input-/data/a/score']").await?;
    rate(&page).await?;
    page.screenshot("questions-rated").await?;
    list_people(&page).await?;
    page.screenshot("questions-rows").await?;
    go_to(&page, "/data/b").await?;
    fieldwork::draw(&page, "[data-test='drawing-/data/b/sketch']").await?;
    page.tap("[data-test='drawing-done-/data/b/sketch']")
        .await?;
    page.wait_for(".drawing-standing img").await?;
    let paper = folder.path().join("合同.pdf");
    std::fs::write(&paper, b"%PDF-1.7 a contract")?;
    page.attach_files("[data-test='file-/data/b/paper']", &[&paper])
        .await?;
    page.wait_for_text("合同.pdf").await?;
    let program = folder.path().join("setup.exe");
    std::fs::write(&program, b"MZ\x90\0\x03\0\0\0")?;
    page.attach_files("[data-test='file-/data/b/paper']", &[&program])
        .await?;
    page.wait_for_text("没有加入").await?;
    page.fill("[data-test='input-/data/b/code']", "EQ-0042")
        .await?;
    page.screenshot("questions-files").await?;
    page.wait_for_text("已保存").await?;
    page.eval("new Promise((resolve) => setTimeout(resolve, 1500))")
        .await?;

    page.goto(&address).await?;
    page.wait_for_text("第287村").await?;
    assert_eq!(page.value("[data-test='input-/data/a/score']").await?, "7");
    let ranked = page.text("[data-test='ranked-/data/a/order']").await?;
    let places = ["排水沟", "路面", "标志牌"].map(|thing| ranked.find(thing));
    assert!(places.is_sorted() && places[0].is_some(), "{ranked}");
    go_to(&page, "/data/people").await?;
    let third = "[data-test='input-/data/people[3]/role']";
    assert_eq!(page.value(third).await?, "司机");
    go_to(&page, "/data/b").await?;
    page.wait_for_text("合同.pdf").await?;
    assert_eq!(
        page.value("[data-test='input-/data/b/code']").await?,
        "EQ-0042"
    );
    Ok(())
}
