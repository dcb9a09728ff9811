//! The helpers themselves: a tool that could not fail would prove nothing.
//!
//! Not here: Kanping. The pages are a few lines each, so a failure here is the harness's own.

use crate::browser::{Browser, Screen};
use crate::conditions::Theme;
use crate::page::Page;
use anyhow::Result;

const FORM: &str = "<!doctype html><html lang='zh-CN'><title>表</title><body><main><h1>表</h1>
    <label>说明 <input name='note' value='旧'></label>
    <label>日期 <input name='day' type='date'></label>
    <label>等级 <select name='grade'><option>优<option>良</select></label>
    <label>照片 <input type='file' name='photo'></label>
    <button onclick='out.textContent = note() + day() + grade() + files()'>完成</button>
    <output id='out'></output>
    <div id='cover' style='position:fixed;inset:0'></div></main>
    <script>
      const field = (name) => document.querySelector(`[name=${name}]`);
      const note = () => field('note').value, day = () => field('day').value;
      const grade = () => field('grade').value, files = () => field('photo').files.length;
      setTimeout(() => document.getElementById('cover').remove(), 600);
    </script>";

async fn open(html: &str) -> Result<(tempfile::TempDir, Browser, Page)> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("page.html");
    std::fs::write(&file, html)?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::Phone).await?;
    let page = browser.open(&format!("file://{}", file.display())).await?;
    Ok((folder, browser, page))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_types_chinese_chooses_and_taps_once_nothing_is_in_the_way() -> Result<()> {
    let (folder, _browser, page) = open(FORM).await?;
    page.fill("[name=note]", "路面有裂缝").await?;
    page.fill("[name=day]", "2026-11-22").await?;
    page.fill("@combobox 等级", "良").await?;
    page.attach_files("[name=photo]", &[&folder.path().join("page.html")])
        .await?;
    assert_eq!(page.value("[name=note]").await?, "路面有裂缝");

    // The cover goes away after a moment; the tap has waited for it.
    page.tap("@button 完成").await?;

    page.wait_for_text("路面有裂缝2026-11-22良1").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_sees_a_picture_without_words_and_text_too_pale_to_read() -> Result<()> {
    let pale = "<!doctype html><html lang='zh-CN'><title>页</title><main><h1>页</h1>
        <img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='><p style='color:#ccc'>看不清</p>";
    let (_folder, _browser, page) = open(pale).await?;
    page.prefer_theme(Theme::Light).await?;

    let violations = page.axe_violations().await?.join("\n");

    assert!(violations.contains("image-alt"), "{violations}");
    assert!(violations.contains("color-contrast"), "{violations}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_in_the_console_is_noticed_and_can_be_forgiven_by_name() -> Result<()> {
    let broken = "<!doctype html><title>x</title><body>页<script>
        console.error('expected one'); setTimeout(() => { throw new Error('surprise') });
        </script>";
    let (_folder, _browser, page) = open(broken).await?;
    page.wait_for_text("页").await?;
    page.forgive("expected one");
    for _ in 0..100 {
        if !page.console_errors().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }

    let errors = page.console_errors().join("\n");

    assert!(
        errors.contains("surprise") && !errors.contains("expected one"),
        "{errors}"
    );
    page.forgive("surprise");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn flight_mode_is_felt_by_the_page_and_ends() -> Result<()> {
    let (_folder, _browser, page) = open("<!doctype html><title>x</title><body>页").await?;
    page.set_offline(true).await?;
    let fetched = "fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'unreachable')";
    assert_eq!(page.eval(fetched).await?, "unreachable");
    page.set_offline(false).await?;
    page.resize(Screen::Desktop).await
}
