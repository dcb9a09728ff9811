//! The report as one accessible HTML page without scripts: A4 sheets on screen, the same margins
//! on paper, every number a link to its source.
//! Not here: the blocks (`blocks`), escaping (`writer`), the words (`domain::report`).

mod blocks;
mod radar;
mod writer;

use domain::ids::Sha256Hex;
use domain::report::{Block, Chapter, Report, Section, labels};
use domain::scoring::{FactReference, SourceNames};

use blocks::Blocks;
pub(super) use blocks::Covered;
pub(super) use writer::Html;

const STYLESHEET: &str = include_str!("report.css");

/// The page with its stylesheet inside. `links` gives the URL of a fact's record, `photo_url` that
/// of a picture; both are escaped here.
pub fn html(
    report: &Report,
    links: &dyn Fn(&FactReference) -> String,
    photo_url: &dyn Fn(&Sha256Hex) -> String,
) -> String {
    let mut out = Html::default();
    head(&mut out, report);
    out.raw("<body>");
    draft_notice(&mut out, report);
    out.raw("<main>");
    // An edition of one page has neither.
    if !report.cover.lines.is_empty() {
        cover(&mut out, report);
        contents(&mut out, report);
    }
    let mut blocks = Blocks::new(links, photo_url, &report.source_names);
    for part in report.parts() {
        chapter(&mut out, part, &mut blocks);
    }
    out.raw("</main></body></html>\n");
    out.finish()
}

/// One block as a piece of a page, for the desk's editor.
pub fn fragment(
    block: &Block,
    links: &dyn Fn(&FactReference) -> String,
    photo_url: &dyn Fn(&Sha256Hex) -> String,
    names: &SourceNames,
) -> String {
    let mut out = Html::default();
    Blocks::new(links, photo_url, names).write(&mut out, block);
    out.finish()
}

fn head(out: &mut Html, report: &Report) {
    out.raw("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
    out.text(&report.title);
    out.raw("</title>");
    out.raw("<style>");
    out.raw(STYLESHEET);
    out.raw("</style>");
    out.raw("</head>");
}

/// Above the pages, so that nobody takes a draft with gaps for a finished report.
fn draft_notice(out: &mut Html, report: &Report) {
    if report.gaps.is_empty() {
        return;
    }
    out.raw("<aside class=\"notice\" aria-label=\"");
    out.text(labels::GAP_NOTICE);
    out.raw("\"><p>");
    out.text(&labels::gap_notice(report.gaps.len()));
    out.raw("<a href=\"#ch7.gaps\">");
    out.text(labels::GAP_LIST_PLACE);
    out.raw("</a></p></aside>");
}

fn cover(out: &mut Html, report: &Report) {
    out.raw("<header class=\"sheet cover\"><h1>");
    out.text(&report.title);
    out.raw("</h1><p class=\"state\">");
    out.text(&report.cover.state);
    out.raw("</p><dl>");
    for (label, value) in &report.cover.lines {
        out.raw("<div><dt>");
        out.text(label);
        out.raw("</dt><dd>");
        out.text(if value.trim().is_empty() {
            labels::MISSING_VALUE
        } else {
            value
        });
        out.raw("</dd></div>");
    }
    out.raw("</dl><p class=\"firm\">");
    out.text(&report.cover.firm);
    out.raw("</p><p class=\"date\">");
    out.text(&report.cover.date);
    out.raw("</p></header>");
}

fn contents(out: &mut Html, report: &Report) {
    out.raw("<nav class=\"sheet contents\" aria-labelledby=\"contents\">");
    out.raw("<h2 id=\"contents\">");
    out.text(labels::CONTENTS);
    out.raw("</h2><ol>");
    for part in report.parts() {
        out.raw("<li>");
        contents_line(out, &part.id, &part.heading);
        let sections: Vec<&Section> = part
            .sections
            .iter()
            .filter(|s| s.level == 2 && s.heading.is_some())
            .collect();
        if !sections.is_empty() {
            out.raw("<ol>");
            for section in sections {
                out.raw("<li>");
                contents_line(
                    out,
                    &section.id,
                    section.heading.as_deref().unwrap_or_default(),
                );
                out.raw("</li>");
            }
            out.raw("</ol>");
        }
        out.raw("</li>");
    }
    out.raw("</ol></nav>");
}

fn contents_line(out: &mut Html, id: &str, heading: &str) {
    out.raw("<a href=\"#");
    out.text(id);
    out.raw("\">");
    out.text(heading);
    out.raw("</a>");
}

fn chapter(out: &mut Html, chapter: &Chapter, blocks: &mut Blocks<'_>) {
    let class = if chapter.landscape {
        "sheet landscape"
    } else {
        "sheet"
    };
    out.raw("<section class=\"");
    out.raw(class);
    out.raw("\" aria-labelledby=\"");
    out.text(&chapter.id);
    out.raw("\"><h2 id=\"");
    out.text(&chapter.id);
    out.raw("\">");
    out.text(&chapter.heading);
    out.raw("</h2>");
    for section in &chapter.sections {
        if let Some(heading) = &section.heading {
            let tag = if section.level == 2 { "h3" } else { "h4" };
            out.raw(&format!("<{tag} id=\""));
            out.text(&section.id);
            out.raw("\">");
            out.text(heading);
            out.raw(&format!("</{tag}>"));
        }
        for block in &section.blocks {
            blocks.write(out, block);
        }
    }
    out.raw("</section>");
}
