//! An evaluator's hands: fills an inspection and a respondent's questionnaire on the tablet.
//!
//! Not here: what is asserted of it (`walkthrough`).

use crate::page::Page;
use anyhow::{Context, Result, bail};
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchMouseEventParams, DispatchMouseEventType, MouseButton,
};
use std::path::{Path, PathBuf};

/// More steps than any shipped questionnaire has screens.
const KIOSK_STEPS: usize = 60;

/// The `data-test` values on the page that begin so, in document order, of visible elements.
async fn names(page: &Page, prefix: &str) -> Result<Vec<String>> {
    let script = format!(
        "[...document.querySelectorAll('[data-test^=\"{prefix}\"]')]
           .filter((it) => it.classList.contains('visually-hidden') || it.checkVisibility())
           .map((it) => it.dataset.test)"
    );
    let found = page.eval(&script).await?;
    let found = found.as_array().context("no list")?;
    Ok(found
        .iter()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect())
}

fn named(name: &str) -> String {
    format!("[data-test='{name}']")
}

/// Some photo of some place, different for each number.
pub fn photo(folder: &Path, number: u8) -> Result<PathBuf> {
    let file = folder.join(format!("photo-{number}.jpg"));
    let picture = image::RgbImage::from_fn(1600, 1200, |x, y| {
        let shade = u8::try_from((x / 8 + y / 6 + u32::from(number) * 40) % 200).unwrap_or(0);
        image::Rgb([shade, 120, number.wrapping_mul(37)])
    });
    picture.save(&file)?;
    Ok(file)
}

/// What a person would type into a question, by the last part of its path.
fn typed(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or_default();
    Some(match name {
        "h5" => "石桥村",
        "h6" => "C024 村道",
        "h10_document" => "区交字〔2018〕32号",
        "h11" | "h12" | "h13" => "4.5",
        "h14_start" => "2018-03-15",
        "h14_planned_end" => "2018-10-31",
        "h14_actual_end" => "2018-10-20",
        "h15_arrived" => "2026-09-14T09:00",
        "h15_left" => "2026-09-14T11:00",
        "h17" => "晴，通行正常",
        "h16_manual_reason" => return None,
        "advice" => "尽快修复护栏并明确管护责任人。",
        "sign_a_name" | "interviewer_a" | "sign_interviewer_a_name" | "recorder" => "王建国",
        "sign_b_name" | "interviewer_b" | "sign_interviewer_b_name" => "李秀英",
        "who_unit" => "石桥村村民委员会",
        "who_post" => "村委会主任",
        "held_on" => "2026-09-14",
        "begun_at" => "10:00",
        "place" => "村委会会议室",
        "sign_unit_name" => "陈志明",
        _ if name.ends_with("_answer") => "道路已经修好，雨天不再积水。",
        _ if name.contains("design") => "20",
        _ if name.contains("measured") => "20",
        _ => return None,
    })
}

/// Draws a stroke over the element, as a finger does.
pub async fn draw(page: &Page, selector: &str) -> Result<()> {
    page.eval(&format!(
        "document.querySelector(\"{selector}\").scrollIntoView({{ block: 'center' }})"
    ))
    .await?;
    let script = format!(
        "(() => {{ const b = document.querySelector(\"{selector}\").getBoundingClientRect();
           return [b.left, b.top, b.width, b.height]; }})()"
    );
    let found = page.eval(&script).await?;
    let side = |index: usize| found[index].as_f64().unwrap_or_default();
    let (left, top, width, height) = (side(0), side(1), side(2), side(3));
    let steps = [
        (0.2, 0.6),
        (0.35, 0.3),
        (0.5, 0.7),
        (0.65, 0.35),
        (0.8, 0.6),
    ];
    for (index, (x, y)) in steps.into_iter().enumerate() {
        let kind = match index {
            0 => DispatchMouseEventType::MousePressed,
            4 => DispatchMouseEventType::MouseReleased,
            _ => DispatchMouseEventType::MouseMoved,
        };
        let event = DispatchMouseEventParams::builder()
            .r#type(kind)
            .x(left + width * x)
            .y(top + height * y)
            .button(MouseButton::Left)
            .buttons(1)
            .click_count(1)
            .build()
            .map_err(anyhow::Error::msg)?;
        page.tab.execute(event).await?;
    }
    Ok(())
}

/// Fills the section that is open: texts, checks (否 where `no` says so), photos, signatures.
async fn fill_section(page: &Page, no: &[&str], photos: &mut Photos<'_>) -> Result<()> {
    for name in names(page, "locate-").await? {
        // A navigation may give the page a new process, which forgets where it stands.
        page.stand_at(27.14140, 111.47699, 8.0).await?;
        page.tap(&named(&name)).await?;
        page.wait_for_text("±").await?;
    }
    // Answers open further questions, so what is there is asked anew until nothing is new.
    let mut done: Vec<String> = Vec::new();
    loop {
        let mut any = false;
        for name in names(page, "answer-").await? {
            let Some((path, _)) = name["answer-".len()..].rsplit_once('-') else {
                continue;
            };
            if done.iter().any(|known| known == path) {
                continue;
            }
            done.push(path.to_owned());
            any = true;
            let choice = chosen(page, path, no).await?;
            page.tap(&named(&format!("answer-{path}-{choice}"))).await?;
        }
        for name in names(page, "input-").await? {
            let path = name["input-".len()..].to_owned();
            if done.contains(&path) {
                continue;
            }
            done.push(path.clone());
            any = true;
            if path.ends_with("_note") {
                page.fill(&named(&name), "桥头右侧护栏缺失约6米，无警示标志。")
                    .await?;
            } else if let Some(text) = typed(&path)
                && page.value(&named(&name)).await?.is_empty()
            {
                page.fill(&named(&name), text).await?;
            }
        }
        for name in names(page, "photo-slot-").await? {
            if done.contains(&name) {
                continue;
            }
            done.push(name.clone());
            any = true;
            if !name.ends_with("/p7") {
                let file = photos.next()?;
                page.attach_files(&named(&name), &[&file]).await?;
                page.wait_until(&format!(
                    "document.querySelectorAll('[data-test^=\"picture-\"]').length >= {}",
                    photos.in_section
                ))
                .await?;
            }
        }
        any |= sign(page, &mut done).await?;
        if !any {
            return Ok(());
        }
    }
}

/// Signs every new line that is not the village's; answers whether there was one.
async fn sign(page: &Page, done: &mut Vec<String>) -> Result<bool> {
    let mut any = false;
    for name in names(page, "signature-/").await? {
        if done.contains(&name) || name.contains("village") {
            continue;
        }
        done.push(name.clone());
        any = true;
        draw(page, &named(&name)).await?;
        let path = &name["signature-".len()..];
        page.tap(&named(&format!("signature-done-{path}"))).await?;
        page.wait_gone(&named(&name)).await?;
    }
    Ok(any)
}

async fn chosen(page: &Page, path: &str, no: &[&str]) -> Result<String> {
    if no.contains(&path) {
        return Ok("no".to_owned());
    }
    let offered = names(page, &format!("answer-{path}-")).await?;
    let offered: Vec<&str> = offered
        .iter()
        .filter_map(|name| name.rsplit_once('-').map(|(_, choice)| choice))
        .collect();
    for wanted in ["yes", "satisfied", "age_18_44", "class_2", "minor"] {
        if offered.contains(&wanted) {
            let before = path.ends_with("_before");
            return Ok(if before { "class_4" } else { wanted }.to_owned());
        }
    }
    offered
        .first()
        .map(|choice| (*choice).to_owned())
        .context("a question without choices")
}

struct Photos<'a> {
    folder: &'a Path,
    taken: u8,
    in_section: u8,
}

impl Photos<'_> {
    fn next(&mut self) -> Result<PathBuf> {
        self.taken += 1;
        self.in_section += 1;
        photo(self.folder, self.taken)
    }
}

/// Fills the whole inspection, section by section; answers how many photos were taken.
pub async fn inspect(page: &Page, folder: &Path, no: &[&str]) -> Result<u8> {
    let mut photos = Photos {
        folder,
        taken: 0,
        in_section: 0,
    };
    page.wait_for("[data-test^='section-/']").await?;
    for section in names(page, "section-/").await? {
        page.tap(&named(&section)).await?;
        // The page scrolls to the section's top; who taps while it moves misses.
        page.eval("new Promise((resolve) => setTimeout(resolve, 400))")
            .await?;
        photos.in_section = 0;
        fill_section(page, no, &mut photos)
            .await
            .with_context(|| section.clone())?;
    }
    Ok(photos.taken)
}

/// A respondent answers on the handed-over tablet.
pub async fn respond(page: &Page) -> Result<()> {
    page.wait_for("[data-test=kiosk-start]").await?;
    page.tap("[data-test=kiosk-start]").await?;
    for _ in 0..KIOSK_STEPS {
        page.wait_until(
            "document.querySelector('[data-test=kiosk-next], [data-test=kiosk-thanks]')",
        )
        .await?;
        if page.count("[data-test=kiosk-thanks]").await? > 0 {
            return Ok(());
        }
        let mut answered: Vec<String> = Vec::new();
        for name in names(page, "answer-").await? {
            let Some((path, _)) = name["answer-".len()..].rsplit_once('-') else {
                continue;
            };
            if !answered.iter().any(|known| known == path) {
                answered.push(path.to_owned());
                let choice = chosen(page, path, &[]).await?;
                page.tap(&named(&format!("answer-{path}-{choice}"))).await?;
            }
        }
        let shown = page.eval("document.body.innerText").await?;
        page.tap("[data-test=kiosk-next]").await?;
        page.wait_until(&format!("document.body.innerText !== {shown}"))
            .await?;
    }
    bail!("the questionnaire does not end")
}
