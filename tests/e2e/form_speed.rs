//! A form of 500 questions on a processor four times slower: how long until it is painted, and
//! from a keystroke to the next frame, beside the same questions as bare HTML in the same run.
//! Prints its figures and judges only what was seen, never a time: a busy machine must not fail a
//! test.

use crate::browser::{Browser, Screen};
use crate::forms;
use crate::page::Page;
use crate::people::{example, take_work_along};
use anyhow::{Context, Result, ensure};

const GROUPS: usize = 20;
const QUESTIONS: usize = 25;

/// The survey sheet: 20 groups of 25 questions, 20 relevance rules, 21 calculations.
fn survey() -> Vec<[String; 6]> {
    let row = |cells: [&str; 6]| cells.map(str::to_owned);
    let mut rows = vec![row([
        "type",
        "name",
        "label",
        "relevant",
        "calculation",
        "required",
    ])];
    for group in 0..GROUPS {
        let name = format!("g{group}");
        let label = format!("第{}节 现场情况", group + 1);
        rows.push(row(["begin group", &name, &label, "", "", ""]));
        for question in 0..QUESTIONS {
            let name = format!("q{group}_{question}");
            let label = format!("第{}题：该项目此处的情况如何？", question + 1);
            let asked = format!("${{q{group}_0}} != '不适用'");
            let sum = format!("coalesce(${{q{group}_1}}, 0) * 2 + 1");
            rows.push(match question {
                1 => row(["integer", &name, &label, "", "", "yes"]),
                2 => row(["calculate", &name, "", "", &sum, ""]),
                3 => row(["text", &name, &label, &asked, "", ""]),
                n if n % 5 == 4 => row(["select_one yes_no", &name, &label, "", "", ""]),
                n if n % 5 == 0 => row(["text", &name, &label, "", "", "yes"]),
                _ => row(["text", &name, &label, "", "", ""]),
            });
        }
        rows.push(row(["end group", "", "", "", "", ""]));
    }
    rows.push(row([
        "calculate",
        "total",
        "",
        "",
        "${q0_2} + ${q1_2} + ${q19_2}",
        "",
    ]));
    rows
}

/// The same questions with nothing behind them.
const BARE: &str = r#"(() => {
    document.body.innerHTML = Array.from({ length: 20 }, (_, group) =>
        `<section><h2>第${group + 1}节 现场情况</h2>` + Array.from({ length: 25 }, (_, question) =>
            `<p><label>第${question + 1}题：该项目此处的情况如何？
               <input class="bare" type="text"></label></p>`).join("") + "</section>").join("");
    return document.querySelectorAll("input").length;
})()"#;

/// Milliseconds from each of 60 keystrokes to the frame after it, sorted. Between two keystrokes
/// some time passes, never the same, so that they fall anywhere between two frames.
const TYPE: &str = r#"(async (selector) => {
    const input = document.querySelector(selector);
    input.focus();
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = resolve;
        channel.port2.postMessage(0);
    }));
    const times = [];
    for (let key = 0; key < 60; key += 1) {
        await new Promise((resolve) => setTimeout(resolve, 90 + (key * 7) % 19));
        const begun = performance.now();
        set.call(input, String(key));
        input.dispatchEvent(new InputEvent("input", { bubbles: true, data: "1" }));
        await painted();
        times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b);
})"#;

async fn median_of_keystrokes(page: &Page, selector: &str) -> Result<f64> {
    let times = page.eval(&format!("{TYPE}({selector:?})")).await?;
    let times = times.as_array().context("a list of times")?;
    times[times.len() / 2].as_f64().context("a time")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_of_500_questions_answers_a_keystroke_on_a_slow_processor() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = example(&folder.path().join("data"), "planned").await?;
    let browser = Browser::launch(&folder.path().join("profile"), Screen::TabletLandscape).await?;
    let page = browser.open(&server.url()).await?;
    page.wait_for_offline_readiness().await?;
    let code = take_work_along(&page, &server).await?;
    let choices = [["yes_no", "yes", "是"], ["yes_no", "no", "否"]];
    let choices: Vec<Vec<String>> = choices.map(|row| row.map(str::to_owned).to_vec()).to_vec();
    let survey: Vec<Vec<String>> = survey().into_iter().map(Vec::from).collect();
    forms::put_into_pack(&page, &forms::inspection_form("1", &survey, &choices)?).await?;
    let address = format!("{}/field/sites/{code}/inspection", server.url());
    // Once, so that what follows measures the form and not the loading of the part.
    page.goto(&address).await?;
    let first = "[data-test='input-/data/g0/q0_1']";
    page.wait_for(first).await?;

    page.slow_down(4.0).await?;
    page.goto(&address).await?;
    page.wait_for(first).await?;
    let painted = page
        .eval("new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))");
    let painted = painted.await?.as_f64().context("a time")?;
    let questions = page.count(".question").await?;
    ensure!(questions > 0, "nothing is asked");
    let text = median_of_keystrokes(&page, "[data-test='input-/data/g0/q0_0']").await?;
    let number = median_of_keystrokes(&page, first).await?;
    let answered = page.value(first).await?;
    ensure!(answered == "59", "the last keystroke stands: {answered}");

    let bare_page = browser.open("about:blank").await?;
    bare_page.slow_down(4.0).await?;
    let inputs = bare_page.eval(BARE).await?;
    ensure!(
        inputs.as_u64() == Some((GROUPS * QUESTIONS) as u64),
        "{inputs}"
    );
    let bare = median_of_keystrokes(&bare_page, "input").await?;
    println!(
        "500 questions at a quarter of the speed: painted after {painted:.0} ms; a keystroke to the \
         next frame: bare HTML {bare:.1} ms, text {text:.1} ms ({:.2}), a number that others are \
         computed from {number:.1} ms ({:.2})",
        text / bare,
        number / bare
    );
    Ok(())
}
